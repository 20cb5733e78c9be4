#include "weigh/front_int.h"

#include <stdlib.h>

front *
front_make(const struct problem *p, bool within_lines, size_t memory_bytes, struct err *err)
{
	front *f;

	if (p->is_empty) {
		fail(err, ERR_INPUT, "no option of some point is left: every one is ruled out");
		return NULL;
	}
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		arena_exhausted(sizeof(*f));
	*f = (front){
		.p = p, .within_lines = within_lines, .memory_bytes = memory_bytes, .is_narrow = p->is_narrow,
		.stages = calloc(p->slot_count + 1, sizeof(*f->stages)),
		.error = calloc(p->party_count + 1, sizeof(*f->error)),
	};
	if (f->stages == NULL || f->error == NULL)
		arena_exhausted(sizeof(*f->stages) * p->slot_count);
	if (!(p->is_narrow ? front_fold_narrow(f, err) : front_fold_wide(f, err))) {
		front_free(f);
		return NULL;
	}
	return f;
}

void
front_free(front *f)
{
	if (f == NULL)
		return;
	for (size_t s = 0; s < f->p->slot_count; s++)
		free(f->stages[s].back);
	free(f->stages);
	free(f->error);
	free(f->sums);
	free(f);
}

size_t
front_count(const front *f)
{
	return f->count;
}

wide
front_sum(const front *f, size_t row, size_t party)
{
	size_t at = row * f->p->party_count + party;

	return f->is_narrow ? ((const int64_t *)f->sums)[at] : ((const wide *)f->sums)[at];
}

void
front_choices(const front *f, size_t row, uint32_t ret_choice[])
{
	for (size_t s = f->p->slot_count; s-- > 0;) {
		ret_choice[s] = f->stages[s].back[row].choice;
		row = f->stages[s].back[row].parent;
	}
}

wide
front_error(const front *f, size_t party)
{
	return f->error[party];
}

uint64_t
front_steps(const front *f)
{
	return f->steps;
}

bool
front_before(const front *f, size_t stage, struct front_back x, struct front_back y)
{
	bool before = false;

	/* The earliest slot in which they differ decides; behind a common parent all is equal. */
	for (;;) {
		if (x.choice != y.choice)
			before = x.choice < y.choice;
		if (x.parent == y.parent || stage == 0)
			return before;
		stage--;
		x = f->stages[stage].back[x.parent];
		y = f->stages[stage].back[y.parent];
	}
}
