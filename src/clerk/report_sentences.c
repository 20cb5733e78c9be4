/* Sentences: they end at a stop, and at what closes behind it, where the next
 * word may begin one. */
#include <string.h>

#include "base/ascii.h"
#include "clerk/report_int.h"

/* Words that begin sentences and no names, in small letters. */
static const char *const openers[] = {
	"the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "this", "that", "these", "those", "his", "her", "its", "their",
	"our", "my", "in", "on", "at", "by", "for", "from", "with", "to", "of", "as", "after", "before", "since", "during", "while",
	"when", "where", "if", "but", "and", "or", "so", "yet", "there", "here", "what", "who", "how", "why", "some", "many", "most",
	"all", "both", "no", "not", "one", "another", "other", "others", "such", "also", "however", "meanwhile", "earlier", "later",
	"last", "under", "among", "despite", "although", "though", "because", "according", "asked", "speaking", "officials", "then",
	"now", "instead", "still", "even", "only", "more", "about", "over", "two", "three", "until", "unlike", "between", "against",
};

static bool
is_opener(str word)
{
	char first = word.len > 0 ? (char)(word.at[0] | 0x20) : 0;
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
		if (first == openers[i][0] && str_eq_nocase(word, str_of(openers[i])))
			return true;
	return false;
}

/* An abbreviation that goes before a name or a number and so ends no sentence. */
static bool
goes_before(str word)
{
	static const char *const before[] = { "mr.", "mrs.", "ms.", "dr.", "prof.", "pres.", "gen.", "sen.", "sens.", "rep.", "reps.", "gov.", "lt.",
					      "col.", "capt.", "sgt.", "maj.", "adm.", "cmdr.", "brig.", "rev.", "hon.", "st.", "mt.", "messrs.",
					      "no.", "fig.", "supt.", "pvt.", "cpl.", "vs.", "approx." };
	char first = word.len > 0 ? (char)(word.at[0] | 0x20) : 0;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (first == before[i][0] && str_eq_nocase(word, str_of(before[i])))
			return true;
	return false;
}

static bool
is_stop(const struct token *t)
{
	return t->kind == TOKEN_MARK && (memchr(".?!", t->text.at[0], 3) || str_eq(t->text, S("…")) || str_eq(t->text, S("。")) ||
					 str_eq(t->text, S("؟")) || str_eq(t->text, S("।")));
}

static bool
is_closing(const struct token *t)
{
	return t->kind == TOKEN_CLOSE_QUOTE || (t->kind == TOKEN_MARK && t->text.len == 1 && memchr(")]}'\"", t->text.at[0], 5));
}

/* What stands at `i` may begin a sentence. */
static bool
may_begin(const struct building *b, uint32_t i, uint32_t to)
{
	while (i < to && (b->tokens.at[i].kind == TOKEN_OPEN_QUOTE ||
			  (b->tokens.at[i].kind == TOKEN_MARK && b->tokens.at[i].text.len >= 1 && memchr("([-*\"", b->tokens.at[i].text.at[0], 5))))
		i++;
	if (i == to)
		return true;
	const struct token *t = &b->tokens.at[i];
	return (t->flags & TOKEN_CAPITAL) || t->kind == TOKEN_NUMBER || (t->flags & TOKEN_DIGIT) ||
	       ((unsigned char)t->text.at[0] >= 0x80 && t->kind == TOKEN_WORD && i > 0 && !is_small(t->text.at[0]));
}

/* A word that keeps its stop: whether the sentence ends with it. */
static bool
stop_of_word_ends(const struct token *t, const struct token *next)
{
	if (goes_before(t->text) || (t->text.len == 2 && is_capital(t->text.at[0])))
		return false;
	return next->kind == TOKEN_OPEN_QUOTE || is_opener(next->text);
}

/* The sentence ends in front of token `i`. */
static bool
ends_before(const struct building *b, struct run paragraph, uint32_t i)
{
	const struct token *next = &b->tokens.at[i];
	uint32_t k = i;
	if (is_closing(next))
		return false;
	while (k > paragraph.from && is_closing(&b->tokens.at[k - 1]))
		k--;
	if (k == paragraph.from || ((next->flags & TOKEN_GLUED) && k == i))
		return false;
	const struct token *last = &b->tokens.at[k - 1];
	if (last->kind == TOKEN_WORD && last->text.len > 1 && last->text.at[last->text.len - 1] == '.')
		return stop_of_word_ends(last, next) && may_begin(b, i, paragraph.to);
	/* An ellipsis ends one only where the next word tells so. */
	bool is_ellipsis = k == i && last->text.len > 1 && last->text.at[0] == '.';
	return is_stop(last) && (!is_ellipsis || is_opener(next->text)) && may_begin(b, i, paragraph.to);
}

void
report_sentences(struct building *b, struct run paragraph, uint32_t index)
{
	uint32_t from = paragraph.from;
	for (uint32_t i = paragraph.from; i < paragraph.to; i++) {
		if (i > from && ends_before(b, paragraph, i)) {
			*LIST_ADD(&b->sentences) = (struct sentence){ .run = { from, i }, .paragraph = index };
			from = i;
		}
		b->tokens.at[i].sentence = (uint32_t)b->sentences.count;
		if (i == from)
			b->tokens.at[i].flags |= TOKEN_FIRST;
	}
	*LIST_ADD(&b->sentences) = (struct sentence){ .run = { from, paragraph.to }, .paragraph = index };
}
