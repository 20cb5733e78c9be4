/* What a redline says beside its words: numbers and binding words, differences
 * of form, what moved; as tables, as lines, as data. */
#include "answer/redlined.h"

#include <unicase.h>
#include <unictype.h>

#include "answer/lines.h"
#include "base/utf8.h"

enum { EXCERPT_WORDS = 8 };

/* ---- lines ---- */

/* Walks forward through a text; asked for a place before the last one, it
 * begins anew. */
struct line_count { str text; size_t at, line; };

static size_t
line_of(struct line_count *c, size_t at)
{
	if (at < c->at || !c->line)
		*c = (struct line_count){ .text = c->text, .line = 1 };
	for (; c->at < at && c->at < c->text.len; c->at++)
		c->line += c->text.at[c->at] == '\n';
	return c->line;
}

struct places { struct line_count old, new; };

static struct places
places_of(const struct redlined *d)
{
	return (struct places){ .old = { .text = d->r.old }, .new = { .text = d->r.new } };
}

/* "12", or "12 -> 14" where the texts differ in it. */
static str
lines_of(const struct redlined *d, struct places *p, size_t from, size_t to)
{
	size_t old = line_of(&p->old, from), new = line_of(&p->new, to);
	return old == new ? arena_printf(d->a, "%zu", old) : arena_printf(d->a, "%zu -> %zu", old, new);
}

/* ---- numbers and binding words ---- */

static str
named_words(const struct redlined *d, const struct named *n)
{
	if (n->before.len && n->after.len)
		return arena_printf(d->a, "'%.*s' -> '%.*s'", STR_ARG(n->before), STR_ARG(n->after));
	return n->before.len ? arena_printf(d->a, "'%.*s' taken out", STR_ARG(n->before))
			     : arena_printf(d->a, "'%.*s' put in", STR_ARG(n->after));
}

str
redlined_named(const struct redlined *d, enum named_class class)
{
	buf list = { 0 };
	for (size_t i = 0; i < d->named.count; i++)
		if (d->named.at[i].class == class)
			buf_printf(&list, "%s%.*s", list.len ? "; " : "", STR_ARG(named_words(d, &d->named.at[i])));
	return line_keep(d->a, &list);
}

static void
add_before_after(table *t, str before, str after)
{
	runs_add(table_cell(t), RUN_PLAIN, before);
	runs_add(table_cell(t), RUN_PLAIN, after);
}

static table *
list_begin(sheet *s, const char *heading)
{
	sheet_heading(s, 1, str_of(heading));
	table *t = sheet_table(s);
	table_column(t, S("line"), COLUMN_FIT);
	table_column(t, S("what"), COLUMN_FIT);
	table_column(t, S("before"), COLUMN_WRAP);
	table_column(t, S("after"), COLUMN_WRAP);
	return t;
}

static void
add_named_list(const struct redlined *d, sheet *s)
{
	static const char *const words[NAMED_CLASSES] = { "number", "date", "amount", "binding word" };
	struct places p = places_of(d);
	if (!d->named.count)
		return;
	table *t = list_begin(s, "Numbers, dates, amounts, and words that bind");
	for (size_t i = 0; i < d->named.count; i++) {
		const struct named *n = &d->named.at[i];
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, lines_of(d, &p, n->from, n->to));
		runs_add(table_cell(t), RUN_PLAIN, str_of(words[n->class]));
		add_before_after(t, n->before, n->after);
	}
}

/* ---- form ---- */

/* One difference of form: what was taken out and what was put in its place. */
struct form_change { const struct op *op; str before, after; size_t from, to; };

static bool
is_change(const struct op *op)
{
	return op->kind == OP_DEL || op->kind == OP_INS;
}

static bool
form_next(const struct redlined *d, size_t *at, struct form_change *ret)
{
	for (; *at < d->r.ops.count; ++*at) {
		const struct op *x = &d->r.ops.at[*at];
		const struct op *y = *at + 1 < d->r.ops.count ? &d->r.ops.at[*at + 1] : NULL;
		if (!is_change(x) || x->form == FORM_WORDS)
			continue;
		bool pair = x->kind == OP_DEL && y && y->kind == OP_INS && y->form == x->form && y->move == x->move;
		*ret = (struct form_change){ .op = x, .from = x->from, .to = x->to,
			.before = x->kind == OP_DEL ? op_text(&d->r, x) : STR_NONE,
			.after = pair ? op_text(&d->r, y) : x->kind == OP_INS ? op_text(&d->r, x) : STR_NONE };
		*at += 1 + pair;
		return true;
	}
	return false;
}

/* Blanks in words: "line end", "empty line", "2 blanks". */
static str
blank_words(arena *a, str blanks)
{
	size_t lines = 0, tabs = 0, returns = 0, spaces = 0;
	buf words = { 0 };
	for (size_t i = 0; i < blanks.len; i++) {
		lines += blanks.at[i] == '\n';
		tabs += blanks.at[i] == '\t';
		returns += blanks.at[i] == '\r';
		spaces += blanks.at[i] == ' ';
	}
	if (lines == 1)
		line_join(&words, S("line end"));
	else if (lines)
		line_join(&words, arena_printf(a, "%zu line ends", lines));
	if (returns)
		line_join(&words, S("carriage return"));
	if (tabs)
		line_join(&words, tabs == 1 ? S("tab") : arena_printf(a, "%zu tabs", tabs));
	if (spaces)
		line_join(&words, spaces == 1 ? S("blank") : arena_printf(a, "%zu blanks", spaces));
	if (!words.len)
		line_join(&words, blanks.len ? S("other characters") : S("nothing"));
	return line_keep(a, &words);
}

static bool
is_combining(str rest)
{
	size_t used;
	return rest.len && uc_combining_class(utf8_next(rest, &used)) != UC_CCC_NR;
}

/* "é (U+0065 U+0301)": what looks alike is told by its characters. */
static str
encoded_words(arena *a, str text)
{
	buf words = { 0 };
	size_t used;
	buf_printf(&words, "%.*s (", STR_ARG(text));
	for (size_t i = 0; i < text.len; i += used) {
		uint32_t c = utf8_next(str_sub(text, i, text.len), &used);
		if (c >= 0x80 || is_combining(str_sub(text, i + used, text.len)))
			buf_printf(&words, "%sU+%04X", words.at[words.len - 1] == '(' ? "" : " ", (unsigned)c);
	}
	buf_add(&words, S(")"));
	return line_keep(a, &words);
}

static str
form_side(arena *a, enum op_form form, str text)
{
	if (form == FORM_BLANKS)
		return blank_words(a, text);
	return form == FORM_ENCODING && text.len ? encoded_words(a, text) : text;
}

/* The next letter or digit; a combining mark is none, but it is no capital either. */
static uint32_t
letter_next(str *rest)
{
	while (rest->len) {
		size_t used;
		uint32_t c = utf8_next(*rest, &used);
		*rest = str_sub(*rest, used, rest->len);
		if (uc_is_alnum(c))
			return c;
	}
	return 0;
}

static bool
capitals_differ(str x, str y)
{
	uint32_t a, b;
	do {
		a = letter_next(&x);
		b = letter_next(&y);
		if (a != b && uc_tolower(a) == uc_tolower(b))
			return true;
	} while (a && b);
	return false;
}

/* Where marks differ, capitals may as well. */
static unsigned
form_bits(const struct form_change *c)
{
	bool both = c->op->form == FORM_PUNCTUATION && capitals_differ(c->before, c->after);
	return 1u << c->op->form | (both ? 1u << FORM_CAPITALS : 0);
}

unsigned
redlined_form_set(const struct redlined *d)
{
	struct form_change c;
	unsigned set = 0;
	for (size_t i = 0; i < d->r.ops.count; i++)
		if (is_change(&d->r.ops.at[i]) && d->r.ops.at[i].form == FORM_WORDS)
			set |= 1u << FORM_WORDS;
	for (size_t at = 0; form_next(d, &at, &c);)
		set |= form_bits(&c);
	return set;
}

/* Blanks beside something else are not worth a word. */
str
redlined_form_words(arena *a, unsigned set)
{
	static const char *const words[] = {
		[FORM_WORDS] = NULL, [FORM_BLANKS] = NULL, [FORM_ENCODING] = "encoding",
		[FORM_CAPITALS] = "capital letters", [FORM_PUNCTUATION] = "punctuation",
		[FORM_NUMBERING] = "numbering",
	};
	buf list = { 0 };
	unsigned left = set & ~(1u << FORM_WORDS | 1u << FORM_BLANKS);
	if (set == 1u << FORM_BLANKS)
		return S("line breaks or blanks");
	for (unsigned form = 0; left >> form; form++) {
		if (!(left >> form & 1))
			continue;
		bool last = !(left >> form >> 1);
		buf_printf(&list, "%s%s", list.len == 0 ? "" : last ? " and " : ", ", words[form]);
	}
	return line_keep(a, &list);
}

str
redlined_forms(const struct redlined *d)
{
	struct form_change c;
	buf list = { 0 };
	size_t blanks = 0;
	for (size_t at = 0; form_next(d, &at, &c);) {
		if (c.op->form == FORM_BLANKS) {
			blanks++;
			continue;
		}
		struct named n = { .before = form_side(d->a, c.op->form, c.before),
				   .after = form_side(d->a, c.op->form, c.after) };
		buf_printf(&list, "%s%.*s %.*s", list.len ? "; " : "",
			   STR_ARG(redlined_form_words(d->a, form_bits(&c))), STR_ARG(named_words(d, &n)));
	}
	if (blanks)
		buf_printf(&list, "%sblanks or line ends in %zu place%s", list.len ? "; " : "", blanks,
			   blanks == 1 ? "" : "s");
	return line_keep(d->a, &list);
}

/* Differences in blanks are many and alike where a text was wrapped anew: those
 * of one kind share a row, which has the line of each. */
struct blank_kind { str before, after; buf lines; };

static void
add_blank_rows(const struct redlined *d, table *t)
{
	struct places p = places_of(d);
	struct form_change c;
	LIST(struct blank_kind) kinds = { 0 };
	for (size_t at = 0; form_next(d, &at, &c);) {
		if (c.op->form != FORM_BLANKS)
			continue;
		str before = blank_words(d->a, c.before), after = blank_words(d->a, c.after);
		size_t k = 0;
		while (k < kinds.count && !(str_eq(kinds.at[k].before, before) && str_eq(kinds.at[k].after, after)))
			k++;
		if (k == kinds.count)
			*LIST_ADD(&kinds) = (struct blank_kind){ .before = before, .after = after };
		line_join(&kinds.at[k].lines, lines_of(d, &p, c.from, c.to));
	}
	for (size_t k = 0; k < kinds.count; k++) {
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, line_keep(d->a, &kinds.at[k].lines));
		runs_add(table_cell(t), RUN_PLAIN, S("blanks"));
		runs_add(table_cell(t), RUN_PLAIN, kinds.at[k].before);
		runs_add(table_cell(t), RUN_PLAIN, kinds.at[k].after);
	}
	LIST_DONE(&kinds);
}

static void
add_form_list(const struct redlined *d, sheet *s)
{
	struct places p = places_of(d);
	struct form_change c;
	unsigned set = redlined_form_set(d);
	if (!(set & ~(1u << FORM_WORDS)))
		return;
	table *t = list_begin(s, "Differences of form");
	for (size_t at = 0; form_next(d, &at, &c);) {
		enum op_form form = (enum op_form)c.op->form;
		if (form == FORM_BLANKS)
			continue;
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, lines_of(d, &p, c.from, c.to));
		runs_add(table_cell(t), RUN_PLAIN, redlined_form_words(d->a, form_bits(&c)));
		add_before_after(t, form_side(d->a, form, c.before), form_side(d->a, form, c.after));
	}
	if (set & 1u << FORM_BLANKS)
		add_blank_rows(d, t);
	sheet_note(s, S("A difference of form is listed; whether it matters is not judged."));
}

/* ---- moves ---- */

/* The first words of a text. */
static str
excerpt(arena *a, str text)
{
	size_t at = 0, words = 0;
	text = str_trim(text);
	for (; at < text.len; at++)
		if ((text.at[at] == ' ' || text.at[at] == '\n') && ++words == EXCERPT_WORDS)
			break;
	return at < text.len ? arena_printf(a, "%.*s \xe2\x80\xa6", STR_ARG(str_sub(text, 0, at))) : text;
}

/* The operations of one move, in the order of the new text. */
static size_t
move_end(const struct redlined *d, uint32_t move)
{
	size_t i = d->moved[move];
	while (i < d->r.ops.count && d->r.ops.at[i].move == move && d->r.ops.at[i].kind != OP_GONE)
		i++;
	return i;
}

static void
add_move_list(const struct redlined *d, sheet *s)
{
	struct places p = places_of(d);
	if (!d->r.moves)
		return;
	sheet_heading(s, 1, S("Moved"));
	table *t = sheet_table(s);
	table_column(t, S("no."), COLUMN_NUMBER);
	table_column(t, S("line"), COLUMN_FIT);
	table_column(t, S("words"), COLUMN_NUMBER);
	table_column(t, S("changed inside"), COLUMN_FIT);
	table_column(t, S("passage"), COLUMN_WRAP);
	for (uint32_t move = 1; move <= d->r.moves; move++) {
		const struct op *first = &d->r.ops.at[d->moved[move]], *gone = &d->r.ops.at[d->gone[move]];
		const struct op *last = &d->r.ops.at[move_end(d, move) - 1];
		size_t words = 0, changed = 0;
		for (size_t i = d->moved[move]; i < move_end(d, move); i++) {
			words += d->r.ops.at[i].kind == OP_MOVE ? d->r.ops.at[i].words : 0;
			changed += d->r.ops.at[i].kind != OP_MOVE ? d->r.ops.at[i].words : 0;
		}
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(d->a, "%u", d->move_base + move));
		runs_add(table_cell(t), RUN_PLAIN, lines_of(d, &p, gone->from, first->to));
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(d->a, "%zu", words));
		runs_add(table_cell(t), RUN_PLAIN,
			 changed ? arena_printf(d->a, "%zu word%s", changed, changed == 1 ? "" : "s") : S(""));
		runs_add(table_cell(t), RUN_PLAIN, excerpt(d->a, str_sub(d->r.new, first->to, last->to_end)));
	}
}

void
redlined_lists(const struct redlined *d, sheet *s)
{
	add_move_list(d, s);
	add_named_list(d, s);
	add_form_list(d, s);
}

/* ---- data ---- */

static value *
flags_value(arena *a, unsigned flags)
{
	static const struct { unsigned flag; const char *name; } names[] = {
		{ TOKEN_NUMBER, "number" }, { TOKEN_DATE, "date" }, { TOKEN_AMOUNT, "amount" }, { TOKEN_MODAL, "modal" },
	};
	value *list = value_list(a);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (flags & names[i].flag)
			value_push(list, value_str(a, str_of(names[i].name)));
	return list;
}

static value *
op_value(const struct redlined *d, const struct op *op)
{
	arena *a = d->a;
	value *v = value_object(a);
	bool changes = is_change(op);
	value_set_str(v, "op", str_of(op_names[op->kind]));
	value_set_str(v, "text", op_text(&d->r, op));
	value_set(v, "from", op->kind == OP_INS ? value_null(a) : value_number(a, op->from));
	value_set(v, "to", op->kind == OP_DEL ? value_null(a) : value_number(a, op->to));
	if (changes)
		value_set_str(v, "form", str_of(op_form_names[op->form]));
	if (changes && flags_value(a, op->flags)->items.count)
		value_set(v, "flags", flags_value(a, op->flags));
	if (op->move)
		value_set_number(v, "move", op->move);
	if (op->site)
		value_set_number(v, "site", op->site);
	return v;
}

void
redlined_ops_to(const struct redlined *d, value *list)
{
	for (size_t i = 0; i < d->r.ops.count; i++)
		if (d->r.ops.at[i].kind != OP_GONE)
			value_push(list, op_value(d, &d->r.ops.at[i]));
}

value *
redlined_ops(const struct redlined *d)
{
	value *list = value_list(d->a);
	redlined_ops_to(d, list);
	return list;
}

static value *
forms_value(const struct redlined *d)
{
	int64_t counts[FORM_NUMBERING + 1] = { 0 };
	struct form_change c;
	value *v = value_object(d->a);
	for (size_t at = 0; form_next(d, &at, &c);)
		counts[c.op->form]++;
	for (int form = FORM_BLANKS; form <= FORM_NUMBERING; form++)
		value_set_number(v, op_form_names[form], counts[form]);
	return v;
}

static value *
named_value(const struct redlined *d)
{
	value *list = value_list(d->a);
	for (size_t i = 0; i < d->named.count; i++) {
		const struct named *n = &d->named.at[i];
		value *v = value_object(d->a);
		value_set_str(v, "what", str_of(named_class_names[n->class]));
		line_set(v, "before", n->before);
		line_set(v, "after", n->after);
		value_set_number(v, "from", n->from);
		value_set_number(v, "to", n->to);
		value_push(list, v);
	}
	return list;
}

void
redlined_counts(const struct redlined *d, value *to)
{
	value_set_number(to, "sites", (int64_t)d->r.sites);
	value_set_number(to, "islands", (int64_t)d->r.islands);
	value_set_number(to, "words_shown", (int64_t)d->r.words_shown);
	value_set_number(to, "words_in", (int64_t)d->r.words_in);
	value_set_number(to, "words_out", (int64_t)d->r.words_out);
	value_set_number(to, "moves", (int64_t)d->r.moves);
	value_set_number(to, "words_moved", (int64_t)d->r.words_moved);
	value_set(to, "forms", forms_value(d));
	value_set(to, "named", named_value(d));
}
