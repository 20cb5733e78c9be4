#include "weigh/dictionary.h"

#include <math.h>
#include <string.h>

/* What counts as 0, of numbers that callers have brought to the size of 1 to 1000. */
static const double TINY = 1e-9;
/* Smaller ones are no pivots: they would blow the table up. */
static const double PIVOT_LEAST = 1e-7;

static size_t
aligned(size_t bytes)
{
	return (bytes + 63) / 64 * 64;
}

static size_t
stride_of(size_t options, size_t forms)
{
	return (options + forms + 1 + 7) / 8 * 8;
}

size_t
dictionary_bytes(size_t slots, size_t options, size_t forms)
{
	size_t rows = slots + forms + 1, stride = stride_of(options, forms);

	return aligned(rows * stride * sizeof(double)) + aligned(rows * sizeof(uint32_t)) +
	       aligned(stride * sizeof(uint32_t)) + aligned(options * sizeof(bool));
}

void
dictionary_place(struct dictionary *d, void *block, size_t slots, size_t options, size_t forms)
{
	size_t rows = slots + forms + 1, stride = stride_of(options, forms);
	unsigned char *at = block;

	*d = (struct dictionary){ .stride = stride, .option_count = options, .form_count = forms };
	d->at = (void *)at;
	at += aligned(rows * stride * sizeof(double));
	d->basic = (void *)at;
	at += aligned(rows * sizeof(uint32_t));
	d->free = (void *)at;
	at += aligned(stride * sizeof(uint32_t));
	d->is_out = (void *)at;
}

void
dictionary_copy(struct dictionary *to, const struct dictionary *from)
{
	size_t n = from->column_count + 1;

	to->row_count = from->row_count;
	to->column_count = from->column_count;
	for (size_t r = 0; r <= from->row_count; r++)
		memcpy(to->at + r * to->stride, from->at + r * from->stride, n * sizeof(double));
	memcpy(to->basic, from->basic, from->row_count * sizeof(uint32_t));
	memcpy(to->free, from->free, from->column_count * sizeof(uint32_t));
	memcpy(to->is_out, from->is_out, from->option_count * sizeof(bool));
}

/* The constant of a row stands behind its columns. */
static inline double *
row_at(const struct dictionary *d, size_t row)
{
	return d->at + row * d->stride;
}

static inline double
constant(const struct dictionary *d, size_t row)
{
	return row_at(d, row)[d->column_count];
}

double
dictionary_objective(const struct dictionary *d)
{
	return constant(d, d->row_count);
}

/* ---- setting up ---- */

/* Shares of a slot's other options are free, its key's is 1 less them. */
static void
set_shares(struct dictionary *d, size_t slots, const uint32_t first[], const uint32_t key[])
{
	size_t column = 0;

	for (size_t s = 0; s < slots; s++) {
		d->basic[s] = key[s];
		for (uint32_t o = first[s]; o < first[s + 1]; o++)
			if (o != key[s])
				d->free[column++] = o;
	}
	d->column_count = column;
}

static void
fill_shares(struct dictionary *d, size_t slots, const uint32_t first[], const uint32_t key[])
{
	size_t column = 0;

	for (size_t s = 0; s < slots; s++) {
		double *row = row_at(d, s);

		memset(row, 0, (d->column_count + 1) * sizeof(double));
		for (uint32_t o = first[s]; o < first[s + 1]; o++)
			if (o != key[s])
				row[column++] = -1;
		row[d->column_count] = 1;
	}
}

/* What form k gives: at the key, and what each free share changes. */
static void
form_row(const struct dictionary *d, size_t slots, const uint32_t first[], const double *gain, const double plus[],
	 const uint32_t key[], size_t k, double *ret)
{
	size_t n = d->form_count, column = 0;
	double sum = plus[k];

	for (size_t s = 0; s < slots; s++) {
		double at_key = gain[key[s] * n + k];

		sum += at_key;
		for (uint32_t o = first[s]; o < first[s + 1]; o++)
			if (o != key[s])
				ret[column++] = gain[o * n + k] - at_key;
	}
	for (; column < d->column_count; column++)
		ret[column] = 0;
	ret[d->column_count] = sum;
}

void
dictionary_least(struct dictionary *d, size_t slots, const uint32_t first[], const double *gain, const double plus[],
		 const uint32_t key[])
{
	size_t n = d->form_count, least = 0, row = slots;
	double least_sum = 0;

	for (size_t k = 0; k < n; k++) {
		double sum = plus[k];

		for (size_t s = 0; s < slots; s++)
			sum += gain[key[s] * n + k];
		if (k == 0 || sum < least_sum) {
			least = k;
			least_sum = sum;
		}
	}
	set_shares(d, slots, first, key);
	d->free[d->column_count++] = (uint32_t)(d->option_count + least);
	memset(d->is_out, 0, d->option_count * sizeof(bool));
	fill_shares(d, slots, first, key);
	/* The objective is the least form less its slack; the others' slacks are what they have more. */
	d->row_count = slots + n - 1;
	double *objective = row_at(d, d->row_count);

	form_row(d, slots, first, gain, plus, key, least, objective);
	objective[d->column_count - 1] = -1;
	for (size_t k = 0; k < n; k++) {
		double *r = row_at(d, row);

		if (k == least)
			continue;
		form_row(d, slots, first, gain, plus, key, k, r);
		for (size_t j = 0; j <= d->column_count; j++)
			r[j] -= objective[j];
		d->basic[row++] = (uint32_t)(d->option_count + k);
	}
}

void
dictionary_most(struct dictionary *d, size_t slots, const uint32_t first[], const double *gain, const double plus[],
		const double worth[])
{
	size_t n = d->form_count, column = 0;
	uint32_t *key = d->basic;
	double *objective, sum = 0;

	memset(d->is_out, 0, d->option_count * sizeof(bool));
	for (size_t s = 0; s < slots; s++) {
		key[s] = first[s];
		for (uint32_t o = first[s]; o < first[s + 1]; o++)
			if (worth[o] > worth[key[s]])
				key[s] = o;
	}
	set_shares(d, slots, first, key);
	fill_shares(d, slots, first, key);
	d->row_count = slots + n;
	for (size_t k = 0; k < n; k++) {
		form_row(d, slots, first, gain, plus, key, k, row_at(d, slots + k));
		d->basic[slots + k] = (uint32_t)(d->option_count + k);
	}
	objective = row_at(d, d->row_count);
	for (size_t s = 0; s < slots; s++) {
		sum += worth[key[s]];
		for (uint32_t o = first[s]; o < first[s + 1]; o++)
			if (o != key[s])
				objective[column++] = worth[o] - worth[key[s]];
	}
	objective[d->column_count] = sum;
}

/* ---- pivots ---- */

/* Four numbers at a time where the machine can: the same sums in the same order, so
 * the same results. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WHERE_WIDER __attribute__((target_clones("avx2", "default")))
#else
#define WHERE_WIDER
#endif

/* to += times × from, over `count` numbers. */
WHERE_WIDER static void
add_times(double *restrict to, const double *restrict from, double times, size_t count)
{
	for (size_t j = 0; j < count; j++)
		to[j] += times * from[j];
}

/* The variable of `row` becomes free, that of `column` basic. */
static void
pivot(struct dictionary *d, size_t row, size_t column)
{
	size_t n = d->column_count + 1;
	double *restrict from = row_at(d, row);
	double by = -1 / from[column];
	uint32_t leaves = d->basic[row];

	/* basic = … + a x  turned into  x = … / -a, with basic in its place. */
	from[column] = -1;
	for (size_t j = 0; j < n; j++)
		from[j] *= by;
	for (size_t r = 0; r <= d->row_count; r++) {
		double *restrict to = row_at(d, r), times = to[column];

		if (r == row || times == 0)
			continue;
		to[column] = 0;
		add_times(to, from, times, n);
	}
	d->basic[row] = d->free[column];
	d->free[column] = leaves;
}

/* A column that is out and free goes: the last takes its place. */
static void
drop_column(struct dictionary *d, size_t column)
{
	size_t last = d->column_count - 1;

	for (size_t r = 0; r <= d->row_count; r++) {
		double *row = row_at(d, r);

		row[column] = row[last];
		row[last] = row[last + 1];
	}
	d->free[column] = d->free[last];
	d->column_count = last;
}

static bool
is_out(const struct dictionary *d, uint32_t variable)
{
	return variable < d->option_count && d->is_out[variable];
}

void
dictionary_rule_out(struct dictionary *d, uint32_t option)
{
	d->is_out[option] = true;
	for (size_t j = 0; j < d->column_count; j++)
		if (d->free[j] == option) {
			drop_column(d, j);
			return;
		}
}

void
dictionary_primal(struct dictionary *d, uint64_t *steps)
{
	/* The steepest column; after many steps without a gain the first (Bland), which ends. */
	unsigned idle = 0;

	for (;;) {
		const double *objective = row_at(d, d->row_count);
		size_t column = d->column_count, row = d->row_count;
		double steepest = TINY, least = INFINITY;

		for (size_t j = 0; j < d->column_count; j++)
			if (objective[j] > steepest) {
				column = j;
				steepest = idle < 200 ? objective[j] : INFINITY;
			}
		if (column == d->column_count)
			return;
		for (size_t r = 0; r < d->row_count; r++) {
			double a = row_at(d, r)[column], ratio;

			if (a > -PIVOT_LEAST)
				continue;
			ratio = constant(d, r) / -a;
			if (ratio < least - TINY || (ratio < least + TINY && row < d->row_count &&
						     a < row_at(d, row)[column])) {
				least = ratio;
				row = r;
			}
		}
		if (row == d->row_count)
			return; /* not bounded: cannot be, of shares */
		idle = least > TINY ? 0 : idle + 1;
		pivot(d, row, column);
		++*steps;
	}
}

/* The row whose bound is broken most, and which way it has to go; row_count where none is. */
static size_t
broken_row(const struct dictionary *d, bool *ret_falls)
{
	size_t broken = d->row_count;
	double most = TINY;

	for (size_t r = 0; r < d->row_count; r++) {
		double value = constant(d, r);
		bool falls = value > 0 && is_out(d, d->basic[r]);

		if (!falls && value >= 0)
			continue;
		if (fabs(value) > most) {
			most = fabs(value);
			broken = r;
			*ret_falls = falls;
		}
	}
	return broken;
}

bool
dictionary_dual(struct dictionary *d, double enough, uint64_t *steps)
{
	/* A cycle of pivots without a gain is cut off: what is then there is a valid end all the same. */
	for (unsigned tries = 0; tries < 5000; tries++) {
		const double *objective = row_at(d, d->row_count), *row;
		size_t column = d->column_count, broken;
		bool falls = false;
		double least = INFINITY, strongest = 0;

		if (objective[d->column_count] < enough)
			return true;
		broken = broken_row(d, &falls);
		if (broken == d->row_count)
			return true;
		row = row_at(d, broken);
		for (size_t j = 0; j < d->column_count; j++) {
			double a = falls ? -row[j] : row[j], cost = -objective[j], ratio;

			if (a < PIVOT_LEAST)
				continue;
			cost = cost > 0 ? cost : 0;
			ratio = cost / a;
			if (ratio < least - 1e-12 || (ratio <= least + 1e-12 && a > strongest)) {
				least = ratio;
				strongest = a;
				column = j;
			}
		}
		if (column == d->column_count)
			return false;
		uint32_t leaves = d->basic[broken];

		pivot(d, broken, column);
		++*steps;
		if (is_out(d, leaves))
			drop_column(d, column);
	}
	return true;
}

/* ---- results ---- */

void
dictionary_shares(const struct dictionary *d, double ret_share[])
{
	memset(ret_share, 0, d->option_count * sizeof(*ret_share));
	for (size_t r = 0; r < d->row_count; r++)
		if (d->basic[r] < d->option_count)
			ret_share[d->basic[r]] = constant(d, r);
}

void
dictionary_multipliers(const struct dictionary *d, double ret_multiplier[])
{
	const double *objective = row_at(d, d->row_count);

	memset(ret_multiplier, 0, d->form_count * sizeof(*ret_multiplier));
	for (size_t j = 0; j < d->column_count; j++)
		if (d->free[j] >= d->option_count && objective[j] < 0)
			ret_multiplier[d->free[j] - d->option_count] = -objective[j];
}

bool
dictionary_is_broken(const struct dictionary *d)
{
	bool falls;

	return broken_row(d, &falls) != d->row_count;
}

void
dictionary_broken_multipliers(const struct dictionary *d, double ret_multiplier[])
{
	bool falls = false;
	size_t broken = broken_row(d, &falls);
	const double *row = row_at(d, broken);

	memset(ret_multiplier, 0, d->form_count * sizeof(*ret_multiplier));
	if (broken == d->row_count)
		return;
	if (d->basic[broken] >= d->option_count)
		ret_multiplier[d->basic[broken] - d->option_count] = 1;
	for (size_t j = 0; j < d->column_count; j++) {
		double a = falls ? row[j] : -row[j];

		if (d->free[j] >= d->option_count && a > 0)
			ret_multiplier[d->free[j] - d->option_count] = a;
	}
}
