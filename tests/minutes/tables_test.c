/* Every row of the tables is whole: what it says can be typed, reads, and
 * prints as it stands in the table. */
#include "minutes/minutes.h"
#include "test.h"

static const struct opener nothing;

/* What fmt makes of a text; its faults are counted. */
static str
formatted(arena *a, str text, size_t *ret_faults)
{
	minutes *m = minutes_new(a, &nothing);
	struct err err = { 0 };
	buf out = { 0 };
	m->keep_trivia = m->no_includes = true;
	CHECK(minutes_read_text(m, S("example.minutes"), text, &err));
	minutes_print(m, &out);
	*ret_faults = m->faults.total;
	if (m->faults.total)
		fault_print(m, &m->faults.at[0], &out);
	str copy = arena_str(a, buf_str(&out));
	buf_done(&out);
	minutes_done(m);
	return copy;
}

static void
example_holds(const char *example)
{
	arena *a = arena_new();
	size_t faults;
	str printed = formatted(a, str_of(example), &faults);
	CHECK_STR(printed, example);
	CHECK_EQ(faults, 0);
	arena_free(a);
}

TEST(minutes_tables, every_verb_has_help_and_an_example_that_prints_as_it_stands)
{
	tables_init();
	for (int i = 1; i < VERB_COUNT; i++) {
		CHECK(verbs[i].help[0] != '\0');
		CHECK(str_find_str(str_of(verbs[i].example), str_of(verbs[i].base)) < strlen(verbs[i].example) ||
		      str_find_str(str_of(verbs[i].example), str_of(verbs[i].s_form)) < strlen(verbs[i].example));
		example_holds(verbs[i].example);
	}
}

TEST(minutes_tables, every_declaration_has_help_and_an_example_that_prints_as_it_stands)
{
	tables_init();
	for (int i = 1; i < DECL_COUNT; i++) {
		CHECK(decls[i].help[0] != '\0');
		example_holds(decls[i].example);
	}
}

TEST(minutes_tables, every_clause_has_help_and_somebody_who_takes_it)
{
	tables_init();
	for (int c = 1; c < CLAUSE_COUNT; c++) {
		bool taken = false;
		for (int i = 1; i < VERB_COUNT; i++)
			taken = taken || clause_set_has(&verbs[i].clauses, (enum clause_id)c);
		for (int i = 1; i < DECL_COUNT; i++)
			taken = taken || clause_set_has(&decls[i].clauses, (enum clause_id)c);
		CHECK(clauses[c].help[0] != '\0');
		CHECK(taken);
	}
}

TEST(minutes_tables, what_a_verb_needs_it_takes)
{
	tables_init();
	for (int i = 1; i < VERB_COUNT; i++)
		for (int c = 1; c < CLAUSE_COUNT; c++)
			if (clause_set_has(&verbs[i].needs, (enum clause_id)c))
				CHECK(clause_set_has(&verbs[i].clauses, (enum clause_id)c));
}

TEST(minutes_tables, every_closed_word_is_for_a_verb_that_takes_its_clause)
{
	tables_init();
	for (size_t w = 1; w < closed_word_count; w++)
		if (closed_words[w].verb != VERB_any)
			CHECK(clause_set_has(&verbs[closed_words[w].verb].clauses, closed_words[w].clause));
}

TEST(minutes_print, a_subject_list_longer_than_a_line_stays_on_it_and_reads_back)
{
	arena *a = arena_new();
	buf text = { 0 };
	buf_add(&text, S("2026-06-03 16:00 "));
	for (int i = 0; i < 40; i++)
		buf_printf(&text, "%sMember%d", i ? ", " : "", i);
	buf_add(&text, S(" accept v3:1\n"));
	size_t faults;
	str printed = formatted(a, buf_str(&text), &faults);
	CHECK_EQ(faults, 0);
	CHECK(str_eq(printed, buf_str(&text)));
	buf_done(&text);
	arena_free(a);
}

TEST(minutes_print, words_of_several_lines_keep_their_quotation_marks_and_semicolons)
{
	example_holds("2026-06-03 aren says\n"
		      "  words:\n"
		      "    \"first line\n"
		      "    \\; second, with \\\"marks\\\" and \\\\\n"
		      "\n"
		      "    last\"\n");
}
