/* disk: a disk in memory that loses its power, fails and fills up; an SQLite VFS.
 *
 *      struct disk *live = disk_new("live"), *after = disk_new("after");
 *      store *s = store_open(S("r"), STORE_CREATE, "live", &err);
 *      disk_cut(live, &rand, after);           what a power cut now may leave
 *      store *t = store_open(S("r"), STORE_READ, "after", &err);
 *
 * Of every file it keeps what is on the disk for certain, what was written since, and the
 * names made and unmade since.  After a cut, of each write any 512-byte sectors are
 * there, in any subset; a truncation, a new name, a removal may be there or not; what lies
 * between is zero or rubbish.  As SQLite's own VFS does on Unix, the first sync of a new
 * journal or WAL, and a removal that asks for it, put the folder to the disk; the sync of any
 * other file does not.  Several connections of one program may use it, in one thread.
 */
#ifndef PARAPH_TEST_RECORD_DISK_H
#define PARAPH_TEST_RECORD_DISK_H

#include <sqlite3.h>

#include "base/list.h"
#include "rand.h"

struct inode;

struct disk {
	sqlite3_vfs vfs;
	LIST(struct disk_name) names;
	LIST(struct inode *) inodes;

	/* Called before every call that changes something. */
	void (*before)(struct disk *d);
	void *context;

	/* The call of this number, counted from 1, fails; with `fails_on`, all behind it do too. */
	uint64_t calls, fail_at, failed;
	bool fails_on;
	bool fails_full;        /* writes that fail say SQLITE_FULL */
	bool lies;              /* syncing is told and not done, as a bad drive does */
	uint64_t room;          /* bytes in all files; 0: no end */
	int last_errno;
};

/* Registers a VFS of that name, which is borrowed. */
struct disk *disk_new(const char *name);
void disk_free(struct disk *d);

/* Forgets every file, or takes those of another disk, which has none then.  No connection
 * may be open. */
void disk_clear(struct disk *d);
void disk_take(struct disk *d, struct disk *from);

/* Makes `after` what a power cut of `live` at this moment may leave. */
void disk_cut(const struct disk *live, struct rand *r, struct disk *after);

/* The bytes of a file, borrowed, empty where there is none; and files as they are wanted. */
str disk_file(const struct disk *d, const char *name);
bool disk_has(const struct disk *d, const char *name);
void disk_put(struct disk *d, const char *name, str bytes);
void disk_flip(struct disk *d, const char *name, size_t bit);
/* The bytes of the `i`th file; false behind the last. */
bool disk_each(const struct disk *d, size_t i, str *ret_bytes);

#endif
