#include "sheet/value.h"

#include <math.h>
#include <string.h>

/* An item and the value it holds, made in one piece by the shorthands: a row
 * of an answer is mostly such pairs, and there may be a million rows. */
struct pair {
	struct value_item item;
	struct value value;
};

static value *
value_new(arena *a, enum value_kind kind)
{
	value *v = ARENA_NEW(a, value);
	v->kind = kind;
	return v;
}

value *
value_null(arena *a)
{
	return value_new(a, VALUE_NULL);
}

value *
value_bool(arena *a, bool truth)
{
	value *v = value_new(a, VALUE_BOOL);
	v->truth = truth;
	return v;
}

value *
value_number(arena *a, int64_t number)
{
	value *v = value_new(a, VALUE_NUMBER);
	v->number = number;
	return v;
}

value *
value_decimal(arena *a, double decimal)
{
	value *v = value_new(a, isfinite(decimal) ? VALUE_DECIMAL : VALUE_NULL);
	if (isfinite(decimal))
		v->decimal = decimal;
	return v;
}

value *
value_str(arena *a, str text)
{
	value *v = value_new(a, text.at ? VALUE_STR : VALUE_NULL);
	if (text.at)
		v->text = text;
	return v;
}

value *
value_list(arena *a)
{
	value *v = value_new(a, VALUE_LIST);
	v->a = a;
	return v;
}

value *
value_object(arena *a)
{
	value *v = value_new(a, VALUE_OBJECT);
	v->a = a;
	return v;
}

static void
append(value *v, struct value_item *item)
{
	if (v->items.last)
		v->items.last->next = item;
	else
		v->items.first = item;
	v->items.last = item;
	v->items.count++;
}

void
value_push(value *list, value *item)
{
	struct value_item *new = ARENA_NEW(list->a, struct value_item);
	new->value = item;
	append(list, new);
}

static struct value_item *
item_of(const value *object, const char *key)
{
	for (struct value_item *i = object->items.first; i; i = i->next)
		if (i->key == key || strcmp(i->key, key) == 0)
			return i;
	return NULL;
}

void
value_set(value *object, const char *key, value *item)
{
	struct value_item *held = item_of(object, key);
	if (held) {
		held->value = item;
		return;
	}
	value_add(object, key, item);
}

void
value_add(value *object, const char *key, value *item)
{
	struct value_item *new = ARENA_NEW(object->a, struct value_item);
	new->key = key;
	new->value = item;
	append(object, new);
}

void
value_rename(value *object, const char *key, const char *name)
{
	struct value_item *held = item_of(object, key);
	if (held)
		held->key = name;
}

/* A zeroed (null) value at `key`, for a shorthand to fill. */
static value *
value_at(value *object, const char *key)
{
	struct value_item *held = item_of(object, key);
	if (held)
		return held->value = value_new(object->a, VALUE_NULL);
	struct pair *pair = ARENA_NEW(object->a, struct pair);
	pair->item.key = key;
	pair->item.value = &pair->value;
	append(object, &pair->item);
	return &pair->value;
}

void
value_set_str(value *object, const char *key, str text)
{
	value *v = value_at(object, key);
	if (!text.at)
		return;
	v->kind = VALUE_STR;
	v->text = text;
}

void
value_set_number(value *object, const char *key, int64_t number)
{
	value *v = value_at(object, key);
	v->kind = VALUE_NUMBER;
	v->number = number;
}

void
value_set_bool(value *object, const char *key, bool truth)
{
	value *v = value_at(object, key);
	v->kind = VALUE_BOOL;
	v->truth = truth;
}

const value *
value_get(const value *object, const char *key)
{
	struct value_item *held = item_of(object, key);
	return held ? held->value : NULL;
}
