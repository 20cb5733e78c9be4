#include "clerk/brat.h"

#include <string.h>

#include "base/ascii.h"
#include "base/list.h"
#include "base/map.h"

const char *const role_names[ROLES] = { "source", "cue", "content" };

struct text_bound {
	uint8_t role;           /* ROLES: none of ours */
	struct brat_span *spans;
	size_t count;
};

struct reading {
	arena *a;
	str name;
	size_t line;
	map by_id;              /* of a T: 1 + index */
	LIST(struct text_bound) bounds;
	LIST(struct brat_attribution) attributions;
	struct err *err;
};

static bool
wrong(struct reading *x, const char *why)
{
	return fail(x->err, ERR_INPUT, "'%.*s', line %zu: %s", STR_ARG(x->name), x->line, why);
}

static uint8_t
role_of(str word)
{
	while (word.len > 0 && is_digit(word.at[word.len - 1]))
		word.len--;
	for (unsigned i = 0; i < ROLES; i++)
		if (str_eq_nocase(word, str_of(role_names[i])))
			return (uint8_t)i;
	return ROLES;
}

/* T and its number, E and its number: at the start of a line, a tab behind. */
static bool
is_line_of(str line, char kind, str *ret_id, str *ret_rest)
{
	size_t len = 1;
	while (len < line.len && is_digit(line.at[len]))
		len++;
	if (line.len < 3 || line.at[0] != kind || len == 1 || len >= line.len || line.at[len] != '\t')
		return false;
	*ret_id = str_sub(line, 0, len);
	*ret_rest = str_sub(line, len + 1, line.len);
	return true;
}

static bool
read_span(str text, struct brat_span *ret)
{
	uint64_t from, to;
	str a, b;
	if (!str_cut(text, ' ', &a, &b) || !str_u64(a, &from) || !str_u64(b, &to) || from >= to || to > UINT32_MAX)
		return false;
	*ret = (struct brat_span){ (uint32_t)from, (uint32_t)to };
	return true;
}

static bool
read_bound(struct reading *x, str id, str rest)
{
	struct text_bound *bound = LIST_ADD(&x->bounds);
	str head, role, places, place, words;
	LIST(struct brat_span) spans = { 0 };
	bool ok = true;
	*map_at(&x->by_id, str_hash(id)) = (uint32_t)x->bounds.count;
	str_cut(rest, '\t', &head, &words);
	str_cut(head, ' ', &role, &places);
	bound->role = role_of(role);
	while (ok && places.len > 0) {
		str_cut(places, ';', &place, &places);
		ok = read_span(place, LIST_ADD(&spans));
	}
	bound->count = spans.count;
	bound->spans = ARENA_ARRAY(x->a, struct brat_span, spans.count + 1);
	if (spans.count > 0)
		memcpy(bound->spans, spans.at, spans.count * sizeof *spans.at);
	LIST_DONE(&spans);
	return (ok && bound->count > 0) || wrong(x, "a place is two numbers, the second the greater: 'T1\tSource 38 65\twords'");
}

struct spans {
	LIST(struct brat_span) of[ROLES];
};

static bool
read_pairs(struct reading *x, str rest, struct spans *ret)
{
	str pair, role, id;
	while (rest.len > 0) {
		str_cut(rest, ' ', &pair, &rest);
		if (!str_cut(pair, ':', &role, &id))
			return wrong(x, "an event is pairs, as in 'E1\tAttribution:T4 Source:T3'");
		uint32_t bound = map_get(&x->by_id, str_hash(id));
		if (!bound)
			return wrong(x, "an event names a T that is not there");
		const struct text_bound *t = &x->bounds.at[bound - 1];
		for (size_t i = 0; i < t->count && role_of(role) < ROLES; i++)
			*LIST_ADD(&ret->of[role_of(role)]) = t->spans[i];
	}
	return true;
}

static bool
read_event(struct reading *x, str rest)
{
	struct brat_attribution *f = LIST_ADD(&x->attributions);
	struct spans spans = { 0 };
	bool ok = read_pairs(x, str_trim(rest), &spans);
	for (unsigned role = 0; role < ROLES; role++) {
		f->count[role] = spans.of[role].count;
		f->spans[role] = ARENA_ARRAY(x->a, struct brat_span, f->count[role]);
		if (f->count[role] > 0)
			memcpy(f->spans[role], spans.of[role].at, f->count[role] * sizeof *f->spans[role]);
		LIST_DONE(&spans.of[role]);
	}
	return ok;
}

/* All lines of a kind: an E may stand before its Ts. */
static bool
read_lines(struct reading *x, str bytes, char kind)
{
	bool ok = true;
	x->line = 0;
	while (ok && bytes.len > 0) {
		str line, id, rest;
		str_cut(bytes, '\n', &line, &bytes);
		x->line++;
		if (is_line_of(line, kind, &id, &rest))
			ok = kind == 'T' ? read_bound(x, id, rest) : read_event(x, rest);
	}
	return ok;
}

bool
brat_read(arena *a, str name, str bytes, struct brat *ret, struct err *err)
{
	struct reading x = { .a = a, .name = name, .err = err };
	bool ok = read_lines(&x, bytes, 'T') && read_lines(&x, bytes, 'E');
	if (ok && x.bounds.count == 0 && str_trim(bytes).len > 0)
		ok = fail(err, ERR_INPUT, "'%.*s' is no stand-off annotation: no line of it begins with T, a number and a tab", STR_ARG(name));
	ret->count = x.attributions.count;
	ret->attributions = ARENA_ARRAY(a, struct brat_attribution, ret->count + 1);
	if (ret->count > 0)
		memcpy(ret->attributions, x.attributions.at, ret->count * sizeof *ret->attributions);
	LIST_DONE(&x.attributions);
	LIST_DONE(&x.bounds);
	map_done(&x.by_id);
	return ok;
}
