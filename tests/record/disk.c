#include "record/disk.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SECTOR = 512, FILES_MOST = 16, SHM_MOST = 16, NAME_MOST = 64, WAITING_MOST = 4096 };

struct bytes { uint8_t *at; size_t size, room; };

/* `now` is what programs see, `kept` what is on the disk; `dirty` says by sector what differs. */
struct file {
	char name[NAME_MOST];
	bool is_there, is_kept_there;
	struct bytes now, kept;
	bool *dirty;
	size_t dirty_room;
	void *shm[SHM_MOST];
	int shm_size;
};

struct image_file { struct image_file *next; char name[NAME_MOST]; struct bytes bytes; };

struct disk {
	sqlite3_vfs vfs;
	char name[NAME_MOST];
	struct file files[FILES_MOST];
	struct rand rand;
	uint64_t calls, fail_at, mark;
	int fail_code;
	bool fail_once, has_failed, lies;
	unsigned cut_per;
	size_t waiting;
	struct image *images, **last_image;
};

struct open_file { sqlite3_file base; struct disk *disk; struct file *file; };

/* ---- bytes ---- */

static void
grow(struct bytes *b, size_t size)
{
	if (size > b->room) {
		size_t room = size * 2 > 8192 ? size * 2 : 8192;
		b->at = realloc(b->at, room);
		memset(b->at + b->room, 0, room - b->room);
		b->room = room;
	}
	if (size > b->size)
		memset(b->at + b->size, 0, size - b->size);
	b->size = size;
}

static void
copy_bytes(struct bytes *to, const struct bytes *from)
{
	grow(to, from->size);
	if (from->size)
		memcpy(to->at, from->at, from->size);
}

static void
mark_dirty(struct file *f, size_t from, size_t to)
{
	size_t need = to / SECTOR + 1;
	if (need > f->dirty_room) {
		size_t room = need * 2;
		f->dirty = realloc(f->dirty, room * sizeof *f->dirty);
		memset(f->dirty + f->dirty_room, 0, (room - f->dirty_room) * sizeof *f->dirty);
		f->dirty_room = room;
	}
	for (size_t s = from / SECTOR; s * SECTOR < to; s++)
		f->dirty[s] = true;
}

static void
sync_file(struct file *f)
{
	copy_bytes(&f->kept, &f->now);
	if (f->dirty)
		memset(f->dirty, 0, f->dirty_room * sizeof *f->dirty);
	f->is_kept_there = f->is_there;
}

static struct file *
find_file(struct disk *d, const char *name, bool makes)
{
	struct file *spare = NULL;
	for (size_t i = 0; i < FILES_MOST; i++) {
		struct file *f = &d->files[i];
		if (f->name[0] && strcmp(f->name, name) == 0)
			return f;
		if (!f->name[0] && !spare)
			spare = f;
	}
	if (makes && spare)
		snprintf(spare->name, sizeof spare->name, "%s", name);
	return makes ? spare : NULL;
}

static void
forget_file(struct file *f)
{
	free(f->now.at);
	free(f->kept.at);
	free(f->dirty);
	for (size_t i = 0; i < SHM_MOST; i++)
		free(f->shm[i]);
	*f = (struct file){ .shm_size = 0 };
}

/* ---- power cuts ---- */

/* What of one file survives: the sectors synced, and of the others some. */
static void
survive(struct disk *d, const struct file *f, struct bytes *out)
{
	bool new_size = rand_below(&d->rand, 2);
	unsigned odds = (unsigned)rand_below(&d->rand, 5);      /* none, …, all of the unsynced sectors */
	copy_bytes(out, &f->kept);
	grow(out, new_size ? f->now.size : f->kept.size);
	for (size_t s = 0; s * SECTOR < f->now.size && s < f->dirty_room; s++) {
		if (!f->dirty[s] || rand_below(&d->rand, 4) >= odds)
			continue;
		size_t at = s * SECTOR, end = at + SECTOR < f->now.size ? at + SECTOR : f->now.size;
		if (end > out->size && !new_size)
			end = out->size;
		if (at < end)
			memcpy(out->at + at, f->now.at + at, end - at);
	}
}

static void
take_image(struct disk *d)
{
	struct image *image = calloc(1, sizeof *image);
	image->mark = d->mark;
	for (size_t i = 0; i < FILES_MOST; i++) {
		const struct file *f = &d->files[i];
		if (!f->name[0] || strstr(f->name, "-shm"))
			continue;
		bool there = f->is_there == f->is_kept_there ? f->is_there : rand_below(&d->rand, 2);
		if (!there)
			continue;
		struct image_file *kept = calloc(1, sizeof *kept);
		memcpy(kept->name, f->name, sizeof kept->name);
		survive(d, f, &kept->bytes);
		kept->next = image->files;
		image->files = kept;
	}
	*d->last_image = image;
	d->last_image = &image->next;
	d->waiting++;
}

/* Every call that reads or writes comes through here; a code other than SQLITE_OK is its result. */
static int
called(struct disk *d, bool writes)
{
	d->calls++;
	if (d->fail_at && d->calls >= d->fail_at && (!d->fail_once || d->calls == d->fail_at) &&
	    (writes || (d->fail_code & 0xff) != SQLITE_FULL)) {
		d->has_failed = true;
		return d->fail_code;
	}
	if (writes && d->cut_per && d->waiting < WAITING_MOST && rand_below(&d->rand, d->cut_per) == 0)
		take_image(d);
	return SQLITE_OK;
}

/* ---- methods of files ---- */

static struct file *
file_of(sqlite3_file *f)
{
	return ((struct open_file *)f)->file;
}

static struct disk *
disk_of(sqlite3_file *f)
{
	return ((struct open_file *)f)->disk;
}

static int
do_close(sqlite3_file *f)
{
	(void)f;
	return SQLITE_OK;
}

static int
do_read(sqlite3_file *base, void *out, int amount, sqlite3_int64 at)
{
	struct file *f = file_of(base);
	int code = called(disk_of(base), false);
	size_t size = (size_t)amount, from = (size_t)at;
	if (code != SQLITE_OK)
		return (code & 0xff) == SQLITE_IOERR ? SQLITE_IOERR_READ : code;
	size_t there = from < f->now.size ? f->now.size - from : 0;
	if (there > size)
		there = size;
	if (there)
		memcpy(out, f->now.at + from, there);
	if (there == size)
		return SQLITE_OK;
	memset((uint8_t *)out + there, 0, size - there);
	return SQLITE_IOERR_SHORT_READ;
}

static int
do_write(sqlite3_file *base, const void *bytes, int amount, sqlite3_int64 at)
{
	struct file *f = file_of(base);
	int code = called(disk_of(base), true);
	size_t size = (size_t)amount, from = (size_t)at;
	if (code != SQLITE_OK)
		return code;
	if (from + size > f->now.size)
		grow(&f->now, from + size);
	memcpy(f->now.at + from, bytes, size);
	mark_dirty(f, from, from + size);
	return SQLITE_OK;
}

static int
do_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	int code = called(disk_of(base), true);
	if (code != SQLITE_OK)
		return code;
	grow(&file_of(base)->now, (size_t)size);
	return SQLITE_OK;
}

static int
do_sync(sqlite3_file *base, int flags)
{
	struct disk *d = disk_of(base);
	int code = called(d, true);
	(void)flags;
	if (code != SQLITE_OK)
		return (code & 0xff) == SQLITE_IOERR ? SQLITE_IOERR_FSYNC : code;
	if (!d->lies)
		sync_file(file_of(base));
	return SQLITE_OK;
}

static int
do_size(sqlite3_file *base, sqlite3_int64 *ret)
{
	*ret = (sqlite3_int64)file_of(base)->now.size;
	return SQLITE_OK;
}

static int
do_lock(sqlite3_file *f, int lock)
{
	(void)f;
	(void)lock;
	return SQLITE_OK;
}

static int
do_check_lock(sqlite3_file *f, int *ret)
{
	(void)f;
	*ret = 0;
	return SQLITE_OK;
}

static int
do_control(sqlite3_file *f, int op, void *arg)
{
	(void)f;
	(void)op;
	(void)arg;
	return SQLITE_NOTFOUND;
}

static int
do_sector(sqlite3_file *f)
{
	(void)f;
	return SECTOR;
}

static int
do_traits(sqlite3_file *f)
{
	(void)f;
	return 0;
}

static int
do_shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **ret)
{
	struct file *f = file_of(base);
	if (region >= SHM_MOST)
		return SQLITE_IOERR_SHMSIZE;
	if (!f->shm[region] && extends)
		f->shm[region] = calloc(1, (size_t)size);
	*ret = f->shm[region];
	return SQLITE_OK;
}

static int
do_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	(void)f;
	(void)offset;
	(void)n;
	(void)flags;
	return SQLITE_OK;
}

static void
do_shm_barrier(sqlite3_file *f)
{
	(void)f;
}

static int
do_shm_unmap(sqlite3_file *base, int deletes)
{
	struct file *f = file_of(base);
	for (size_t i = 0; deletes && i < SHM_MOST; i++) {
		free(f->shm[i]);
		f->shm[i] = NULL;
	}
	return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = do_close, .xRead = do_read, .xWrite = do_write, .xTruncate = do_truncate,
	.xSync = do_sync, .xFileSize = do_size, .xLock = do_lock, .xUnlock = do_lock,
	.xCheckReservedLock = do_check_lock, .xFileControl = do_control, .xSectorSize = do_sector,
	.xDeviceCharacteristics = do_traits, .xShmMap = do_shm_map, .xShmLock = do_shm_lock,
	.xShmBarrier = do_shm_barrier, .xShmUnmap = do_shm_unmap,
};

/* ---- methods of the VFS ---- */

static int
do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *ret_flags)
{
	struct disk *d = vfs->pAppData;
	struct open_file *o = (struct open_file *)base;
	int code = called(d, false);
	base->pMethods = NULL;
	if (code != SQLITE_OK)
		return SQLITE_CANTOPEN;
	struct file *f = find_file(d, name ? name : "temporary", flags & SQLITE_OPEN_CREATE);
	if (!f || (!f->is_there && !(flags & SQLITE_OPEN_CREATE)))
		return SQLITE_CANTOPEN;
	f->is_there = true;
	*o = (struct open_file){ .base.pMethods = &methods, .disk = d, .file = f };
	if (ret_flags)
		*ret_flags = flags;
	return SQLITE_OK;
}

static int
do_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
	struct disk *d = vfs->pAppData;
	int code = called(d, true);
	struct file *f = find_file(d, name, false);
	if (code != SQLITE_OK)
		return SQLITE_IOERR_DELETE;
	if (!f || !f->is_there)
		return SQLITE_IOERR_DELETE_NOENT;
	f->is_there = false;
	grow(&f->now, 0);
	if (syncs && !d->lies)
		f->is_kept_there = false;
	return SQLITE_OK;
}

static int
do_access(sqlite3_vfs *vfs, const char *name, int flags, int *ret)
{
	struct file *f = find_file(vfs->pAppData, name, false);
	(void)flags;
	*ret = f && f->is_there && f->now.size;
	return SQLITE_OK;
}

static int
do_full_path(sqlite3_vfs *vfs, const char *name, int room, char *out)
{
	(void)vfs;
	sqlite3_snprintf(room, out, "%s", name);
	return SQLITE_OK;
}

static int
do_random(sqlite3_vfs *vfs, int size, char *out)
{
	struct disk *d = vfs->pAppData;
	for (int i = 0; i < size; i++)
		out[i] = (char)rand_below(&d->rand, 256);
	return size;
}

static int
do_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int
do_time(sqlite3_vfs *vfs, double *ret)
{
	(void)vfs;
	*ret = 2460000.5;
	return SQLITE_OK;
}

static int
do_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs;
	(void)size;
	(void)out;
	return 0;
}

/* ---- the disk ---- */

struct disk *
disk_new(const char *name, uint64_t seed)
{
	struct disk *d = calloc(1, sizeof *d);
	snprintf(d->name, sizeof d->name, "%s", name);
	d->rand.state = seed;
	d->last_image = &d->images;
	d->vfs = (sqlite3_vfs){
		.iVersion = 1, .szOsFile = sizeof(struct open_file), .mxPathname = NAME_MOST - 1, .zName = d->name,
		.pAppData = d, .xOpen = do_open, .xDelete = do_delete, .xAccess = do_access,
		.xFullPathname = do_full_path, .xRandomness = do_random, .xSleep = do_sleep,
		.xCurrentTime = do_time, .xGetLastError = do_last_error,
	};
	sqlite3_vfs_register(&d->vfs, 0);
	return d;
}

void
disk_clear(struct disk *d)
{
	for (size_t i = 0; i < FILES_MOST; i++)
		forget_file(&d->files[i]);
}

void
disk_free(struct disk *d)
{
	for (struct image *i = disk_images(d), *next; i; i = next) {
		next = i->next;
		image_free(i);
	}
	sqlite3_vfs_unregister(&d->vfs);
	disk_clear(d);
	free(d);
}

uint64_t
disk_calls(const struct disk *d)
{
	return d->calls;
}

void
disk_fail_at(struct disk *d, uint64_t call, int code, bool once)
{
	d->fail_at = call ? d->calls + call : 0;
	d->fail_code = code;
	d->fail_once = once;
	d->has_failed = false;
}

bool
disk_has_failed(const struct disk *d)
{
	return d->has_failed;
}

void
disk_lie(struct disk *d, bool lies)
{
	d->lies = lies;
}

void
disk_cut_often(struct disk *d, unsigned per)
{
	d->cut_per = per;
}

void
disk_mark(struct disk *d, uint64_t mark)
{
	d->mark = mark;
}

struct image *
disk_images(struct disk *d)
{
	struct image *images = d->images;
	d->images = NULL;
	d->last_image = &d->images;
	d->waiting = 0;
	return images;
}

void
image_free(struct image *image)
{
	for (struct image_file *f = image->files, *next; f; f = next) {
		next = f->next;
		free(f->bytes.at);
		free(f);
	}
	free(image);
}

void
disk_load(struct disk *d, const struct image *image)
{
	disk_clear(d);
	for (const struct image_file *i = image->files; i; i = i->next) {
		struct file *f = find_file(d, i->name, true);
		f->is_there = true;
		copy_bytes(&f->now, &i->bytes);
		sync_file(f);
	}
}

void
disk_move(const struct disk *from, struct disk *to)
{
	disk_clear(to);
	for (size_t i = 0; i < FILES_MOST; i++) {
		const struct file *f = &from->files[i];
		if (!f->name[0] || !f->is_there)
			continue;
		struct file *copy = find_file(to, f->name, true);
		copy->is_there = true;
		copy_bytes(&copy->now, &f->now);
		sync_file(copy);
	}
}

const uint8_t *
disk_file(const struct disk *d, const char *name, size_t *ret_size)
{
	struct file *f = find_file((struct disk *)(uintptr_t)d, name, false);
	if (!f || !f->is_there)
		return NULL;
	*ret_size = f->now.size;
	return f->now.at;
}

void
disk_flip(struct disk *d, const char *name, size_t bit)
{
	struct file *f = find_file(d, name, false);
	if (f && bit / 8 < f->now.size)
		f->now.at[bit / 8] = (uint8_t)(f->now.at[bit / 8] ^ 1u << bit % 8);
}
