#include "clerk/lexicon.h"

#include <string.h>

#include "base/list.h"

static const char *const grammar_words[GRAMMAR_SETS] = {
#define GRAMMAR(set, words) words,
#include "clerk/grammar.def"
#undef GRAMMAR
};

static const char *const cue_words[CUE_CLASSES] = {
	[CUE_NONE] = "", [CUE_ACCORDING] = "",
#define CUES(class, words) [CUE_##class] = words,
#include "clerk/cues.def"
#undef CUES
};

static const char *const event_words[EVENT_SETS] = {
#define EVENT_WORDS(set, words) words,
#include "clerk/event_words.def"
#undef EVENT_WORDS
};

_Static_assert(EVENT_SETS <= 64 && GRAMMAR_SETS <= 32, "a set is a bit");

/* A lexicon while it is made: how many words there will be is known at the end. */
struct making {
	arena *a;
	syms *words;
	LIST(struct word_class) of;
};

static struct word_class *
at(struct making *l, str word)
{
	uint32_t sym = syms_add(l->words, word);
	while (l->of.count <= sym)
		LIST_ADD(&l->of);
	return &l->of.at[sym];
}

static void
add_form(struct making *l, str word, unsigned class, unsigned form, bool is_often_noun)
{
	struct word_class *w = at(l, word);
	if (w->cue == CUE_NONE || w->cue == class) {
		w->cue = (uint8_t)class;
		w->form |= (uint8_t)form;
		w->is_often_noun |= is_often_noun && (form & (FORM_BASE | FORM_S));
	}
}

static bool
is_vowel(char c)
{
	return memchr("aeiou", c, 5) != NULL;
}

/* warn -> warns, warned, warning */
static void
inflect(struct making *l, str base, unsigned class, bool is_doubled, bool is_often_noun)
{
	char last = base.at[base.len - 1], before = base.len > 1 ? base.at[base.len - 2] : 'a';
	bool is_y = last == 'y' && !is_vowel(before), is_e = last == 'e';
	bool is_hiss = last == 's' || last == 'x' || last == 'z' || str_ends(base, S("ch")) || str_ends(base, S("sh"));
	str stem = str_sub(base, 0, base.len - (is_e || is_y)), twice = is_doubled ? str_sub(base, base.len - 1, base.len) : STR_NONE;
	add_form(l, base, class, FORM_BASE, is_often_noun);
	add_form(l, arena_printf(l->a, "%.*s%s", STR_ARG(is_y ? stem : base), is_y ? "ies" : is_hiss ? "es" : "s"), class, FORM_S,
		 is_often_noun);
	add_form(l, arena_printf(l->a, "%.*s%.*s%s", STR_ARG(stem), STR_ARG(twice), is_y ? "ied" : "ed"), class,
		 FORM_PAST | FORM_PARTICIPLE, false);
	add_form(l, arena_printf(l->a, "%.*s%.*s%s", STR_ARG(stem), STR_ARG(twice), is_y ? "ying" : "ing"), class, FORM_ING, false);
}

static void
add_cue(struct making *l, str row, unsigned class)
{
	static const unsigned forms[] = { FORM_BASE, FORM_S, FORM_PAST, FORM_ING, FORM_PARTICIPLE };
	bool is_often_noun = str_ends(row, S("*"));
	row = str_sub(row, 0, row.len - is_often_noun);
	bool is_doubled = str_ends(row, S("+"));
	row = str_sub(row, 0, row.len - is_doubled);
	if (str_find(row, ':') == row.len) {
		inflect(l, row, class, is_doubled, is_often_noun);
		return;
	}
	str form;
	for (size_t i = 0; row.len > 0 && i < sizeof forms / sizeof *forms; i++) {
		str_cut(row, ':', &form, &row);
		add_form(l, form, class, forms[i], is_often_noun);
	}
}

const struct lexicon *
lexicon_of(arena *a, syms *words)
{
	struct making l = { .a = a, .words = words };
	str word, rest;
	for (unsigned set = 0; set < GRAMMAR_SETS; set++)
		for (rest = str_of(grammar_words[set]); rest.len > 0;) {
			str_cut(rest, ' ', &word, &rest);
			at(&l, word)->grammar |= 1u << set;
		}
	for (unsigned set = 0; set < EVENT_SETS; set++)
		for (rest = str_of(event_words[set]); rest.len > 0;) {
			str_cut(rest, ' ', &word, &rest);
			at(&l, word)->events |= (event_sets)1 << set;
		}
	for (unsigned class = 1; class < CUE_ACCORDING; class++)
		for (rest = str_of(cue_words[class]); rest.len > 0;) {
			str_cut(rest, ' ', &word, &rest);
			add_cue(&l, word, class);
		}
	struct lexicon *made = ARENA_NEW(a, struct lexicon);
	made->count = l.of.count;
	made->of = ARENA_ARRAY(a, struct word_class, l.of.count);
	memcpy(made->of, l.of.at, l.of.count * sizeof *made->of);
	LIST_DONE(&l.of);
	return made;
}

bool
looks_adverbial(const struct report *r, uint32_t token)
{
	static const char *const nouns[] = { "anomaly", "assembly", "belly", "bully", "butterfly", "family", "folly", "jelly", "monopoly", "rally",
					     "reply", "supply" };
	const struct token *t = &r->tokens[token];
	str word = syms_str(r->words, t->word);
	if (word.len < 5 || !str_ends(word, S("ly")) || (t->flags & TOKEN_CAPITAL))
		return false;
	for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
		if (str_eq(word, str_of(nouns[i])))
			return false;
	return true;
}
