/* gen: random talks, as files in memory.
 *
 *      struct gen *g = gen_new(a, seed);
 *      for (size_t i = 0; i < g->parts.count; i++)
 *              ...                     entries and points, each with its file
 *      str text = gen_text(a, g, file, SIDE_A);
 *
 * A file is the sequence of its parts, so that a failure can be cut down by
 * leaving parts out, and so that two records that differ in a few parts are
 * one list: a part is in record A, in record B, or in both.  The generator
 * keeps its own model of who may know what; nothing of it comes from src/talks.
 * A seed gives the same talks in every run of one build; compilers may differ.
 */
#ifndef PARAPH_TEST_LAWS_GEN_H
#define PARAPH_TEST_LAWS_GEN_H

#include "base/list.h"
#include "minutes/minutes.h"
#include "rand.h"

enum side { SIDE_NONE = 0, SIDE_A = 1, SIDE_B = 2, SIDE_BOTH = 3 };

enum part_kind {
	PART_FRAME,     /* `keeper`, `under`, a draft's title: the rest hangs on it */
	PART_DECL, PART_ACT, PART_COMMENT, PART_POINT
};

struct part {
	uint32_t file;
	uint8_t kind;           /* enum part_kind */
	uint8_t in;             /* enum side */
	bool is_twin;           /* in A and in B another spelling of one act */
	bool is_policy;         /* declares who belongs to whom */
	uint32_t knowers;       /* by actor: who may know it */
	str text;               /* with its line end */
};

struct gen_file { str path; bool is_draft; };

struct gen_actor { str name; enum decl_id kind; int of; uint32_t members; };
struct gen_circle { str name; uint32_t members; };
struct gen_id { str name; uint8_t verb, mood; };

enum { GEN_POINTS = 8, GEN_SUBS = 3, GEN_DRAFTS = 4, GEN_ACTORS = 24 };

/* A point as one draft words it, without the words: the labels to refer to. */
struct gen_point { char identity[12]; str heading, words, sub[GEN_SUBS]; unsigned subs; };
struct gen_draft { str name; struct gen_point point[GEN_POINTS]; unsigned count; uint32_t file; };

struct gen {
	arena *a;
	struct rand r;
	uint64_t seed;
	LIST(struct gen_file) files;
	LIST(struct part) parts;
	/* the model */
	struct gen_actor actor[GEN_ACTORS];
	unsigned actors, parties;
	LIST(struct gen_circle) circles;
	LIST(struct gen_id) ids;
	struct gen_draft draft[GEN_DRAFTS];
	unsigned drafts;
	unsigned next_id, day;
	char last_time[40];
	bool in_folder;         /* the act being made: paths lead out of it */
	uint32_t everybody;
	uint32_t keepers;       /* actors who keep a file */
	str viewer;             /* of the laws that have one */
};

struct gen *gen_new(arena *a, uint64_t seed);
void gen_done(struct gen *g);

/* A copy that can be changed on its own; parts' texts are shared. */
struct gen *gen_copy(arena *a, const struct gen *g);

/* What a file is in record A or B. */
str gen_text(arena *a, const struct gen *g, uint32_t file, enum side side);

/* The part that byte `at` of a file belongs to in a record, or NULL. */
struct part *gen_part_at(const struct gen *g, str path, size_t at, enum side side);

/* Puts a part before the one at `place`. */
struct part *gen_insert(struct gen *g, size_t place, struct part part);

uint32_t gen_file_add(struct gen *g, str path, bool is_draft);
int gen_actor_find(const struct gen *g, str name);

/* One act in `circle` (empty: without a clause for it), by any verb. */
str gen_act(struct gen *g, unsigned verb, str circle);
/* One declaration, of names that are there or new ones. */
str gen_decl(struct gen *g, str circle, bool *ret_is_policy);
str gen_point_text(struct gen *g, unsigned number, const struct gen_point *p);
struct gen_point gen_point_new(struct gen *g);

/* Circles' members by the model; the circle of nobody's name is empty. */
uint32_t gen_knowers(const struct gen *g, str circle);

#endif
