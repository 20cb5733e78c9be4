/* Printing minutes: the one canonical form, which reads back as the same
 * entries.
 *
 * An entry's items are printed in the order of clauses.def, whatever order
 * they were typed in; what fits stands on the first line, the rest on lines
 * indented by two, blocks below.  With `full`, clauses that an `under` gives
 * are printed as if they were typed, and circles are not: who else knows of an
 * act must not show in its hash or its place.
 */
#include <string.h>

#include "base/utf8.h"
#include "minutes/minutes.h"

enum { LINE_MOST = 100, WORDS_INLINE_MOST = 60 };

static void
print_quoted(str text, buf *out)
{
	buf_add_byte(out, '"');
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '"' && text.at[i] != '\\')
			continue;
		buf_add(out, str_sub(text, from, i));
		buf_add_byte(out, '\\');
		from = i;
	}
	buf_add(out, str_sub(text, from, text.len));
	buf_add_byte(out, '"');
}

static bool
is_bare(str text)
{
	if (text.len == 0 || text.at[0] == '"' || text.at[text.len - 1] == ',')
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] == ' ' || text.at[i] == '\t')
			return false;
	return true;
}

void
quantity_print(enum hedge hedge, uint32_t number, buf *out)
{
	buf_add(out, str_of(hedge_names[hedge]));
	if (hedge <= HEDGE_MOST)
		buf_printf(out, "%u", number);
}

/* May this label stand behind the comma of another of the same draft? */
static bool
label_is_bare(str label)
{
	return label.len && ((label.at[0] >= '0' && label.at[0] <= '9') || label.at[0] == '-' ||
			     label.at[0] == '(');
}

static bool
is_plain_number(str label)
{
	for (size_t i = 0; i < label.len; i++)
		if (label.at[i] < '0' || label.at[i] > '9')
			return false;
	return label.len > 0;
}

static void
print_label_range(const minutes *m, const struct item *item, buf *out)
{
	str from = syms_str(m->names, item->b), to = syms_str(m->names, item->c);
	buf_add(out, from);
	if (item->c)
		buf_printf(out, "%s%.*s", is_plain_number(from) && is_plain_number(to) ? "-" : "..",
			   STR_ARG(to));
}

static void
print_refs(const minutes *m, const struct item *item, size_t count, buf *out)
{
	for (size_t i = 0; i < count; i++) {
		const struct item *before = i ? &item[i - 1] : NULL;
		if (before && before->type == ITEM_QUANTITY)
			buf_add(out, S(" of "));
		if (item[i].type == ITEM_QUANTITY) {
			quantity_print((enum hedge)item[i].a, item[i].b, out);
			continue;
		}
		bool goes_on = before && before->b && item[i].b && before->a == item[i].a &&
			       before->type == ITEM_REF && label_is_bare(syms_str(m->names, item[i].b));
		if (before && before->type != ITEM_QUANTITY)
			buf_add(out, goes_on ? S(",") : S(", "));
		if (!goes_on)
			buf_add(out, syms_str(m->names, item[i].a));
		if (!goes_on && item[i].b)
			buf_add_byte(out, ':');
		if (item[i].b)
			print_label_range(m, &item[i], out);
	}
}

void
items_print(const minutes *m, const struct item *item, size_t count, buf *out)
{
	switch ((enum item_type)item->type) {
	case ITEM_FLAG:
		return;
	case ITEM_NAME:
		for (size_t i = 0; i < count; i++) {
			if (i > 0)
				buf_add(out, item->key == CLAUSE_levels ? S(" < ") : S(", "));
			buf_add(out, syms_str(m->names, item[i].a));
		}
		return;
	case ITEM_REF:
		print_refs(m, item, count, out);
		return;
	case ITEM_WHEN:
		when_print(&m->whens.at[item->a], out);
		return;
	case ITEM_WORD:
		buf_add(out, str_of(closed_words[item->a].word));
		return;
	case ITEM_TEXT:
		if (item->key < CLAUSE_COUNT && clauses[item->key].type == TOKEN && is_bare(item_text(m, item)))
			buf_add(out, item_text(m, item));
		else
			print_quoted(item_text(m, item), out);
		return;
	case ITEM_QUANTITY:
		if (count > 1)
			print_refs(m, item, count, out);
		else
			quantity_print((enum hedge)item->a, item->b, out);
		return;
	case ITEM_FORM:
		buf_add(out, str_of(form_names[item->a]));
		if (item->b)
			buf_printf(out, " %.*s", STR_ARG(syms_str(m->names, item->b)));
		return;
	case ITEM_SOURCE:
		buf_add(out, syms_str(m->names, item->a));
		if (item->b)
			buf_printf(out, " %.*s", STR_ARG(syms_str(m->names, item->b)));
		return;
	}
}

/* ---- blocks ---- */

static bool
words_inline(str words)
{
	return words.len <= WORDS_INLINE_MOST && str_find(words, '\n') == words.len;
}

static void
print_block_line(str line, buf *out)
{
	if (line.len && (line.at[0] == ';' || line.at[0] == '\\'))
		buf_add_byte(out, '\\');
	buf_add(out, line);
	buf_add_byte(out, '\n');
}

static void
print_block_text(const char *key, str text, buf *out)
{
	buf_add(out, S("  "));
	buf_add(out, str_of(key));
	buf_add_byte(out, ':');
	if (str_find(text, '\n') == text.len) {
		buf_add_byte(out, ' ');
		print_block_line(text, out);
		return;
	}
	buf_add_byte(out, '\n');
	for (str line, rest = text; rest.len;) {
		bool more = str_cut(rest, '\n', &line, &rest);
		if (line.len) {
			buf_add(out, S("    "));
			print_block_line(line, out);
		} else if (more) {
			buf_add_byte(out, '\n');
		}
	}
}

/* One blank between the words of a line. */
static void
print_line_item(str line, buf *out)
{
	bool quoted = false, blank = false;
	buf_add(out, S("    "));
	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];
		if (!quoted && (c == ' ' || c == '\t')) {
			blank = true;
			continue;
		}
		if (blank)
			buf_add_byte(out, ' ');
		blank = false;
		if (c == '"')
			quoted = !quoted;
		buf_add_byte(out, c);
	}
	buf_add_byte(out, '\n');
}

static void
print_block(const minutes *m, const struct item *item, size_t count, buf *out)
{
	const char *key = clauses[item->key].name;
	if (clauses[item->key].type == LINES) {
		buf_printf(out, "  %s:\n", key);
		for (size_t i = 0; i < count; i++)
			print_line_item(item_text(m, &item[i]), out);
		return;
	}
	if (clauses[item->key].type == BLOCK) {
		print_block_text(key, item_text(m, item), out);
		return;
	}
	buf quoted = { 0 };
	print_quoted(item_text(m, item), &quoted);
	print_block_text(key, buf_str(&quoted), out);
	buf_done(&quoted);
}

/* ---- entries ---- */

/* Adds `part` behind a blank.  The head of an entry, up to its verb, stays on
 * one line whatever its length, for the reader wants it there. */
static void
add_head_part(buf *line, buf *part)
{
	if (line->len > 0)
		buf_add_byte(line, ' ');
	buf_add(line, buf_str(part));
	buf_clear(part);
}

static bool
goes_beyond(const buf *line, const buf *part)
{
	/* Characters are never more than bytes. */
	return line->len + 1 + part->len > LINE_MOST &&
	       utf8_count(buf_str(line)) + 1 + utf8_count(buf_str(part)) > LINE_MOST;
}

/* The same, on a new indented line where it would go beyond LINE_MOST, or
 * where `alone` wants it there. */
static void
add_part(buf *line, buf *part, bool alone, buf *out)
{
	if (line->len > 2 && (alone || goes_beyond(line, part))) {
		buf_add(out, buf_str(line));
		buf_add_byte(out, '\n');
		buf_clear(line);
		buf_add(line, S("  "));
	} else if (line->len > 2) {
		buf_add_byte(line, ' ');
	}
	buf_add(line, buf_str(part));
	buf_clear(part);
}

static void
add_head_items(const minutes *m, const struct entry *e, unsigned key, buf *line, buf *part)
{
	const struct item *item = entry_own(m, e, key);
	if (!item)
		return;
	items_print(m, item, item_run(m, e, item), part);
	add_head_part(line, part);
}

static void
add_head(const minutes *m, const struct entry *e, buf *line, buf *part)
{
	static const char *const relations[] = { "", "before", "during", "after" };
	if (e->kind == ENTRY_DECL)
		buf_add(part, str_of(decls[e->verb].name));
	else if (e->kind == ENTRY_UNDER)
		buf_add(part, S("under"));
	else if (e->kind == ENTRY_INCLUDE)
		buf_add(part, S("include"));
	else if (e->relation)
		buf_printf(part, "%s %.*s", relations[e->relation],
			   STR_ARG(syms_str(m->names, e->relative_to)));
	else
		when_print(&e->when, part);
	add_head_part(line, part);
	add_head_items(m, e, KEY_SUBJECT, line, part);
	if (e->kind == ENTRY_ACT) {
		const struct verb *v = &verbs[e->verb];
		bool s_form = e->subject_count <= 1 && e->mood == MOOD_DONE;
		buf_add(part, str_of(mood_names[e->mood]));
		if (e->mood)
			buf_add_byte(part, ' ');
		buf_add(part, str_of(s_form ? v->s_form : v->base));
		add_head_part(line, part);
	}
	add_head_items(m, e, KEY_OBJECT, line, part);
	add_head_items(m, e, KEY_DISPLAY, line, part);
}

static const struct item *
clause_item(const minutes *m, const struct entry *e, unsigned key, bool full)
{
	if (full && key == CLAUSE_circle)
		return NULL;
	return full ? entry_get(m, e, key) : entry_own(m, e, key);
}

void
entry_print(const minutes *m, const struct entry *e, bool full, buf *out)
{
	buf line = { 0 }, part = { 0 };
	add_head(m, e, &line, &part);
	const struct item *words = entry_own(m, e, CLAUSE_words);
	bool words_on_line = words && words_inline(item_text(m, words));
	bool each_alone = e->kind == ENTRY_DECL && e->verb == DECL_talks;
	if (words_on_line) {
		print_quoted(item_text(m, words), &part);
		add_part(&line, &part, false, out);
	}
	for (unsigned key = 1; key < CLAUSE_COUNT; key++) {
		const struct item *item = clauses[key].type < QUOTE ? clause_item(m, e, key, full) : NULL;
		if (!item)
			continue;
		buf_add(&part, str_of(clauses[key].name));
		if (item->type != ITEM_FLAG)
			buf_add_byte(&part, ' ');
		items_print(m, item, item_run(m, e, item), &part);
		add_part(&line, &part, each_alone, out);
	}
	buf_add(out, buf_str(&line));
	buf_add_byte(out, '\n');
	for (unsigned key = 1; key < CLAUSE_COUNT; key++) {
		const struct item *item = clauses[key].type >= QUOTE ? entry_own(m, e, key) : NULL;
		if (item && !(item == words && words_on_line))
			print_block(m, item, item_run(m, e, item), out);
	}
	buf_done(&line);
	buf_done(&part);
}

void
minutes_print(const minutes *m, buf *out)
{
	size_t t = 0;
	bool blank = false;
	for (size_t i = 0; i <= m->entries.count; i++) {
		for (; t < m->trivia.count && m->trivia.at[t].before <= i; t++) {
			str comment = m->trivia.at[t].comment;
			if (comment.len == 0) {
				blank = true;
				continue;
			}
			if (blank && out->len)
				buf_add_byte(out, '\n');
			blank = false;
			buf_add(out, comment);
			buf_add_byte(out, '\n');
		}
		if (i == m->entries.count)
			break;
		if (blank && out->len)
			buf_add_byte(out, '\n');
		blank = false;
		entry_print(m, &m->entries.at[i], false, out);
	}
}
