/* blame: who brought in each word of a text, over all its versions.
 *
 *      blame *b = blame_new();
 *      blame_add(b, FIRST, passages, count);           the versions, the oldest first
 *      blame_offer(b, UPPER_SHORE, words, 3, false);   what somebody proposes to its third passage
 *      blame_add(b, SECOND, passages, count);
 *      const struct blamed *words;
 *      for (size_t i = 0, n = blame_words(b, 2, &words); i < n; i++)
 *              use(&words[i]);
 *      blame_free(b);
 *
 * A version is a list of passages: points, paragraphs.  A word keeps its origin
 * wherever it goes: when its passage is moved, split, merged or renumbered,
 * when it goes to another passage, and when it was taken out and comes back.
 * Words on offer are in no version; a version that takes them has them from
 * the offer.  Labels are the caller's and mean nothing here.
 *
 * blame.c says how a word is known again.
 */
#ifndef PARAPH_TEXT_BLAME_H
#define PARAPH_TEXT_BLAME_H

#include "base/str.h"

typedef struct blame blame;

struct blame_passage {
	str words;              /* valid UTF-8; borrowed until blame_free */
	uint32_t before;        /* 1 + the passage of the version before that it came from, where
	                         * the caller knows it, else 0 */
};

/* A token of the newest version (words.h), and where it is from. */
struct blamed {
	uint32_t at, len;       /* bytes in the passage's words */
	uint8_t kind;           /* enum token_kind */
	uint8_t words;
	bool offered;           /* an offer brought it in, before any version had it */
	uint32_t label;         /* of the version or offer that brought it in */
	uint32_t passage;       /* of that version: where it stood; of an offer: 0 */
	uint32_t in;            /* the version that has it first, from 1 */
	uint32_t back;          /* the version that took it in again, the latest, or 0 */
	uint32_t back_label;    /* of the offer that asked for it while it was out … */
	bool back_offered;      /* … if there was one */
};

blame *blame_new(void);
void blame_free(blame *b);

/* Adds a version and gives its number, 1 for the first.  Passages that have not
 * changed are known by their bytes; all else costs what it costs to cut and
 * compare the passages that have.  Memory: 32 bytes a word ever brought in, 4
 * a word of each wording of a passage, about 30 a word taken out. */
uint32_t blame_add(blame *b, uint32_t label, const struct blame_passage *passages, size_t count);

/* Somebody's words in the place of a passage of the newest version, 1 + its
 * index; or, where they are a new passage, beside that one.  0: nowhere in
 * particular.  Changes nothing until a version takes them.  `words` is borrowed
 * until blame_free. */
void blame_offer(blame *b, uint32_t label, str words, uint32_t passage, bool is_beside);

/* The tokens of a passage of the newest version, valid until the next call. */
size_t blame_words(blame *b, size_t passage, const struct blamed **ret_words);

#endif
