/* pieces: draft minutes cut into entries, of which each is taken or left out.
 *
 *      struct draft_pieces p = { 0 };
 *      pieces_cut(&p, text);
 *      p.list.at[i].fate = FATE_TAKEN;
 *      if (pieces_check(&p, &files, &faults, &err) && faults.taken == 0)
 *              pieces_text(&p, &out);
 *      pieces_done(&p);
 */
#ifndef PARAPH_CLI_PIECES_H
#define PARAPH_CLI_PIECES_H

#include "cli/cmd.h"
#include "record/record.h"

/* Nobody is asked about declarations and `under`: they go along. */
enum fate { FATE_ALONG, FATE_OPEN, FATE_TAKEN, FATE_LEFT };

/* An entry of the file with the comments that stand before it. */
struct draft_piece {
	str text;
	str own;                /* what a person typed in its place, or none */
	size_t number;          /* of those that are asked about, from 1; else 0 */
	uint8_t fate;           /* enum fate */
	bool is_unused;         /* a declaration that nothing taken names */
	size_t at, len;         /* of the entry, in the text that pieces_text made last */
};

struct draft_pieces {
	LIST(struct draft_piece) list;
	size_t asked;
};

/* The files of one `take`: texts[i] is what of operand 1 + i is to be taken, and `file` the one
 * whose pieces are walked. */
struct taking_files {
	struct cli *cli;
	record *r;
	str *texts;
	size_t count, file;
};

void pieces_cut(struct draft_pieces *p, str text);
void pieces_done(struct draft_pieces *p);

/* What is taken, goes along, or is open still. What is left out leaves its lines blank, so that
 * what stands behind it keeps its line. */
void pieces_text(struct draft_pieces *p, buf *out);

/* Of drafts that the clerk made: leaves out the declarations of people, sources and texts that
 * nothing names which is taken, here or in the other files; how many. */
size_t pieces_leave_unused(struct draft_pieces *p, const struct taking_files *files);

/* The words of a piece without the comments before it. */
str piece_entry(const struct draft_piece *p);

/* Which pieces that are taken or go along have faults, and what the faults are, for people. */
struct piece_faults {
	bool *is_faulty;        /* by piece, in the arena of the command */
	size_t taken, along;    /* how many faults those have; `along` also those of files before this one */
	buf told;
};

/* Holds everything together, the record too, as `take` does at the end.  False where that cannot
 * be done.  ret->told is to be freed. */
bool pieces_check(struct draft_pieces *p, const struct taking_files *files, struct piece_faults *ret, struct err *err);

#endif
