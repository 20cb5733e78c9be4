#include "record/order.h"

struct order_walk
order_walk(str text)
{
	return (struct order_walk){ .rest = text };
}

static bool
take_number(str *line, char until, uint64_t *ret_number)
{
	str word;
	bool more = str_cut(*line, until, &word, line);
	/* Only what printing makes: no zero in front. */
	if (word.len == 0 || word.len > 19 || (word.len > 1 && word.at[0] == '0') || !str_u64(word, ret_number))
		return false;
	return more || line->len == 0;
}

static bool
read_circle(str rest, struct order_line *l)
{
	return take_number(&rest, ' ', &l->number) && l->number > 0 && hash_of_hex(rest, &l->id);
}

static bool
read_file(str rest, struct order_line *l)
{
	return str_cut(rest, ' ', &l->keeper, &l->path) && l->keeper.len && l->path.len;
}

static bool
read_run(str rest, struct order_line *l)
{
	return take_number(&rest, ' ', &l->circle) && take_number(&rest, ' ', &l->position) &&
	       take_number(&rest, ' ', &l->count) && rest.len == 0 && l->circle > 0 && l->count > 0 &&
	       l->position + l->count > l->position;
}

static bool
read_both(str rest, struct order_line *l)
{
	struct order_line probe = { .places = rest };
	struct order_place place;
	size_t count = 0;
	while (probe.places.len) {
		if (!order_next_place(&probe, &place) || place.circle == 0)
			return false;
		count++;
	}
	l->places = rest;
	return count > 1;
}

bool
order_next(struct order_walk *it, struct order_line *ret_line)
{
	static const struct { const char *word; bool (*read)(str, struct order_line *); } kinds[] = {
		[ORDER_CIRCLE] = { "circle", read_circle },
		[ORDER_FILE] = { "file", read_file },
		[ORDER_RUN] = { "run", read_run },
		[ORDER_BOTH] = { "both", read_both },
	};
	str line, word, rest;
	if (it->rest.len == 0 || it->failed)
		return false;
	it->failed = true;
	if (!str_cut(it->rest, '\n', &line, &it->rest) || !str_cut(line, ' ', &word, &rest))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		*ret_line = (struct order_line){ .kind = (enum order_kind)i };
		if (str_eq(word, str_of(kinds[i].word)) && kinds[i].read(rest, ret_line)) {
			it->failed = false;
			return true;
		}
	}
	return false;
}

bool
order_next_place(struct order_line *line, struct order_place *ret_place)
{
	str word;
	if (line->places.len == 0)
		return false;
	str_cut(line->places, ' ', &word, &line->places);
	return str_find(word, ':') < word.len && take_number(&word, ':', &ret_place->circle) &&
	       take_number(&word, ' ', &ret_place->position) && word.len == 0;
}

/* ---- writing ---- */

static void
end_run(struct order_writer *w)
{
	if (w->run_count)
		buf_printf(&w->out, "run %llu %llu %llu\n", (unsigned long long)w->run.circle,
			   (unsigned long long)w->run.position, (unsigned long long)w->run_count);
	w->run_count = 0;
}

void
order_add_circle(struct order_writer *w, uint64_t number, const struct hash *id)
{
	struct hex hex = hash_hex(id);
	end_run(w);
	buf_printf(&w->out, "circle %llu %s\n", (unsigned long long)number, hex.at);
}

void
order_add_file(struct order_writer *w, str keeper, str path)
{
	end_run(w);
	buf_printf(&w->out, "file %.*s %.*s\n", STR_ARG(keeper.len ? keeper : S("-")), STR_ARG(path));
}

void
order_add(struct order_writer *w, const struct order_place *places, size_t count)
{
	if (count == 1 && w->run_count && w->run.circle == places->circle &&
	    w->run.position + w->run_count == places->position) {
		w->run_count++;
		return;
	}
	end_run(w);
	if (count == 1) {
		w->run = *places;
		w->run_count = 1;
		return;
	}
	buf_add(&w->out, S("both"));
	for (size_t i = 0; i < count; i++)
		buf_printf(&w->out, " %llu:%llu", (unsigned long long)places[i].circle,
			   (unsigned long long)places[i].position);
	buf_add_byte(&w->out, '\n');
}

str
order_done(struct order_writer *w)
{
	end_run(w);
	return buf_str(&w->out);
}
