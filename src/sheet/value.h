/* value: what an answer says, as data: null, true/false, number, string,
 * list, object.  `-o json` prints it, `-o csv` flattens it.
 *
 *      value *row = value_object(a);
 *      value_set(row, "point", value_str(a, S("port")));
 *      value_set(row, "unseen", value_bool(a, true));
 *      value_push(rows, row);
 *
 * Values live in the arena they were made in.  Strings and keys are borrowed:
 * they must live as long as the arena.  An object keeps the order in which
 * its keys were set, so that output is stable.
 */
#ifndef PARAPH_SHEET_VALUE_H
#define PARAPH_SHEET_VALUE_H

#include "base/arena.h"

typedef struct value value;

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_STR, VALUE_LIST, VALUE_OBJECT, VALUE_DECIMAL };

struct value {
	enum value_kind kind;
	union {
		bool truth;
		int64_t number;
		double decimal;
		str text;
		struct value_items { struct value_item *first, *last; size_t count; } items;
	};
	arena *a;               /* lists and objects: where their items go */
};

struct value_item {             /* of a list (key is NULL) or an object */
	const char *key;
	value *value;
	struct value_item *next;
};

value *value_null(arena *a);
value *value_bool(arena *a, bool truth);
value *value_number(arena *a, int64_t number);
value *value_decimal(arena *a, double decimal);  /* one that is no number gives null */
value *value_str(arena *a, str text);           /* a str whose `at` is NULL gives null */
value *value_list(arena *a);
value *value_object(arena *a);

/* Appends to a list. */
void value_push(value *list, value *item);

/* Sets a key of an object; a key set before gets the new value. */
void value_set(value *object, const char *key, value *item);

/* The same for a key that is known to be new: it is not looked for, so that an object of
 * n keys is made in n steps. */
void value_add(value *object, const char *key, value *item);

/* Gives a key that is there another name, in its place. */
void value_rename(value *object, const char *key, const char *name);

/* Shorthands: set a key to a string, a number, a truth. */
void value_set_str(value *object, const char *key, str text);
void value_set_number(value *object, const char *key, int64_t number);
void value_set_bool(value *object, const char *key, bool truth);

/* The value at a key, or NULL. */
const value *value_get(const value *object, const char *key);

#endif
