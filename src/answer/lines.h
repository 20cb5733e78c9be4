/* lines: what answers say again and again: who, when, which points, in which
 * words, from where.
 *
 *      runs_add(cell, RUN_PLAIN, line_who(t, actor));
 *      line_words(cell, t, entry);
 *      line_set(row, "source", line_source(t, entry));
 *
 * Strings live in the talks' arena or are borrowed from the minutes.
 */
#ifndef PARAPH_ANSWER_LINES_H
#define PARAPH_ANSWER_LINES_H

#include "answer/answer.h"

/* Sets `key` to the text, or to null where it is empty. */
void line_set(value *row, const char *key, str text);

/* A buf's text in `a`; the buf is done. */
str line_keep(arena *a, buf *text);

/* Adds `text` to a list in words: "UPP, LOW". */
void line_join(buf *list, str text);

/* For people: a person's name, everybody else's token; "everybody" for 0. */
str line_who(const talks *t, uint32_t actor);

/* The subjects of an act, or the names behind one of its clauses, for people. */
str line_names(const talks *t, uint32_t entry, unsigned key);

/* When an act was, without the year where it is the year of the view's moment. */
str line_when(const talks *t, uint32_t entry);

/* The same of an instant, to the minute: "11 June 18:00 CEST". */
str line_instant(const talks *t, int64_t instant);

/* "report s17" where a source is named, else empty. */
str line_source(const talks *t, uint32_t entry);

/* Exact words as a quotation, else the gist, else the note; false where there is none. */
bool line_words(runs *r, const talks *t, uint32_t entry);

/* The same as one text, for data; empty where there is none. */
str line_words_text(const talks *t, uint32_t entry);

/* The numbers of readings of one draft, in its order: "1, 4, 6-8". */
str line_labels(const talks *t, const uint32_t *readings, size_t count);

/* A draft's name. */
str line_draft(const talks *t, uint32_t of_draft);

/* Is the clause's word that one? */
bool line_is(const talks *t, uint32_t entry, unsigned key, const char *word);

/* The act was taken back or set right since. */
bool line_is_dead(const talks *t, uint32_t entry);

/* The acts of a verb that were done and are not dead, in the order of their times; in `a`. */
size_t line_acts(const talks *t, arena *a, unsigned verb, const uint32_t **ret_acts);

/* The whole act in words, with what is asked for or promised. */
str line_act(const talks *t, uint32_t entry);

/* A quantity in words: "28", "about 30", "at least 4", "unknown". */
str line_quantity(const talks *t, const struct item *quantity);

/* "1 point", "3 points". */
str line_count(const talks *t, size_t count, const char *one, const char *several);

/* The points of a draft that the view has, without sub-points; the same in
 * words, "28 points declared, none held"; and has it words of any? */
size_t line_points_held(const talks *t, uint32_t of_draft);
str line_points_words(const talks *t, uint32_t of_draft);
bool line_has_words(const talks *t, uint32_t of_draft);

/* Adds by whom and by which channel an act's words came, and its source. */
void line_chain(runs *r, sheet *s, const talks *t, uint32_t entry);

/* The lines of a block (`needs:`, `if:`) in one: "UPP has v4, LOW has v4"; or empty. */
str line_lines(const talks *t, uint32_t entry, enum clause_id key);

#endif
