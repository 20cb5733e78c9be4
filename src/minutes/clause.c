/* Clauses on the lines of an entry, and the blocks below it. */
#include "minutes/reader.h"

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

bool
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
bool
take_rest(struct reader *r)
{
	if (!take_clauses(r))
		return false;
	while (line_follow(r, 0, NULL))
		if (!take_indented_line(r))
			return false;
	return true;
}
