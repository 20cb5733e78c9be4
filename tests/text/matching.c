#include "text/matching.h"

static bool
has_mirrored(const struct matching *m, const struct match_row *r)
{
	for (size_t i = 0; i < m->rows.count; i++) {
		const struct match_row *s = &m->rows.at[i];
		if (s->a == r->b && s->b == r->a)
			return s->how == match_mirrored((enum match_how)r->how) &&
			       s->reason == r->reason && s->share == r->share &&
			       s->of_whole == r->of_whole && s->in_order == r->in_order;
	}
	return false;
}

const struct match_row *
matching_unmirrored(const struct matching *m, const struct matching *n)
{
	for (size_t i = 0; i < m->rows.count; i++)
		if (!has_mirrored(n, &m->rows.at[i]))
			return &m->rows.at[i];
	return NULL;
}

static bool
is_placed(const struct matching *m, unsigned side, uint32_t point)
{
	size_t rows = 0, parts = 0;
	for (size_t i = 0; i < m->rows.count; i++) {
		const struct match_row *r = &m->rows.at[i];
		bool is_here = (side ? r->b : r->a) == point;
		rows += is_here;
		parts += is_here && (r->how == MATCH_SPLIT || r->how == MATCH_MERGED);
	}
	return rows == 1 || (rows > 1 && rows == parts);
}

bool
matching_is_whole(const struct matching *m)
{
	for (unsigned side = 0; side < 2; side++)
		for (uint32_t i = 1; i <= (side ? m->b->count : m->a->count); i++)
			if (!is_placed(m, side, i))
				return false;
	return true;
}
