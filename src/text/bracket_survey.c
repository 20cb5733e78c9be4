/* Parts are found in three ways, the first that works: the points of a draft,
 * as draft.h reads them, and its headings between them; headings alone, for
 * negotiating texts number the same point twice, once in each option, and are
 * no drafts then; and lines such as "C. [General", which papers without any
 * mark-up have for headings. */
#include "text/bracket_survey.h"

#include "base/ascii.h"
#include "text/draft.h"
#include "text/number.h"
#include "text/plain_words.h"

static size_t
blanks_skip(str s, size_t at)
{
	while (at < s.len && is_blank(s.at[at]))
		at++;
	return at;
}

static size_t
line_end(str s, size_t at)
{
	return at + str_find(str_sub(s, at, s.len), '\n');
}

/* ---- options ---- */

static bool
is_roman(str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (str_find(S("ivxIVX"), s.at[i]) == 6)
			return false;
	return s.len > 0;
}

/* "2", "1.1", "3a", "II", "B", "(a)" at `at`: how many bytes, or 0. */
static size_t
label_len(str s, size_t at)
{
	size_t from = at, inner = at + (at < s.len && s.at[at] == '(');
	size_t i = inner;
	while (i < s.len &&
	       (is_digit(s.at[i]) || is_letter(s.at[i]) ||
		(s.at[i] == '.' && i > inner && i + 1 < s.len && is_digit(s.at[i + 1]))))
		i++;
	str label = str_sub(s, inner, i);
	bool ok = label.len == 1 || is_roman(label) || (label.len > 0 && is_digit(label.at[0]));
	if (!ok || label.len > 8)
		return 0;
	if (inner == from)
		return i - from;
	return i < s.len && s.at[i] == ')' ? i + 1 - from : 0;
}

/* " bis", " ter" behind a label: how many bytes, or 0. */
static size_t
suffix_len(str s, size_t at)
{
	static const str suffixes[] = { { "bis", 3 }, { "ter", 3 }, { "quater", 6 }, { "alt", 3 },
					{ "quinquies", 9 } };
	size_t word = blanks_skip(s, at), end = word;
	while (end < s.len && is_letter(s.at[end]))
		end++;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_eq(str_sub(s, word, end), suffixes[i]))
			return end - at;
	return 0;
}

size_t
option_label_len(str s)
{
	static const str words[] = { { "Option", 6 }, { "Alternative", 11 }, { "Sub-option", 10 },
				     { "OPTION", 6 }, { "ALTERNATIVE", 11 } };
	size_t at = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words && !at; i++)
		if (str_starts(s, words[i]))
			at = words[i].len;
	if (!at)
		return 0;
	size_t label_at = blanks_skip(s, at), len = label_len(s, label_at);
	if (len == 0 || (label_at == at && !is_digit(s.at[at]) && s.at[at] != '('))
		return 0;
	at = label_at + len;
	at += suffix_len(s, at);
	/* A small letter goes on with a sentence: "Option 1 above is preferred". */
	size_t next = blanks_skip(s, at);
	return next < s.len && is_small(s.at[next]) ? 0 : at;
}

/* Where an option may begin in a line, or in a bracket of it, that begins at
 * `at`: behind numbers, bullets and marks of emphasis. */
static size_t
lead_skip(str line, size_t at)
{
	for (;;) {
		size_t i = at;
		while (i < line.len &&
		       (is_blank(line.at[i]) || str_find(S("[*_-+>#"), line.at[i]) < 7))
			i++;
		size_t word = i;
		while (word < line.len && word - i < 8 &&
		       (is_digit(line.at[word]) || is_letter(line.at[word]) ||
			str_find(S(".()"), line.at[word]) < 3))
			word++;
		/* Some papers have an "o" for a bullet. */
		bool is_number = word > i && word < line.len && is_blank(line.at[word]) &&
				 (str_find(S(".)0123456789"), line.at[word - 1]) < 12 ||
				  str_eq(str_sub(line, i, word), S("o")));
		if (!is_number || option_label_len(str_sub(line, i, line.len)))
			return i;
		at = word;
	}
}

static size_t
line_options(str line)
{
	size_t first = lead_skip(line, 0);
	size_t count = option_label_len(str_sub(line, first, line.len)) > 0;
	for (size_t i = first; i < line.len; i++) {
		if (line.at[i] != '[')
			continue;
		size_t at = lead_skip(line, i);
		count += option_label_len(str_sub(line, at, line.len)) > 0;
		i = at > i ? at - 1 : i;
	}
	return count;
}

/* ---- counting ---- */

/* The first of `count` spans that ends behind `at`. */
static size_t
span_at(const struct span_of_bytes *spans, size_t count, size_t at)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (spans[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is `at` in one of the spans?  `*next` walks along. */
static bool
is_in(const struct span_of_bytes *spans, size_t count, size_t *next, size_t at)
{
	while (*next < count && spans[*next].to <= at)
		++*next;
	return *next < count && spans[*next].from <= at;
}

static void
words_count(const struct bracket_survey *s, size_t from, size_t to, struct bracket_counts *c)
{
	plain_words it = { 0 };
	size_t covered = span_at(s->covered, s->covered_count, from);
	size_t quiet = span_at(s->quiet, s->quiet_count, from);
	plain_words_start(&it, s->text, from, to);
	for (size_t at, end; plain_words_next(&it, &at, &end);) {
		if (is_in(s->quiet, s->quiet_count, &quiet, at))
			continue;
		c->words++;
		c->words_bracketed += is_in(s->covered, s->covered_count, &covered, at);
	}
	plain_words_done(&it);
}

static void
lines_count(str text, size_t from, size_t to, struct bracket_counts *c)
{
	for (size_t at = from, end; at < to; at = end + 1) {
		end = line_end(text, at);
		struct number n;
		str line = str_sub(text, at, end < to ? end : to);
		size_t begin = blanks_skip(line, 0);
		c->options += line_options(line);
		c->numbers += number_marker(str_sub(line, begin, line.len), &n) && n.bracketed;
	}
}

/* The first bracket at `at` or behind it. */
static size_t
found_at(const struct bracket_survey *s, size_t at)
{
	size_t low = 0, high = s->found_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (s->found[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct bracket_counts
bracket_survey_count(const struct bracket_survey *s, size_t from, size_t to)
{
	struct bracket_counts c = { 0 };
	for (size_t i = found_at(s, from); i < s->found_count && s->found[i].at < to; i++) {
		const struct bracket *f = &s->found[i];
		c.brackets++;
		c.stacked += f->place > 1;
		c.unclosed += !f->closed;
		if (f->depth > c.depth)
			c.depth = f->depth;
	}
	for (size_t i = 0; i < s->odd_count; i++)
		c.strays += s->odd[i].is_stray && s->odd[i].at >= from && s->odd[i].at < to;
	words_count(s, from, to, &c);
	lines_count(s->text, from, to, &c);
	return c;
}

/* ---- the brackets ---- */

static size_t
paragraph_end(str s, size_t at)
{
	for (size_t end = line_end(s, at); end < s.len; end = line_end(s, end + 1)) {
		str next = str_sub(s, end + 1, line_end(s, end + 1));
		if (str_trim(next).len == 0)
			return end;
	}
	return s.len;
}

/* What never closes ends with its paragraph, but not inside of what does; so
 * depths and covered bytes are found anew. */
static void
found_keep(struct bracket_survey *s, arena *a, const bracketing *b)
{
	LIST(size_t) ends = { 0 };
	size_t paragraph = 0;           /* the end of the one that holds the last unclosed
					 * bracket */
	s->found_count = b->found.count;
	s->found = ARENA_ARRAY(a, struct bracket, s->found_count + 1);
	s->covered = ARENA_ARRAY(a, struct span_of_bytes, s->found_count + 1);
	for (size_t i = 0; i < s->found_count; i++) {
		struct bracket *f = &s->found[i];
		*f = b->found.at[i];
		if (!f->closed && f->at >= paragraph)
			paragraph = paragraph_end(s->text, f->at);
		if (!f->closed)
			f->len = paragraph - f->at;
		size_t end = f->at + f->len;
		while (ends.count > 0 && ends.at[ends.count - 1] <= f->at)
			ends.count--;
		*LIST_ADD(&ends) = end;
		f->depth = (unsigned)ends.count;
		struct span_of_bytes *last =
			s->covered_count ? &s->covered[s->covered_count - 1] : NULL;
		if (!last || last->to <= f->at)
			s->covered[s->covered_count++] = (struct span_of_bytes){ f->at, end };
		else if (last->to < end)
			last->to = end;
	}
	LIST_DONE(&ends);
}

/* Owners are no words either; both lists ascend. */
static void
quiet_keep(struct bracket_survey *s, arena *a, const bracketing *b)
{
	size_t q = 0;
	s->quiet = ARENA_ARRAY(a, struct span_of_bytes, b->quiet.count + b->found.count + 1);
	for (size_t i = 0; i <= b->found.count; i++) {
		str owners = i < b->found.count ? b->found.at[i].owners : STR_NONE;
		size_t at = owners.len ? (size_t)(owners.at - s->text.at) : 0;
		if (i < b->found.count && owners.len == 0)
			continue;
		for (; q < b->quiet.count && (i == b->found.count || b->quiet.at[q].from < at); q++)
			s->quiet[s->quiet_count++] = b->quiet.at[q];
		if (owners.len)
			s->quiet[s->quiet_count++] = (struct span_of_bytes){ at, at + owners.len };
	}
}

static void
odd_keep(struct bracket_survey *s, arena *a, const bracketing *b)
{
	size_t stray = 0;
	s->odd = ARENA_ARRAY(a, struct bracket_odd, b->strays.count + b->found.count + 1);
	for (size_t i = 0; i <= b->found.count; i++) {
		size_t at = i < b->found.count ? b->found.at[i].at : s->text.len;
		for (; stray < b->strays.count && b->strays.at[stray] < at; stray++)
			s->odd[s->odd_count++] = (struct bracket_odd){ b->strays.at[stray], true };
		if (i < b->found.count && !b->found.at[i].closed)
			s->odd[s->odd_count++] = (struct bracket_odd){ at, false };
	}
}

/* ---- parts ---- */

struct parting {
	arena *a;
	str text;
	LIST(struct bracket_part) parts;
};

static void
part_add(struct parting *p, size_t from, str label, str heading)
{
	if (p->parts.count)
		p->parts.at[p->parts.count - 1].to = from;
	*LIST_ADD(&p->parts) = (struct bracket_part){ label, heading, from, p->text.len };
}

static str
heading_of(str line)
{
	size_t marks = 0;
	while (marks < line.len && line.at[marks] == '#')
		marks++;
	bool is_heading = marks > 0 && marks <= 6 && marks < line.len && is_blank(line.at[marks]);
	return is_heading ? str_trim(str_sub(line, marks, line.len)) : STR_NONE;
}

/* "C. [General / Objective", at the start of a line; one capital letter. */
static str
lettered_heading(str line)
{
	bool is = line.len > 3 && is_capital(line.at[0]) && line.at[1] == '.' &&
		  is_blank(line.at[2]);
	return is ? str_trim(str_sub(line, 2, line.len)) : STR_NONE;
}

/* Headings in the bytes from … to, each a part. */
static void
headings_add(struct parting *p, size_t from, size_t to)
{
	for (size_t at = from; at < to; at = line_end(p->text, at) + 1) {
		str heading = heading_of(str_sub(p->text, at, line_end(p->text, at)));
		struct number n;
		if (heading.len == 0)
			continue;
		if (number_heading(heading, &n))
			part_add(p, at, n.digits, str_trim(str_sub(heading, n.used, heading.len)));
		else
			part_add(p, at, STR_NONE, heading);
	}
}

static void
letters_add(struct parting *p)
{
	for (size_t at = 0; at < p->text.len; at = line_end(p->text, at) + 1) {
		str line = str_sub(p->text, at, line_end(p->text, at));
		str heading = lettered_heading(line);
		if (heading.len)
			part_add(p, at, str_sub(line, 0, 1), heading);
	}
}

/* The points of a draft, and the headings between them. */
static bool
points_add(struct parting *p)
{
	struct err err = { 0 };
	draft *d = draft_read(p->a, p->text, S("draft"), &err);
	size_t from = 0;
	for (size_t i = 0; d && i < draft_count(d); i++) {
		const struct draft_point *point = draft_point(d, i);
		if (point->level > 1)
			continue;
		headings_add(p, from, point->at);
		part_add(p, point->at, point->number, point->heading);
		from = line_end(p->text, point->at) + 1;
	}
	if (d)
		headings_add(p, from, p->text.len);
	return d != NULL;
}

static void
parts_find(struct bracket_survey *s, arena *a)
{
	struct parting p = { .a = a, .text = s->text };
	if (!points_add(&p))
		headings_add(&p, 0, s->text.len);
	if (p.parts.count == 0)
		letters_add(&p);
	s->part_count = p.parts.count;
	s->parts = ARENA_ARRAY(a, struct bracket_part, p.parts.count + 1);
	if (p.parts.count)
		memcpy(s->parts, p.parts.at, p.parts.count * sizeof *s->parts);
	LIST_DONE(&p.parts);
}

struct bracket_survey *
bracket_survey_new(arena *a, str text)
{
	struct bracket_survey *s = ARENA_NEW(a, struct bracket_survey);
	bracketing b = { 0 };
	s->text = text;
	bracketing_read(&b, text, 0, text.len, links_in(a, text));
	bracketing_end(&b);
	found_keep(s, a, &b);
	quiet_keep(s, a, &b);
	odd_keep(s, a, &b);
	bracketing_done(&b);
	parts_find(s, a);
	return s;
}
