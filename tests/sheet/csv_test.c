#include "sheet/sample.h"
#include "test.h"

static str
render(arena *a, const sheet *s)
{
	return sample_render(a, s, "csv", 0, false);
}

static value *
row(sheet *s, arena *a)
{
	value *object = value_object(a);
	value_push(sheet_rows(s), object);
	return object;
}

TEST(sheet_csv, columns_are_all_keys_as_first_seen)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value *first = row(s, a), *second = row(s, a);
	value_set_str(first, "b", S("x"));
	value_set_number(first, "a", -3);
	value_set_bool(second, "c", true);
	value_set_str(second, "a", STR_NONE);
	value_set_str(second, "b", S(""));
	CHECK_STR(render(a, s), "b,a,c\r\nx,-3,\r\n,,true\r\n");
	arena_free(a);
}

TEST(sheet_csv, a_field_is_quoted_where_it_must_be)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value_set_str(row(s, a), "k", S("a,b"));
	value_set_str(row(s, a), "k", S("say \"no\""));
	value_set_str(row(s, a), "k", S("two\nlines"));
	value_set_str(row(s, a), "k", S(" blank"));
	value_set_str(row(s, a), "k", STR_NONE);
	value_set_str(row(s, a), "k", S("\033\000\xff"));
	CHECK_STR(render(a, s), "k\r\n\"a,b\"\r\n\"say \"\"no\"\"\"\r\n\"two\nlines\"\r\n"
	    "\" blank\"\r\n\"\"\r\n␛␀\xef\xbf\xbd\r\n");
	arena_free(a);
}

TEST(sheet_csv, no_text_is_a_formula)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value_set_str(row(s, a), "k", S("=1+1"));
	value_set_str(row(s, a), "k", S("+a"));
	value_set_str(row(s, a), "k", S("-a"));
	value_set_str(row(s, a), "k", S("@a,b"));
	value_set_str(row(s, a), "k", S("\t=a"));
	value_set_str(row(s, a), "k", S("-"));
	value_set_number(row(s, a), "k", -7);
	CHECK_STR(render(a, s),
	    "k\r\n'=1+1\r\n'+a\r\n'-a\r\n\"'@a,b\"\r\n'\t=a\r\n-\r\n-7\r\n");
	arena_free(a);
}

TEST(sheet_csv, lists_of_scalars_are_joined_and_the_rest_is_json)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value *first = row(s, a), *list = value_list(a), *mixed = value_list(a);
	value_push(list, value_str(a, S("UPP")));
	value_push(list, value_number(a, 4));
	value_push(mixed, value_list(a));
	value_push(mixed, value_number(a, 4));
	value_set(first, "who", list);
	value_set(first, "mixed", mixed);
	value_set(first, "none", value_list(a));
	value_push(sheet_rows(s), value_number(a, 9));
	CHECK_STR(render(a, s), "who,mixed,none,value\r\nUPP; 4,\"[[], 4]\",,\r\n,,,9\r\n");
	arena_free(a);
}

static value *
pair(arena *a, const char *key, const char *first, const char *second)
{
	value *list = value_list(a);
	for (int i = 0; i < 2; i++) {
		value *object = value_object(a);
		value_set_str(object, key, str_of(i ? second : first));
		value_push(list, object);
	}
	return list;
}

TEST(sheet_csv, a_list_of_objects_gives_a_line_each)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value *first = row(s, a), *second = row(s, a);
	value_set(first, "cells", pair(a, "party", "UPP", "LOW"));
	value_set_str(first, "point", S("port"));
	value_set_str(second, "point", S("archives"));
	value_set(second, "cells", value_list(a));
	CHECK_STR(render(a, s), "party,point\r\nUPP,port\r\nLOW,port\r\n,archives\r\n");
	arena_free(a);
}

TEST(sheet_csv, two_lists_stand_one_under_the_other)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value *first = row(s, a);
	value_set_str(first, "point", S("port"));
	value_set(first, "yes", pair(a, "party", "UPP", "LOW"));
	value_set(first, "no", pair(a, "party", "FoL", "ENV"));
	CHECK_STR(render(a, s), "point,party,no.party\r\n"
	    "port,UPP,\r\nport,LOW,\r\nport,,FoL\r\nport,,ENV\r\n");
	arena_free(a);
}

TEST(sheet_csv, the_outer_key_keeps_its_name)
{
	arena *a = arena_new();
	sheet *s = sheet_new(a, "test");
	value *first = row(s, a), *view = value_object(a);
	value_set_str(view, "at", S("inner"));
	value_set_str(view, "as", S("ENV"));
	value_set(first, "view", view);
	value_set_str(first, "at", S("outer"));
	CHECK_STR(render(a, s), "view.at,as,at\r\ninner,ENV,outer\r\n");
	arena_free(a);
}

TEST(sheet_csv, no_rows_give_nothing)
{
	arena *a = arena_new();
	CHECK_STR(render(a, sheet_new(a, "test")), "");
	arena_free(a);
}
