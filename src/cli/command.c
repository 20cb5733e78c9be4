#include "cli/command.h"

#include "cli/guess.h"

#define CMD(name) extern const struct cmd cmd_##name;
#include "cli/cmds.def"
#undef CMD

const struct cmd *const cmds[] = {
#define CMD(name) &cmd_##name,
#include "cli/cmds.def"
#undef CMD
};
const size_t cmd_count = sizeof cmds / sizeof *cmds;

static struct command
of_answer(const struct answer *a)
{
	return (struct command){
		.name = a->name, .args = a->args, .help = a->question, .more = a->more,
		.options = a->options ? a->options : ANSWER_OPTIONS,
		.no = a->is_yes_no ? "the answer is no" : NULL,
		.cannot_tell = a->is_yes_no ? "it cannot be told from these files" : NULL,
		.answer = a,
	};
}

bool
command_at(size_t i, struct command *ret_command)
{
	if (i >= answers_count + cmd_count)
		return false;
	if (i < answers_count) {
		*ret_command = of_answer(answers[i]);
		return true;
	}
	const struct cmd *c = cmds[i - answers_count];
	*ret_command = (struct command){
		.name = c->name, .args = c->args, .help = c->help, .more = c->more,
		.options = c->options, .no = c->no, .cannot_tell = c->cannot_tell, .cmd = c,
	};
	return true;
}

bool
command_find(str name, struct command *ret_command)
{
	struct command c;
	for (size_t i = 0; command_at(i, &c); i++) {
		if (str_eq(name, str_of(c.name))) {
			*ret_command = c;
			return true;
		}
	}
	return false;
}

bool
command_absent(arena *a, str name, struct err *err)
{
	struct guess guess = { .word = name };
	struct command c;
	for (size_t i = 0; command_at(i, &c); i++)
		guess_try(&guess, str_of(c.name));
	return fail(err, ERR_USAGE, "there is no command '%.*s'%.*s", STR_ARG(name),
		    STR_ARG(guess_text(&guess, a, "")));
}
