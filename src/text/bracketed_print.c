#include "text/bracketed_int.h"

#include "text/brackets.h"

static void
buf_insert(buf *out, size_t at, char byte)
{
	buf_add_byte(out, byte);
	memmove(out->at + at + 1, out->at + at, out->len - 1 - at);
	out->at[at] = byte;
}

/* `text` with a backslash before each of `special`. */
static void
escaped_add(buf *out, str text, const char *special)
{
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\0' || !strchr(special, text.at[i]))
			continue;
		buf_add(out, str_sub(text, from, i));
		buf_add_byte(out, '\\');
		from = i;
	}
	buf_add(out, str_sub(text, from, text.len));
}

static void
name_print(str name, buf *out)
{
	if (name.len && owner_name_len(name, 0) == name.len && !owner_is_remark(name)) {
		buf_add(out, name);
		return;
	}
	buf_add_byte(out, '"');
	escaped_add(out, name, "\"\\[]");
	buf_add_byte(out, '"');
}

static void
owners_print(const struct bracketed *b, const struct alternative *alt, buf *out)
{
	for (size_t i = 0; i < alt->owner_count; i++) {
		if (i)
			buf_add(out, S(", "));
		name_print(b->names.at[alt->owners[i]], out);
	}
}

bool
is_label_of_first(const struct site *s, size_t i)
{
	return i > 0 && s->at[0].owner_count == 0 && s->at[i].deletes && s->at[i].owner_count > 0;
}

/* "RU, BE delete: " before the text that they delete; false where nobody does. */
static bool
deleters_print(const struct bracketed *b, const struct site *s, buf *out)
{
	bool any = false;
	for (size_t i = 1; i < s->count; i++)
		if (is_label_of_first(s, i)) {
			buf_add(out, any ? S(", ") : S(""));
			owners_print(b, &s->at[i], out);
			any = true;
		}
	buf_add(out, any ? S(" delete: ") : S(""));
	return any;
}

static void site_print(const struct bracketed *b, const struct site *s, buf *out);

/* Words that would be read as owners get a backslash before their colon.  Only
 * what stands before the first site can be. */
static void
lead_keep(buf *out, size_t from)
{
	size_t colon = owner_list_colon(buf_str(out), from, NULL);
	if (colon)
		buf_insert(out, colon, '\\');
}

static void
passage_print(const struct bracketed *b, const struct passage *p, bool may_lead, buf *out)
{
	size_t from = out->len;
	for (size_t i = 0; i < p->count; i++) {
		const struct piece *piece = &p->at[i];
		if (!piece->site) {
			escaped_add(out, piece->text, "[]\\");
			continue;
		}
		if (may_lead)
			lead_keep(out, from);
		may_lead = false;
		site_print(b, piece->site, out);
	}
	if (may_lead)
		lead_keep(out, from);
}

static void
site_print(const struct bracketed *b, const struct site *s, buf *out)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct alternative *alt = &s->at[i];
		bool labelled = false;
		if (is_label_of_first(s, i))
			continue;
		buf_add_byte(out, '[');
		if (alt->owner_count) {
			owners_print(b, alt, out);
			buf_add(out, S(": "));
		} else if (i == 0) {
			labelled = deleters_print(b, s, out);
		}
		size_t from = out->len;
		passage_print(b, &alt->content, alt->owner_count == 0 && !labelled, out);
		if (alt->deletes)
			buf_add(out, S("delete"));
		else if (alt->owner_count &&
			 str_eq(str_sub(buf_str(out), from, out->len), S("delete")))
			buf_insert(out, from, '\\');
		buf_add_byte(out, ']');
	}
}

void
bracketed_print(const struct bracketed *b, buf *out)
{
	size_t from = out->len;
	passage_print(b, &b->top, false, out);
	/* A text that happens to begin like one in a style says that it is in none. */
	if (!style_is_said(str_sub(buf_str(out), from, out->len)))
		return;
	str text = arena_str(b->a, str_sub(buf_str(out), from, out->len));
	out->len = from;
	buf_add(out, S(STYLE_SAYS_NONE));
	buf_add(out, text);
}

str
bracketed_text(arena *a, const struct bracketed *b)
{
	buf out = { 0 };
	bracketed_print(b, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}
