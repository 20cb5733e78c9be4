/* history: a text that is edited at random, and for each of its words the truth.
 *
 *      struct history h;
 *      history_new(&h, seed);
 *      for (int i = 0; i < 20; i++) {
 *              history_step(&h);       some edits, some amendments
 *              use(h.passages.at[0].text, h.passages.at[0].before);
 *      }
 *      history_done(&h);
 *
 * The edits are those of a negotiation: phrases put in, taken out, replaced and
 * put back; points added, deleted, moved, split, merged and restored, with other
 * edits on the same day; sentences that go to another point; amendments, taken
 * whole, in part, late, or never.  What no text can show is not made: a phrase
 * does not begin with the word that stands behind it.
 */
#ifndef PARAPH_TEST_HISTORY_H
#define PARAPH_TEST_HISTORY_H

#include "base/arena.h"
#include "base/list.h"
#include "rand.h"

/* A word by its number: what is true of it. */
struct truth {
	uint32_t form;          /* into the words that there are */
	uint32_t in;            /* version */
	uint32_t offer;         /* the amendment that brought it in, from 1, or 0 */
	uint32_t back;
	uint32_t shown;         /* the last version that has it */
};

struct history_words { uint32_t *at; size_t count, room; };

struct history_passage {
	struct history_words words;     /* numbers */
	uint32_t before;                /* 1 + the passage of the version before, or 0 */
	str text;
};

struct history_offer {
	struct history_words words;
	uint32_t passage;       /* 1 + its index; 0 once that is gone */
	uint32_t phrase, phrase_end;    /* what is new in it … */
	struct history_words instead;   /* … in the place of these */
	str text;
	bool is_new, is_used;
};

struct history {
	struct rand r;
	arena *a;
	uint32_t version;
	LIST(struct truth) truths;
	LIST(struct history_passage) passages;
	LIST(struct history_offer) offers;
	LIST(struct history_passage) deleted;   /* points as they were when they went */
	LIST(struct gone { uint32_t left; struct history_words words; }) gone;       /* phrases */
	unsigned edits_most;    /* of one version */
};

void history_new(struct history *h, uint64_t seed);
void history_step(struct history *h);
void history_done(struct history *h);

#endif
