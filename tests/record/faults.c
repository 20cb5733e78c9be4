#include "record/faults.h"

#include <stdlib.h>
#include <string.h>

const char *const fault_names[FAULTS] = {
	"a call of the disk", "all calls from one on", "a full disk from one call on", "an allocation",
	"all allocations from one on",
};

/* ---- SQLite's memory ---- */

static sqlite3_mem_methods own;
static struct {
	uint64_t calls, fail_at, failed;
	bool fails_on;
} memory;

static bool
memory_fails(void)
{
	memory.calls++;
	if (memory.fail_at == 0 || memory.calls < memory.fail_at ||
	    (memory.calls > memory.fail_at && !memory.fails_on))
		return false;
	memory.failed++;
	return true;
}

static void *
memory_get(int size)
{
	return memory_fails() ? NULL : own.xMalloc(size);
}

static void *
memory_resize(void *at, int size)
{
	return memory_fails() ? NULL : own.xRealloc(at, size);
}

/* It can be exchanged only while SQLite is at rest. */
static void
memory_exchange(bool ours)
{
	sqlite3_shutdown();
	if (!own.xMalloc)
		sqlite3_config(SQLITE_CONFIG_GETMALLOC, &own);
	sqlite3_mem_methods methods = own;
	if (ours) {
		methods.xMalloc = memory_get;
		methods.xRealloc = memory_resize;
	}
	memset(&memory, 0, sizeof memory);
	sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
	sqlite3_initialize();
}

/* ---- one life ---- */

struct fate {
	struct model *m;
	struct disk *live;
	enum fault fault;
};

static bool
is_of_memory(enum fault fault)
{
	return fault == FAULT_MEMORY || fault == FAULT_MEMORY_GONE;
}

static void
fault_set(struct fate *f, uint64_t n)
{
	if (is_of_memory(f->fault)) {
		memory.fail_at = n > 0 ? memory.calls + n : 0;
		memory.fails_on = f->fault == FAULT_MEMORY_GONE;
		return;
	}
	f->live->fail_at = n;
	f->live->fails_on = f->fault != FAULT_CALL;
	f->live->fails_full = f->fault == FAULT_FULL;
}

static uint64_t
fault_count(const struct fate *f)
{
	return is_of_memory(f->fault) ? memory.failed : f->live->failed;
}

/* What is there after a failure: sound, and all that was acknowledged. */
static bool
all_is_there(struct fate *f, struct err *err)
{
	struct model *m = f->m;
	uint32_t tx = 0;
	if (!model_holds(m, "live", false, &tx, err))
		return false;
	return (tx >= m->acknowledged && tx <= m->tried) ||
	       fail(err, ERR_BROKEN, "transaction %u is the last one there, %u was acknowledged", tx,
		    m->acknowledged);
}

/* Where its making failed, nothing is left behind, unless the disk would not let it be removed. */
static bool
make_anew(struct fate *f, struct err *err)
{
	if (f->fault != FAULT_CALLS && f->fault != FAULT_FULL && disk_has(f->live, "r"))
		return fail(err, ERR_BROKEN, "a file that could not be made was left behind");
	disk_clear(f->live);
	return model_make(f->m, err);
}

/* A failure is told as one of the machine's, and the record goes on. */
static bool
go_on(struct fate *f, bool was_made, struct err *err)
{
	if (err->kind != ERR_SYSTEM)
		return fail_while(err, "an error of kind %d", err->kind);
	fault_set(f, 0);
	if (!was_made)
		return make_anew(f, err);
	return all_is_there(f, err) && model_reopen(f->m, err);
}

static bool
live(struct fate *f, unsigned steps, bool *ret_told, struct err *err)
{
	*ret_told = !model_make(f->m, err);
	if (*ret_told && !go_on(f, false, err))
		return false;
	for (unsigned i = 0; i < steps; i++) {
		if (model_step(f->m, err))
			continue;
		*ret_told = true;
		if (!go_on(f, true, err))
			return false;
	}
	fault_set(f, 0);
	store_close(f->m->s);
	f->m->s = NULL;
	return all_is_there(f, err);
}

void
faults_run(enum fault fault, uint64_t seed, unsigned steps, unsigned every, struct faults *counts)
{
	bool more = true;
	if (is_of_memory(fault))
		memory_exchange(true);
	for (uint64_t n = 1; more; n += every) {
		struct fate f = { .m = model_new(seed, "live"), .live = disk_new("live"), .fault = fault };
		struct err err = { 0 };
		bool told = false;
		fault_set(&f, n);
		uint64_t before = fault_count(&f);
		bool ok = live(&f, steps, &told, &err);
		fault_set(&f, 0);
		more = fault_count(&f) > before;
		counts->runs++;
		counts->told += told;
		if (!ok && counts->failed++ == 0) {
			counts->first = err;
			counts->first_n = n;
		}
		model_free(f.m);
		disk_free(f.live);
	}
	if (is_of_memory(fault))
		memory_exchange(false);
}
