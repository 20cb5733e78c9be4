#include "cli/options.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/guess.h"

enum { WIDTH_LEAST = 20, WIDTH_MOST = 1000, CONTEXT_MOST = 1000000, SITE_COST_MOST = 100, COST_MOST = 1000,
       SAMPLES_MOST = 1000000 };

static bool
take(str *ret, const char *name, str arg, struct err *err)
{
	if (arg.len == 0)
		return fail(err, ERR_USAGE, "nothing stands behind '--%s'", name);
	if (utf8_bad(arg) < arg.len)
		return fail(err, ERR_USAGE, "'%.*s' behind '--%s' is no UTF-8 text", STR_ARG(arg), name);
	*ret = arg;
	return true;
}

static bool
set_as(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->as, "as", arg, err);
}

static bool
set_at(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->at, "at", arg, err);
}

static bool
set_known(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->known, "known", arg, err);
}

static bool
set_key(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->key, "key", arg, err);
}

static bool
set_for_party(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->for_party, "for", arg, err);
}

static bool
set_reason(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->reason, "reason", arg, err);
}

static bool
set_since(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->since, "since", arg, err);
}

static bool
set_against(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->against, "against", arg, err);
}

static bool
set_provably(struct cli *cli, str arg, struct err *err)
{
	(void)arg;
	(void)err;
	return cli->provably = true;
}

static bool
set_yes(struct cli *cli, str arg, struct err *err)
{
	(void)arg;
	(void)err;
	return cli->yes = true;
}

static bool
set_checkpoint(struct cli *cli, str arg, struct err *err)
{
	(void)arg;
	(void)err;
	return cli->checkpoint = true;
}

static bool
set_output(struct cli *cli, str arg, struct err *err)
{
	if (arg.len == 0)
		return fail(err, ERR_USAGE, "nothing stands behind '--output'");
	cli->output = arg;
	return true;
}

static bool
set_width(struct cli *cli, str arg, struct err *err)
{
	uint64_t width;
	if (!str_u64(arg, &width) || width < WIDTH_LEAST || width > WIDTH_MOST)
		return fail(err, ERR_USAGE, "'--width' wants a number from %d to %d, not '%.*s'",
			    WIDTH_LEAST, WIDTH_MOST, STR_ARG(arg));
	cli->width = (unsigned)width;
	return true;
}

static bool
set_color(struct cli *cli, str arg, struct err *err)
{
	if (str_eq(arg, S("always")))
		cli->colour = COLOUR_ALWAYS;
	else if (str_eq(arg, S("never")))
		cli->colour = COLOUR_NEVER;
	else if (str_eq(arg, S("auto")))
		cli->colour = COLOUR_AUTO;
	else
		return fail(err, ERR_USAGE, "'--color' wants always, never or auto, not '%.*s'",
			    STR_ARG(arg));
	return true;
}

/* Words, with a fraction behind a point: "3", "2.5". */
static bool
take_words(double *ret, const char *name, unsigned least, unsigned most, str arg, struct err *err)
{
	str whole, part;
	uint64_t words, tenths = 0;
	bool has_part = str_cut(arg, '.', &whole, &part);
	if (!str_u64(whole, &words) || words < least || words > most ||
	    (has_part && (part.len != 1 || !str_u64(part, &tenths))))
		return fail(err, ERR_USAGE, "'--%s' wants words from %u to %u, such as 3 or 2.5, not '%.*s'", name,
			    least, most, STR_ARG(arg));
	*ret = (double)words + (double)tenths / 10;
	return true;
}

static bool
set_style(struct cli *cli, str arg, struct err *err)
{
	if (style_find(arg, &cli->style))
		return true;
	buf names = { 0 };
	for (size_t i = 0; i < STYLE_COUNT; i++)
		buf_printf(&names, "%s%s", i == 0 ? "" : i + 1 < STYLE_COUNT ? ", " : " or ", style_names[i]);
	fail(err, ERR_USAGE, "'--style' wants %s, not '%.*s'", names.at, STR_ARG(arg));
	buf_done(&names);
	return false;
}

static bool
set_brackets_cost(struct cli *cli, str arg, struct err *err)
{
	return take_words(&cli->brackets_cost, "brackets-cost", 0, COST_MOST, arg, err);
}

static bool
set_context(struct cli *cli, str arg, struct err *err)
{
	uint64_t count = SIZE_MAX;
	if (!str_eq(arg, S("all")) && (!str_u64(arg, &count) || count > CONTEXT_MOST))
		return fail(err, ERR_USAGE, "'--context' wants a number of paragraphs from 0 to %d, or all, not "
			    "'%.*s'", CONTEXT_MOST, STR_ARG(arg));
	cli->context = (size_t)count;
	return cli->has_context = true;
}

static bool
set_site_cost(struct cli *cli, str arg, struct err *err)
{
	return take_words(&cli->site_cost, "site-cost", 1, SITE_COST_MOST, arg, err);
}

static bool
set_domain(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->domain, "domain", arg, err);
}

static bool
set_lp(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->lp, "lp", arg, err);
}

static bool
set_memory(struct cli *cli, str arg, struct err *err)
{
	static const struct { const char *unit; unsigned shift; } units[] = {
		{ "GB", 30 }, { "G", 30 }, { "MB", 20 }, { "M", 20 },
	};
	unsigned shift = 0;
	str number = arg;
	uint64_t size;
	for (size_t i = 0; i < sizeof units / sizeof *units && !shift; i++)
		if (arg.len > 0 && str_ends(arg, str_of(units[i].unit))) {
			shift = units[i].shift;
			number = str_sub(arg, 0, arg.len - strlen(units[i].unit));
		}
	if (!shift || !str_u64(number, &size) || size == 0 || size > UINT64_MAX >> 31)
		return fail(err, ERR_USAGE, "'--memory' wants a size such as 500MB or 4GB, not '%.*s'", STR_ARG(arg));
	cli->memory_bytes = size << shift;
	return true;
}

static bool
set_from_package(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->from_package, "from", arg, err);
}

static bool
set_model(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->model, "model", arg, err);
}

static bool
set_talks(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->talks, "talks", arg, err);
}

static bool
set_uncertain(struct cli *cli, str arg, struct err *err)
{
	return take(&cli->uncertain, "uncertain", arg, err);
}

static bool
set_samples(struct cli *cli, str arg, struct err *err)
{
	if (str_u64(arg, &cli->samples) && cli->samples > 0 && cli->samples <= SAMPLES_MOST)
		return true;
	return fail(err, ERR_USAGE, "'--samples' wants a number from 1 to %d, not '%.*s'", SAMPLES_MOST, STR_ARG(arg));
}

static bool
set_seed(struct cli *cli, str arg, struct err *err)
{
	cli->has_seed = str_u64(arg, &cli->seed);
	return cli->has_seed || fail(err, ERR_USAGE, "'--seed' wants a number, not '%.*s'", STR_ARG(arg));
}

static bool
set_steps(struct cli *cli, str arg, struct err *err)
{
	if (str_u64(arg, &cli->steps) && cli->steps > 0)
		return true;
	return fail(err, ERR_USAGE, "'--steps' wants a number from 1 up, not '%.*s'", STR_ARG(arg));
}

#define SET_FLAG(name) \
	static bool set_##name(struct cli *cli, str arg, struct err *err) \
	{ \
		(void)arg, (void)err; \
		return cli->name = true; \
	}
SET_FLAG(keep_going)
SET_FLAG(check)
SET_FLAG(resolve)
SET_FLAG(side_by_side)
SET_FLAG(exit_code)
SET_FLAG(block)
SET_FLAG(unattributed)
SET_FLAG(unwrap)
SET_FLAG(schema)
SET_FLAG(normalise)
SET_FLAG(in_order)
SET_FLAG(timeml)
SET_FLAG(confirm)
SET_FLAG(stats)
SET_FLAG(frontier)
SET_FLAG(help)
SET_FLAG(version)
#undef SET_FLAG

const struct option_row option_rows[] = {
#define OPTION(ident, name_, letter_, arg_, help_) { name_, letter_, arg_, help_, set_##ident },
#include "cli/options.def"
#undef OPTION
};
const size_t option_count = sizeof option_rows / sizeof *option_rows;
static_assert(sizeof option_rows / sizeof *option_rows <= 64, "struct cli has a bit for each");

bool
option_is_in(const struct option_row *o, const char *list)
{
	str name = str_of(o->name), rest = str_of(list), word;
	if (o->set == set_help || o->set == set_version)
		return true;
	while (rest.len) {
		str_cut(rest, ' ', &word, &rest);
		if (str_eq(word, name))
			return true;
	}
	return false;
}

static const struct option_row *
option_find(str name)
{
	for (size_t i = 0; i < option_count; i++)
		if (str_eq(name, str_of(option_rows[i].name)))
			return &option_rows[i];
	return NULL;
}

static const struct option_row *
letter_find(char letter)
{
	for (size_t i = 0; i < option_count; i++)
		if (option_rows[i].letter == letter)
			return &option_rows[i];
	return NULL;
}

static bool
option_set(struct cli *cli, const struct option_row *o, str arg, struct err *err)
{
	cli->given |= (uint64_t)1 << (o - option_rows);
	return o->set(cli, arg, err);
}

/* The arguments that are left. */
struct rest { char *const *at, *const *end; };

static bool
arg_next(struct rest *rest, const struct option_row *o, str *ret_arg, struct err *err)
{
	if (rest->at == rest->end)
		return fail(err, ERR_USAGE, "'--%s' wants %s behind it", o->name, o->arg);
	*ret_arg = str_of(*rest->at++);
	return true;
}

/* `--name`, `--name=value` */
static bool
read_long(struct cli *cli, str typed, struct rest *rest, struct err *err)
{
	str name, arg = STR_NONE;
	bool has_arg = str_cut(str_sub(typed, 2, typed.len), '=', &name, &arg);
	const struct option_row *o = option_find(name);
	if (!o) {
		struct guess guess = { .word = name };
		for (size_t i = 0; i < option_count; i++)
			guess_try(&guess, str_of(option_rows[i].name));
		return fail(err, ERR_USAGE, "there is no option '--%.*s'%.*s", STR_ARG(name),
			    STR_ARG(guess_text(&guess, cli->a, "--")));
	}
	if (has_arg && !o->arg)
		return fail(err, ERR_USAGE, "'--%s' takes no value", o->name);
	if (o->arg && !has_arg && !arg_next(rest, o, &arg, err))
		return false;
	return option_set(cli, o, arg, err);
}

/* `-k`, `-o value`, `-ovalue`, `-ko value` */
static bool
read_short(struct cli *cli, str typed, struct rest *rest, struct err *err)
{
	for (size_t i = 1; i < typed.len; i++) {
		const struct option_row *o = letter_find(typed.at[i]);
		str arg = STR_NONE;
		if (!o)
			return fail(err, ERR_USAGE, "there is no option '-%.*s'; a name of several letters "
				    "has two hyphens", STR_ARG(str_sub(typed, i, typed.len)));
		if (o->arg) {
			arg = str_sub(typed, i + 1, typed.len);
			i = typed.len;
			if (arg.len == 0 && !arg_next(rest, o, &arg, err))
				return false;
		}
		if (!option_set(cli, o, arg, err))
			return false;
	}
	return true;
}

static bool
read_operand(struct cli *cli, str arg, struct err *err)
{
	if (!cli->command) {
		cli->command = arg.at;
		return true;
	}
	if (str_starts(arg, S("@")))
		return list_open(cli, str_sub(arg, 1, arg.len), err);
	if (arg.len == 0)
		return fail(err, ERR_USAGE, "an empty argument names no file and no reference");
	if (!operand_is_file(arg) && utf8_bad(arg) < arg.len)
		return fail(err, ERR_USAGE, "'%.*s' is no UTF-8 text", STR_ARG(arg));
	*LIST_ADD(&cli->operands) = arg;
	return true;
}

bool
options_read(struct cli *cli, int argc, char *const argv[], struct err *err)
{
	struct rest rest = { argv + (argc > 0), argv + argc };
	bool options_end = false;
	while (rest.at < rest.end) {
		str arg = str_of(*rest.at++);
		bool ok = true;
		if (options_end || !str_starts(arg, S("-")) || arg.len == 1)
			ok = read_operand(cli, arg, err);
		else if (str_eq(arg, S("--")))
			options_end = true;
		else if (str_starts(arg, S("--")))
			ok = read_long(cli, arg, &rest, err);
		else
			ok = read_short(cli, arg, &rest, err);
		if (!ok)
			return false;
	}
	return true;
}

bool
options_check(const struct cli *cli, const char *list, struct err *err)
{
	for (size_t i = 0; i < option_count; i++)
		if (cli->given >> i & 1 && !option_is_in(&option_rows[i], list))
			return fail(err, ERR_USAGE, "'%s' takes no '--%s'", cli->command,
				    option_rows[i].name);
	return true;
}
