#include "text/named.h"

#include "base/buf.h"
#include "test.h"

/* What is named between two texts: "number: ten -> six; modal: -> unless". */
static str
named(arena *a, const char *before, const char *after)
{
	struct redline r;
	struct tokens old = { 0 }, new = { 0 };
	struct named_list list = { 0 };
	lexicon *l = lexicon_new();
	buf text = { 0 };
	redline_make(&r, l, str_of(before), str_of(after), &redline_defaults);
	tokens_read(&old, l, r.old);
	tokens_read(&new, l, r.new);
	named_find(&list, &r, &old, &new);
	for (size_t i = 0; i < list.count; i++) {
		const struct named *n = &list.at[i];
		CHECK(n->from <= r.old.len && n->to <= r.new.len);
		buf_printf(&text, "%s%s: %.*s -> %.*s", i ? "; " : "", named_class_names[n->class],
			   STR_ARG(n->before), STR_ARG(n->after));
	}
	str copy = arena_str(a, buf_str(&text));
	buf_done(&text);
	named_done(&list);
	tokens_done(&old);
	tokens_done(&new);
	redline_done(&r);
	lexicon_free(l);
	return copy;
}

TEST(text_named, numbers_dates_amounts_and_words_that_bind)
{
	arena *a = arena_new();
	CHECK_STR(named(a, "four of 12 towns", "four of 13 towns"), "number: 12 -> 13");
	CHECK_STR(named(a, "The port shall close.", "The port should close."),
		  "modal: shall -> should");
	CHECK_STR(named(a, "Fish are free.", "Fish are free, unless it is winter."),
		  "modal:  -> unless");
	CHECK_STR(named(a, "It is free.", "It is not free."), "modal:  -> not");
	CHECK_STR(named(a, "until 3 June", "until 3 July"), "date: June -> July");
	CHECK_STR(named(a, "the same text", "the same text"), "");
	arena_free(a);
}

TEST(text_named, may_is_a_month_beside_a_number)
{
	arena *a = arena_new();
	CHECK_STR(named(a, "from 1 May on", "from 1 June on"), "date: May -> June");
	CHECK_STR(named(a, "from 1 May on", "from 2 May on"), "date: 1 -> 2");
	CHECK_STR(named(a, "they may go", "they shall go"), "modal: may -> shall");
	arena_free(a);
}

TEST(text_named, a_unit_is_an_amount_beside_a_number_only)
{
	arena *a = arena_new();
	CHECK_STR(named(a, "It is given back.", "It is given back on the day it was taken."), "");
	CHECK_STR(named(a, "within ten days", "within ten weeks"), "amount: days -> weeks");
	arena_free(a);
}

TEST(text_named, what_stands_on_both_sides_of_a_change_is_not_named)
{
	arena *a = arena_new();
	CHECK_STR(named(a, "boats shall sail", "ships that shall go"), "");
	arena_free(a);
}

TEST(text_named, unless_does_not_take_the_place_of_shall)
{
	arena *a = arena_new();
	str text =
		named(a, "x: shall be given back or made good", "x: without permit from anybody");
	CHECK(str_find_str(text, S("shall -> without")) == text.len);
	CHECK(str_find_str(text, S("modal: shall -> ")) < text.len);
	arena_free(a);
}
