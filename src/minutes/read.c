/* Reading minutes.
 *
 * One pass over the text, a line at a time.  A line in column 1 begins an
 * entry, an indented one goes on with it; so whatever is wrong in an entry,
 * the next column-1 line is a fresh start.  An entry that fails gives its items
 * back (the lists are cut to where it began) and leaves one fault.
 *
 * Words are told apart by one lookup: every token goes through the table of
 * symbols, in which the words of the notation were entered first, so that a
 * symbol below WORDS_MOST says by its number alone which clause, verb, mood or
 * quantity it is.  Strings stay where they are in the text; only those with
 * escapes or several lines are copied.
 *
 * Cost: linear in the text, about one hash a token.
 */
#include "minutes/minutes.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

/* ---- characters and words ---- */

enum {
	C_NAME = 1, C_START = 2, C_LABEL = 4, C_DIGIT = 8, C_BLANK = 16,
	C_SKIPPED = 32, /* at the start of a line: a comment, or no words at all */
};

static uint8_t char_class[256];

static bool
is(char c, unsigned class)
{
	return char_class[(unsigned char)c] & class;
}

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

enum word_class { W_NONE, W_CLAUSE, W_MOOD, W_HEDGE, W_TERMS, W_SUBJECTLESS };

enum { WORDS_MOST = 512 };

/* By symbol: filled the same way for every table of symbols. */
static struct { uint8_t class, value; } reserved[WORDS_MOST];
static uint8_t verb_of[WORDS_MOST], decl_of[WORDS_MOST];
static uint32_t sym_of, sym_under, sym_include;

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

/* ---- the reader ---- */

struct reader {
	minutes *m;
	uint32_t file;
	const char *begin, *end;        /* the file's text */
	const char *line, *stop, *next; /* this line, its end without CR LF, the next line */
	uint32_t line_number;
	const char *at;                 /* the next byte to read in this line */
	struct entry entry;             /* the one being read */
	const clause_set *allowed;      /* what may stand in it */
	const char *word;               /* its verb or declaration, for faults */
	clause_set seen;
	uint32_t under;
	bool bad_bytes;                 /* somewhere in the file */
};

#define FAULT(r, where, guess, ...) \
	fault_add((r)->m, (r)->file, (uint32_t)((where) - (r)->begin), (guess), __VA_ARGS__)

/* "did you mean 'X'?" for the nearest of several words; kept in the struct. */
struct nearest { str word, best; unsigned distance; char guess[100]; };

static void
nearest_try(struct nearest *n, const char *candidate)
{
	unsigned limit = n->word.len < 4 ? 1 : n->word.len < 8 ? 2 : 3;
	unsigned d = str_distance(n->word, str_of(candidate), limit);
	if (d <= limit && (n->best.len == 0 || d < n->distance)) {
		n->best = str_of(candidate);
		n->distance = d;
	}
}

static const char *
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

/* ---- lines ---- */

/* Sets line, stop and next to the line that begins at `from`. */
static void
line_set(struct reader *r, const char *from)
{
	const char *lf = memchr(from, '\n', (size_t)(r->end - from));
	r->line = r->at = from;
	r->stop = lf ? lf : r->end;
	r->next = lf ? lf + 1 : r->end;
	if (r->stop > from && r->stop[-1] == '\r')
		r->stop--;
}

static unsigned
indentation(const char *from, const char *stop)
{
	unsigned columns = 0;
	for (; from < stop && is(*from, C_BLANK); from++)
		columns = *from == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
	return columns;
}

static const char *
first_byte(const struct reader *r)
{
	const char *at = r->line;
	while (at < r->stop && is(*at, C_BLANK))
		at++;
	return at;
}

static bool
line_is_blank(const struct reader *r)
{
	return first_byte(r) == r->stop;
}

static bool
line_is_comment(const struct reader *r)
{
	const char *at = first_byte(r);
	return at < r->stop && *at == ';';
}

static void
trivia_add(struct reader *r, uint32_t before, str comment)
{
	if (r->m->keep_trivia)
		*LIST_ADD(&r->m->trivia) = (struct trivia){ before, comment };
}

static void
comment_keep(struct reader *r, uint32_t before)
{
	const char *at = first_byte(r);
	trivia_add(r, before, str_trim((str){ at, (size_t)(r->stop - at) }));
}

/* Goes on to the next line of the entry that is indented by more than `deeper`
 * columns.  Blank lines on the way are counted, comments are moved before the
 * entry.  False, and the reader where it was, where no such line follows. */
static bool
line_follow(struct reader *r, unsigned deeper, unsigned *ret_blank)
{
	const char *line = r->line, *stop = r->stop, *next = r->next, *at = r->at;
	uint32_t line_number = r->line_number;
	unsigned blank = 0;
	size_t kept = r->m->trivia.count;
	while (r->next < r->end && is(*r->next, C_BLANK | C_SKIPPED)) {
		line_set(r, r->next);
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

static void
skip_blanks(struct reader *r)
{
	while (r->at < r->stop && is(*r->at, C_BLANK))
		r->at++;
}

/* Blanks, and a comma before a keyword. */
static void
skip_gap(struct reader *r)
{
	skip_blanks(r);
	while (r->at < r->stop && *r->at == ',') {
		r->at++;
		skip_blanks(r);
	}
}

static str
take_while(struct reader *r, unsigned class)
{
	const char *from = r->at;
	while (r->at < r->stop && is(*r->at, class))
		r->at++;
	return (str){ from, (size_t)(r->at - from) };
}

static str
peek_word(const struct reader *r)
{
	struct reader ahead = *r;
	return take_while(&ahead, C_NAME);
}

static uint32_t
word_sym(const struct reader *r, str word)
{
	uint32_t sym = word.len ? syms_find(r->m->names, word) : 0;
	return sym < WORDS_MOST ? sym : 0;
}

static struct item *
item_add(struct reader *r, unsigned key, enum item_type type, const char *where)
{
	struct item *item = LIST_ADD(&r->m->items);
	size_t column = (size_t)(where - r->begin) - r->entry.at;
	r->entry.keys |= (uint32_t)1 << key % 32;
	*item = (struct item){ .key = (uint8_t)key, .type = (uint8_t)type,
			       .column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX };
	return item;
}

static void
item_add_text(struct reader *r, unsigned key, const char *where, str text)
{
	*LIST_ADD(&r->m->texts) = text;
	item_add(r, key, ITEM_TEXT, where)->a = (uint32_t)r->m->texts.count - 1;
}

/* Up to the next blank, without a comma at its end. */
static str
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
static str
shown(str word)
{
	size_t len = word.len < 40 ? word.len : 40;
	while (len > 0 && len < word.len && ((unsigned char)word.at[len] & 0xc0) == 0x80)
		len--;
	return str_sub(word, 0, len);
}

static bool
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
	uint32_t sym = syms_add(r->m->names, word);
	if (sym < WORDS_MOST && reserved[sym].class != W_NONE && !(reserved[sym].class == W_HEDGE &&
	    reserved[sym].value == HEDGE_UNKNOWN))
		return FAULT(r, from, NULL, "%s is wanted here; '%.*s' is a word of the notation", what,
			     STR_ARG(shown(word)));
	*ret_sym = sym;
	return true;
}

static bool
take_name_item(struct reader *r, unsigned key, const char *what)
{
	const char *from = r->at;
	uint32_t sym;
	if (!take_name(r, what, &sym))
		return false;
	item_add(r, key, ITEM_NAME, from)->a = sym;
	return true;
}

/* Is there one more item of a list: a comma, and then no keyword? */
static bool
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

static bool
take_names(struct reader *r, unsigned key, const char *what)
{
	do
		if (!take_name_item(r, key, what))
			return false;
	while (take_comma(r));
	return true;
}

/* Quoted words on this line, the reader at the quotation mark. */
static bool
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

/* ---- values ---- */

/* A label of a point: `6`, `B.2`, `6(a)`, `-1a`; stops before "..". */
static str
take_label(struct reader *r)
{
	const char *from = r->at;
	while (r->at < r->stop && is(*r->at, C_LABEL) &&
	       !(*r->at == '.' && r->at + 1 < r->stop && r->at[1] == '.'))
		r->at++;
	while (r->at > from && r->at[-1] == '.')
		r->at--;
	return (str){ from, (size_t)(r->at - from) };
}

/* `6-8` between plain numbers: the offset of the '-', or 0. */
static size_t
plain_range(str label)
{
	size_t dash = str_find(label, '-');
	if (dash == 0 || dash >= label.len - 1)
		return 0;
	for (size_t i = 0; i < label.len; i++)
		if (i != dash && !is(label.at[i], C_DIGIT))
			return 0;
	return dash;
}

static bool
take_label_range(struct reader *r, unsigned key, uint32_t draft, const char *where)
{
	str from = take_label(r), to = { 0 };
	if (from.len == 0)
		return FAULT(r, r->at, NULL, "the number of a point is wanted here");
	size_t dash = plain_range(from);
	if (dash) {
		to = str_sub(from, dash + 1, from.len);
		from = str_sub(from, 0, dash);
	} else if (r->stop - r->at > 1 && r->at[0] == '.' && r->at[1] == '.') {
		r->at += 2;
		to = take_label(r);
		if (to.len == 0)
			return FAULT(r, r->at, NULL, "the last point of the range is missing behind '..'");
	}
	struct item *item = item_add(r, key, ITEM_REF, where);
	item->a = draft;
	item->b = syms_add(r->m->names, from);
	item->c = to.len ? syms_add(r->m->names, to) : 0;
	return true;
}

/* `v3`, `v3:1,4,6-8`, `port`, and lists of them. */
static bool
take_refs(struct reader *r, unsigned key)
{
	do {
		const char *where = r->at;
		uint32_t name;
		if (!take_name(r, "a draft, a point or the name of an act", &name))
			return false;
		if (r->at == r->stop || *r->at != ':') {
			item_add(r, key, ITEM_REF, where)->a = name;
			continue;
		}
		r->at++;
		if (!take_label_range(r, key, name, where))
			return false;
		for (struct reader ahead = *r; take_comma(&ahead); ahead = *r) {
			bool bare = is(*ahead.at, C_DIGIT) || *ahead.at == '-' || *ahead.at == '(';
			if (!bare)
				break;
			*r = ahead;
			if (!take_label_range(r, key, name, r->at))
				return false;
		}
	} while (take_comma(r));
	return true;
}

static bool
take_when(struct reader *r, struct when *ret_when)
{
	struct err err = { 0 };
	size_t used = 0;
	str rest = { r->at, (size_t)(r->stop - r->at) };
	rest.len = str_find(rest, ',');
	if (!when_read(rest, ret_when, &used, &err))
		return FAULT(r, r->at + (used < rest.len ? used : 0), NULL, "%s", err.text);
	r->at += used;
	return true;
}

static bool
take_when_item(struct reader *r, unsigned key)
{
	const char *where = r->at;
	struct when when;
	if (!take_when(r, &when))
		return false;
	*LIST_ADD(&r->m->whens) = when;
	item_add(r, key, ITEM_WHEN, where)->a = (uint32_t)r->m->whens.count - 1;
	return true;
}

static bool
looks_like_time(const struct reader *r)
{
	return r->at < r->stop && (is(*r->at, C_DIGIT) || *r->at == '.');
}

static bool
take_quantity(struct reader *r, unsigned key)
{
	const char *where = r->at;
	uint32_t sym = word_sym(r, peek_word(r));
	enum hedge hedge = HEDGE_EXACT;
	uint64_t number = 0;
	if (sym && reserved[sym].class == W_HEDGE) {
		take_while(r, C_NAME);
		hedge = (enum hedge)reserved[sym].value;
	} else {
		str rest = { r->at, (size_t)(r->stop - r->at) };
		for (int h = HEDGE_ABOUT; h <= HEDGE_MOST; h++)
			if (str_starts(rest, str_of(hedge_names[h]))) {
				hedge = (enum hedge)h;
				r->at += strlen(hedge_names[h]);
			}
		str digits = take_while(r, C_DIGIT);
		if (!str_u64(digits, &number) || number > UINT32_MAX)
			return FAULT(r, where, "28, ~30, >=4, some, many, almost-all, unknown, declined",
				     "a quantity is wanted here, not '%.*s'", STR_ARG(shown(take_bare(r))));
	}
	struct item *item = item_add(r, key, ITEM_QUANTITY, where);
	item->a = hedge;
	item->b = (uint32_t)number;
	return true;
}

static bool
take_token(struct reader *r, unsigned key)
{
	const char *where = r->at;
	str text;
	if (r->at == r->stop)
		return FAULT(r, where, NULL, "'%s' wants a word behind it", clauses[key].name);
	if (*r->at == '"') {
		if (!take_quoted(r, &text))
			return false;
	} else {
		text = take_bare(r);
	}
	item_add_text(r, key, where, text);
	return true;
}

static enum verb_id
list_verb(const struct reader *r)
{
	if (r->entry.kind == ENTRY_ACT)
		return (enum verb_id)r->entry.verb;
	return r->entry.kind == ENTRY_DECL && r->entry.verb == DECL_draft ? VERB_tables : VERB_any;
}

static bool
take_word(struct reader *r, enum clause_id key)
{
	const char *where = r->at;
	str word = take_while(r, C_NAME);
	unsigned id = closed_word_find(key, list_verb(r), word);
	if (id) {
		item_add(r, key, ITEM_WORD, where)->a = id;
		return true;
	}
	buf list = { 0 };
	for (size_t i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == key && (closed_words[i].verb == VERB_any ||
						      closed_words[i].verb == list_verb(r)))
			buf_printf(&list, "%s%s", list.len ? ", " : "", closed_words[i].word);
	if (word.len == 0)
		word = take_bare(r);
	FAULT(r, where, NULL, "'%.*s' is no %s of '%s': %s", STR_ARG(shown(word)), clauses[key].name,
	      r->word, list.len ? buf_str(&list).at : "it takes none");
	buf_done(&list);
	return false;
}

static bool
take_form(struct reader *r, unsigned key)
{
	const char *where = r->at;
	str word = take_while(r, C_NAME);
	struct nearest n = { .word = word };
	for (int f = 1; f < FORM_COUNT; f++) {
		nearest_try(&n, form_names[f]);
		if (!str_eq(word, str_of(form_names[f])))
			continue;
		uint32_t number = 0;
		skip_blanks(r);
		uint32_t sym = word_sym(r, peek_word(r));
		if (f == FORM_COPY && r->at < r->stop && *r->at != ',' && *r->at != '"' &&
		    !(sym && reserved[sym].class != W_NONE))
			number = syms_add(r->m->names, take_bare(r));
		struct item *item = item_add(r, key, ITEM_FORM, where);
		item->a = (uint32_t)f;
		item->b = number;
		return true;
	}
	return FAULT(r, where, nearest_guess(&n), "'%.*s' is no form of showing", STR_ARG(shown(word)));
}

/* `report s17`, `report @120-188` */
static bool
take_source(struct reader *r, unsigned key)
{
	const char *where = r->at;
	uint32_t name, passage = 0;
	if (!take_name(r, "a source", &name))
		return false;
	struct reader ahead = *r;
	skip_blanks(&ahead);
	uint32_t sym = word_sym(&ahead, peek_word(&ahead));
	if (ahead.at < ahead.stop && *ahead.at != ',' && *ahead.at != '"' &&
	    !(sym && reserved[sym].class != W_NONE)) {
		*r = ahead;
		passage = syms_add(r->m->names, take_bare(r));
	}
	struct item *item = item_add(r, key, ITEM_SOURCE, where);
	item->a = name;
	item->b = passage;
	return true;
}

static bool
take_levels(struct reader *r, unsigned key)
{
	for (;;) {
		if (!take_name_item(r, key, "a level"))
			return false;
		skip_blanks(r);
		if (r->at == r->stop || *r->at != '<')
			return true;
		r->at++;
		skip_blanks(r);
	}
}

static bool
take_value(struct reader *r, enum clause_id id)
{
	skip_blanks(r);
	switch (clauses[id].type) {
	case FLAG:
		item_add(r, id, ITEM_FLAG, r->at);
		return true;
	case NAME:
		return take_name_item(r, id, "a name");
	case NEWID:
		return take_name_item(r, id, "a new name");
	case NAMES:
		return take_names(r, id, "a name");
	case REFS:
		return take_refs(r, id);
	case WHEN:
		return take_when_item(r, id);
	case WHENID:
		return looks_like_time(r) ? take_when_item(r, id)
					  : take_name_item(r, id, "a time or the name of an act");
	case WORD:
		return take_word(r, id);
	case TOKEN:
		return take_token(r, id);
	case QUANTITY:
		return take_quantity(r, id);
	case FORM:
		return take_form(r, id);
	case SOURCE:
		return take_source(r, id);
	case LEVELS:
		return take_levels(r, id);
	case QUOTE:
	case BLOCK:
	case LINES:
		break;
	}
	return FAULT(r, r->at, NULL, "'%s:' stands on an indented line of its own", clauses[id].name);
}

/* ---- clauses and blocks ---- */

static bool
clause_open(struct reader *r, enum clause_id id, const char *where)
{
	if (!clause_set_has(r->allowed, id))
		return FAULT(r, where, NULL, "'%s' does not go with '%s'", clauses[id].name, r->word);
	if (clause_set_has(&r->seen, id))
		return FAULT(r, where, NULL, "'%s' stands twice in this entry", clauses[id].name);
	r->seen.bits[id / 64] |= (uint64_t)1 << (id % 64);
	return true;
}

static bool
clause_unknown(struct reader *r, const char *where, str word)
{
	struct nearest n = { .word = word };
	for (unsigned i = 1; i < CLAUSE_COUNT; i++)
		if (clause_set_has(r->allowed, (enum clause_id)i))
			nearest_try(&n, clauses[i].name);
	for (size_t i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == CLAUSE_terms)
			nearest_try(&n, closed_words[i].word);
	if (word.len == 0)
		word = take_bare(r);
	return FAULT(r, where, nearest_guess(&n), "'%.*s' is no clause of '%s'", STR_ARG(shown(word)),
		     r->word);
}

static bool
take_words_inline(struct reader *r)
{
	const char *where = r->at;
	str text;
	bool display = r->entry.kind == ENTRY_DECL;
	if (r->entry.kind == ENTRY_UNDER)
		return FAULT(r, where, NULL, "'under' takes clauses only");
	if (!display && !clause_open(r, CLAUSE_words, where))
		return false;
	if (display && clause_set_has(&r->seen, CLAUSE_NONE))
		return FAULT(r, where, NULL, "a second display name stands here");
	if (!take_quoted(r, &text))
		return false;
	if (display)
		r->seen.bits[0] |= 1;
	item_add_text(r, display ? KEY_DISPLAY : CLAUSE_words, where, text);
	return true;
}

static bool
take_clauses(struct reader *r)
{
	for (;;) {
		skip_gap(r);
		if (r->at == r->stop)
			return true;
		if (*r->at == '"') {
			if (!take_words_inline(r))
				return false;
			continue;
		}
		const char *where = r->at;
		str word = take_while(r, C_NAME);
		uint32_t sym = word_sym(r, word);
		if (sym && reserved[sym].class == W_CLAUSE) {
			enum clause_id id = (enum clause_id)reserved[sym].value;
			if (!clause_open(r, id, where) || !take_value(r, id))
				return false;
			continue;
		}
		if (sym && reserved[sym].class == W_TERMS) {
			if (!clause_open(r, CLAUSE_terms, where))
				return false;
			item_add(r, CLAUSE_terms, ITEM_WORD, where)->a = reserved[sym].value;
			continue;
		}
		return clause_unknown(r, where, word);
	}
}

/* Takes the lines of a block that go deeper than its key, and joins them with
 * what stood behind the key.  One line alone is borrowed from the text. */
static str
take_block_text(struct reader *r, unsigned depth, str first)
{
	LIST(str) lines = { 0 };
	unsigned least = UINT32_MAX, blank = 0;
	if (first.len)
		*LIST_ADD(&lines) = first;
	while (line_follow(r, depth, &blank)) {
		if (lines.count)
			for (unsigned i = 0; i < blank; i++)
				*LIST_ADD(&lines) = S("");
		unsigned in = indentation(r->line, r->stop);
		if (in < least)
			least = in;
		*LIST_ADD(&lines) = (str){ r->line, (size_t)(r->stop - r->line) };
	}
	buf text = { 0 };
	for (size_t i = 0; i < lines.count; i++) {
		str line = lines.at[i];
		if (i > 0)
			buf_add_byte(&text, '\n');
		if (i > 0 || !first.len) {
			unsigned in = indentation(line.at, line.at + line.len);
			str words = str_trim(line);
			if (line.len && in > least)
				buf_add_times(&text, ' ', in - least);
			line = words;
		}
		if (line.len > 1 && line.at[0] == '\\' && (line.at[1] == ';' || line.at[1] == '\\'))
			line = str_sub(line, 1, line.len);
		buf_add(&text, line);
	}
	bool borrow = lines.count == 1 && first.len && str_eq(buf_str(&text), first);
	str result = borrow ? first : arena_str(r->m->a, buf_str(&text));
	buf_done(&text);
	LIST_DONE(&lines);
	return result;
}

/* A `words:` block: the text without its quotation marks. */
static bool
unquote_block(struct reader *r, const char *where, str *text)
{
	if (text->len < 2 || text->at[0] != '"' || text->at[text->len - 1] != '"')
		return FAULT(r, where, NULL, "exact words stand in quotation marks; a paraphrase is 'gist:'");
	str inner = str_sub(*text, 1, text->len - 1);
	buf out = { 0 };
	bool bad = false;
	for (size_t i = 0; i < inner.len; i++) {
		char c = inner.at[i];
		if (c == '\\' && i + 1 < inner.len && (inner.at[i + 1] == '"' || inner.at[i + 1] == '\\'))
			c = inner.at[++i];
		else if (c == '"' || (c == '\\' && i + 1 == inner.len))
			bad = true;
		buf_add_byte(&out, c);
	}
	*text = arena_str(r->m->a, buf_str(&out));
	buf_done(&out);
	if (bad)
		return FAULT(r, where, "put a \\ before a quotation mark inside",
			     "a quotation mark stands inside the words");
	return true;
}

static bool
take_block(struct reader *r, enum clause_id id, const char *where, unsigned depth)
{
	skip_blanks(r);
	const char *text_at = r->at;
	str first = str_trim((str){ r->at, (size_t)(r->stop - r->at) });
	if (clauses[id].type == LINES) {
		size_t before = r->m->items.count;
		if (first.len)
			item_add_text(r, id, text_at, first);
		while (line_follow(r, depth, NULL)) {
			str line = str_trim((str){ r->line, (size_t)(r->stop - r->line) });
			item_add_text(r, id, line.at, line);
		}
		if (r->m->items.count == before)
			return FAULT(r, where, NULL, "'%s:' is empty", clauses[id].name);
		return true;
	}
	str text = take_block_text(r, depth, first);
	if (text.len == 0)
		return FAULT(r, where, NULL, "'%s:' is empty", clauses[id].name);
	if (clauses[id].type == QUOTE && !unquote_block(r, where, &text))
		return false;
	item_add_text(r, id, where, text);
	return true;
}

/* `key:` at the start of an indented line, its name in `ret_key`. */
static bool
is_block_key(const struct reader *r, str *ret_key)
{
	struct reader ahead = *r;
	str key = take_while(&ahead, C_NAME);
	if (key.len == 0 || ahead.at == ahead.stop || *ahead.at != ':')
		return false;
	if (ahead.at + 1 < ahead.stop && !is(ahead.at[1], C_BLANK))
		return false;
	*ret_key = key;
	return true;
}

static bool
take_indented_line(struct reader *r)
{
	const char *where = r->at;
	unsigned depth = indentation(r->line, r->stop);
	str key;
	if (!is_block_key(r, &key))
		return take_clauses(r);
	enum clause_id id = CLAUSE_NONE;
	uint32_t sym = word_sym(r, key);
	if (sym && reserved[sym].class == W_CLAUSE)
		id = (enum clause_id)reserved[sym].value;
	if (id == CLAUSE_NONE) {
		struct nearest n = { .word = key };
		for (unsigned i = 1; i < CLAUSE_COUNT; i++)
			if (clauses[i].type >= QUOTE && clause_set_has(r->allowed, (enum clause_id)i))
				nearest_try(&n, clauses[i].name);
		return FAULT(r, where, nearest_guess(&n), "'%.*s:' is no block of '%s'",
			     STR_ARG(shown(key)), r->word);
	}
	if (clauses[id].type < QUOTE)
		return FAULT(r, where, NULL, "'%s' is written without a colon", clauses[id].name);
	r->at += key.len + 1;
	return clause_open(r, id, where) && take_block(r, id, where, depth);
}

/* The rest of the entry's first line, and the indented lines below. */
static bool
take_rest(struct reader *r)
{
	if (!take_clauses(r))
		return false;
	while (line_follow(r, 0, NULL))
		if (!take_indented_line(r))
			return false;
	return true;
}

/* ---- acts ---- */

static bool
take_front_time(struct reader *r)
{
	uint32_t sym = word_sym(r, peek_word(r));
	if (!sym || reserved[sym].class != W_CLAUSE)
		return take_when(r, &r->entry.when);
	take_while(r, C_NAME);
	skip_blanks(r);
	r->entry.relation = (uint8_t)(reserved[sym].value == CLAUSE_before   ? RELATION_BEFORE
				      : reserved[sym].value == CLAUSE_during ? RELATION_DURING
									     : RELATION_AFTER);
	return take_name(r, "the name of an act", &r->entry.relative_to);
}

static bool
verb_unknown(struct reader *r, const char *where, str word)
{
	struct nearest n = { .word = word };
	for (unsigned i = 1; i < VERB_COUNT; i++) {
		nearest_try(&n, verbs[i].base);
		nearest_try(&n, verbs[i].s_form);
	}
	const struct item *subject = &r->m->items.at[r->entry.first];
	if (!n.best.len && subject->a < WORDS_MOST && verb_of[subject->a])
		return FAULT(r, where, "who did it? the subject stands before the verb",
			     "'%.*s' is no verb", STR_ARG(shown(word)));
	if (word.len == 0 && r->at == r->stop)
		return FAULT(r, where, NULL, "the verb is missing");
	if (word.len == 0)
		word = take_bare(r);
	return FAULT(r, where, nearest_guess(&n), "'%.*s' is no verb", STR_ARG(shown(word)));
}

static bool
take_subjects_and_verb(struct reader *r)
{
	skip_blanks(r);
	uint32_t sym = word_sym(r, peek_word(r));
	if (sym && reserved[sym].class == W_SUBJECTLESS) {
		take_while(r, C_NAME);
		r->entry.verb = reserved[sym].value;
		return true;
	}
	if (!take_names(r, KEY_SUBJECT, "who did it"))
		return false;
	r->entry.subject_count = (uint16_t)(r->m->items.count - r->entry.first);
	skip_gap(r);
	const char *where = r->at;
	str word = take_while(r, C_NAME);
	sym = word_sym(r, word);
	if (sym && reserved[sym].class == W_MOOD) {
		r->entry.mood = reserved[sym].value;
		skip_blanks(r);
		where = r->at;
		word = take_while(r, C_NAME);
		sym = word_sym(r, word);
	}
	if (!sym || !verb_of[sym])
		return verb_unknown(r, where, word);
	r->entry.verb = verb_of[sym];
	return true;
}

static bool
take_object(struct reader *r, const struct verb *v)
{
	skip_gap(r);
	uint32_t sym = word_sym(r, peek_word(r));
	bool none = r->at == r->stop || *r->at == '"' ||
		    (sym && (reserved[sym].class == W_CLAUSE || reserved[sym].class == W_TERMS));
	if (none && (v->objects == OBJECT_NONE || v->objects & OBJECT_OPTIONAL))
		return true;
	if (none)
		return FAULT(r, r->at, NULL, "'%s' needs its object: %s%s%s%s", r->word,
			     v->objects & OBJECT_NEWID ? "a new name" : "",
			     v->objects & OBJECT_DRAFT ? "a draft" : "",
			     v->objects & OBJECT_POINTS ? " (points as in v3:1,4,6-8)" : "",
			     v->objects & OBJECT_ACTORS ? "somebody"
			     : v->objects & OBJECT_ACTS ? " the name of an act" : "");
	if (v->objects == OBJECT_NONE)
		return clause_unknown(r, r->at, take_while(r, C_NAME));
	bool quantity = (sym && reserved[sym].class == W_HEDGE) || is(*r->at, C_DIGIT) || *r->at == '~' ||
			*r->at == '>' || *r->at == '<';
	if (quantity && v->objects & (OBJECT_QUANTITY | OBJECT_DRAFT | OBJECT_POINTS)) {
		const char *where = r->at;
		if (!take_quantity(r, KEY_OBJECT))
			return false;
		skip_blanks(r);
		if (word_sym(r, peek_word(r)) != sym_of)
			return v->objects & OBJECT_QUANTITY
				       ? true
				       : FAULT(r, where, "many of v3", "so many of which draft?");
		take_while(r, C_NAME);
		skip_blanks(r);
	}
	if (v->objects & OBJECT_NEWID)
		return take_name_item(r, KEY_OBJECT, "a new name");
	return take_refs(r, KEY_OBJECT);
}

static bool
check_needs(struct reader *r, const struct verb *v)
{
	if (!(v->needs.bits[0] & ~r->seen.bits[0]) && !(v->needs.bits[1] & ~r->seen.bits[1]))
		return true;
	unsigned i = 1;
	while (!clause_set_has(&v->needs, (enum clause_id)i) || clause_set_has(&r->seen, (enum clause_id)i))
		i++;
	return FAULT(r, r->begin + r->entry.at, NULL, "'%s' needs '%s': %s", r->word, clauses[i].name,
		     clauses[i].help);
}

static bool
take_act(struct reader *r)
{
	r->entry.kind = ENTRY_ACT;
	if (!take_front_time(r))
		return false;
	if (r->at < r->stop && !is(*r->at, C_BLANK))
		return FAULT(r, r->at, NULL, "a blank is wanted behind the time");
	if (!take_subjects_and_verb(r))
		return false;
	const struct verb *v = &verbs[r->entry.verb];
	r->allowed = &v->clauses;
	r->word = v->base;
	return take_object(r, v) && take_rest(r) && check_needs(r, v);
}

/* ---- the other entries ---- */

static bool
take_declaration(struct reader *r, enum decl_id id)
{
	r->entry.kind = ENTRY_DECL;
	r->entry.verb = (uint8_t)id;
	r->allowed = &decls[id].clauses;
	r->word = decls[id].name;
	skip_blanks(r);
	if (!take_names(r, KEY_SUBJECT, "the name declared"))
		return false;
	r->entry.subject_count = (uint16_t)(r->m->items.count - r->entry.first);
	if (!take_rest(r))
		return false;
	if (id == DECL_keeper)
		r->m->files.at[r->file].keeper = r->m->items.at[r->entry.first].a;
	return true;
}

static bool
take_under(struct reader *r)
{
	r->entry.kind = ENTRY_UNDER;
	r->allowed = &under_clauses;
	r->word = "under";
	if (!take_rest(r))
		return false;
	bool empty = r->m->items.count == r->entry.first;
	r->under = empty ? 0 : (uint32_t)r->m->entries.count + 1;
	return true;
}

static bool
take_include(struct reader *r)
{
	r->entry.kind = ENTRY_INCLUDE;
	r->word = "include";
	skip_blanks(r);
	const char *where = r->at;
	str path;
	if (r->at == r->stop)
		return FAULT(r, where, NULL, "include which file? write include \"other.minutes\"");
	if (*r->at == '"') {
		if (!take_quoted(r, &path))
			return false;
	} else {
		path = take_bare(r);
	}
	skip_gap(r);
	if (r->at != r->stop)
		return FAULT(r, r->at, NULL, "nothing may follow the path");
	item_add_text(r, KEY_OBJECT, where, path);
	return true;
}

static bool
begins_nothing(struct reader *r, str word)
{
	struct nearest n = { .word = word };
	for (unsigned i = 1; i < DECL_COUNT; i++)
		nearest_try(&n, decls[i].name);
	nearest_try(&n, "under");
	nearest_try(&n, "include");
	if (word.len == 0)
		word = take_bare(r);
	uint32_t sym = word_sym(r, word);
	const char *guess = nearest_guess(&n);
	if (!guess && (!sym || verb_of[sym] || reserved[sym].class == W_NONE))
		guess = "an act begins with its time, as in 2026-06-04 09:30";
	return FAULT(r, r->line, guess, "'%.*s' begins no entry", STR_ARG(shown(word)));
}

static bool
take_entry(struct reader *r)
{
	if (looks_like_time(r))
		return take_act(r);
	struct reader ahead = *r;
	str word = take_while(&ahead, C_NAME);
	uint32_t sym = word_sym(r, word);
	if (sym && reserved[sym].class == W_CLAUSE &&
	    (reserved[sym].value == CLAUSE_before || reserved[sym].value == CLAUSE_during ||
	     reserved[sym].value == CLAUSE_after))
		return take_act(r);
	*r = ahead;
	if (sym && decl_of[sym])
		return take_declaration(r, (enum decl_id)decl_of[sym]);
	if (sym && sym == sym_under)
		return take_under(r);
	if (sym && sym == sym_include)
		return take_include(r);
	return begins_nothing(r, word);
}

/* In a file with bad bytes somewhere: has this entry one?  Then it is a fault
 * that names the byte, and the entry is passed over. */
static bool
check_bytes(struct reader *r)
{
	struct reader ahead = *r;
	size_t kept = r->m->trivia.count;
	while (line_follow(&ahead, 0, NULL))
		;
	str bytes = { r->line, (size_t)(ahead.stop - r->line) };
	size_t bad = utf8_bad(bytes);
	if (bad == bytes.len) {
		r->m->trivia.count = kept;
		return true;
	}
	const char *where = bytes.at + bad;
	*r = ahead;
	if (*where == '\0')
		return FAULT(r, where, "minutes are plain text", "a NUL byte stands here");
	if ((unsigned char)*where < 0x80)
		return FAULT(r, where, "minutes are plain text", "control character 0x%02x stands here",
			     (unsigned)(unsigned char)*where);
	return FAULT(r, where, "save the file as UTF-8", "byte 0x%02x is no UTF-8",
		     (unsigned)(unsigned char)*where);
}

static bool include_file(struct reader *r, const struct entry *e);

/* Reads the entry that begins on this line, keeps it or takes it back. */
static void
read_entry(struct reader *r)
{
	minutes *m = r->m;
	size_t items = m->items.count, texts = m->texts.count, whens = m->whens.count;
	r->entry = (struct entry){ .file = r->file, .line = r->line_number,
				   .at = (uint32_t)(r->line - r->begin), .first = (uint32_t)items,
				   .under = r->under };
	r->seen = (clause_set){ { 0, 0 } };
	r->allowed = NULL;
	r->word = "";
	if (r->bad_bytes && !check_bytes(r))
		return;
	bool ok = take_entry(r);
	while (line_follow(r, 0, NULL))
		;
	r->entry.len = (uint32_t)((size_t)(r->stop - r->begin) - r->entry.at);
	size_t count = m->items.count - items;
	if (ok && count > UINT16_MAX)
		ok = FAULT(r, r->begin + r->entry.at, "split it", "the entry has more than 65535 values");
	if (!ok) {
		m->items.count = items;
		m->texts.count = texts;
		m->whens.count = whens;
		return;
	}
	r->entry.count = (uint16_t)count;
	*LIST_ADD(&m->entries) = r->entry;
	if (r->entry.kind == ENTRY_INCLUDE && !m->no_includes)
		include_file(r, &r->entry);
}

static void
read_lines(struct reader *r)
{
	bool orphans = false;
	r->next = r->begin;
	while (r->next < r->end) {
		line_set(r, r->next);
		r->line_number++;
		if (line_is_blank(r)) {
			trivia_add(r, (uint32_t)r->m->entries.count, S(""));
		} else if (line_is_comment(r)) {
			comment_keep(r, (uint32_t)r->m->entries.count);
		} else if (is(*r->line, C_BLANK)) {
			if (!orphans)
				FAULT(r, first_byte(r), NULL, "an indented line belongs to the entry above, "
				      "and there is none");
			orphans = true;
		} else {
			read_entry(r);
		}
	}
}

/* ---- files ---- */

/* `folder` + `path` without "./" and "x/../". */
static str
path_join(arena *a, str folder, str path)
{
	bool absolute = str_starts(path, S("/"));
	str whole = absolute ? path : arena_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
	char *out = arena_get(a, whole.len + 1);
	size_t len = 0;
	str rest = whole, part;
	bool rooted = str_starts(whole, S("/"));
	while (rest.len) {
		str_cut(rest, '/', &part, &rest);
		if (part.len == 0 || str_eq(part, S(".")))
			continue;
		size_t last = len;
		while (last > 0 && out[last - 1] != '/')
			last--;
		str before = { out + last, len - last };
		if (str_eq(part, S("..")) && before.len && !str_eq(before, S(".."))) {
			len = last ? last - 1 : 0;
			continue;
		}
		if (len || rooted)
			out[len++] = '/';
		memcpy(out + len, part.at, part.len);
		len += part.len;
	}
	return (str){ out, len };
}

static str
folder_of(str path)
{
	size_t len = path.len;
	while (len > 0 && path.at[len - 1] != '/')
		len--;
	return str_sub(path, 0, len);
}

static uint32_t
file_find(const minutes *m, str path)
{
	for (uint32_t i = 0; i < m->files.count; i++)
		if (str_eq(m->files.at[i].path, path))
			return i + 1;
	return 0;
}

static bool
read_file(minutes *m, str path, str text, uint32_t included_by, struct err *err)
{
	if (text.len >= UINT32_MAX)
		return fail(err, ERR_INPUT, "'%.*s' is 4 GiB or more; split it into several files",
			    STR_ARG(path));
	if (str_starts(text, S("\xff\xfe")) || str_starts(text, S("\xfe\xff")))
		return fail(err, ERR_INPUT, "'%.*s' is UTF-16; save it as UTF-8", STR_ARG(path));
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_sub(text, 3, text.len);
	struct minutes_file *file = LIST_ADD(&m->files);
	*file = (struct minutes_file){ .path = path, .folder = folder_of(path), .text = text,
				       .included_by = included_by };
	struct reader r = { .m = m, .file = (uint32_t)m->files.count - 1, .begin = text.at,
			    .end = text.at + text.len };
	r.bad_bytes = utf8_bad(text) < text.len;
	file->has_bad_bytes = r.bad_bytes;
	if (m->keep_trivia)
		m->trivia.count = 0;
	read_lines(&r);
	return true;
}

static bool
include_file(struct reader *r, const struct entry *e)
{
	enum { DEEPEST = 64 };
	minutes *m = r->m;
	str typed = item_text(m, &m->items.at[e->first]);
	str path = path_join(m->a, m->files.at[r->file].folder, typed);
	unsigned depth = 0;
	for (uint32_t f = r->file + 1; f; f = m->files.at[f - 1].included_by) {
		if (str_eq(m->files.at[f - 1].path, path))
			return FAULT(r, r->begin + e->at, NULL, "'%.*s' includes itself%s", STR_ARG(path),
				     f == r->file + 1 ? "" : ", by way of other files");
		if (++depth > DEEPEST)
			return FAULT(r, r->begin + e->at, NULL, "more than %d files include one another",
				     DEEPEST);
	}
	if (file_find(m, path))
		return true;
	struct err err = { 0 };
	str text;
	if (!m->opener->open(m->opener->context, m->a, path, &text, &err) ||
	    !read_file(m, path, text, r->file + 1, &err))
		return FAULT(r, r->begin + e->at, NULL, "%s", err.text);
	return true;
}

bool
minutes_read_text(minutes *m, str path, str text, struct err *err)
{
	path = path_join(m->a, S(""), path);
	if (file_find(m, path))
		return true;
	return read_file(m, path, text, 0, err);
}

bool
minutes_read(minutes *m, str path, struct err *err)
{
	str text;
	str name = str_eq(path, S("-")) ? path : path_join(m->a, S(""), path);
	if (file_find(m, name))
		return true;
	if (!m->opener->open(m->opener->context, m->a, name, &text, err))
		return false;
	return read_file(m, name, text, 0, err);
}

/* ---- looking into an entry ---- */

bool
entry_takes(const struct entry *e, unsigned key)
{
	if (e->kind == ENTRY_ACT)
		return clause_set_has(&verbs[e->verb].clauses, (enum clause_id)key);
	return e->kind == ENTRY_DECL && clause_set_has(&decls[e->verb].clauses, (enum clause_id)key);
}

size_t
item_run(const minutes *m, const struct entry *e, const struct item *item)
{
	const struct item *own_end = entry_items(m, e) + e->count;
	const struct item *end = own_end;
	size_t count = 1;
	if (item < entry_items(m, e) || item >= own_end) {
		const struct entry *under = &m->entries.at[e->under - 1];
		end = entry_items(m, under) + under->count;
	}
	while (item + count < end && item[count].key == item->key)
		count++;
	return count;
}

str
item_text(const minutes *m, const struct item *item)
{
	return item && item->type == ITEM_TEXT ? m->texts.at[item->a] : STR_NONE;
}

str
item_name(const minutes *m, const struct item *item)
{
	return item ? syms_str(m->names, item->a) : STR_NONE;
}

uint32_t
minutes_keeper(const minutes *m, uint32_t file)
{
	while (!m->files.at[file].keeper && m->files.at[file].included_by)
		file = m->files.at[file].included_by - 1;
	return m->files.at[file].keeper;
}
