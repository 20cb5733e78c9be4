#include "history.h"

#include <stdio.h>

#include "base/buf.h"

enum { FORMS = 3000, WEAK = 40, COMMA = 40, STOP = 41 };

static const char *const weak[WEAK] = {
	"the", "of", "and", "to", "in", "a", "shall", "be", "for", "by", "with", "on", "or", "that",
	"as",
	"its", "their", "any", "from", "which", "at", "this", "such", "not", "may", "under",
	"between",
	"other", "within", "is", "are", "it", "all", "each", "has", "upon", "than", "where", "these", "those",
};

/* "balon": five letters and more, so that none is an abbreviation. */
static void
print_form(uint32_t form, buf *out)
{
	static const char first[] = "bdfgklmnrstvz", vowel[] = "aeiou", last[] = "nlds";
	if (form < WEAK) {
		buf_add(out, str_of(weak[form]));
		return;
	}
	buf_printf(out, "%c%c%c%c%c", first[form % 13], vowel[form / 13 % 5], first[form / 65 % 13],
		   vowel[form * 7 / 13 % 5], last[form / 845 % 4]);
}

static uint32_t
form_of(const struct history *h, uint32_t word)
{
	return h->truths.at[word].form;
}

static uint32_t
below(struct history *h, size_t limit)
{
	return limit ? (uint32_t)rand_below(&h->r, limit) : 0;
}

static bool
one_in(struct history *h, size_t n)
{
	return below(h, n) == 0;
}

/* ---- lists of words ---- */

static struct history_words
slice(struct history_words w, size_t from, size_t to)
{
	struct history_words s = { 0 };
	for (size_t i = from; i < to; i++)
		*LIST_ADD(&s) = w.at[i];
	return s;
}

/* Words from … to - 1 of `into` become `with`. */
static void
splice(struct history_words *into, size_t from, size_t to, struct history_words with)
{
	struct history_words whole = slice(*into, 0, from);
	for (size_t i = 0; i < with.count; i++)
		*LIST_ADD(&whole) = with.at[i];
	for (size_t i = to; i < into->count; i++)
		*LIST_ADD(&whole) = into->at[i];
	LIST_DONE(into);
	*into = whole;
}

/* ---- words ---- */

static uint32_t
word_new(struct history *h, uint32_t form, uint32_t offer)
{
	*LIST_ADD(&h->truths) = (struct truth){
		.form = form, .in = offer ? 0 : h->version, .offer = offer
	};
	return (uint32_t)h->truths.count - 1;
}

/* Half of a text are small words; the others are the rarer the further back. */
static uint32_t
some_form(struct history *h)
{
	if (one_in(h, 2)) {
		uint32_t x = below(h, WEAK), y = below(h, WEAK);
		return x < y ? x : y;
	}
	uint32_t limit = FORMS - STOP - 1, x = below(h, limit), y = below(h, limit),
		 z = below(h, limit);
	return STOP + 1 + (x < y ? x < z ? x : z : y < z ? y : z);
}

static void
add_phrase(struct history *h, struct history_words *w, size_t count, uint32_t offer)
{
	for (size_t i = 0; i + 1 < count; i++)
		*LIST_ADD(w) = word_new(h, some_form(h), offer);
	*LIST_ADD(w) = word_new(h, STOP + 1 + below(h, FORMS - STOP - 1), offer);
}

static void
add_sentence(struct history *h, struct history_words *w)
{
	size_t clauses = 1 + below(h, 3);
	for (size_t i = 0; i < clauses; i++) {
		add_phrase(h, w, 5 + below(h, 9), 0);
		*LIST_ADD(w) = word_new(h, i + 1 < clauses ? COMMA : STOP, 0);
	}
}

static bool
is_word(const struct history *h, uint32_t word)
{
	return form_of(h, word) < COMMA || form_of(h, word) > STOP;
}

/* Two marks side by side would be one. */
static bool
marks_would_meet(const struct history *h, struct history_words in, size_t from, size_t to)
{
	return to < in.count && !is_word(h, in.at[to]) && (!from || !is_word(h, in.at[from - 1]));
}

/* What is truly between a and b could as well be shifted by a word: not made. */
static bool
could_slide(const struct history *h, struct history_words in, size_t from, size_t to,
	    struct history_words with)
{
	if (!with.count)
		return from == to || marks_would_meet(h, in, from, to) ||
		       (to < in.count && form_of(h, in.at[from]) == form_of(h, in.at[to])) ||
		       (from && form_of(h, in.at[from - 1]) == form_of(h, in.at[to - 1]));
	uint32_t first = form_of(h, with.at[0]), last = form_of(h, with.at[with.count - 1]);
	for (size_t i = from ? from - 1 : 0; i < in.count && i <= to; i++)
		if (form_of(h, in.at[i]) == first || form_of(h, in.at[i]) == last)
			return true;
	return false;
}

/* ---- edits ---- */

static void
passage_insert(struct history *h, size_t at, struct history_passage p)
{
	LIST_ADD(&h->passages);
	memmove(h->passages.at + at + 1, h->passages.at + at,
		(h->passages.count - 1 - at) * sizeof p);
	h->passages.at[at] = p;
	for (size_t i = 0; i < h->offers.count; i++)
		if (h->offers.at[i].passage > at)
			h->offers.at[i].passage++;
}

static struct history_passage
passage_take(struct history *h, size_t at)
{
	struct history_passage p = h->passages.at[at];
	h->passages.count--;
	memmove(h->passages.at + at, h->passages.at + at + 1, (h->passages.count - at) * sizeof p);
	for (size_t i = 0; i < h->offers.count; i++) {
		if (h->offers.at[i].passage == at + 1)
			h->offers.at[i].passage = 0;
		else if (h->offers.at[i].passage > at)
			h->offers.at[i].passage--;
	}
	return p;
}

static struct history_passage *
some_passage(struct history *h)
{
	return &h->passages.at[below(h, h->passages.count)];
}

static void
edit_phrase(struct history *h)
{
	struct history_passage *p = some_passage(h);
	if (p->words.count < 8)
		return;
	size_t from = below(h, p->words.count - 4);
	size_t length = one_in(h, 3) ? 0 : 1 + below(h, one_in(h, 3) ? 12 : 4);
	size_t to = from + length < p->words.count - 1 ? from + length : p->words.count - 1;
	struct history_words with = { 0 };
	if (length == 0 || one_in(h, 2))
		add_phrase(h, &with, 1 + below(h, one_in(h, 3) ? 14 : 4), 0);
	if (!could_slide(h, p->words, from, to, with) && is_word(h, p->words.at[from])) {
		if (to > from)
			*LIST_ADD(&h->gone) = (struct gone){ from ? p->words.at[from - 1] : 0,
							     slice(p->words, from, to) };
		splice(&p->words, from, to, with);
	}
	LIST_DONE(&with);
}

static bool
is_in_text(const struct history *h, uint32_t word)
{
	for (size_t i = 0; i < h->passages.count; i++)
		for (size_t k = 0; k < h->passages.at[i].words.count; k++)
			if (h->passages.at[i].words.at[k] == word)
				return true;
	return false;
}

/* Words come into the text: for the first time from an offer, or once more. */
static void
come_in(struct history *h, struct history_words words)
{
	for (size_t i = 0; i < words.count; i++) {
		struct truth *t = &h->truths.at[words.at[i]];
		if (!t->shown)
			t->in = h->version;
		else if (t->shown + 1 < h->version)
			t->back = h->version;
	}
}

static bool
any_in_text(const struct history *h, struct history_words words)
{
	for (size_t i = 0; i < words.count; i++)
		if (is_in_text(h, words.at[i]))
			return true;
	return false;
}

/* A phrase goes back to where it was, if one of its neighbours is there. */
static void
restore_phrase(struct history *h)
{
	if (!h->gone.count)
		return;
	size_t which = below(h, h->gone.count);
	struct gone g = h->gone.at[which];
	if (any_in_text(h, g.words))
		return;
	for (size_t i = 0; i < h->passages.count; i++) {
		struct history_words *w = &h->passages.at[i].words;
		for (size_t k = 0; k + 1 < w->count; k++) {
			if (w->at[k] != g.left || could_slide(h, *w, k + 1, k + 1, g.words))
				continue;
			splice(w, k + 1, k + 1, g.words);
			come_in(h, g.words);
			LIST_DONE(&g.words);
			h->gone.at[which] = h->gone.at[--h->gone.count];
			return;
		}
	}
}

static void
move_passage(struct history *h)
{
	struct history_passage p = passage_take(h, below(h, h->passages.count));
	passage_insert(h, below(h, h->passages.count + 1), p);
}

static size_t
sentence_end(const struct history *h, struct history_words w, size_t from)
{
	while (from < w.count && form_of(h, w.at[from]) != STOP)
		from++;
	return from + 1 < w.count ? from + 1 : w.count;
}

static void
move_sentence(struct history *h)
{
	struct history_passage *from = some_passage(h), *to = some_passage(h);
	size_t begin = sentence_end(h, from->words, 0), end = sentence_end(h, from->words, begin);
	if (from == to || end <= begin + 5 || end == from->words.count)
		return;
	struct history_words sentence = slice(from->words, begin, end), none = { 0 };
	splice(&from->words, begin, end, none);
	size_t at = sentence_end(h, to->words, 0);
	splice(&to->words, at, at, sentence);
	LIST_DONE(&sentence);
}

static void
split_passage(struct history *h)
{
	size_t at = below(h, h->passages.count);
	struct history_passage *p = &h->passages.at[at];
	size_t cut = sentence_end(h, p->words, p->words.count / 3);
	if (cut + 4 >= p->words.count)
		return;
	struct history_passage rest = { .words = slice(p->words, cut, p->words.count),
					.before = p->before };
	p->words.count = cut;
	passage_insert(h, at + 1, rest);
}

static void
merge_passages(struct history *h)
{
	size_t at = below(h, h->passages.count - 1);
	if (h->passages.count < 5)
		return;
	struct history_passage gone = passage_take(h, at + 1);
	struct history_words *w = &h->passages.at[at].words;
	splice(w, w->count, w->count, gone.words);
	LIST_DONE(&gone.words);
}

static void
delete_passage(struct history *h)
{
	if (h->passages.count > 4)
		*LIST_ADD(&h->deleted) = passage_take(h, below(h, h->passages.count));
}

static void
restore_passage(struct history *h)
{
	if (!h->deleted.count)
		return;
	size_t which = below(h, h->deleted.count);
	struct history_passage p = h->deleted.at[which];
	if (any_in_text(h, p.words))
		return;
	h->deleted.at[which] = h->deleted.at[--h->deleted.count];
	p.before = 0;
	come_in(h, p.words);
	passage_insert(h, below(h, h->passages.count + 1), p);
}

static void
add_passage(struct history *h)
{
	struct history_passage p = { 0 };
	for (size_t i = 0, n = 1 + below(h, 4); i < n; i++)
		add_sentence(h, &p.words);
	passage_insert(h, below(h, h->passages.count + 1), p);
}

static bool
stands_at(struct history_words in, size_t at, struct history_words words)
{
	return words.count && at + words.count < in.count &&
	       !memcmp(in.at + at, words.at, words.count * sizeof *words.at);
}

/* An amendment is taken whole, where its neighbours are still there, or in its first half. */
static void
take_offer(struct history *h)
{
	if (!h->offers.count)
		return;
	struct history_offer *o = &h->offers.at[below(h, h->offers.count)];
	if (o->is_used || o->is_new || !o->passage || !o->phrase)
		return;
	struct history_words *w = &h->passages.at[o->passage - 1].words, phrase = { 0 };
	uint32_t left = o->words.at[o->phrase - 1];
	size_t count = o->phrase_end - o->phrase;
	if (count > 5 && one_in(h, 3))
		count = count / 2 + 1;
	phrase = slice(o->words, o->phrase, o->phrase + count);
	for (size_t k = 0; k + 1 < w->count; k++) {
		size_t to = k + 1 + (stands_at(*w, k + 1, o->instead) ? o->instead.count : 0);
		if (w->at[k] != left || could_slide(h, *w, k + 1, to, phrase))
			continue;
		splice(w, k + 1, to, phrase);
		come_in(h, phrase);
		o->is_used = true;
		break;
	}
	LIST_DONE(&phrase);
}

static void
make_offer(struct history *h)
{
	size_t at = below(h, h->passages.count);
	struct history_words w = h->passages.at[at].words, with = { 0 };
	if (w.count < 8)
		return;
	size_t from = 1 + below(h, w.count - 5), to = from + below(h, 4);
	add_phrase(h, &with, 1 + below(h, one_in(h, 2) ? 10 : 3), (uint32_t)h->offers.count + 1);
	if (!could_slide(h, w, from, to, with)) {
		struct history_words words = slice(w, 0, w.count);
		splice(&words, from, to, with);
		*LIST_ADD(&h->offers) = (struct history_offer){
			.words = words, .passage = (uint32_t)at + 1, .phrase = (uint32_t)from,
			.phrase_end = (uint32_t)(from + with.count), .is_new = true,
			.instead = slice(w, from, to),
		};
	}
	LIST_DONE(&with);
}

/* ---- the whole ---- */

static str
print_words(struct history *h, struct history_words w)
{
	buf text = { 0 };
	for (size_t i = 0; i < w.count; i++) {
		uint32_t form = form_of(h, w.at[i]);
		if (i && is_word(h, w.at[i]))
			buf_add_byte(&text, w.at[i] % 14 == 3 ? '\n' : ' ');
		if (form == COMMA || form == STOP)
			buf_add_byte(&text, form == COMMA ? ',' : '.');
		else
			print_form(form, &text);
	}
	str copy = arena_str(h->a, buf_str(&text));
	buf_done(&text);
	return copy;
}

void
history_new(struct history *h, uint64_t seed)
{
	*h = (struct history){ .r = { seed }, .a = arena_new(), .edits_most = 8 };
	LIST_ADD(&h->truths);
}

void
history_step(struct history *h)
{
	static void (*const edits[])(struct history *) = {
		edit_phrase,   edit_phrase,    edit_phrase,    edit_phrase,     edit_phrase,
		edit_phrase,   restore_phrase, restore_phrase, move_passage,    move_sentence,
		split_passage, merge_passages, delete_passage, restore_passage, add_passage,
		take_offer,    take_offer,
	};
	h->version++;
	for (size_t i = 0; i < h->offers.count; i++)
		h->offers.at[i].is_new = false;
	for (size_t i = 0; i < h->passages.count; i++)
		h->passages.at[i].before = (uint32_t)i + 1;
	for (size_t i = 0; h->version == 1 && i < 6 + h->edits_most; i++)
		add_passage(h);
	for (size_t i = 0, n = h->version == 1 ? 0 : 1 + below(h, h->edits_most); i < n; i++)
		edits[below(h, sizeof edits / sizeof *edits)](h);
	for (size_t i = 0, n = below(h, 3); i < n; i++)
		make_offer(h);
	for (size_t i = 0; i < h->passages.count; i++) {
		struct history_words w = h->passages.at[i].words;
		h->passages.at[i].text = print_words(h, w);
		for (size_t k = 0; k < w.count; k++)
			h->truths.at[w.at[k]].shown = h->version;
	}
	for (size_t i = 0; i < h->offers.count; i++)
		if (h->offers.at[i].is_new)
			h->offers.at[i].text = print_words(h, h->offers.at[i].words);
}

void
history_done(struct history *h)
{
	for (size_t i = 0; i < h->passages.count; i++)
		LIST_DONE(&h->passages.at[i].words);
	for (size_t i = 0; i < h->deleted.count; i++)
		LIST_DONE(&h->deleted.at[i].words);
	for (size_t i = 0; i < h->offers.count; i++) {
		LIST_DONE(&h->offers.at[i].words);
		LIST_DONE(&h->offers.at[i].instead);
	}
	for (size_t i = 0; i < h->gone.count; i++)
		LIST_DONE(&h->gone.at[i].words);
	LIST_DONE(&h->truths);
	LIST_DONE(&h->passages);
	LIST_DONE(&h->deleted);
	LIST_DONE(&h->offers);
	LIST_DONE(&h->gone);
	arena_free(h->a);
}
