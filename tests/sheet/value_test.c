#include "sheet/value.h"

#include <math.h>

#include "test.h"

TEST(sheet_value, an_object_keeps_the_order_of_its_keys)
{
	arena *a = arena_new();
	value *object = value_object(a);
	value_set_str(object, "b", S("1"));
	value_set_number(object, "a", 2);
	value_set_bool(object, "c", true);
	value_set_str(object, "b", S("3"));
	CHECK_EQ(object->items.count, 3);
	CHECK_STR(object->items.first->key, "b");
	CHECK_STR(object->items.last->key, "c");
	CHECK_STR(value_get(object, "b")->text, "3");
	CHECK(value_get(object, "d") == NULL);
	arena_free(a);
}

TEST(sheet_value, a_key_set_again_changes_its_kind)
{
	arena *a = arena_new();
	value *object = value_object(a);
	value_set_number(object, "at", 7);
	value_set_str(object, "at", STR_NONE);
	CHECK_EQ(value_get(object, "at")->kind, VALUE_NULL);
	value_set(object, "at", value_list(a));
	CHECK_EQ(value_get(object, "at")->kind, VALUE_LIST);
	CHECK_EQ(object->items.count, 1);
	arena_free(a);
}

TEST(sheet_value, a_list_takes_what_is_pushed_in_order)
{
	arena *a = arena_new();
	value *list = value_list(a);
	for (int64_t i = 0; i < 100; i++)
		value_push(list, value_number(a, i));
	int64_t wanted = 0;
	for (struct value_item *i = list->items.first; i; i = i->next)
		CHECK_EQ(i->value->number, wanted++);
	CHECK_EQ(wanted, 100);
	CHECK_EQ(list->items.count, 100);
	arena_free(a);
}

TEST(sheet_value, what_is_no_number_is_null)
{
	arena *a = arena_new();
	CHECK_EQ(value_decimal(a, 0.1)->kind, VALUE_DECIMAL);
	CHECK_EQ(value_decimal(a, (double)NAN)->kind, VALUE_NULL);
	CHECK_EQ(value_decimal(a, -(double)INFINITY)->kind, VALUE_NULL);
	arena_free(a);
}

TEST(sheet_value, an_empty_text_is_a_text_and_no_text_is_null)
{
	arena *a = arena_new();
	CHECK_EQ(value_str(a, S(""))->kind, VALUE_STR);
	CHECK_EQ(value_str(a, STR_NONE)->kind, VALUE_NULL);
	CHECK_EQ(value_null(a)->kind, VALUE_NULL);
	CHECK(!value_bool(a, false)->truth);
	arena_free(a);
}
