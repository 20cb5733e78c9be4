/* Numbered styles, as a change of the plain notation that can be undone.
 *
 * A paragraph of brackets is, at the outermost level and between blank lines,
 *
 *      HEAD [first][second]… TAIL
 *
 * where HEAD is a number and a blank, or nothing, and TAIL one mark, or nothing.
 * Its second and later brackets, the rivals, all with owners, are set apart as
 * paragraphs, each with a label.  The label is the number of the first with
 * what the style puts behind it, and stands where that number does: inside, as
 * in "[3 bis. US: …]", or before the bracket where there is a HEAD.  TAIL is
 * repeated.  A number that stands inside the first and inside a rival in the
 * same bytes, "3. ", is left out of the rival; where it has none, its label has
 * none either ("[bis. US: …]"); where it has another, that stays behind the owners.
 * Where a rival cannot be labelled so that this can be undone, all stays in a row.
 *
 * A paragraph of one bracket with owners, or of several, is an insertion; it
 * gets the number that the style has for new points.
 *
 * Undoing walks in the same way and knows, at each paragraph, which label would
 * have been put there; what merely looks like it was given a "\" by the
 * printer.  Both are linear.
 *
 * Sources: UN Editorial Manual Online, paragraphs and subparagraphs ("the initial
 * version is numbered with an arabic numeral and followed by the alternative
 * versions, identified sequentially bis, ter"); IIED, Becoming a UNFCCC
 * delegate, pp. 41-42 (OP3bis is inserted behind OP3, PP5alt replaces PP5);
 * LEOS, ElementNumberingHelper (1a, 1b behind 1; -1, -1a before the first).
 */
#include "text/style.h"

#include "text/bracketed_int.h"
#include "text/number.h"

/* ---- shifts ---- */

size_t
shifts_at(const struct shifts *s, size_t at)
{
	size_t low = 0, high = s->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (s->at[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? s->at[low - 1].was + (at - s->at[low - 1].at) : at;
}

/* ---- the first line ---- */

static const enum style numbered[] = { STYLE_UN, STYLE_UNFCCC, STYLE_EU, STYLE_ATTRIBUTED };

static str
first_line(arena *a, enum style style)
{
	return arena_printf(a, "<!-- brackets: %s -->\n", style_names[style]);
}

/* The style that the first line says; its length, or 0. */
static size_t
style_said(str text, enum style *ret_style)
{
	str open = S("<!-- brackets: "), close = S(" -->\n");
	if (!str_starts(text, open))
		return 0;
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++) {
		str name = str_of(style_names[numbered[i]]);
		str rest = str_sub(text, open.len, text.len);
		if (!str_starts(rest, name) ||
		    !str_starts(str_sub(rest, name.len, rest.len), close))
			continue;
		*ret_style = numbered[i];
		return open.len + name.len + close.len;
	}
	return 0;
}

bool
style_is_said(str text)
{
	enum style style;
	return style_said(text, &style) > 0;
}

/* ---- paragraphs ---- */

struct layout {
	arena *a;
	enum style style;
	str text;
	struct marks marks;
	size_t mark;            /* the first that is not behind us */
	bool has_numbers;
	str number;             /* of the paragraph last passed, or empty */
	unsigned inserts;       /* new ones since */
	struct open {           /* the paragraph of brackets just passed */
		bool is;
		size_t next;    /* where a rival of it would begin */
		str number, marker, tail;
		bool is_outside;
		unsigned rivals;
	} open;
	buf *out;
	struct shifts *shifts;  /* undoing: */
	size_t said;            /* bytes of the first line, which `text` is without */
	size_t pending;         /* from here on nothing was copied yet */
};

struct paragraph {
	size_t at, head, chain; /* "\", HEAD and the first bracket begin */
	size_t first, count;    /* marks of the first bracket; brackets */
	size_t chain_end, end;  /* TAIL lies between */
};

/* One bracket, from "[" to "]". */
struct bracket_view {
	size_t at, close;
	size_t owners;          /* where they begin, or would */
	size_t content;
	bool has_owners;
	bool is_base;           /* nobody's own: no owners, or only such as delete it */
};

static char
byte_at(str s, size_t i)
{
	return i < s.len ? s.at[i] : '\0';
}

/* How many bytes the marker of a point and one blank take at `at`, or 0. */
static size_t
marker_len(str s, size_t at, str *ret_digits)
{
	struct number n;
	str line = str_sub(s, at, s.len);
	line = str_sub(line, 0, str_find(line, '\n'));
	if (!number_marker(line, &n) || n.bracketed || byte_at(line, n.used) != ' ')
		return 0;
	*ret_digits = n.digits;
	return n.used + 1;
}

static bool
is_end(str s, size_t at)
{
	return at >= s.len || (s.at[at] == '\n' && (at + 1 == s.len || s.at[at + 1] == '\n'));
}

/* The mark at `at`; moves on to it. */
static const struct mark *
mark_at(struct layout *l, size_t at)
{
	while (l->mark < l->marks.count && l->marks.at[l->mark].at < at)
		l->mark++;
	bool is = l->mark < l->marks.count && l->marks.at[l->mark].at == at;
	return is ? &l->marks.at[l->mark] : NULL;
}

/* Is there a paragraph of brackets whose first bracket is at `chain`? */
static bool
chain_read(struct layout *l, size_t at, size_t head, size_t chain, struct paragraph *ret)
{
	struct paragraph p = { .at = at, .head = head, .chain = chain, .chain_end = chain };
	const struct mark *m = mark_at(l, chain);
	size_t mark = l->mark;
	p.first = mark;
	while (m && m->opens && m->pair) {
		p.count++;
		mark = m->pair;
		p.chain_end = l->marks.at[m->pair - 1].at + 1;
		m = mark < l->marks.count && l->marks.at[mark].at == p.chain_end
			    ? &l->marks.at[mark]
			    : NULL;
	}
	p.end = p.chain_end;
	if (p.end < l->text.len && !is_end(l->text, p.end) &&
	    str_find(S(".;,:"), l->text.at[p.end]) < 4)
		p.end++;
	*ret = p;
	return p.count > 0 && is_end(l->text, p.end);
}

/* The paragraph at `at`, if it is one of brackets. */
static bool
paragraph_read(struct layout *l, size_t at, struct paragraph *ret)
{
	str digits;
	size_t head = at + (byte_at(l->text, at) == '\\'), len = marker_len(l->text, head, &digits);
	return chain_read(l, at, len ? head : at, len ? head + len : at, ret);
}

static struct bracket_view
view_of(const struct layout *l, const struct mark *m, size_t label)
{
	owner_words names = { 0 };
	struct bracket_view v = { .at = m->at,
				  .close = l->marks.at[m->pair - 1].at,
				  .is_base = true };
	v.owners = v.content = m->at + 1 + label;
	size_t colon = owner_list_colon(l->text, v.owners, &names);
	v.has_owners = colon > 0 && colon < v.close;
	for (size_t i = 0; v.has_owners && i < names.count; i++)
		v.is_base = v.is_base && names.at[i].is_against;
	if (v.has_owners) {
		v.content = colon + 1;
		v.content += v.content < v.close && l->text.at[v.content] == ' ';
	}
	LIST_DONE(&names);
	return v;
}

/* Where the next paragraph begins, behind `at`: behind a blank line that is in
 * no bracket. */
static size_t
paragraph_next(struct layout *l, size_t at)
{
	str s = l->text;
	for (size_t i = at; i < s.len;) {
		const struct mark *m = s.at[i] == '[' ? mark_at(l, i) : NULL;
		if (m && m->pair)
			i = l->marks.at[m->pair - 1].at + 1;
		else
			i++;
		if (i > at && i >= 2 && s.at[i - 1] == '\n' && s.at[i - 2] == '\n')
			return i;
	}
	return s.len;
}

static bool
numbers_are_there(struct layout *l)
{
	str digits;
	bool any = false;
	for (size_t at = 0; at < l->text.len && !any; at = paragraph_next(l, at))
		any = marker_len(l->text, at + (l->text.at[at] == '\\'), &digits) > 0;
	l->mark = 0;
	return any;
}

/* ---- labels ---- */

/* "3 bis. ", or "bis. " for no number; empty where the style has none. */
static str
rival_label(const struct layout *l, str number, unsigned k)
{
	if (number.len == 0 && l->style == STYLE_EU)
		return S("");
	str own = str_trim(style_number_rival(l->a, l->style, number, k));
	return arena_printf(l->a, "%.*s. ", STR_ARG(own));
}

/* "3a. " for the next new paragraph; empty where there is no number. */
static str
new_label(const struct layout *l)
{
	bool before_first = l->number.len == 0;
	if (before_first && (l->style != STYLE_EU || !l->has_numbers))
		return S("");
	return arena_printf(l->a, "%.*s. ",
			    STR_ARG(style_number_new(l->a, l->style, l->number, l->inserts + 1)));
}

/* Does this label stand at `at`, owners behind it? */
static bool
label_stands(const struct layout *l, size_t at, str label, bool is_outside)
{
	if (label.len == 0 || !str_starts(str_sub(l->text, at, l->text.len), label))
		return false;
	size_t behind = at + label.len;
	if (is_outside && byte_at(l->text, behind++) != '[')
		return false;
	return owner_list_colon(l->text, behind, NULL) > 0;
}

struct label {
	size_t len;             /* 0: none */
	bool is_rival, has_number;
};

/* The label that stands at `from` in the paragraph at `at`, before its bracket
 * or inside. */
static struct label
label_at(const struct layout *l, size_t at, size_t from, bool is_outside)
{
	const struct open *o = &l->open;
	if (o->is && o->next == at && o->is_outside == is_outside) {
		str with = o->number.len ? rival_label(l, o->number, o->rivals + 1) : S("");
		str without = is_outside ? S("") : rival_label(l, S(""), o->rivals + 1);
		if (label_stands(l, from, with, is_outside))
			return (struct label){ with.len, true, true };
		if (label_stands(l, from, without, is_outside))
			return (struct label){ without.len, true, false };
	}
	str new = is_outside ? S("") : new_label(l);
	return (struct label){ label_stands(l, from, new, false) ? new.len : 0, false, true };
}

/* ---- where we are ---- */

static str
sub(const struct layout *l, size_t from, size_t to)
{
	return str_sub(l->text, from, to);
}

/* A paragraph that is not one of brackets. */
static void
pass_plain(struct layout *l, size_t at)
{
	str digits;
	l->open.is = false;
	if (at < l->text.len && marker_len(l->text, at + (l->text.at[at] == '\\'), &digits)) {
		l->number = digits;
		l->inserts = 0;
	}
}

/* A paragraph of brackets whose first is `v`; `new` is the number that it was
 * given as an insertion, or empty. */
static void
pass_brackets(struct layout *l, const struct paragraph *p, const struct bracket_view *v, str new)
{
	struct open o = { .is = true, .next = p->end + 2, .tail = sub(l, p->chain_end, p->end) };
	size_t len;
	if (p->chain > p->head) {
		marker_len(l->text, p->head, &o.number);
		o.is_outside = true;
	} else if (new.len) {
		o.number = new;
	} else if ((len = marker_len(l->text, v->content, &o.number)) > 0) {
		o.marker = sub(l, v->content, v->content + len);
	}
	if (new.len)
		l->inserts++;
	if (o.number.len && !new.len && (o.is_outside || v->is_base)) {
		l->number = o.number;
		l->inserts = 0;
	}
	l->open = o;
}

/* ---- doing ---- */

/* How one rival is printed. */
struct rival {
	str label;
	size_t stripped;        /* bytes of its number that go */
};

static bool
is_delete(str content)
{
	return str_eq(content, S("delete")) || str_eq(content, S("\\delete"));
}

/* False where it cannot be undone. */
static bool
rival_plan(const struct layout *l, const struct bracket_view *v, unsigned k, struct rival *ret)
{
	const struct open *o = &l->open;
	str content = sub(l, v->content, v->close), digits;
	str rest = str_sub(content, o->marker.len, content.len);
	if (!v->has_owners)
		return false;
	*ret = (struct rival){ .label = rival_label(l, o->number, k) };
	if (o->marker.len == 0)
		return ret->label.len > 0;
	bool strips =
		str_starts(content, o->marker) && !marker_len(rest, 0, &digits) && !is_delete(rest);
	if (strips)
		ret->stripped = o->marker.len;
	else if (!marker_len(content, 0, &digits) && !is_delete(content))
		ret->label = rival_label(l, S(""), k);
	return ret->label.len > 0;
}

static void
rival_print(struct layout *l, const struct bracket_view *v, const struct rival *r)
{
	buf_add(l->out, S("\n\n"));
	buf_add(l->out, l->open.is_outside ? r->label : S(""));
	buf_add_byte(l->out, '[');
	buf_add(l->out, l->open.is_outside ? S("") : r->label);
	buf_add(l->out, sub(l, v->owners, v->content));
	buf_add(l->out, sub(l, v->content + r->stripped, v->close + 1));
	buf_add(l->out, l->open.tail);
}

static size_t
mark_behind(const struct layout *l, size_t mark)
{
	return l->marks.at[mark].pair;
}

/* Plans all rivals; false where they have to stay in a row. */
static bool
rivals_plan(const struct layout *l, const struct paragraph *p, struct rival *ret)
{
	size_t mark = p->first;
	for (size_t i = 1; i < p->count; i++) {
		mark = mark_behind(l, mark);
		struct bracket_view v = view_of(l, &l->marks.at[mark], 0);
		if (!rival_plan(l, &v, (unsigned)i, &ret[i]))
			return false;
	}
	return true;
}

static void
brackets_do(struct layout *l, const struct paragraph *p)
{
	struct bracket_view v = view_of(l, &l->marks.at[p->first], 0);
	struct rival *rivals = ARENA_ARRAY(l->a, struct rival, p->count);
	bool has_head = p->chain > p->head;
	bool looks = label_at(l, p->at, p->at + !has_head, has_head).len > 0;
	str label = v.is_base || has_head ? S("") : new_label(l);
	struct layout before = *l;
	pass_brackets(l, p, &v, str_sub(label, 0, label.len > 2 ? label.len - 2 : 0));
	bool apart = rivals_plan(l, p, rivals);
	if (!apart) {
		label = S("");
		l->number = before.number;
		l->inserts = before.inserts;
		pass_brackets(l, p, &v, S(""));
		l->open.is = false;
	}
	buf_add(l->out, looks && has_head ? S("\\") : S(""));
	buf_add(l->out, sub(l, p->head, p->chain + 1));
	buf_add(l->out, looks && !has_head && !label.len ? S("\\") : label);
	buf_add(l->out, sub(l, p->chain + 1, apart ? v.close + 1 : p->chain_end));
	buf_add(l->out, l->open.tail);
	size_t mark = p->first;
	for (size_t i = 1; apart && i < p->count; i++) {
		mark = mark_behind(l, mark);
		struct bracket_view rival = view_of(l, &l->marks.at[mark], 0);
		rival_print(l, &rival, &rivals[i]);
		l->open.rivals++;
	}
}

void
style_text_print(arena *a, const struct bracketed *b, enum style style, buf *out)
{
	if (style != STYLE_UN && style != STYLE_UNFCCC && style != STYLE_EU) {
		style_print(a, b, style, S(""), out);
		return;
	}
	buf plain = { 0 };
	bracketed_print(b, &plain);
	struct layout l = { .a = a, .style = style, .text = buf_str(&plain), .out = out };
	if (str_starts(l.text, S(STYLE_SAYS_NONE)))
		l.text = str_sub(l.text, sizeof STYLE_SAYS_NONE - 1, l.text.len);
	marks_find(l.text, &l.marks);
	l.has_numbers = numbers_are_there(&l);
	buf_add(out, first_line(a, style));
	for (size_t at = 0, next; at < l.text.len; at = next) {
		struct paragraph p;
		bool is = paragraph_read(&l, at, &p);
		if (is)
			brackets_do(&l, &p);
		else
			pass_plain(&l, at);
		next = paragraph_next(&l, is ? p.end : at);
		buf_add(out, sub(&l, is ? p.end : at, next));
	}
	LIST_DONE(&l.marks);
	buf_done(&plain);
}

/* ---- undoing ---- */

static void
copy(struct layout *l, size_t from, size_t to)
{
	if (from >= to)
		return;
	*LIST_ADD(l->shifts) = (struct shift){ l->out->len, l->said + from };
	buf_add(l->out, sub(l, from, to));
}

/* A rival of the paragraph before: its label goes, its number comes back, and
 * it stands in a row behind the one before. */
static bool
rival_undo(struct layout *l, size_t at)
{
	struct paragraph p;
	str digits;
	bool outside = l->open.is_outside;
	struct label label = label_at(l, at, at + !outside, outside);
	size_t chain = outside ? at + label.len : at;
	if (!label.len || !label.is_rival || !chain_read(l, at, at, chain, &p) || p.count > 1 ||
	    !str_eq(sub(l, p.chain_end, p.end), l->open.tail))
		return false;
	struct bracket_view v = view_of(l, &l->marks.at[p.first], outside ? 0 : label.len);
	str content = sub(l, v.content, v.close);
	copy(l, v.at, v.at + 1);
	copy(l, v.owners, v.content);
	if (label.has_number && !marker_len(content, 0, &digits) && !is_delete(content))
		buf_add(l->out, l->open.marker);
	copy(l, v.content, v.close + 1);
	l->open.rivals++;
	l->open.next = p.end + 2;
	l->pending = p.chain_end;
	return true;
}

static void
brackets_undo(struct layout *l, const struct paragraph *p)
{
	bool has_head = p->chain > p->head;
	size_t inside = p->chain + 1;
	struct label label = has_head ? (struct label){ 0 } : label_at(l, p->at, inside, false);
	if (label.is_rival)
		label.len = 0;
	bool escaped = !has_head && byte_at(l->text, inside) == '\\' &&
		       label_at(l, p->at, inside + 1, false).len > 0;
	struct bracket_view v = view_of(l, &l->marks.at[p->first], label.len + escaped);
	copy(l, p->head, inside);
	copy(l, inside + label.len + escaped, p->chain_end);
	l->pending = p->chain_end;
	pass_brackets(l, p, &v, sub(l, inside, inside + (label.len > 2 ? label.len - 2 : 0)));
	l->open.is = p->count == 1;
}

static void
text_undo(struct layout *l)
{
	for (size_t at = 0, next; at < l->text.len; at = next) {
		struct paragraph p;
		if (rival_undo(l, at)) {
			next = paragraph_next(l, l->pending);
			continue;
		}
		copy(l, l->pending, at);
		l->pending = at;
		bool is = paragraph_read(l, at, &p);
		if (is)
			brackets_undo(l, &p);
		else
			pass_plain(l, at);
		next = paragraph_next(l, is ? p.end : at);
	}
	copy(l, l->pending, l->text.len);
}

str
style_undone(arena *a, str text, struct shifts *ret_shifts)
{
	buf out = { 0 };
	struct layout l = { .a = a, .out = &out, .shifts = ret_shifts };
	l.said = style_said(text, &l.style);
	if (l.said == 0)
		return text;
	l.text = str_sub(text, l.said, text.len);
	if (l.style == STYLE_ATTRIBUTED) {
		*LIST_ADD(ret_shifts) = (struct shift){ 0, l.said };
		return l.text;
	}
	marks_find(l.text, &l.marks);
	l.has_numbers = numbers_are_there(&l);
	text_undo(&l);
	str undone = arena_str(a, buf_str(&out));
	LIST_DONE(&l.marks);
	buf_done(&out);
	return undone;
}
