/* list: a growing array of one type, for structs that hold their own.
 *
 *      struct { struct act *at; size_t count, room; } acts = { 0 };
 *      *LIST_ADD(&acts) = act;
 *      LIST_DONE(&acts);
 *
 * The list is any struct with the members `at`, `count` and `room`; elements
 * are zeroed when added, also where `count` was set back.  An element's address holds until the next LIST_ADD.
 */
#ifndef PARAPH_BASE_LIST_H
#define PARAPH_BASE_LIST_H

#include <stddef.h>
#include <string.h>

#define LIST(...) struct { __VA_ARGS__ *at; size_t count, room; }

/* Adds one zeroed element and gives its address. */
#define LIST_ADD(l) \
	((l)->count == (l)->room \
	     ? (void)((l)->at = list_grow((l)->at, &(l)->room, sizeof *(l)->at)) \
	     : (void)0, \
	 memset(&(l)->at[(l)->count], 0, sizeof *(l)->at), \
	 &(l)->at[(l)->count++])

#define LIST_DONE(l) (list_free((l)->at), (l)->at = NULL, (l)->count = (l)->room = 0)

/* The behind of LIST_ADD: twice the room. */
void *list_grow(void *at, size_t *room, size_t size);
void list_free(void *at);

#endif
