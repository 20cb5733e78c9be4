/* disk: an SQLite VFS in memory that knows what is on the disk and what is not yet.
 *
 *      struct disk *d = disk_new("disk", seed);        registers a VFS of that name
 *      store_open(S("a.paraph"), STORE_CREATE, "disk", &err);
 *      struct image *i = disk_cut(d);                  as if the power went now
 *      disk_load(other, i);                            what another machine would find
 *
 * Of each file it keeps what was synced, and which 512-byte sectors were written since.  A
 * cut keeps any subset of those sectors, and may undo or keep what was not synced of sizes,
 * creations and deletions.  It can also fail: at the n-th call, in a way of the test's
 * choosing, or lie about syncing.
 */
#ifndef PARAPH_TEST_RECORD_DISK_H
#define PARAPH_TEST_RECORD_DISK_H

#include "rand.h"

struct disk *disk_new(const char *name, uint64_t seed);
void disk_free(struct disk *d);

/* How many calls that read or write were made. */
uint64_t disk_calls(const struct disk *d);

/* The call of this number, counted from now, and all after it give `code` (SQLITE_IOERR_WRITE,
 * SQLITE_FULL, …); 0 ends that.  With `once` it is that call alone. */
void disk_fail_at(struct disk *d, uint64_t call, int code, bool once);
/* Was there such a call? */
bool disk_has_failed(const struct disk *d);

/* Syncing is told and not done, as a bad drive does. */
void disk_lie(struct disk *d, bool lies);

/* Takes an image at one in `per` calls, at most `most` waiting; 0: none. */
void disk_cut_often(struct disk *d, unsigned per);

/* What would be there after a power cut: the images taken since the last call, the oldest
 * first.  `mark` is what disk_mark said last when it was taken. */
struct image { struct image *next; uint64_t mark; struct image_file *files; };
void disk_mark(struct disk *d, uint64_t mark);
struct image *disk_images(struct disk *d);
void image_free(struct image *i);

/* Puts the files of an image on a disk in place of all that is there. */
void disk_load(struct disk *d, const struct image *i);
/* The files of `from`, as programs see them, on `to`. */
void disk_move(const struct disk *from, struct disk *to);
void disk_clear(struct disk *d);

/* The bytes of a file, or NULL. */
const uint8_t *disk_file(const struct disk *d, const char *name, size_t *ret_size);
/* Flips a bit of it. */
void disk_flip(struct disk *d, const char *name, size_t bit);

#endif
