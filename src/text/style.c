#include "text/style.h"

const char *const style_names[STYLE_COUNT] = {
	"attributed", "plain", "un", "unfccc", "eu", "columns",
};

bool
style_find(str name, enum style *ret_style)
{
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		if (str_eq(name, str_of(style_names[i]))) {
			*ret_style = (enum style)i;
			return true;
		}
	}
	return false;
}

bool
style_names_owners(enum style style)
{
	return style != STYLE_PLAIN && style != STYLE_UN && style != STYLE_UNFCCC;
}

/* ---- numbers ---- */

static const char *const latin[] = {
	"bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies",
};
enum { LATIN = sizeof latin / sizeof *latin };

/* "a" … "z", "aa" … */
static str
letters(arena *a, unsigned k)
{
	char text[8];
	size_t at = sizeof text;
	for (; k && at; k = (k - 1) / 26)
		text[--at] = (char)('a' + (k - 1) % 26);
	return arena_str(a, (str){ text + at, sizeof text - at });
}

static str
latin_number(arena *a, str number, unsigned k)
{
	if (k <= LATIN)
		return arena_printf(a, "%.*s %s", STR_ARG(number), latin[k - 1]);
	return arena_printf(a, "%.*s bis %u", STR_ARG(number), k);
}

str
style_number_new(arena *a, enum style style, str number, unsigned k)
{
	if (style == STYLE_UNFCCC && number.len)
		return latin_number(a, number, k);
	if (number.len)
		return arena_printf(a, "%.*s%.*s", STR_ARG(number), STR_ARG(letters(a, k)));
	return arena_printf(a, "-1%.*s", STR_ARG(letters(a, k - 1)));
}

str
style_number_rival(arena *a, enum style style, str number, unsigned k)
{
	if (style == STYLE_UN)
		return latin_number(a, number, k);
	if (style == STYLE_UNFCCC && k == 1)
		return arena_printf(a, "%.*s alt", STR_ARG(number));
	if (style == STYLE_UNFCCC)
		return arena_printf(a, "%.*s alt %u", STR_ARG(number), k);
	return number;
}

/* ---- text ---- */

static void copy_plain(struct passage *to, arena *a, const struct passage *from);

/* A site without its owners: what only strikes words is no alternative then. */
static void
copy_site(struct passage *to, arena *a, const struct site *from)
{
	struct site *site = NULL;
	for (size_t i = 0; i < from->count; i++) {
		if (from->at[i].deletes)
			continue;
		site = site ? site : passage_site(to, a);
		copy_plain(&site_alternative(site, a)->content, a, &from->at[i].content);
	}
}

static void
copy_plain(struct passage *to, arena *a, const struct passage *from)
{
	for (size_t i = 0; i < from->count; i++) {
		if (from->at[i].site)
			copy_site(to, a, from->at[i].site);
		else
			passage_text(to, a, from->at[i].text);
	}
}

static void
print_plain(arena *a, const struct passage *p, buf *out)
{
	struct bracketed *plain = bracketed_new(a);
	copy_plain(&plain->top, a, p);
	bracketed_print(plain, out);
	bracketed_done(plain);
}

/* Each alternative a paragraph with a number of its own. */
static void
print_rivals(arena *a, const struct site *s, enum style style, str number, buf *out)
{
	unsigned rivals = 0;
	bool strikes = false;
	for (size_t i = 0; i < s->count; i++) {
		strikes = strikes || s->at[i].deletes;
		if (s->at[i].deletes)
			continue;
		str own = rivals ? style_number_rival(a, style, number, rivals) : number;
		buf_printf(out, "%s[%.*s. ", rivals ? "\n\n" : "", STR_ARG(own));
		print_plain(a, &s->at[i].content, out);
		buf_add_byte(out, ']');
		rivals++;
	}
	if (strikes && style == STYLE_UNFCCC)
		buf_add(out, S("\n\n[no text]"));
}

void
style_print(arena *a, const struct bracketed *b, enum style style, str number, buf *out)
{
	bool has_rivals = style == STYLE_UN || style == STYLE_UNFCCC;
	if (style_names_owners(style))
		bracketed_print(b, out);
	else if (has_rivals && number.len && b->top.count == 1 && b->top.at[0].site)
		print_rivals(a, b->top.at[0].site, style, number, out);
	else
		print_plain(a, &b->top, out);
}
