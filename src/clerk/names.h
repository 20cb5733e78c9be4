/* names: who is meant: persons, offices, states, organisations, groups.
 *
 *      struct names n;
 *      names_read(a, &r, lexicon_of(a, r.words), gazetteer_of(a, r.words), known, known_count, attributions, count, &n);
 *      uint32_t actor = names_resolve(&n, attribution->source);        1 + index into n.actors, or 0
 *
 * A person is a name of two words or more, then its last word, or its first where that is
 * nobody else's ("Bekele", "Wang"); the office beside
 * it, before ("Finnish President A. Berg") or behind ("A. Berg, the Finnish
 * president"), tells the party.  A description ("the spokesperson") is the person
 * that the report itself joins it with; a pronoun the nearest person or group that
 * spoke.  What the report does not join stays apart, and what it does not tell is 0.
 */
#ifndef PARAPH_CLERK_NAMES_H
#define PARAPH_CLERK_NAMES_H

#include "clerk/attribution.h"
#include "clerk/gazetteer.h"
#include "clerk/lexicon.h"

enum actor_kind { ACTOR_UNKNOWN, ACTOR_PERSON, ACTOR_STATE, ACTOR_ORGANISATION, ACTOR_MEDIA, ACTOR_GROUP, ACTOR_OFFICE };

enum { ALSO_MOST = 3, MEMBERS_MOST = 4 };

struct actor {
	str id;                 /* a name of the notation, wanted: the drafting makes it unique */
	str name, office;
	str also[ALSO_MOST];    /* other descriptions that the report joins with it */
	uint32_t members[MEMBERS_MOST]; /* of "Norland and Sudland": 1 + actor each */
	uint8_t member_count;
	uint32_t party;         /* 1 + actor it belongs to, or 0: not told */
	uint8_t kind, level;    /* enum actor_kind, enum office_level */
	uint8_t noted;          /* of those who read: the pass that has noted its office */
	const char *zone;       /* of a state: the time zone of its capital; else NULL */
	bool is_called;         /* of a group: by a name of its own */
	bool is_known;          /* the talks' own minutes declare it under this id */
	uint32_t first_word, last_word; /* of a person of two words and more: syms of its first and last name; the first may be 0 */
};

struct mention {
	struct run run;
	uint32_t actor;         /* 1 + index */
};

struct names {
	const struct report *r;
	struct actor *actors;
	struct mention *mentions;       /* in the order of the text, none in another */
	size_t actor_count, mention_count;
	uint32_t *actor_at;     /* [token_count]: 1 + the actor of the mention that covers it, or 0 */
	uint32_t *source_actor; /* [token_count]: 1 + the actor of the source that begins there, or 0 */
	const struct named *named;
};

/* Somebody whom the talks' own minutes declare. */
struct known_actor {
	str id, name, office;
	uint8_t kind;           /* enum actor_kind */
	str party;              /* id, or empty */
};

/* `attributions` tell who speaks where, for pronouns and for what joins a description to a name. */
void names_read(arena *a, const struct report *r, const struct lexicon *l, const struct gazetteer *g,
		const struct known_actor *known, size_t known_count,
		const struct attribution *attributions, size_t attribution_count, struct names *ret);

/* Letters and digits of some words, hyphens between, at most 40 bytes: a name of the notation, as far
 * as it is one; may be empty. In `a`. */
str name_as_token(arena *a, str words);

/* The actor of a source, or 0 where it cannot be told. */
uint32_t names_resolve(const struct names *n, struct run source);

#endif
