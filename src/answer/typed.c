#include "answer/typed.h"

static uint32_t
labelled(const talks *t, uint32_t in_draft, str label)
{
	uint32_t sym = syms_find(t->m->names, label);
	return sym && in_draft ? map_get(&t->readings_by_label, (uint64_t)in_draft << 32 | sym) : 0;
}

/* Cuts "1-9" (plain numbers only) or "1a..3"; false where it is no range. */
static bool
cut_range(str item, str *ret_from, str *ret_to)
{
	size_t dots = str_find_str(item, S("..")), dash = str_find(item, '-');
	uint64_t number;
	if (dots < item.len) {
		*ret_from = str_sub(item, 0, dots);
		*ret_to = str_sub(item, dots + 2, item.len);
		return true;
	}
	*ret_from = str_sub(item, 0, dash);
	*ret_to = str_sub(item, dash + 1, item.len);
	return dash < item.len && str_u64(*ret_from, &number) && str_u64(*ret_to, &number);
}

static uint32_t
named_point(const talks *t, uint32_t in_draft, str label)
{
	uint32_t reading = labelled(t, in_draft, label), sym = syms_find(t->m->names, label);
	if (reading)
		return t->readings.at[reading].point;
	return sym && sym < t->d->sym_count ? t->point_of[sym] : 0;
}

/* The next point of the range under way; false behind its end. */
static bool
range_next(struct typed *it, struct typed_point *ret_point)
{
	const talks *t = it->t;
	const struct tdraft *d = &t->drafts.at[it->draft];
	uint32_t first = labelled(t, it->draft, it->from), last = labelled(t, it->draft, it->to);
	uint64_t low, high, number;
	bool plain = str_u64(it->from, &low) && str_u64(it->to, &high);
	while (it->reading && it->reading < d->first + d->count_held) {
		uint32_t r = it->reading++;
		bool inside = plain ? str_u64(t->readings.at[r].number, &number) && number >= low && number <= high
				    : first && last && r >= first && r <= last;
		if (!inside)
			continue;
		*ret_point = (struct typed_point){ it->name, it->draft, t->readings.at[r].point };
		return true;
	}
	it->reading = 0;
	return false;
}

struct typed
typed_points(const talks *t, str points)
{
	return (struct typed){ .t = t, .rest = points };
}

bool
typed_next(struct typed *it, struct typed_point *ret_point)
{
	const talks *t = it->t;
	while (!range_next(it, ret_point)) {
		str item;
		if (!str_trim(it->rest).len)
			return false;
		str_cut(it->rest, ',', &item, &it->rest);
		item = str_trim(item);
		size_t colon = str_find(item, ':');
		if (colon < item.len) {
			uint32_t sym = syms_find(t->m->names, str_sub(item, 0, colon));
			it->draft = sym && sym < t->d->sym_count ? t->draft_of[sym] : 0;
			item = str_sub(item, colon + 1, item.len);
		}
		it->name = item;
		if (!cut_range(item, &it->from, &it->to)) {
			*ret_point = (struct typed_point){ item, it->draft, named_point(t, it->draft, item) };
			return true;
		}
		it->reading = it->draft ? t->drafts.at[it->draft].first : 0;
	}
	return true;
}
