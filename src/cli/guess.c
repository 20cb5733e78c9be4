#include "cli/guess.h"

/* A word that is the beginning of a candidate is as near as one slip. */
static unsigned
distance(str word, str candidate, unsigned limit)
{
	unsigned d = str_distance(word, candidate, limit);
	return d > 1 && word.len >= 3 && str_starts(candidate, word) ? 1 : d;
}

void
guess_try(struct guess *g, str candidate)
{
	unsigned limit = g->word.len < 4 ? 1 : g->word.len < 8 ? 2 : 3;
	unsigned d = distance(g->word, candidate, limit);
	if (d <= limit && (g->best.len == 0 || d < g->distance)) {
		g->best = candidate;
		g->distance = d;
	}
}

str
guess_text(const struct guess *g, arena *a, const char *before)
{
	if (g->best.len == 0)
		return S("");
	return arena_printf(a, "; did you mean '%s%.*s'?", before, STR_ARG(g->best));
}
