/* names_int: the parts of names.c: names_persons.c (actors, persons), names_offices.c (what they are), names_states.c (states
 * that no gazetteer has), names_sources.c (who is meant by a source). */
#ifndef PARAPH_CLERK_NAMES_INT_H
#define PARAPH_CLERK_NAMES_INT_H

#include "base/list.h"
#include "base/map.h"
#include "clerk/names.h"

enum { NAME_MOST = 5, FAR = 12, OFFICE_MOST = 8, JOIN_SENTENCES = 2 };

/* A name of several words that the talks declare. */
struct known_phrase {
	uint32_t words[NAMED_WORDS_MOST];
	uint32_t count, actor, next;
};

struct reading {
	arena *a;
	const struct report *r;
	const struct gazetteer *g;
	struct named *named;
	const struct lexicon *l;
	LIST(struct actor) actors;
	map by_name;            /* of kind and name, without regard to case -> 1 + index */
	map by_office;          /* of unnamed persons: party and office -> 1 + index */
	map by_last, by_first;  /* of persons: sym of the last or first name -> 1 + index, or SEVERAL */
	uint8_t *is_proper;     /* of each word: it has a capital where none begins a sentence */
	LIST(struct mention) mentions;
	LIST(struct known_phrase) known;        /* names of the talks' own minutes */
	map known_by_word;      /* of the first word: 1 + the last of known that begins with it */
	uint32_t *actor_at;
	uint32_t *state_actor, *organisation_actor;     /* by index of the gazetteer: 1 + actor, or 0 */
	uint32_t *redirect;     /* of an actor: 1 + the one that it was joined with, or 0 */
	uint32_t *source_actor; /* by token: 1 + actor of the source that begins there; 0; what was resolved */
	map by_role;            /* of who holds an office or is described: role and party -> 1 + index, or SEVERAL */
	uint8_t pass;           /* 1 of the names, 2 of the sources */
	size_t roles_read;      /* mentions whose offices are in by_role */
	map places;             /* of names of several words that are places here: name -> 1 */
	map told_states;        /* of words that no gazetteer has: sym -> 1 + index of the state they name here */
};

#define SEVERAL UINT32_MAX

#define is_word(x, i, word) report_is_word((x)->r, i, S(word))

/* The word at `i` is in a set of grammar.def. */
#define IS(x, i, set) \
	((i) < (x)->r->token_count && (word_class((x)->l, (x)->r->tokens[i].word).grammar >> GRAMMAR_##set & 1))

/* ---- names_persons.c ---- */

/* The word at a token in small letters; empty behind the last. */
str names_word(const struct reading *x, uint32_t i);
/* The sym of a word in small letters, or 0. */
uint32_t names_small_word(struct reading *x, str word);
/* A name of the notation: of the last word of a name, or of all. */
str names_id(arena *a, str name, bool is_last_word);
/* By 1 + its index; it may move when another is added. */
struct actor *names_actor(const struct reading *x, uint32_t actor);
/* Of a name without regard to its capitals. */
uint64_t names_key(str name, unsigned kind);
/* 1 + its index. */
uint32_t names_add_actor(struct reading *x, struct actor actor);
/* The one of this name and kind, or 0. */
uint32_t names_actor_named(const struct reading *x, str name, unsigned kind);
/* Of an index of the gazetteer; added where it is new. */
uint32_t names_state(struct reading *x, unsigned state);
uint32_t names_organisation(struct reading *x, unsigned organisation, bool is_media);
void names_add_mention(struct reading *x, struct run run, uint32_t actor);
/* A word of a person's name at `i`. */
bool names_is_name_word(const struct reading *x, uint32_t i, uint32_t end);
/* The name that begins at `i`, of two words or more; empty where there is none. */
struct run names_person_name(const struct reading *x, uint32_t i, uint32_t end);
/* The one person of that last name, or 0. */
uint32_t names_person_with_last(const struct reading *x, uint32_t word);
/* The one who is called by the one word at `i`, or 0. */
uint32_t names_person_called(const struct reading *x, uint32_t i);
/* Of a name; added where it is new. */
uint32_t names_person(struct reading *x, struct run name);

/* ---- names_offices.c ---- */

/* The party that words in [from, to) name, the last of them, or 0. */
uint32_t names_party_in(struct reading *x, uint32_t from, uint32_t to);
/* What a person is, and of which party, unless that is known. */
void names_set_office(struct reading *x, uint32_t actor, struct run words, unsigned level, uint32_t party);
/* The office beside a name: before it, behind it behind a comma, or in front as "the minister, X". */
void names_office_before(struct reading *x, uint32_t actor, uint32_t at, uint32_t from);
void names_office_behind(struct reading *x, uint32_t actor, uint32_t at, uint32_t end);
void names_office_in_front(struct reading *x, uint32_t actor, uint32_t at, uint32_t from);
/* Who holds which office, of one actor, or of all that are named before a token. */
void names_note_role(struct reading *x, uint32_t actor);
void names_note_roles(struct reading *x, uint32_t before);
/* Whoever alone holds the office at `head` so far, or 0. */
uint32_t names_holder(struct reading *x, struct run source, uint32_t head);

/* ---- names_states.c ---- */

/* Names of states that no gazetteer has, told by what only states have. */
void names_mark_told_states(struct reading *x);

/* ---- names_sources.c ---- */

/* Sets source_actor of each source: names, descriptions, pronouns. */
void names_resolve_sources(struct reading *x, const struct attribution *list, size_t count);
/* A description that the report joins with a name is that person. */
void names_join_descriptions(struct reading *x, const struct attribution *list, size_t count);
/* "the Coastal Front" is the one that speaks under that name elsewhere. */
void names_mark_called(struct reading *x);

#endif
