#include "prose.h"

#include <math.h>
#include <stdio.h>

enum { VOCABULARY = 6000, COMMA = 0x8000, WORD_ROOM = 24, SENTENCE_MOST = 64 };

const struct prose_changes prose_changes_edition = {
	.reworded = 100, .added = 15, .dropped = 10, .moved = 10, .rewritten = 3,
};
const struct prose_changes prose_changes_party = {
	.reworded = 300, .added = 60, .dropped = 40, .moved = 0, .rewritten = 5,
};

/* ---- chance ---- */

static uint64_t
draw(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static size_t
below(uint64_t *seed, size_t limit)
{
	return draw(seed) % limit;
}

static bool
chance(uint64_t *seed, unsigned of_thousand)
{
	return below(seed, 1000) < of_thousand;
}

/* ---- words ---- */

static const char *const frequent[] = {
	"the", "of", "and", "to", "in", "shall", "a", "or", "for", "by", "be", "parties", "with", "on", "article", "as",
	"which", "that", "its", "not", "any", "each", "party", "may", "under", "this", "from", "at", "their", "other",
	"measures", "such", "within", "states", "an", "paragraph", "no", "it", "all", "is", "are", "where", "has",
	"water", "port", "council", "report", "days", "joint", "accordance", "data", "means", "should", "notice",
};

/* Word `rank`: the frequent ones, then syllables, longer for rarer words. */
static const char *
word_of(size_t rank)
{
	static char text[VOCABULARY][WORD_ROOM];
	static const char *const onsets[] = { "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "st", "pl" };
	static const char *const codas[] = { "a", "e", "i", "o", "u", "en", "ar", "is", "on", "al", "ent", "ure", "ing" };
	enum { ONSETS = sizeof onsets / sizeof *onsets, CODAS = sizeof codas / sizeof *codas };
	if (rank < sizeof frequent / sizeof *frequent)
		return frequent[rank];
	char *at = text[rank];
	if (!*at)
		for (size_t n = rank + ONSETS * CODAS, len = 0; n && len + 6 < WORD_ROOM; n /= ONSETS * CODAS)
			len += (size_t)snprintf(at + len, WORD_ROOM - len, "%s%s", onsets[n % ONSETS], codas[n / ONSETS % CODAS]);
	return at;
}

static uint16_t
some_word(uint64_t *seed)
{
	double u = (double)(draw(seed) >> 11) / 9007199254740992.0;
	size_t rank = (size_t)pow(VOCABULARY, u) - 1;
	return (uint16_t)(rank | (below(seed, 13) == 0 ? COMMA : 0));
}

/* ---- sentences ---- */

static struct sentence
some_sentence(arena *a, uint64_t *seed, bool closes)
{
	size_t count = 8 + below(seed, 28);
	uint16_t *words = ARENA_ARRAY(a, uint16_t, count);
	for (size_t i = 0; i < count; i++)
		words[i] = some_word(seed);
	words[count - 1] &= (uint16_t)~COMMA;
	return (struct sentence){ words, (uint32_t)count, closes };
}

static size_t
sentence_tokens(const struct sentence *s)
{
	size_t n = s->count + 1u + s->closes;
	for (size_t i = 0; i < s->count; i++)
		n += (s->words[i] & COMMA) != 0;
	return n;
}

static void
add(struct prose *p, struct sentence s)
{
	*LIST_ADD(&p->sentences) = s;
	p->tokens += sentence_tokens(&s);
}

struct prose *
prose_new(arena *a, uint64_t seed, size_t tokens)
{
	struct prose *p = ARENA_NEW(a, struct prose);
	while (p->tokens < tokens)
		add(p, some_sentence(a, &seed, below(&seed, 4) == 0));
	return p;
}

void
prose_done(struct prose *p)
{
	LIST_DONE(&p->sentences);
}

/* ---- editions ---- */

/* A few words in, out, or others, at one to three places. */
static struct sentence
reworded(arena *a, uint64_t *seed, struct sentence s)
{
	uint16_t words[SENTENCE_MOST];
	size_t count = 0, next = 0;
	for (size_t places = 1 + below(seed, 3); places && next < s.count; places--) {
		size_t stop = next + below(seed, s.count - next), gone = below(seed, 4), more = below(seed, 5);
		while (next < stop && count < SENTENCE_MOST / 2)
			words[count++] = s.words[next++];
		for (next += gone; more && count < SENTENCE_MOST / 2; more--)
			words[count++] = some_word(seed);
	}
	while (next < s.count && count < SENTENCE_MOST)
		words[count++] = s.words[next++];
	if (!count)
		words[count++] = some_word(seed);
	words[count - 1] &= (uint16_t)~COMMA;
	uint16_t *kept = ARENA_ARRAY(a, uint16_t, count);
	memcpy(kept, words, count * sizeof *words);
	return (struct sentence){ kept, (uint32_t)count, s.closes };
}

struct prose *
prose_edition(arena *a, const struct prose *old, uint64_t seed, const struct prose_changes *c)
{
	struct prose *p = ARENA_NEW(a, struct prose);
	struct sentence carried = { 0 };        /* taken out, to be put in further down */
	bool rewrites = false;
	for (size_t i = 0; i < old->sentences.count; i++) {
		struct sentence s = old->sentences.at[i];
		if (i == 0 || old->sentences.at[i - 1].closes)
			rewrites = chance(&seed, c->rewritten * 4);
		if (chance(&seed, c->added))
			add(p, some_sentence(a, &seed, false));
		if (carried.count && chance(&seed, 80)) {
			add(p, carried);
			carried.count = 0;
		}
		if (!s.closes && !carried.count && chance(&seed, c->moved))
			carried = s;
		else if (rewrites)
			add(p, some_sentence(a, &seed, s.closes));
		else if (chance(&seed, c->reworded))
			add(p, reworded(a, &seed, s));
		else if (s.closes || !chance(&seed, c->dropped))
			add(p, s);
	}
	if (carried.count)
		add(p, carried);
	return p;
}

/* ---- print ---- */

static void
print_sentence(const struct sentence *s, enum prose_look look, size_t *column, buf *out)
{
	char text[WORD_ROOM + 8];
	for (size_t i = 0; i < s->count; i++) {
		const char *word = word_of(s->words[i] & ~COMMA), *mark = s->words[i] & COMMA ? "," : "";
		int len = snprintf(text, sizeof text, "%s%s%s", word, look == PROSE_FOREIGN ? "x" : "",
				   i + 1 == s->count ? "." : mark);
		if (i == 0)
			text[0] = (char)(text[0] - 'a' + 'A');
		bool turns = look == PROSE_WRAPPED && *column && *column + 1 + (size_t)len > 72;
		if (*column)
			buf_add_byte(out, turns ? '\n' : ' ');
		*column = (turns || !*column ? 0 : *column + 1) + (size_t)len;
		buf_add(out, str_of(text));
	}
}

/* The paragraph of sentence `i` begins at: */
static size_t
paragraph_start(const struct prose *p, size_t i)
{
	while (i && !p->sentences.at[i - 1].closes)
		i--;
	return i;
}

static void
print_paragraph(const struct prose *p, size_t from, enum prose_look look, buf *out)
{
	size_t column = 0;
	for (size_t i = from; i < p->sentences.count; i++) {
		print_sentence(&p->sentences.at[i], look, &column, out);
		if (p->sentences.at[i].closes)
			break;
	}
	buf_add(out, S("\n\n"));
}

void
prose_print(const struct prose *p, enum prose_look look, buf *out)
{
	size_t count = p->sentences.count;
	if (look == PROSE_REVERSED) {
		for (size_t end = count, from; end; end = from) {
			from = paragraph_start(p, end - 1);
			print_paragraph(p, from, look, out);
		}
	} else {
		for (size_t i = 0; i < count; i++)
			if (i == 0 || p->sentences.at[i - 1].closes)
				print_paragraph(p, i, look, out);
	}
	if (out->len) {
		out->len--;
		out->at[out->len] = '\0';
	}
}
