/* Points of a draft as bytes of their own, and a draft of such points: what a
 * record seals one by one, so that some can be shown without the others. */
#include "text/draft_int.h"

#include "base/utf8.h"

enum { FLAG_NUMBER_BRACKETED = 1, FLAG_UNBALANCED = 2 };

void
draft_point_print(const draft *d, size_t index, buf *out)
{
	const struct draft_point *p = draft_point(d, index);
	buf_printf(out, "%.*s\t%u\t%.*s\t%u\t%u\t%u\t%d\t%zu\n", STR_ARG(p->identity), p->level, STR_ARG(p->above),
		   p->brackets, p->bracket_words, p->word_count,
		   (p->number_bracketed ? FLAG_NUMBER_BRACKETED : 0) | (p->unbalanced ? FLAG_UNBALANCED : 0),
		   p->heading.len);
	buf_add(out, p->heading);
	buf_add_byte(out, '\n');
	buf_add(out, p->words);
}

static bool
take_field(str *line, str *ret_field)
{
	bool more = str_cut(*line, '\t', ret_field, line);
	return more || line->len == 0;
}

static bool
take_number(str *line, unsigned *ret_number)
{
	str field;
	uint64_t number;
	if (!take_field(line, &field) || !str_u64(field, &number) || number > UINT32_MAX)
		return false;
	*ret_number = (unsigned)number;
	return true;
}

static bool
point_read(str number, str bytes, struct draft_point *ret_point)
{
	struct draft_point p = { .number = number };
	str line, rest;
	unsigned flags, heading;
	if (number.len == 0 || utf8_bad(bytes) < bytes.len || !str_cut(bytes, '\n', &line, &rest) ||
	    !take_field(&line, &p.identity) || !take_number(&line, &p.level) || !take_field(&line, &p.above) ||
	    !take_number(&line, &p.brackets) || !take_number(&line, &p.bracket_words) ||
	    !take_number(&line, &p.word_count) || !take_number(&line, &flags) || !take_number(&line, &heading))
		return false;
	if (line.len || flags > (FLAG_NUMBER_BRACKETED | FLAG_UNBALANCED) || p.level == 0 ||
	    heading >= rest.len || rest.at[heading] != '\n')
		return false;
	p.number_bracketed = flags & FLAG_NUMBER_BRACKETED;
	p.unbalanced = flags & FLAG_UNBALANCED;
	p.heading = str_sub(rest, 0, heading);
	p.words = str_sub(rest, heading + 1, rest.len);
	*ret_point = p;
	return true;
}

draft *
draft_of_points(arena *a, const struct draft_part *parts, size_t count, struct err *err)
{
	draft *d = ARENA_NEW(a, draft);
	d->points = ARENA_ARRAY(a, struct draft_point, count + 1);
	d->numbers = syms_new(a);
	d->identities = syms_new(a);
	d->named = ARENA_ARRAY(a, uint32_t, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct draft_point *p = &d->points[i];
		if (!point_read(parts[i].number, parts[i].bytes, p)) {
			fail(err, ERR_INPUT, "provision %zu of a draft is none", i + 1);
			return NULL;
		}
		if (syms_add(d->numbers, p->number) != i + 1) {
			fail(err, ERR_INPUT, "a draft has two points '%.*s'", STR_ARG(p->number));
			return NULL;
		}
		uint32_t above = p->above.len ? syms_find(d->numbers, p->above) : 0;
		p->parent = above <= i ? above : 0;
		uint32_t *named = p->identity.len ? &d->named[syms_add(d->identities, p->identity)] : NULL;
		if (named && *named) {
			fail(err, ERR_INPUT, "a draft has two points '%.*s'", STR_ARG(p->identity));
			return NULL;
		}
		if (named)
			*named = (uint32_t)i + 1;
		d->count++;
	}
	return d;
}
