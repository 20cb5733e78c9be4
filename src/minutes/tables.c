#include "minutes/tables.h"

#include <assert.h>
#include <string.h>

const char *const mood_names[MOOD_COUNT] = { "", "will", "will-not", "did-not", "should" };

const char *const verb_group_names[VERB_GROUPS] = {
	"text", "exposure", "amendments", "positions", "authority", "meetings", "clocks and decisions",
	"statements", "people", "ground", "record",
};

const char *const hedge_names[HEDGE_COUNT] = {
	"", "~", ">=", "<=", "some", "many", "almost-all", "all", "none", "unknown", "declined",
};

const char *const form_names[FORM_COUNT] = {
	"", "copy", "file", "read-aloud", "shown", "reading-room", "told-gist", "published", "leaked",
};

struct clause clauses[CLAUSE_COUNT] = {
	[CLAUSE_NONE] = { "", FLAG, "" },
#define CLAUSE(id, type_, help_) [CLAUSE_##id] = { #id, type_, help_ },
#include "minutes/clauses.def"
#undef CLAUSE
};

struct verb verbs[VERB_COUNT] = {
	[VERB_NONE] = { "", "", "", 0, "", "", TEXT, "", "", { { 0, 0 } }, { { 0, 0 } } },
#define VERB(id, base_, s_, objects_, own_, needs_, group_, help_, example_) \
	[VERB_##id] = { #id, base_, s_, objects_, own_, needs_, group_, help_, example_, \
			{ { 0, 0 } }, { { 0, 0 } } },
#include "minutes/verbs.def"
#undef VERB
};

struct decl decls[DECL_COUNT] = {
	[DECL_NONE] = { "", "", "", "", { { 0, 0 } } },
#define DECL(id, own_, help_, example_) [DECL_##id] = { #id, own_, help_, example_, { { 0, 0 } } },
#include "minutes/decls.def"
#undef DECL
};

clause_set under_clauses, every_verb_clauses;

const struct closed_word closed_words[] = {
	{ CLAUSE_NONE, VERB_NONE, "" },
#define WORD(clause_, verb_, word_) { CLAUSE_##clause_, VERB_##verb_, word_ },
#include "minutes/words.def"
#undef WORD
};
const size_t closed_word_count = sizeof closed_words / sizeof *closed_words;

unsigned
closed_word_find(enum clause_id clause, enum verb_id verb, str word)
{
	for (size_t i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == clause &&
		    (closed_words[i].verb == VERB_any || closed_words[i].verb == verb) &&
		    str_eq(word, str_of(closed_words[i].word)))
			return (unsigned)i;
	return 0;
}

static void
set_add(clause_set *set, enum clause_id id)
{
	set->bits[id / 64] |= (uint64_t)1 << (id % 64);
}

enum clause_id
clause_find(str word)
{
	for (int i = 1; i < CLAUSE_COUNT; i++)
		if (str_eq(word, str_of(clauses[i].name)))
			return (enum clause_id)i;
	return CLAUSE_NONE;
}

enum verb_id
verb_find(str word)
{
	for (int i = 1; i < VERB_COUNT; i++)
		if (str_eq(word, str_of(verbs[i].base)) || str_eq(word, str_of(verbs[i].s_form)))
			return (enum verb_id)i;
	return VERB_NONE;
}

enum decl_id
decl_find(str word)
{
	for (int i = 1; i < DECL_COUNT; i++)
		if (str_eq(word, str_of(decls[i].name)))
			return (enum decl_id)i;
	return DECL_NONE;
}

/* The words of a .def list are C identifiers; a clause is typed with '-'. */
static void
set_add_list(clause_set *set, const char *list)
{
	str rest = str_of(list), word;
	while (rest.len) {
		str_cut(rest, ' ', &word, &rest);
		char name[24];
		assert(word.len < sizeof name);
		memcpy(name, word.at, word.len);
		name[word.len] = '\0';
		for (char *c = name; *c; c++)
			if (*c == '_')
				*c = '-';
		enum clause_id id = clause_find(str_of(name));
		assert(id != CLAUSE_NONE);
		set_add(set, id);
	}
}

void
tables_init(void)
{
	static bool done;
	if (done)
		return;
	for (int i = 1; i < CLAUSE_COUNT; i++)
		for (char *c = clauses[i].name; *c; c++)
			if (*c == '_')
				*c = '-';
#define VERB(...)
#include "minutes/verbs.def"
#undef VERB
	set_add_list(&every_verb_clauses, EVERY_VERB);
	for (int i = 1; i < VERB_COUNT; i++) {
		verbs[i].clauses = every_verb_clauses;
		set_add_list(&verbs[i].clauses, verbs[i].own);
		set_add_list(&verbs[i].needs, verbs[i].needs_list);
	}
	for (int i = 1; i < DECL_COUNT; i++) {
		set_add_list(&decls[i].clauses, decls[i].own);
		if (i != DECL_keeper)
			set_add_list(&decls[i].clauses, "circle source recorded");
	}
	set_add_list(&under_clauses, "in about place level per via terms grade translated track zone "
		     "language mode source recorded circle");
	done = true;
}
