/* Laws of bracketed text, held on random ones: what is printed reads back as
 * every owner's text, to the byte; sites can be resolved in any order; and any
 * bytes at all are a bracketed text.  Cases begin small and grow, and a text
 * that breaks a law is cut down before it is shown. */
#include "text/bracketed.h"

#include <stdio.h>

#include "rand.h"
#include "text/style.h"

enum { CASES = 12000 };

/* ---- trees ---- */

static const char *const names[] = { "US", "EU", "G-77", "The Committee of X, Y #2", "Option",
				     "delete", "a \"b\" [c] \\", "Côte", "oppose" };
enum { NAMES = sizeof names / sizeof *names };

static const char *const words[] = { "port", "shall", "the ", " ", "\n", "\n\n", ",", ".", "(", ")",
				     "[", "]", "\\", ":", "delete", "US", "US: ", "EU, US: x", "“",
				     "é", "/", "//", "\"", "\t", "\r\n", "oppose", "Note: " };

struct gen {
	arena *a;
	struct rand *r;
	struct bracketed *b;
	size_t size;
};

static bool
is_all_blank(str s)
{
	return str_trim(s).len == 0;
}

static str
gen_text(struct gen *g)
{
	str text = S("");
	size_t count = rand_below(g->r, 5);
	for (size_t i = 0; i < count; i++)
		text = arena_printf(g->a, "%.*s%s", STR_ARG(text),
				    words[rand_below(g->r, sizeof words / sizeof *words)]);
	return text;
}

static void gen_site(struct gen *g, struct passage *p, unsigned depth);

/* Between two sites stands a text that is not all blanks. */
static void
gen_passage(struct gen *g, struct passage *p, unsigned depth)
{
	size_t sites = depth > 3 ? 0 : rand_below(g->r, g->size + 1) / (depth + 1);
	passage_text(p, g->a, gen_text(g));
	for (size_t i = 0; i < sites; i++) {
		gen_site(g, p, depth);
		str text = gen_text(g);
		if (i + 1 < sites && is_all_blank(text))
			text = arena_printf(g->a, "%.*sx%.*s", STR_ARG(text), STR_ARG(gen_text(g)));
		passage_text(p, g->a, text);
		if (text.len && rand_below(g->r, 4) == 0)
			passage_text(p, g->a, gen_text(g));
	}
}

static void
gen_site(struct gen *g, struct passage *p, unsigned depth)
{
	struct site *s = passage_site(p, g->a);
	size_t count = 1 + rand_below(g->r, 3);
	unsigned named = 0;
	for (size_t i = 0; i < count; i++) {
		struct alternative *alt = site_alternative(s, g->a);
		size_t owners = rand_below(g->r, 3);
		for (size_t k = 0; k < owners; k++) {
			size_t name = rand_below(g->r, NAMES);
			if (named >> name & 1)
				continue;
			named |= 1u << name;
			alternative_owner(alt, g->a, bracketed_name(g->b, str_of(names[name])) - 1);
		}
		owners = alt->owner_count;
		alt->deletes = owners && rand_below(g->r, 5) == 0;
		if (!alt->deletes)
			gen_passage(g, &alt->content, depth + 1);
	}
}

static struct bracketed *
gen_bracketed(arena *a, struct rand *r, size_t size)
{
	struct gen g = { a, r, bracketed_new(a), size };
	gen_passage(&g, &g.b->top, 0);
	return g.b;
}

/* ---- what must hold ---- */

static str
projected(arena *a, const struct bracketed *b, str name)
{
	buf out = { 0 };
	bracketed_project(b, bracketed_owner(b, name), &out);
	str got = arena_str(a, buf_str(&out));
	buf_done(&out);
	return got;
}

/* The base, and each owner in turn. */
static str
name_at(const struct bracketed *b, size_t i)
{
	return i == 0 ? S("nobody of that name") : b->names.at[i - 1];
}

TEST(laws, bracketed_text_that_was_printed_reads_back_as_each_owner)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		struct bracketed *b = gen_bracketed(a, &r, 1 + i * 5 / CASES);
		str text = bracketed_text(a, b);
		struct bracketed *again = bracketed_read(a, text);
		CHECK_EQ(again->faults.count, 0);
		CHECK_STR(bracketed_text(a, again), text);
		for (size_t k = 0; k <= b->names.count; k++)
			CHECK_STR(projected(a, again, name_at(b, k)),
				  projected(a, b, name_at(b, k)));
		struct bracketed_counts was = bracketed_count(b), is = bracketed_count(again);
		CHECK_EQ(is.brackets, was.brackets);
		CHECK_EQ(is.sites, was.sites);
		CHECK_EQ(is.depth, was.depth);
		bracketed_done(b);
		bracketed_done(again);
		arena_free(a);
	}
}

static size_t
site_count(const struct bracketed *b)
{
	size_t count = 0;
	for (size_t i = 0; i < b->top.count; i++)
		count += b->top.at[i].site != NULL;
	return count;
}

TEST(laws, sites_are_resolved_in_any_order)
{
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		struct bracketed *b = gen_bracketed(a, &r, 1 + i * 5 / CASES);
		str name = name_at(b, rand_below(&r, b->names.count + 1));
		str wanted = projected(a, b, name), text = bracketed_text(a, b);
		for (size_t left; (left = site_count(b)) > 0;) {
			struct bracketed *next = bracketed_resolve(a, b, rand_below(&r, left),
								   bracketed_owner(b, name));
			bracketed_done(b);
			b = next;
		}
		str got = S("");
		for (size_t k = 0; k < b->top.count; k++)
			got = arena_printf(a, "%.*s%.*s", STR_ARG(got), STR_ARG(b->top.at[k].text));
		if (!str_eq(got, wanted))
			printf("%.*s as %.*s\n", STR_ARG(text), STR_ARG(name));
		CHECK_STR(got, wanted);
		bracketed_done(b);
		arena_free(a);
	}
}

/* ---- any bytes ---- */

static const enum style styles[] = { STYLE_UN, STYLE_UNFCCC, STYLE_EU };

static bool
styles_hold(arena *a, struct bracketed *b, str plain)
{
	bool ok = true;
	for (size_t i = 0; ok && i < sizeof styles / sizeof *styles; i++) {
		buf out = { 0 };
		style_text_print(a, b, styles[i], &out);
		struct bracketed *again = bracketed_read(a, buf_str(&out));
		ok = again->faults.count == 0 && str_eq(bracketed_text(a, again), plain);
		bracketed_done(again);
		buf_done(&out);
	}
	return ok;
}

static bool
reads_back(str text)
{
	arena *a = arena_new();
	struct bracketed *b = bracketed_read(a, text);
	str once = bracketed_text(a, b);
	struct bracketed *again = bracketed_read(a, once);
	bool ok = again->faults.count == 0 && str_eq(bracketed_text(a, again), once);
	for (size_t k = 0; k <= b->names.count; k++)
		ok &= str_eq(projected(a, again, name_at(b, k)), projected(a, b, name_at(b, k)));
	for (size_t k = 0; k < b->faults.count; k++)
		ok &= b->faults.at[k].at < text.len;
	ok = ok && styles_hold(a, b, once);
	bracketed_done(b);
	bracketed_done(again);
	arena_free(a);
	return ok;
}

/* The shortest text that still breaks the law, by leaving out bytes. */
static str
smallest(arena *a, str text)
{
	for (size_t len = text.len / 2 + 1; len > 0; len /= 2)
		for (size_t at = 0; at + len <= text.len;) {
			str shorter = arena_printf(a, "%.*s%.*s", (int)at, text.at,
						   (int)(text.len - at - len), text.at + at + len);
			if (reads_back(shorter))
				at += len;
			else
				text = shorter;
		}
	return text;
}

TEST(laws, any_bytes_are_a_bracketed_text)
{
	struct rand r = rand_new();
	char room[120];
	for (size_t i = 0; i < CASES; i++) {
		str text = rand_text(
			&r, i % 2 ? "[][]U:\\\n d, \"" : "[[]]\\\nUS: deletpos\r\t;/,\xc3\xa9",
			room, rand_below(&r, 1 + i * sizeof room / CASES));
		if (reads_back(text))
			continue;
		arena *a = arena_new();
		str small = smallest(a, text);
		test_failed(__FILE__, __LINE__, "does not read back: '%.*s'", STR_ARG(small));
	}
}

/* Paragraphs of brackets with numbers and what looks like labels, in each style;
 * and the same bytes behind a first line that says a style. */
static str
pick(struct rand *r, const char *const list[], size_t count)
{
	return str_of(list[rand_below(r, count)]);
}

#define PICK(r, list) pick((r), (list), sizeof(list) / sizeof *(list))

static str
gen_paragraph(arena *a, struct rand *r)
{
	static const char *const numbers[] = { "", "", "1. ", "1. ", "1. ", "2. ", "1 bis. ", "1 alt. ", "1a. ", "-1. ",
					       "bis. ", "alt. ", "\\\\" };
	static const char *const owners[] = { "", "US: ", "EU: ", "RU, CL: ", "BE delete: " };
	static const char *const contents[] = { "x", "delete", "1. y", "2. y", "a\n\nb", "\\[z\\]",
						"[US: z] w", "US: x", "[bis. US: x]" };
	static const char *const tails[] = { "", "", "", ".", ";", " x" };
	str text = rand_below(r, 3) ? S("") : PICK(r, numbers);
	if (rand_below(r, 4) == 0)
		return arena_printf(a, "%.*sText.", STR_ARG(text));
	for (size_t k = 1 + rand_below(r, 3); k > 0; k--) {
		str owner = PICK(r, owners), number = PICK(r, numbers), content = PICK(r, contents);
		bool label = rand_below(r, 6) == 0;
		text = arena_printf(a, "%.*s[%.*s%.*s%.*s]", STR_ARG(text),
				    STR_ARG(label ? number : owner),
				    STR_ARG(label ? owner : number), STR_ARG(content));
	}
	return arena_printf(a, "%.*s%.*s", STR_ARG(text), STR_ARG(PICK(r, tails)));
}

TEST(laws, numbered_styles_read_back_as_the_plain_notation)
{
	static const char *const gaps[] = { "\n\n", "\n\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "\n", " " };
	struct rand r = rand_new();
	for (size_t i = 0; i < CASES; i++) {
		arena *a = arena_new();
		str text = i % 4 ? S("")
				 : arena_printf(a, "<!-- brackets: %s -->\n",
						style_names[styles[i / 4 % 3]]);
		for (size_t k = 1 + rand_below(&r, 1 + 6 * i / CASES); k > 0; k--)
			text = arena_printf(a, "%.*s%.*s%.*s", STR_ARG(text),
					    STR_ARG(gen_paragraph(a, &r)),
					    STR_ARG(k > 1 ? PICK(&r, gaps) : S("")));
		if (!reads_back(text))
			test_failed(__FILE__, __LINE__, "does not read back: '%.*s'",
				    STR_ARG(smallest(a, text)));
		arena_free(a);
	}
}
