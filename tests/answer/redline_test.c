#include "answer/redline.h"

#include "talk.h"
#include "test.h"

#define TWO                                                                                       \
	"talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\nunder circle public\n"  \
	"2026-06-01 10:00 ENV tables v1 from v1.md\n"                                                 \
	"2026-06-02 10:00 ENV tables v2 from v2.md base v1\n"                                         \
	"  crosswalk:\n    keep 1\n    renumber 2 to 3\n    add 2\n"

static void
say_drafts(void)
{
	talk_file("v1.md", "1. **Port.** The port shall close in ten days.\n2. Fish are free.\n\n   (a) in the bay\n\n"
			   "   (b) in the lake\n");
	talk_file("v2.md", "1. **Port.** The port should close in six days.\n2. New.\n3. Fish are free.\n"
			   "\n   (a) in the bay,\n\n   (b) on the lake\n");
}

static bool
ask(struct talk *k, const char *first, const char *second, sheet **ret_sheet, enum verdict *ret_verdict, struct err *err)
{
	str args[] = { str_of(first), str_of(second) };
	struct ask q = { .a = k->a, .t = k->t, .args = args, .arg_count = second ? 2 : first ? 1 : 0,
			 .look = { .context = 1 } };
	*ret_sheet = answer_redline.build(&q, err);
	*ret_verdict = q.verdict;
	return *ret_sheet != NULL;
}

static const value *
rows(struct talk *k, const char *first, const char *second, enum verdict *ret_verdict)
{
	struct err err = { 0 };
	sheet *s = NULL;
	CHECK_OK(ask(k, first, second, &s, ret_verdict, &err), err);
	return sheet_rows(s);
}

static void
check_ops(const value *ops, const char *key, const char *wanted)
{
	char text[400] = "";
	for (const struct value_item *i = ops->items.first; i; i = i->next)
		if (value_get(i->value, key)->kind == VALUE_NUMBER) {
			str piece = value_get(i->value, "text")->text;
			CHECK(strlen(text) + piece.len < sizeof text);
			CHECK_EQ(value_get(i->value, key)->number, strlen(text));
			strncat(text, piece.at, piece.len);
		}
	CHECK_STR(text, wanted);
}

TEST(answer_redline, two_drafts_are_redlined_point_by_point)
{
	enum verdict verdict;
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	const value *list = rows(&k, "v1", "v2", &verdict), *port = row_where(list, "to_number", "1");
	CHECK_EQ(verdict, VERDICT_NO);
	CHECK_STR(row_str(port, "change"), "reworded");
	CHECK(value_get(port, "sites")->number > 0);
	check_ops(value_get(port, "ops"), "from", "The port shall close in ten days.");
	check_ops(value_get(port, "ops"), "to", "The port should close in six days.");
	CHECK_STR(row_str(row_where(list, "to_number", "2"), "change"), "added");
	/* The last step is meant where none is named, and the base of one. */
	CHECK_EQ(row_count(rows(&k, NULL, NULL, &verdict)), row_count(list));
	CHECK_EQ(row_count(rows(&k, "v2", NULL, &verdict)), row_count(list));
	CHECK_EQ(row_count(rows(&k, "v1", "v1", &verdict)), 4);
	CHECK_EQ(verdict, VERDICT_YES);
	talk_done(&k);
}

TEST(answer_redline, a_point_has_its_heading_and_its_sub_points)
{
	enum verdict verdict;
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	check_ops(rows(&k, "v1:2", "v2:3", &verdict), "from", "Fish are free.\n\n2(a). in the bay\n\n2(b). in the lake");
	check_ops(rows(&k, "v1:1", "v2:1", &verdict), "to", "Port\n\nThe port should close in six days.");
	CHECK_EQ(verdict, VERDICT_NO);
	/* What it was made from. */
	check_ops(rows(&k, "v2:3", NULL, &verdict), "from", "Fish are free.\n\n2(a). in the bay\n\n2(b). in the lake");
	talk_done(&k);
}

TEST(answer_redline, what_cannot_be_compared_is_said)
{
	struct err err = { 0 };
	enum verdict verdict;
	sheet *s;
	say_drafts();
	struct talk k = talk_of(TWO, NULL, NULL, NULL);
	CHECK_FAILS(ask(&k, "v1", "v9", &s, &verdict, &err), err, ERR_ABSENT, "known are: v1, v2");
	err = (struct err){ 0 };
	CHECK_FAILS(ask(&k, "v1:1", "v2", &s, &verdict, &err), err, ERR_USAGE, "a draft and a point");
	err = (struct err){ 0 };
	CHECK_FAILS(ask(&k, "v1:9", "v2:1", &s, &verdict, &err), err, ERR_ABSENT, "point '9' of v1");
	err = (struct err){ 0 };
	CHECK_FAILS(ask(&k, "v2:2", NULL, &s, &verdict, &err), err, ERR_ABSENT, "made from");
	talk_done(&k);
}

TEST(answer_redline, a_point_that_was_not_shown_is_not_there)
{
	struct err err = { 0 };
	enum verdict verdict;
	sheet *s;
	say_drafts();
	struct talk k = talk_of("talks lake zone UTC\nkeeper ENV\nparty UPP\nparty LOW\nmediator ENV\n"
				"2026-06-01 10:00 ENV tables v1 from v1.md circle ENV\n"
				"2026-06-01 11:00 ENV reads v1:1 to LOW from v1.md circle LOW\n"
				"2026-06-02 11:00 ENV shows v2 to LOW from v2.md base v1 circle LOW\n",
				"LOW", NULL, NULL);
	check_ops(rows(&k, "v1:1", "v2:1", &verdict), "from", "Port\n\nThe port shall close in ten days.");
	CHECK_FAILS(ask(&k, "v1:2", "v2:3", &s, &verdict, &err), err, ERR_ABSENT, "not held here");
	talk_done(&k);
}
