/* docket: the entries of all files, with their times settled.
 *
 *      docket *d = docket_new(a, m);
 *      for (size_t i = 0; i < d->acts.count; i++)
 *              use(&m->entries.at[d->acts.at[i]], d->times[d->acts.at[i]].so);
 *
 * Here the zone turns clock times into instants, relative times find the act
 * they hang on, and drafts' files are read; what does not fit becomes a fault
 * at its place.  Nothing here depends on a viewer.
 */
#ifndef PARAPH_TALKS_DOCKET_H
#define PARAPH_TALKS_DOCKET_H

#include "minutes/minutes.h"
#include "text/draft.h"

/* When an entry's matter was, and since when it is known here. */
struct entry_time {
	struct span so;         /* what the front time covers */
	int64_t key;            /* the instant it is taken at: the latest possible */
	int64_t known;
};

/* The words of a `from` file. */
struct draft_file {
	str path;
	const draft *draft;     /* NULL: could not be read, and a fault says so */
	str bytes;              /* of the file; empty where the words were given */
};

/* Words that come with an entry, not from a file: those of its `from`, NULL where they
 * are not held; and those that it shows of drafts that other entries brought. */
struct shown_words { str name; const draft *text; };
struct given_words {
	bool is_given;          /* else its files are read */
	const draft *from;
	const struct shown_words *shown;
	size_t shown_count;
};

typedef struct docket docket;
struct docket {
	arena *a;
	minutes *m;
	const zone *zone;               /* of the talks */
	LIST(const zone *) zones;       /* of `zone` clauses */
	bool zone_declared;
	struct entry_time *times;       /* one an entry */
	bool times_hang_together;       /* some hang on other entries */
	LIST(uint32_t) acts;            /* by instant, file, and place in it; see docket_order */
	LIST(uint32_t) decls;           /* declarations, by file and place */
	LIST(struct draft_file) texts;
	uint32_t *text_of;              /* by entry: 1 + index into texts, or 0 */
	const struct given_words *given;        /* by entry, or NULL: drafts are read from files */
	uint32_t *text_first;           /* by sym of a draft: 1 + the first entry that brings its words … */
	uint32_t *text_next;            /* … and by entry the next, by file and place */
	uint32_t *id_first;             /* by sym: 1 + the first entry of that name … */
	uint32_t *id_next;              /* … and by entry the next one of the same name */
	uint32_t *file_rank;            /* files by path, whatever order they were given in */
	size_t sym_count;
	uint32_t sym_public;
};

/* Linear but for sorting acts that are out of order. */
docket *docket_new(arena *a, minutes *m);
/* The same where the words of drafts are given with entries, `given` by entry: those of
 * a record. */
docket *docket_new_given(arena *a, minutes *m, const struct given_words *given);
void docket_done(docket *d);

/* The times for a view that has these entries: the docket's own where none
 * hangs on another entry, else settled anew in `a`, so that no time hangs on an
 * entry that the view does not have.  What is known later than `known_most`, where
 * it is not NULL, is no entry of the view, and goes out of `visible`. */
const struct entry_time *docket_times(const docket *d, arena *a, bool *visible, const int64_t *known_most);

/* Puts acts, a part of d->acts in its order, into the order in which they are
 * taken: at the latest instant they may have happened at; ties as the comment at
 * the top of docket.c says. */
void docket_order(const docket *d, const struct entry_time *times, uint32_t *acts, size_t count);

/* The sym of the name that an entry makes (`as`, or the object of
 * `sets-deadline`), or 0. */
uint32_t entry_id(const minutes *m, const struct entry *e);

/* The entry that `name` means in entry `from`: one of a circle they share, if
 * there is one, else the first.  1 + index, or 0.  `visible` (by entry) leaves
 * out what a view does not have; NULL leaves out nothing. */
uint32_t docket_find_id(const docket *d, uint32_t from, uint32_t name, const bool *visible);

/* How many different entries the name could mean there. */
size_t docket_count_id(const docket *d, uint32_t from, uint32_t name);

/* Is one of the entries of that name in a circle of entry `from`? */
bool docket_shares(const docket *d, uint32_t from, uint32_t name);

/* The instants of a `when` typed in entry `e`, in its zone. */
bool docket_span(const docket *d, const struct entry *e, const struct when *w, struct span *ret_span,
		 struct err *err);

/* The draft an entry brings the words of, or NULL. */
const draft *docket_text(const docket *d, uint32_t entry);
/* The bytes of the file that it brings them from; empty where they were given. */
str docket_bytes(const docket *d, uint32_t entry);
/* The words that an entry shows of a draft that another brought, where they were given
 * with it; or NULL. */
const draft *docket_shown(const docket *d, uint32_t entry, uint32_t draft_name);

/* Checks the meaning of every entry, and adds faults: names that nobody
 * declared, drafts and points that are not there, entries that contradict one
 * another. */
void docket_check(docket *d);

#endif
