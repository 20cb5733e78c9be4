/* dictionary: a linear programme over options, as a dictionary of its basis.
 *
 *      maximise    objective
 *      such that   one option of each slot is taken, in shares that sum to 1,
 *                  and every form, a sum over the shares, is at least its bound
 *
 * Basic variables and the objective are written as a constant and a sum over the
 * free ones, which are 0 (Chvátal, Linear Programming, 1983, chapter 2).  Columns
 * that are out for good are taken out of the table, so it shrinks as options are
 * ruled out.  All in doubles: whoever wants a proof takes the multipliers and adds
 * up whole numbers (best.c does).
 */
#ifndef PARAPH_WEIGH_DICTIONARY_H
#define PARAPH_WEIGH_DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A variable: a share (its place among all options of all slots), or the slack of
 * form k: option_count + k. */
struct dictionary {
	size_t row_count, column_count, stride; /* stride: room for columns, and the constant at its end */
	size_t option_count, form_count;
	double *at;                     /* [row_count + 1][stride]; the last row is the objective */
	uint32_t *basic;                /* [row_count] variable */
	uint32_t *free;                 /* [column_count] variable */
	bool *is_out;                   /* [option_count]: ruled out: 0 if free, to become 0 if basic */
};

/* How many bytes one takes, for `dictionary_place`. */
size_t dictionary_bytes(size_t slots, size_t options, size_t forms);
/* Lays a dictionary out in `block` of that size. */
void dictionary_place(struct dictionary *d, void *block, size_t slots, size_t options, size_t forms);
/* Copies all but where it lies. */
void dictionary_copy(struct dictionary *to, const struct dictionary *from);

/* The greatest of min over forms: form k is sum over shares of gain[option][k], plus
 * plus[k].  Starts at the package `key` (an option of each slot, as a place among
 * all options; slot s has first[s] <= place < first[s + 1]). */
void dictionary_least(struct dictionary *d, size_t slots, const uint32_t first[], const double *gain, const double plus[],
		      const uint32_t key[]);

/* The greatest sum of worth[option], every form at least 0. */
void dictionary_most(struct dictionary *d, size_t slots, const uint32_t first[], const double *gain, const double plus[],
		     const double worth[]);

double dictionary_objective(const struct dictionary *d);

/* Rules an option out; dictionary_dual makes it so. */
void dictionary_rule_out(struct dictionary *d, uint32_t option);

/* From a dictionary that keeps all bounds: to the optimum. */
void dictionary_primal(struct dictionary *d, uint64_t *steps);

/* From one whose objective cannot rise: until all bounds hold, or the objective is
 * below `enough`.  False where nothing keeps all bounds. */
bool dictionary_dual(struct dictionary *d, double enough, uint64_t *steps);

/* Shares by option, and multipliers of the forms, not negative. */
void dictionary_shares(const struct dictionary *d, double ret_share[]);
void dictionary_multipliers(const struct dictionary *d, double ret_multiplier[]);

/* Whether some bound is broken: dictionary_dual has something to do. */
bool dictionary_is_broken(const struct dictionary *d);

/* Behind a dictionary_dual that was false: multipliers whose sum of forms no
 * package has at 0 or above. */
void dictionary_broken_multipliers(const struct dictionary *d, double ret_multiplier[]);

#endif
