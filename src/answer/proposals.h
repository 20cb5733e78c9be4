/* proposals: what is proposed to each point of a draft, and by whom, so that it
 * can be set into one text, or side by side.
 *
 *      struct proposals p;
 *      proposals_gather(&p, ask, t->current);
 *      for (size_t i = 0; i < p.count; i++)
 *              use(provision_text(ask, &p.at[i]));
 *
 * A provision is a point as the draft words it, or a new one that somebody
 * wants behind it.  Its base is those words, with what was taken up since.
 * Each party (hand) has the base with its own amendments in it: those that
 * touch different words are all in it; of two that touch the same words the
 * later stands.  Nothing is made up: an amendment known by its gist, one whose
 * words have changed under it, one told by another than its author, and what was
 * parked, rejected, withdrawn or replaced are in no hand's text, and their fate
 * says why.  A bridging text commits nobody and so is in none either.
 *
 * Everything lives in ask->a.
 */
#ifndef PARAPH_ANSWER_PROPOSALS_H
#define PARAPH_ANSWER_PROPOSALS_H

#include "answer/answer.h"
#include "text/consolidate.h"

enum fate {
	FATE_IN_TEXT,           /* its words are its owners' */
	FATE_NEW,               /* a new point of its owners */
	FATE_TAKEN_UP,          /* accepted: its words are the base's */
	FATE_KEEPS,             /* wants the words as they are */
	FATE_PLACE,             /* moves, splits, merges, renumbers */
	FATE_BRIDGE,            /* commits nobody */
	FATE_GIST,              /* no words on record */
	FATE_EARLIER,           /* the words it changes are others now */
	FATE_OVERTAKEN,         /* a later one of the same owner changes the same words */
	FATE_APART,             /* taken up, but its words meet those of another taken up before */
	FATE_SEVERAL,           /* one text for several points */
	FATE_TOLD,              /* told by another than its author */
	FATE_NOT_HELD,          /* the words it changes are not held here */
	FATE_TAKEN_UP_BEFORE,   /* accepted before this draft was made */
	FATE_PARKED, FATE_REJECTED, FATE_WITHDRAWN, FATE_REPLACED,
	FATE_COUNT
};
extern const char *const fate_names[FATE_COUNT];        /* as data: "in-text" */
extern const char *const fate_words[FATE_COUNT];        /* for people: "in the text" */

struct proposal {
	uint32_t amendment;
	uint32_t reading;               /* that it was made on, or 0 */
	const uint32_t *owners;         /* actors; the authors first */
	size_t owner_count;
	enum fate fate;
	str text;                       /* the words it wants, on one line; empty: none, or to strike */
	bool is_carried;                /* made on an earlier wording; what it changes stands unchanged */
	uint32_t other;                 /* the amendment that overtook it, or that it met; or 0 */
};

struct provision {
	uint32_t point, reading;        /* of a new one: those it stands behind */
	str number, title;
	bool is_new, has_words;
	bool is_bracketed;              /* "[3.]": the draft brackets the point as a whole */
	str printed;                    /* the draft's words on one line, its brackets as they stand */
	str tabled;                     /* the same as nobody reads them */
	str base;                       /* with what was taken up */
	struct hand *hands;             /* whose text differs from the base or has been spoken of in its brackets;
	                                 * in the order of declaration */
	size_t hand_count;
	struct proposal *proposals;     /* the earliest first */
	size_t proposal_count;
	bool has_proposals;             /* some are in a hand's text or in the base */
	struct proposal *new_points;    /* behind it: each becomes a provision of its own */
	size_t new_count;
};

struct proposals {
	uint32_t draft;
	struct provision *at;           /* in the order of the draft */
	size_t count;
	struct proposal *elsewhere;     /* to points that this draft does not have, or to none */
	size_t elsewhere_count;
};

/* `of_draft` is a draft of this view.  O(points × amendments to them). */
void proposals_gather(struct proposals *p, const struct ask *ask, uint32_t of_draft);

/* The draft's own brackets.  Where one part wants words kept and another wants
 * them struck, "[LOW: words] [UPP: delete]", the words are the base's. */
struct bracketed *words_bracketed(arena *a, str line);
/* Words as nobody reads their brackets, on one line; `ret_printed` with them. */
str words_as_tabled(arena *a, const struct draft_point *text, str *ret_printed, bool *ret_is_bracketed);
/* The words that an amendment wants in the place of the point's, or empty. */
str amendment_words(const talks *t, arena *a, uint32_t amendment);
/* The reading that an amendment was made on: as it says, else the point as the
 * view had it then; or 0. */
uint32_t amendment_reading(const talks *t, uint32_t amendment);

/* The text of a hand, or the base where it has none. */
str provision_hand(const struct provision *v, str name);

/* One bracketed text of all hands; NULL where the words are not held. */
struct bracketed *provision_text(const struct ask *ask, const struct provision *v);

#endif
