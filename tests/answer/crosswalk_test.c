#include "answer/crosswalk.h"

#include "talk.h"
#include "test.h"

#define HEAD \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\nunder circle " \
	"public\n" \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n2026-06-02 10:00 ENV tables v2 from v2.md " \
	"base v1\n"

#define FREED "Each shore shall free all persons held within ten days of signature."
#define LISTS "Lists of names shall be exchanged through the Envoy before it begins."

static void
say_drafts(void)
{
	talk_file("v1.md",
		  "1. **Port.** {#port} The port shall close in ten days.\n2. Fish on the lake are "
		  "free.\n3. " FREED " " LISTS
		  "\n4. Boats pay a fee at dusk.\n5. Nets are marked.\n6. The border stays.\n");
	talk_file("v2.md",
		  "1. Fish on the lake are free.\n2. **Port.** {#port} The port shall close in six "
		  "days.\n3. " FREED "\n4. " LISTS
		  "\n5. [deleted]\n7. Water is measured each morning.\n8. The border stays.\n");
}

/* The sheet, or with `block` the block. */
static sheet *
ask(struct talk *k, const char *first, const char *second, str *ret_block)
{
	struct err err = { 0 };
	str args[] = { str_of(first), str_of(second) };
	struct ask q = { .a = k->a,
			 .t = k->t,
			 .args = args,
			 .arg_count = second  ? 2
				      : first ? 1
					      : 0,
			 .block = ret_block };
	sheet *s = answer_crosswalk.build(&q, &err);
	CHECK_OK(s != NULL, err);
	if (ret_block)
		*ret_block = q.raw;
	return s;
}

/* Rows as "1>2 moved identity". */
static str
rows_of(struct talk *k, sheet *s, bool with_reason)
{
	const value *rows = sheet_rows(s);
	str text = S("");
	for (size_t i = 0; i < row_count(rows); i++) {
		const value *r = row_at(rows, i);
		text = arena_printf(k->a, "%.*s%s%.*s>%.*s %.*s%s%.*s", STR_ARG(text),
				    i ? "; " : "", STR_ARG(row_str(r, "from")),
				    STR_ARG(row_str(r, "to")), STR_ARG(row_str(r, "how")),
				    with_reason ? " " : "",
				    STR_ARG(with_reason ? row_str(r, "reason") : S("")));
	}
	return text;
}

#define ROWS \
	"1>2 renumbered; 2>1 moved; 3>3 split; 3>4 split; 4>null deleted; 5>5 deleted; null>7 " \
	"added; 6>8 renumbered"

TEST(answer_crosswalk, without_a_record_identity_and_words_say_it)
{
	say_drafts();
	struct talk k = talk_of(HEAD, NULL, NULL, NULL);
	sheet *s = ask(&k, "v1", "v2", NULL);
	CHECK_STR(rows_of(&k, s, true),
		  "1>2 renumbered identity; 2>1 moved same-words; 3>3 split parts; 3>4 split "
		  "parts; 4>null deleted none; "
		  "5>5 deleted place-held; null>7 added none; 6>8 renumbered same-words");
	CHECK_EQ(row_truth(row_where(sheet_rows(s), "from", "4"), "shown"), false);
	CHECK_EQ(row_truth(row_where(sheet_rows(s), "from", "5"), "shown"), true);
	CHECK_EQ(value_get(sheet_data(s), "unshown")->items.count, 1);
	CHECK_STR(row_str(sheet_data(s), "gaps"), "6");
	talk_done(&k);
}

TEST(answer_crosswalk, the_block_reads_back_and_gives_the_same_crosswalk)
{
	str block, again;
	say_drafts();
	struct talk k = talk_of(HEAD, NULL, NULL, NULL);
	CHECK_STR(rows_of(&k, ask(&k, "v1", "v2", &block), false), ROWS);
	CHECK_STR(block, "  crosswalk:\n    renumber 1 to 2\n    renumber 6 to 8\n    move 2 to "
			 "1\n    split 3 into 3, 4\n"
			 "    delete 4, 5\n    add 7\n");
	str text = arena_printf(k.a, HEAD "%.*s", STR_ARG(block));
	struct talk j = talk_of(text.at, NULL, NULL, NULL);
	sheet *s = ask(&j, NULL, NULL, &again);
	CHECK_STR(rows_of(&j, s, false), ROWS);
	CHECK_STR(again, block);
	CHECK_STR(row_str(row_where(sheet_rows(s), "from", "3"), "why"),
		  "crosswalk recorded with v2");
	CHECK_STR(row_str(row_where(sheet_rows(s), "from", "4"), "why"),
		  "crosswalk recorded with v2");
	CHECK_EQ(row_truth(row_where(sheet_rows(s), "from", "4"), "shown"), true);
	talk_done(&j);
	talk_done(&k);
}

TEST(answer_crosswalk, merges_read_back_too)
{
	str block, again;
	talk_file("v1.md",
		  "1. " FREED "\n2. " LISTS
		  "\n3. **Port.** Ships pay dues.\n   1. At noon by the jetty.\n   2. In coin.\n");
	talk_file("v2.md",
		  "1. " FREED " " LISTS
		  "\n2. **Port.** Ships pay dues.\n   1. In coin.\n   2. At noon by the jetty.\n");
	struct talk k = talk_of(HEAD, NULL, NULL, NULL);
	sheet *s = ask(&k, "v2", NULL, &block);
	str rows = rows_of(&k, s, false);
	CHECK_STR(rows,
		  "1>1 merged; 2>1 merged; 3>2 renumbered; 3.1>2.2 renumbered; 3.2>2.1 moved");
	str text = arena_printf(k.a, HEAD "%.*s", STR_ARG(block));
	struct talk j = talk_of(text.at, NULL, NULL, NULL);
	CHECK_STR(rows_of(&j, ask(&j, "v2", NULL, &again), false), rows);
	CHECK_STR(again, block);
	talk_done(&j);
	talk_done(&k);
}

TEST(answer_crosswalk, what_is_on_record_goes_before_the_words)
{
	say_drafts();
	struct talk k =
		talk_of(HEAD "  crosswalk:\n    renumber 4 to 7\n    delete 6\n", NULL, NULL, NULL);
	sheet *s = ask(&k, "v1", "v2", NULL);
	CHECK_STR(rows_of(&k, s, true),
		  "1>2 renumbered identity; 2>1 moved same-words; 3>3 split parts; 3>4 split "
		  "parts; 4>7 renumbered recorded; "
		  "null>8 added none; 5>5 deleted place-held; 6>null deleted recorded");
	CHECK_EQ(value_get(sheet_data(s), "unshown")->items.count, 0);
	talk_done(&k);
}

/* What this answer finds, no other answer goes by. */
TEST(answer_crosswalk, no_identity_is_changed)
{
	talk_file("v1.md", "1. Fish on the lake are free.\n2. Boats pay a fee at dusk.\n");
	talk_file("v2.md", "1. Boats pay a fee at dusk.\n2. Fish on the lake are free.\n");
	struct talk k = talk_of(HEAD, NULL, NULL, NULL);
	size_t points = k.t->points.count;
	sheet *s = ask(&k, "v1", "v2", NULL);
	CHECK_EQ(row_count(sheet_rows(s)), 2);
	CHECK_EQ(k.t->points.count, points);
	CHECK_EQ(value_get(sheet_data(s), "notes")->items.count, 1);
	talk_done(&k);
}

TEST(answer_crosswalk, numbers_with_a_blank_go_by_their_identity_or_are_named)
{
	str block;
	talk_file("v1.md", "1. Fish on the lake are free.\n");
	talk_file("v2.md",
		  "1. Fish on the lake are free.\n\n## 1 alt Dues\n\nBoats pay a fee at dusk.\n");
	struct talk k = talk_of(HEAD, NULL, NULL, NULL);
	ask(&k, "v1", "v2", &block);
	CHECK(str_find_str(block, S("keep 1")) < block.len);
	talk_done(&k);
}
