/* gazetteer: states, organisations, offices: what a run of words names.
 *
 *      const struct gazetteer *g = gazetteer_of(a, r.words);
 *      struct place_name *at = gazetteer_read(a, g, &r);       of each token: the entry that begins there
 *
 * From states.def, organisations.def and offices.def; the longest entry wins.
 * Reports that share their words share it.
 */
#ifndef PARAPH_CLERK_GAZETTEER_H
#define PARAPH_CLERK_GAZETTEER_H

#include "clerk/report.h"

enum entry_class {
	NAMED_NOTHING, NAMED_STATE, NAMED_DEMONYM, NAMED_DEMONYMS /* "Russians" */, NAMED_SEAT, NAMED_ORGANISATION, NAMED_MEDIA,
	NAMED_OFFICE, NAMED_GROUP
};

/* Levels of authority, as offices.def has them. */
enum office_level { LEVEL_NONE, LEVEL_EXPERTS, LEVEL_DELEGATIONS, LEVEL_MINISTERS, LEVEL_LEADERS, LEVEL_GROUP };

struct named {
	uint8_t class;          /* enum entry_class */
	uint8_t level;          /* of an office */
	uint8_t length;         /* tokens */
	uint16_t of;            /* index of the state or organisation */
};

enum { NAMED_WORDS_MOST = 6 };

struct gazetteer;

/* Adds its words to `words`; costs some thousands of look-ups. */
const struct gazetteer *gazetteer_of(arena *a, syms *words);

/* [token_count]: the entry that begins at each token; class NAMED_NOTHING in most.  A name has to be
 * written as one, with its capitals; an office need not. */
struct named *gazetteer_read(arena *a, const struct gazetteer *g, const struct report *r);

/* The id of a state or organisation, as the notation has names ("SouthKorea"), its name, and for a state
 * the time zone of its capital. */
str state_id(arena *a, unsigned state);
str state_name(arena *a, unsigned state);
const char *state_zone(unsigned state);
str organisation_id(arena *a, unsigned organisation);
str organisation_name(arena *a, unsigned organisation);

#endif
