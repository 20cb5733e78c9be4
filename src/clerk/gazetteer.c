#include "clerk/gazetteer.h"

#include <string.h>

#include "base/ascii.h"
#include "base/list.h"

struct state {
	const char *id, *names, *demonyms, *seats, *zone;
};

static const struct state states[] = {
#define STATE(id, names, demonyms, seats, zone) { #id, names, demonyms, seats, zone },
#include "clerk/states.def"
#undef STATE
};

enum organisation_kind { BODY, MEDIA };

struct organisation {
	const char *id;
	enum organisation_kind kind;
	const char *names;
};

static const struct organisation organisations[] = {
#define ORGANISATION(id, kind, names) { #id, kind, names },
#include "clerk/organisations.def"
#undef ORGANISATION
};

struct office {
	const char *words;
	enum office_level level;
};

static const struct office offices[] = {
#define OFFICE(words, level) { words, LEVEL_##level },
#include "clerk/offices.def"
#undef OFFICE
};

struct phrase {
	uint32_t words[NAMED_WORDS_MOST];
	uint32_t next;          /* 1 + the next that begins with the same word, or 0 */
	struct named named;
};

struct gazetteer {
	struct phrase *phrases;
	size_t phrase_count;
	uint32_t *first;        /* by sym: 1 + a phrase */
	size_t word_count;
};

struct making {
	arena *a;
	syms *words;
	LIST(struct phrase) phrases;
};

static str
spaced(arena *a, const char *id)
{
	str name = arena_str(a, str_of(id));
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == '_')
			((char *)(uintptr_t)name.at)[i] = ' ';
	return name;
}

static str
joined(arena *a, const char *id)
{
	str name = str_of(id);
	char *out = arena_get(a, name.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] != '_')
			out[len++] = name.at[i];
	return (str){ out, len };
}

/* Plain words with blanks between: the short way, for most. */
static bool
add_plain(struct making *m, str text, struct named named)
{
	struct phrase p = { .named = named };
	char small[64];
	if (text.len == 0 || text.len > sizeof small)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!is_letter(text.at[i]) && text.at[i] != ' ')
			return false;
		small[i] = is_capital(text.at[i]) ? (char)(text.at[i] + 32) : text.at[i];
	}
	str word, rest = { small, text.len };
	while (rest.len > 0 && p.named.length < NAMED_WORDS_MOST) {
		str_cut(rest, ' ', &word, &rest);
		p.words[p.named.length++] = syms_add(m->words, word);
	}
	*LIST_ADD(&m->phrases) = p;
	return true;
}

/* Small letters as the report's words have them: its own reader makes them. */
static void
add_phrase(struct making *m, str text, struct named named)
{
	struct report r;
	struct err err = { 0 };
	struct phrase p = { .named = named };
	if (add_plain(m, text, named))
		return;
	if (text.len == 0 || !report_read(m->a, m->words, STR_NONE, text, REPORT_PLAIN, &r, &err) || r.token_count > NAMED_WORDS_MOST)
		return;
	for (size_t i = 0; i < r.token_count; i++)
		p.words[i] = r.tokens[i].word;
	p.named.length = (uint8_t)r.token_count;
	*LIST_ADD(&m->phrases) = p;
}

static void
add_names(struct making *m, const char *names, struct named named)
{
	str name, rest = str_of(names);
	while (rest.len > 0) {
		str_cut(rest, '|', &name, &rest);
		add_phrase(m, name, named);
	}
}

static void
add_demonyms(struct making *m, const char *names, unsigned of)
{
	str name, rest = str_of(names);
	while (rest.len > 0) {
		str_cut(rest, '|', &name, &rest);
		add_phrase(m, name, (struct named){ .class = NAMED_DEMONYM, .of = (uint16_t)of });
		add_phrase(m, arena_printf(m->a, "%.*ss", STR_ARG(name)), (struct named){ .class = NAMED_DEMONYMS, .of = (uint16_t)of });
	}
}

const struct gazetteer *
gazetteer_of(arena *a, syms *words)
{
	struct making m = { .a = a, .words = words };
	for (unsigned i = 0; i < sizeof states / sizeof *states; i++) {
		struct named named = { .class = NAMED_STATE, .of = (uint16_t)i };
		add_phrase(&m, spaced(a, states[i].id), named);
		add_names(&m, states[i].names, named);
		add_demonyms(&m, states[i].demonyms, i);
		add_names(&m, states[i].seats, (struct named){ .class = NAMED_SEAT, .of = (uint16_t)i });
	}
	for (unsigned i = 0; i < sizeof organisations / sizeof *organisations; i++) {
		struct named named = { .class = organisations[i].kind == MEDIA ? NAMED_MEDIA : NAMED_ORGANISATION, .of = (uint16_t)i };
		add_phrase(&m, spaced(a, organisations[i].id), named);
		add_names(&m, organisations[i].names, named);
	}
	for (unsigned i = 0; i < sizeof offices / sizeof *offices; i++)
		add_phrase(&m, str_of(offices[i].words), (struct named){ .class = offices[i].level == LEVEL_GROUP ? NAMED_GROUP : NAMED_OFFICE,
									 .level = (uint8_t)offices[i].level, .of = (uint16_t)i });
	struct gazetteer *g = ARENA_NEW(a, struct gazetteer);
	g->phrase_count = m.phrases.count;
	g->phrases = ARENA_ARRAY(a, struct phrase, m.phrases.count + 1);
	memcpy(g->phrases, m.phrases.at, m.phrases.count * sizeof *g->phrases);
	g->word_count = syms_count(words) + 1;
	g->first = ARENA_ARRAY(a, uint32_t, g->word_count);
	for (size_t i = 0; i < g->phrase_count; i++) {
		g->phrases[i].next = g->first[g->phrases[i].words[0]];
		g->first[g->phrases[i].words[0]] = (uint32_t)i + 1;
	}
	LIST_DONE(&m.phrases);
	return g;
}

static bool
fits(const struct phrase *p, const struct report *r, size_t at)
{
	if (at + p->named.length > r->token_count)
		return false;
	for (size_t i = 0; i < p->named.length; i++)
		if (r->tokens[at + i].word != p->words[i])
			return false;
	/* "us" is a word; "turkey" is a bird; "the Hague" begins small. */
	bool is_name = p->named.class < NAMED_OFFICE;
	return !is_name || (r->tokens[at + p->named.length - 1].flags & TOKEN_CAPITAL) ||
	       (p->named.length > 1 && (r->tokens[at + 1].flags & TOKEN_CAPITAL));
}

struct named *
gazetteer_read(arena *a, const struct gazetteer *g, const struct report *r)
{
	struct named *at = ARENA_ARRAY(a, struct named, r->token_count + 1);
	for (size_t i = 0; i < r->token_count;) {
		uint32_t word = r->tokens[i].word;
		for (uint32_t k = word < g->word_count ? g->first[word] : 0; k; k = g->phrases[k - 1].next)
			if (g->phrases[k - 1].named.length > at[i].length && fits(&g->phrases[k - 1], r, i))
				at[i] = g->phrases[k - 1].named;
		/* "US" in capitals is the state, in a word of small letters it is not; "Us" neither. */
		if (at[i].class == NAMED_STATE && r->tokens[i].text.len == 2 && !(r->tokens[i].flags & TOKEN_CAPITALS))
			at[i] = (struct named){ 0 };
		i += at[i].length ? at[i].length : 1;
	}
	return at;
}

str
state_id(arena *a, unsigned state)
{
	return joined(a, states[state].id);
}

str
state_name(arena *a, unsigned state)
{
	/* Of an abbreviation the name is what it is short for. */
	str first, rest = str_of(states[state].names);
	while (strlen(states[state].id) <= 3 && rest.len > 0) {
		str_cut(rest, '|', &first, &rest);
		if (str_find(first, '.') == first.len && first.len > 4)
			return arena_str(a, first);
	}
	return spaced(a, states[state].id);
}

const char *
state_zone(unsigned state)
{
	return states[state].zone;
}

str
organisation_id(arena *a, unsigned organisation)
{
	return joined(a, organisations[organisation].id);
}

str
organisation_name(arena *a, unsigned organisation)
{
	return spaced(a, organisations[organisation].id);
}
