/* The words of the notation, entered into a table of symbols before any other, so
 * that a symbol below WORDS_MOST says by its number alone what it is. */
#include "minutes/reader.h"

#include <assert.h>

uint8_t char_class[256];

static void
char_class_init(void)
{
	for (int c = 1; c < 256; c++) {
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
		bool digit = c >= '0' && c <= '9';
		unsigned class = 0;
		if (letter || digit || c == '-' || c == '_' || c == '.')
			class |= C_NAME | C_LABEL;
		if (letter)
			class |= C_START;
		if (digit)
			class |= C_DIGIT;
		if (c == '(' || c == ')')
			class |= C_LABEL;
		if (c == ' ' || c == '\t')
			class |= C_BLANK;
		if (c == ';' || c == '\r' || c == '\n')
			class |= C_SKIPPED;
		char_class[c] = (uint8_t)class;
	}
}

struct reserved reserved[WORDS_MOST];
uint8_t verb_of[WORDS_MOST], decl_of[WORDS_MOST];
uint32_t sym_of, sym_under, sym_include;

static void
reserve(syms *names, const char *word, enum word_class class, unsigned value)
{
	uint32_t sym = syms_add(names, str_of(word));
	assert(sym < WORDS_MOST);
	reserved[sym].class = (uint8_t)class;
	reserved[sym].value = (uint8_t)value;
}

static void
reserve_words(syms *names)
{
	for (unsigned i = 1; i < CLAUSE_COUNT; i++)
		reserve(names, clauses[i].name, W_CLAUSE, i);
	for (unsigned i = 1; i < MOOD_COUNT; i++)
		reserve(names, mood_names[i], W_MOOD, i);
	for (unsigned i = HEDGE_SOME; i < HEDGE_COUNT; i++)
		reserve(names, hedge_names[i], W_HEDGE, i);
	for (unsigned i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == CLAUSE_terms)
			reserve(names, closed_words[i].word, W_TERMS, i);
	reserve(names, "incident", W_SUBJECTLESS, VERB_incident);
	for (unsigned i = 1; i < VERB_COUNT; i++) {
		verb_of[syms_add(names, str_of(verbs[i].base))] = (uint8_t)i;
		verb_of[syms_add(names, str_of(verbs[i].s_form))] = (uint8_t)i;
	}
	for (unsigned i = 1; i < DECL_COUNT; i++)
		decl_of[syms_add(names, str_of(decls[i].name))] = (uint8_t)i;
	sym_of = syms_find(names, S("of"));
	sym_under = syms_add(names, S("under"));
	sym_include = syms_add(names, S("include"));
	assert(syms_count(names) < WORDS_MOST);
}

minutes *
minutes_new(arena *a, const struct opener *opener)
{
	tables_init();
	char_class_init();
	minutes *m = ARENA_NEW(a, minutes);
	m->a = a;
	m->opener = opener;
	m->names = syms_new(a);
	reserve_words(m->names);
	return m;
}

void
minutes_done(minutes *m)
{
	if (!m)
		return;
	LIST_DONE(&m->files);
	LIST_DONE(&m->entries);
	LIST_DONE(&m->items);
	LIST_DONE(&m->texts);
	LIST_DONE(&m->whens);
	LIST_DONE(&m->trivia);
}

void
nearest_try(struct nearest *n, const char *candidate)
{
	unsigned limit = n->word.len < 4 ? 1 : n->word.len < 8 ? 2 : 3;
	unsigned d = str_distance(n->word, str_of(candidate), limit);
	if (d <= limit && (n->best.len == 0 || d < n->distance)) {
		n->best = str_of(candidate);
		n->distance = d;
	}
}

const char *
nearest_guess(struct nearest *n)
{
	if (n->best.len == 0)
		return NULL;
	buf text = { 0 };
	buf_printf(&text, "did you mean '%.*s'?", STR_ARG(n->best));
	size_t len = text.len < sizeof n->guess ? text.len : sizeof n->guess - 1;
	memcpy(n->guess, text.at, len);
	n->guess[len] = '\0';
	buf_done(&text);
	return n->guess;
}

bool
minutes_can_name(minutes *m, str name)
{
	if (name.len == 0 || name.len > 64 || !(char_class[(unsigned char)name.at[0]] & C_START))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!(char_class[(unsigned char)name.at[i]] & C_NAME))
			return false;
	return syms_add(m->names, name) >= WORDS_MOST || (reserved[syms_find(m->names, name)].class == 0 && verb_find(name) == VERB_NONE &&
							  decl_find(name) == DECL_NONE && !str_eq(name, S("under")) && !str_eq(name, S("include")));
}
