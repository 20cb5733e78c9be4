/* Values: names, references, times, quantities, what stands behind a clause. */
#include "minutes/reader.h"

#include <string.h>

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
bool
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

bool
take_when(struct reader *r, struct when *ret_when)
{
	struct err err;         /* a kilobyte, not zeroed for every act; read where a call failed */
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

bool
looks_like_time(const struct reader *r)
{
	return r->at < r->stop && (is(*r->at, C_DIGIT) || *r->at == '.');
}

bool
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

bool
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
