/* The card: one page of 80 columns and at most 60 lines, to lie beside the
 * keyboard in the night. */
#include "base/utf8.h"
#include "cli/cmd.h"
#include "cli/notation.h"
#include "cli/page.h"

enum { VERB_MARGIN = 20, TYPED_MARGIN = 26 };

static const enum verb_id night[] = {
	VERB_tables, VERB_shows, VERB_reads, VERB_meets, VERB_amends, VERB_accepts, VERB_opposes,
	VERB_enters_reservation, VERB_parks, VERB_refers, VERB_sets_deadline, VERB_says,
};

static const enum clause_id often[] = {
	CLAUSE_as, CLAUSE_in, CLAUSE_at, CLAUSE_per, CLAUSE_terms, CLAUSE_recorded, CLAUSE_ad_ref,
	CLAUSE_gist, CLAUSE_if,
};

/* The first line of an example, without its time. */
static str
example_line(const char *example)
{
	str line, rest, word;
	str_cut(str_of(example), '\n', &line, &rest);
	while (line.len && line.at[0] >= '0' && line.at[0] <= '9')
		str_cut(line, ' ', &word, &line);
	return line;
}

/* A help, or its part before the first semicolon where the whole is too long
 * for a line behind `margin`. */
static str
in_short(const char *help, size_t margin)
{
	str text = str_of(help);
	return 2 + margin + utf8_count(text) <= PAGE_WIDTH ? text : str_sub(text, 0, str_find(text, ';'));
}

static void
add_verbs(buf *out)
{
	buf_add(out, S("\nVerbs\n"));
	for (size_t i = 0; i < sizeof night / sizeof *night; i++) {
		const struct verb *v = &verbs[night[i]];
		page_pair(out, 2, VERB_MARGIN, str_of(v->s_form), in_short(v->help, VERB_MARGIN));
		page_pair(out, 4, VERB_MARGIN - 2, S(""), example_line(v->example));
	}
}

static void
add_clauses(buf *out)
{
	buf_add(out, S("\nClauses\n"));
	for (size_t i = 0; i < sizeof often / sizeof *often; i++) {
		buf usage = { 0 };
		usage_of_clause(often[i], VERB_any, &usage);
		str typed = buf_str(&usage);
		if (clauses[often[i]].type == WORD)
			typed = str_of(clauses[often[i]].name);
		page_pair(out, 2, VERB_MARGIN, typed, in_short(clauses[often[i]].help, VERB_MARGIN));
		buf_done(&usage);
	}
}

static void
add_rows(const char *heading, const struct typed_row *rows, size_t count, buf *out)
{
	buf_printf(out, "\n%s\n", heading);
	for (size_t i = 0; i < count; i++)
		page_pair(out, 2, TYPED_MARGIN, str_of(rows[i].typed), in_short(rows[i].help, TYPED_MARGIN));
}

static enum exit_status
card_run(struct cli *cli, struct err *err)
{
	buf out = { 0 };
	tables_init();
	if (cli->operands.count) {
		fail(err, ERR_USAGE, "the card is the same for everybody; 'paraph explain %.*s' explains a word",
		     STR_ARG(cli->operands.at[0]));
		return EXIT_INPUT;
	}
	buf_add(&out, S("TIME WHO [MOOD] VERB [OBJECT] [\"WORDS\"] [CLAUSE…]   an entry; begins in column 1\n"
			"  key: text            a block; indented lines belong to the entry\n"
			"; what begins so is a comment. Moods: will, will-not, did-not, should\n"));
	add_verbs(&out);
	add_clauses(&out);
	add_rows("Times", time_rows, time_row_count, &out);
	add_rows("Who may know", circle_rows, circle_row_count, &out);
	cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return EXIT_DONE;
}

const struct cmd cmd_card = {
	.name = "card",
	.args = "",
	.help = "one page to lie beside the keyboard: verbs, times, circles",
	.options = "",
	.run = card_run,
};
