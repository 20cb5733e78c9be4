/* json_read: a JSON text as a tree whose numbers keep their digits.
 *
 *      struct json *root = json_read(a, text, &fault);
 *      const struct json *weights = json_get(root, "issueWeights");
 *
 * Ours, because the libraries at hand turn decimals into doubles, and preferences
 * are to be exact.  RFC 8259, nested at most 64 deep; a key that comes twice is a fault.
 */
#ifndef PARAPH_IO_JSON_READ_H
#define PARAPH_IO_JSON_READ_H

#include "base/arena.h"

enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STR, JSON_LIST, JSON_OBJECT };

struct json {
	enum json_kind kind;
	str text;               /* of a string, decoded; of a number, as typed */
	str key;                /* of a member */
	size_t line;
	struct json *first, *next;      /* of a list or object; the next beside it */
	size_t count;
};

struct json_fault {
	const char *why;
	size_t line, column;    /* from 1; columns are bytes */
};

/* NULL with what is wrong, and where. */
struct json *json_read(arena *a, str text, struct json_fault *ret_fault);

/* The member of an object, or NULL: of nothing and of what is no object too. */
const struct json *json_get(const struct json *object, const char *key);
const struct json *json_get_str(const struct json *object, str key);

#endif
