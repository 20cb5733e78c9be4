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
#include "minutes/reader.h"

#include <string.h>

#include "base/utf8.h"

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

void
read_lines(struct reader *r)
{
	bool orphans = false;
	r->next = r->begin;
	while (r->next < r->end) {
		line_begin(r, r->next);
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
