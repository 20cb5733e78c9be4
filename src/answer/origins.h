/* origins: who brought each word of a draft in, as far as a view can tell.
 *
 *      struct origins o;
 *      origins_init(&o, a, t, of_draft);
 *      const struct origin_run *runs;
 *      for (size_t i = 0, n = origins_of(&o, reading, &runs); i < n; i++)
 *              use(&runs[i]);
 *      origins_done(&o);
 *
 * The drafts behind it are its base, the base of that, and so on; amendments
 * and proposals whose words are on record, and drafts beside that line, are
 * offers to the draft that was the latest when they were made (text/blame.h).
 * Only what the view holds counts: an amendment that the viewer may not know
 * explains nothing.  Brackets and the names of their owners are marks on words
 * and no words; neither is "delete" in "[RU: delete]".
 */
#ifndef PARAPH_ANSWER_ORIGINS_H
#define PARAPH_ANSWER_ORIGINS_H

#include "answer/answer.h"
#include "text/blame.h"

struct origins {
	arena *a;
	const talks *t;
	uint32_t of_draft;
	blame *b;
	LIST(uint32_t) line;            /* drafts by version, from 1 */
	LIST(uint32_t) orders;          /* and when each came, by the order of acts */
	LIST(struct origin_run) runs;
};

/* Words in a row of one origin.  Marks at its end go with the words before them. */
struct origin_run {
	size_t from, to;        /* bytes in the words of the reading's text */
	unsigned words;
	uint32_t draft;         /* the draft of the line that has them first */
	uint32_t reading;       /* where it has them; 0 where they were offered */
	uint32_t amendment;     /* that brought them in, or 0 */
	uint32_t other_draft;   /* beside the line, that has them before, or 0 */
	uint32_t back;          /* the draft that took them in again, the latest, or 0 */
	uint32_t back_amendment;        /* that asked for it, or 0 */
	bool is_cut_off;        /* it begins behind a bracket */
	bool or_before;         /* of the draft before, the view does not have this point */
	bool is_new;            /* not in the base of the draft */
	bool is_explained;      /* an amendment that stands, or a draft beside the line, has them */
};

void origins_init(struct origins *o, arena *a, const talks *t, uint32_t of_draft);
void origins_done(struct origins *o);

/* The runs of a reading of the draft, valid until the next call. */
size_t origins_of(struct origins *o, uint32_t reading, const struct origin_run **ret_runs);

/* Are its words on record, and has nobody rejected, withdrawn or replaced it?
 * Only such an amendment explains words of a draft. */
bool amendment_explains(const talks *t, uint32_t amendment);

#endif
