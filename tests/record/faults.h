/* faults: the n-th call of the disk fails, or the n-th allocation of SQLite, for every n
 * until one life of a record passes without. */
#ifndef PARAPH_TEST_RECORD_FAULTS_H
#define PARAPH_TEST_RECORD_FAULTS_H

#include "record/model.h"

enum fault {
	FAULT_CALL,             /* one call of the disk */
	FAULT_CALLS,            /* that call and all behind it, until the record is opened anew */
	FAULT_FULL,             /* the same, and writes say that the disk is full */
	FAULT_MEMORY,           /* one allocation */
	FAULT_MEMORY_GONE,      /* that one and all behind it */
	FAULTS
};

struct faults {
	uint64_t runs;          /* each with a fault at another place */
	uint64_t told;          /* of which the store said that something failed */
	uint64_t failed;        /* of which something acknowledged was lost, or the error was a wrong one */
	struct err first;
	uint64_t first_n;
};

/* Lives of `steps` steps from `seed`, with the fault at n = 1, 1 + every, 1 + 2 every, ...  For
 * the two of memory no connection may be open in the program.  Adds to the counts. */
void faults_run(enum fault fault, uint64_t seed, unsigned steps, unsigned every, struct faults *counts);

extern const char *const fault_names[FAULTS];

#endif
