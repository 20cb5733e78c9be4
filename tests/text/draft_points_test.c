#include "text/draft.h"

#include "test.h"

static const char sample[] =
	"# A plan\n\n1. {#port} **Port.** The port shall be [UPP: jointly] run.\n\n"
	"   1. Dues shall be set.\n   2. [Dues shall be published.]\n\n[2.] Prisoners\n   shall be released.\n";

static draft *
points_of(arena *a, const draft *d, const bool *shown)
{
	struct draft_part *parts = ARENA_ARRAY(a, struct draft_part, draft_count(d));
	size_t count = 0;
	struct err err = { 0 };
	for (size_t i = 0; i < draft_count(d); i++) {
		buf out = { 0 };
		draft_point_print(d, i, &out);
		if (!shown || shown[i])
			parts[count++] = (struct draft_part){ draft_point(d, i)->number, arena_str(a, buf_str(&out)) };
		buf_done(&out);
	}
	draft *copy = draft_of_points(a, parts, count, &err);
	CHECK(copy != NULL);
	return copy;
}

static void
check_same(const draft *d, size_t i, const draft *copy, size_t j)
{
	const struct draft_point *x = draft_point(d, i), *y = draft_point(copy, j);
	CHECK_STR(y->number, x->number);
	CHECK_STR(y->identity, x->identity);
	CHECK_STR(y->heading, x->heading);
	CHECK_STR(y->words, x->words);
	CHECK(x->level == y->level && x->brackets == y->brackets && x->bracket_words == y->bracket_words &&
	      x->word_count == y->word_count && x->number_bracketed == y->number_bracketed &&
	      x->unbalanced == y->unbalanced);
}

TEST(text_draft_points, all_points_make_the_draft_again)
{
	arena *a = arena_new();
	struct err err = { 0 };
	draft *d = draft_read(a, str_of(sample), S("sample"), &err);
	draft *copy = points_of(a, d, NULL);
	CHECK_EQ(draft_count(copy), draft_count(d));
	for (size_t i = 0; i < draft_count(d); i++) {
		check_same(d, i, copy, i);
		CHECK_EQ(draft_point(copy, i)->parent, draft_point(d, i)->parent);
	}
	CHECK_EQ(draft_find_identity(copy, S("port")), 1);
	arena_free(a);
}

TEST(text_draft_points, a_sub_point_without_the_point_above_has_no_parent)
{
	arena *a = arena_new();
	struct err err = { 0 };
	const bool shown[8] = { false, true, false, true };
	draft *d = draft_read(a, str_of(sample), S("sample"), &err);
	draft *copy = points_of(a, d, shown);
	CHECK_EQ(draft_count(copy), 2);
	check_same(d, 1, copy, 0);
	CHECK_EQ(draft_point(copy, 0)->parent, 0);
	arena_free(a);
}

TEST(text_draft_points, bytes_that_are_no_point_are_refused)
{
	arena *a = arena_new();
	struct err err = { 0 };
	const str good = S("port\t1\t\t0\t0\t2\t0\t4\nPort\nThe port");
	for (size_t cut = 0; cut < good.len - 8; cut++) {
		struct draft_part part = { S("1"), str_sub(good, 0, cut) };
		CHECK(draft_of_points(a, &part, 1, &err) == NULL);
	}
	struct draft_part twice[] = { { S("1"), good }, { S("2"), good } };
	CHECK(draft_of_points(a, twice, 1, &err) != NULL);
	CHECK(draft_of_points(a, twice, 2, &err) == NULL);
	twice[1] = (struct draft_part){ S("1"), S("\t1\t\t0\t0\t2\t0\t0\n\nThe port") };
	CHECK(draft_of_points(a, twice, 2, &err) == NULL);
	arena_free(a);
}
