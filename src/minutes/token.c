/* Lines, words and strings of minutes: what every part of an entry is made of. */
#include "minutes/reader.h"

#include <string.h>

/* ---- lines ---- */

/* Sets line, stop and next to the line that begins at `from`. */
void
line_begin(struct reader *r, const char *from)
{
	const char *lf = memchr(from, '\n', (size_t)(r->end - from));
	r->line = r->at = from;
	r->stop = lf ? lf : r->end;
	r->next = lf ? lf + 1 : r->end;
	if (r->stop > from && r->stop[-1] == '\r')
		r->stop--;
}

unsigned
indentation(const char *from, const char *stop)
{
	unsigned columns = 0;
	for (; from < stop && is(*from, C_BLANK); from++)
		columns = *from == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
	return columns;
}

const char *
first_byte(const struct reader *r)
{
	const char *at = r->line;
	while (at < r->stop && is(*at, C_BLANK))
		at++;
	return at;
}

bool
line_is_blank(const struct reader *r)
{
	return first_byte(r) == r->stop;
}

bool
line_is_comment(const struct reader *r)
{
	const char *at = first_byte(r);
	return at < r->stop && *at == ';';
}

void
trivia_add(struct reader *r, uint32_t before, str comment)
{
	if (r->m->keep_trivia)
		*LIST_ADD(&r->m->trivia) = (struct trivia){ before, comment };
}

void
comment_keep(struct reader *r, uint32_t before)
{
	const char *at = first_byte(r);
	trivia_add(r, before, str_trim((str){ at, (size_t)(r->stop - at) }));
}

/* Goes on to the next line of the entry that is indented by more than `deeper`
 * columns.  Blank lines on the way are counted, comments are moved before the
 * entry.  False, and the reader where it was, where no such line follows. */
bool
line_follow(struct reader *r, unsigned deeper, unsigned *ret_blank)
{
	const char *line = r->line, *stop = r->stop, *next = r->next, *at = r->at;
	uint32_t line_number = r->line_number;
	unsigned blank = 0;
	size_t kept = r->m->trivia.count;
	while (r->next < r->end && is(*r->next, C_BLANK | C_SKIPPED)) {
		line_begin(r, r->next);
		r->line_number++;
		if (line_is_blank(r)) {
			blank++;
		} else if (line_is_comment(r)) {
			comment_keep(r, (uint32_t)r->m->entries.count);
		} else if (indentation(r->line, r->stop) > deeper) {
			if (ret_blank)
				*ret_blank = blank;
			r->at = first_byte(r);
			return true;
		} else {
			break;
		}
	}
	r->m->trivia.count = kept;
	r->line = line;
	r->stop = stop;
	r->next = next;
	r->at = at;
	r->line_number = line_number;
	return false;
}

/* ---- tokens ---- */

/* Blanks, and a comma before a keyword. */
void
skip_gap(struct reader *r)
{
	skip_blanks(r);
	while (r->at < r->stop && *r->at == ',') {
		r->at++;
		skip_blanks(r);
	}
}

str
peek_word(const struct reader *r)
{
	const char *at = r->at;
	while (at < r->stop && is(*at, C_NAME))
		at++;
	return (str){ r->at, (size_t)(at - r->at) };
}

/* A word is often looked at by several, one after the other, that ask whether
 * it is theirs; so the one looked up last is remembered, by its place. */
uint32_t
word_sym(const struct reader *r, str word)
{
	struct looked_up *last = r->last;
	if (word.len == 0)
		return 0;
	if (word.at != last->word.at || word.len != last->word.len)
		*last = (struct looked_up){ word, syms_find(r->m->names, word) };
	return last->sym < WORDS_MOST ? last->sym : 0;
}

static uint32_t
name_sym(const struct reader *r, str word)
{
	const struct looked_up *last = r->last;
	bool known = word.at == last->word.at && word.len == last->word.len && last->sym;
	return known ? last->sym : syms_add(r->m->names, word);
}

struct item *
item_add(struct reader *r, unsigned key, enum item_type type, const char *where)
{
	struct item *item = LIST_ADD(&r->m->items);
	size_t column = (size_t)(where - r->begin) - r->entry.at;
	r->entry.keys |= (uint32_t)1 << key % 32;
	*item = (struct item){ .key = (uint8_t)key, .type = (uint8_t)type,
			       .column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX };
	return item;
}

void
item_add_text(struct reader *r, unsigned key, const char *where, str text)
{
	*LIST_ADD(&r->m->texts) = text;
	item_add(r, key, ITEM_TEXT, where)->a = (uint32_t)r->m->texts.count - 1;
}

/* Up to the next blank, without a comma at its end. */
str
take_bare(struct reader *r)
{
	const char *from = r->at;
	while (r->at < r->stop && !is(*r->at, C_BLANK))
		r->at++;
	size_t len = (size_t)(r->at - from);
	if (len > 1 && from[len - 1] == ',')
		len--;
	return (str){ from, len };
}

/* What a word looks like in a fault: never more than a few of them. */
str
shown(str word)
{
	size_t len = word.len < 40 ? word.len : 40;
	while (len > 0 && len < word.len && ((unsigned char)word.at[len] & 0xc0) == 0x80)
		len--;
	return str_sub(word, 0, len);
}

bool
take_name(struct reader *r, const char *what, uint32_t *ret_sym)
{
	const char *from = r->at;
	str word = take_while(r, C_NAME);
	while (word.len > 1 && word.at[word.len - 1] == '.') {
		word.len--;
		r->at--;
	}
	if (word.len == 0)
		return r->at == r->stop ? FAULT(r, from, NULL, "%s is missing at the end of the line", what)
					: FAULT(r, from, NULL, "%s is wanted here, not '%.*s'", what,
						STR_ARG(shown(take_bare(r))));
	if (!is(word.at[0], C_START))
		return FAULT(r, from, NULL, "'%.*s' is no name: a name begins with a letter",
			     STR_ARG(shown(word)));
	uint32_t sym = name_sym(r, word);
	if (sym < WORDS_MOST && reserved[sym].class != W_NONE && !(reserved[sym].class == W_HEDGE &&
	    reserved[sym].value == HEDGE_UNKNOWN))
		return FAULT(r, from, NULL, "%s is wanted here; '%.*s' is a word of the notation", what,
			     STR_ARG(shown(word)));
	*ret_sym = sym;
	return true;
}

bool
take_name_item(struct reader *r, unsigned key, const char *what)
{
	const char *from = r->at;
	uint32_t sym = 0;
	if (!take_name(r, what, &sym))
		return false;
	item_add(r, key, ITEM_NAME, from)->a = sym;
	return true;
}

/* Is there one more item of a list: a comma, and then no keyword? */
bool
take_comma(struct reader *r)
{
	struct reader ahead = *r;
	skip_blanks(&ahead);
	if (ahead.at == ahead.stop || *ahead.at != ',')
		return false;
	ahead.at++;
	skip_blanks(&ahead);
	if (ahead.at == ahead.stop || *ahead.at == '"')
		return false;
	uint32_t sym = word_sym(&ahead, peek_word(&ahead));
	if (sym && (reserved[sym].class == W_CLAUSE || reserved[sym].class == W_TERMS))
		return false;
	r->at = ahead.at;
	return true;
}

bool
take_names(struct reader *r, unsigned key, const char *what)
{
	do
		if (!take_name_item(r, key, what))
			return false;
	while (take_comma(r));
	return true;
}

/* Quoted words on this line, the reader at the quotation mark. */
bool
take_quoted(struct reader *r, str *ret_text)
{
	const char *from = r->at++;
	const char *stop = r->at;
	bool escaped = false;
	while (stop < r->stop && *stop != '"') {
		if (*stop == '\\' && stop + 1 < r->stop) {
			escaped = true;
			stop++;
		}
		stop++;
	}
	if (stop >= r->stop)
		return FAULT(r, from, NULL, "the quotation mark is not closed on this line; words of "
			     "several lines stand in a 'words:' block");
	str raw = { r->at, (size_t)(stop - r->at) };
	r->at = stop + 1;
	if (r->at < r->stop && !is(*r->at, C_BLANK) && *r->at != ',')
		return FAULT(r, r->at, "put a blank behind the quotation mark, or a \\ before one inside",
			     "a blank is wanted behind the closing quotation mark");
	*ret_text = raw;
	if (!escaped)
		return true;
	char *copy = arena_get(r->m->a, raw.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < raw.len; i++) {
		if (raw.at[i] == '\\' && i + 1 < raw.len &&
		    (raw.at[i + 1] == '"' || raw.at[i + 1] == '\\'))
			i++;
		copy[len++] = raw.at[i];
	}
	*ret_text = (str){ copy, len };
	return true;
}
