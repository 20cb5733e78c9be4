#include "record/disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512 };

/* Memory of its own, which the failures of SQLite's do not touch. */
struct bytes {
	unsigned char *at;
	size_t len, room;
};

/* A change that is not on the disk for certain: a write of `len` bytes to `at`, which stand in
 * inode->written at `from`, or, with `cuts`, a truncation to `at`. */
struct change {
	bool cuts;
	size_t at, from, len;
};

struct inode {
	struct bytes now, synced, written;
	LIST(struct change) changes;
	bool folder_due;                /* its first sync puts the folder to the disk */
	/* Locks: on the file, and on the index of its WAL. */
	unsigned shared, shm_refs, shm_shared[SQLITE_SHM_NLOCK];
	const void *reserved, *pending, *shm_held[SQLITE_SHM_NLOCK];
	LIST(void *) shm;
};

/* A name, what it means for certain, and what it meant since, in order; NULL: nothing. */
struct disk_name {
	char *name;
	struct inode *synced;
	LIST(struct inode *) since;
};

struct file {
	sqlite3_file base;
	struct disk *disk;
	struct inode *inode;
	int lock;
	bool has_shm;
	unsigned shm_shared, shm_held;  /* a bit a lock */
};

/* ---- bytes ---- */

/* What is new is zero, or rubbish. */
static void
bytes_size(struct bytes *b, size_t len, struct rand *rubbish)
{
	if (len > b->room) {
		b->room = len > 2 * b->room ? len : 2 * b->room;
		b->at = realloc(b->at, b->room);
		if (!b->at)
			abort();
	}
	if (!rubbish && len > b->len)
		memset(b->at + b->len, 0, len - b->len);
	for (size_t i = b->len; rubbish && i < len; i++)
		b->at[i] = (unsigned char)rand_next(rubbish);
	b->len = len;
}

static void
bytes_put(struct bytes *b, size_t at, const void *from, size_t len, struct rand *rubbish)
{
	if (at + len > b->len)
		bytes_size(b, at + len, rubbish);
	if (len > 0)
		memcpy(b->at + at, from, len);
}

static void
bytes_copy(struct bytes *to, const struct bytes *from)
{
	to->len = 0;
	bytes_put(to, 0, from->at, from->len, NULL);
}

/* ---- inodes and names ---- */

static struct inode *
inode_new(struct disk *d)
{
	struct inode *inode = calloc(1, sizeof *inode);
	if (!inode)
		abort();
	*LIST_ADD(&d->inodes) = inode;
	return inode;
}

static void
shm_free(struct inode *inode)
{
	for (size_t i = 0; i < inode->shm.count; i++)
		free(inode->shm.at[i]);
	LIST_DONE(&inode->shm);
}

static void
inode_free(struct inode *inode)
{
	shm_free(inode);
	free(inode->now.at);
	free(inode->synced.at);
	free(inode->written.at);
	LIST_DONE(&inode->changes);
	free(inode);
}

static const char *
plain(const char *name)
{
	return strncmp(name, "./", 2) == 0 ? name + 2 : name;
}

static struct disk_name *
name_find(const struct disk *d, const char *name)
{
	for (size_t i = 0; i < d->names.count; i++)
		if (strcmp(d->names.at[i].name, plain(name)) == 0)
			return &d->names.at[i];
	return NULL;
}

static struct inode *
name_now(const struct disk_name *n)
{
	if (!n)
		return NULL;
	return n->since.count > 0 ? n->since.at[n->since.count - 1] : n->synced;
}

static struct disk_name *
name_add(struct disk *d, const char *name)
{
	struct disk_name *n = name_find(d, name);
	if (!n) {
		n = LIST_ADD(&d->names);
		n->name = strdup(plain(name));
	}
	return n;
}

static void
folder_sync(struct disk *d)
{
	for (size_t i = 0; i < d->names.count; i++) {
		d->names.at[i].synced = name_now(&d->names.at[i]);
		d->names.at[i].since.count = 0;
	}
}

static void
inode_sync(struct disk *d, struct inode *inode)
{
	bytes_copy(&inode->synced, &inode->now);
	inode->changes.count = 0;
	inode->written.len = 0;
	if (inode->folder_due)
		folder_sync(d);
	inode->folder_due = false;
}

static void
inode_write(struct inode *inode, const void *from, size_t len, size_t at)
{
	*LIST_ADD(&inode->changes) = (struct change){ .at = at, .from = inode->written.len, .len = len };
	bytes_put(&inode->written, inode->written.len, from, len, NULL);
	bytes_put(&inode->now, at, from, len, NULL);
}

/* ---- failures ---- */

/* Counts a call; true where it is to fail. */
static bool
fails(struct disk *d)
{
	d->calls++;
	if (d->fail_at == 0 || d->calls < d->fail_at || (d->calls > d->fail_at && !d->fails_on))
		return false;
	d->failed++;
	d->last_errno = EIO;
	return true;
}

static bool
change_fails(struct disk *d)
{
	if (d->before)
		d->before(d);
	return fails(d);
}

static bool
is_full(struct disk *d, const struct inode *inode, size_t end)
{
	uint64_t used = 0;
	if (d->room == 0 || end <= inode->now.len)
		return false;
	for (size_t i = 0; i < d->names.count; i++) {
		const struct inode *other = name_now(&d->names.at[i]);
		used += other ? other->now.len : 0;
	}
	if (used + end - inode->now.len <= d->room)
		return false;
	d->last_errno = ENOSPC;
	return true;
}

/* ---- the index of a WAL ---- */

static int
shm_map(sqlite3_file *base, int page, int size, int extend, void volatile **ret_at)
{
	struct file *f = (struct file *)base;
	struct inode *inode = f->inode;
	*ret_at = NULL;
	if (fails(f->disk))
		return SQLITE_IOERR_SHMMAP;
	inode->shm_refs += !f->has_shm;
	f->has_shm = true;
	while (extend && inode->shm.count <= (size_t)page) {
		void *at = calloc(1, (size_t)size);
		if (!at)
			abort();
		*LIST_ADD(&inode->shm) = at;
	}
	if ((size_t)page < inode->shm.count)
		*ret_at = inode->shm.at[page];
	return SQLITE_OK;
}

static int
shm_take(struct file *f, int slot, bool alone)
{
	struct inode *inode = f->inode;
	unsigned bit = 1u << slot;
	bool others = inode->shm_shared[slot] > ((f->shm_shared & bit) != 0);
	if ((inode->shm_held[slot] && inode->shm_held[slot] != f) || (alone && others))
		return SQLITE_BUSY;
	if (alone) {
		inode->shm_held[slot] = f;
		f->shm_held |= bit;
	} else if (!(f->shm_shared & bit)) {
		inode->shm_shared[slot]++;
		f->shm_shared |= bit;
	}
	return SQLITE_OK;
}

static void
shm_release(struct file *f, int slot)
{
	unsigned bit = 1u << slot;
	if (f->shm_shared & bit)
		f->inode->shm_shared[slot]--;
	if (f->shm_held & bit)
		f->inode->shm_held[slot] = NULL;
	f->shm_shared &= ~bit;
	f->shm_held &= ~bit;
}

static int
shm_lock(sqlite3_file *base, int slot, int count, int flags)
{
	struct file *f = (struct file *)base;
	if (flags & SQLITE_SHM_UNLOCK) {
		for (int i = slot; i < slot + count; i++)
			shm_release(f, i);
		return SQLITE_OK;
	}
	if (fails(f->disk))
		return SQLITE_IOERR_SHMLOCK;
	for (int i = slot; i < slot + count; i++) {
		int rc = shm_take(f, i, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
		if (rc != SQLITE_OK) {
			while (i-- > slot)
				shm_release(f, i);
			return rc;
		}
	}
	return SQLITE_OK;
}

static void
shm_barrier(sqlite3_file *base)
{
	(void)base;
}

static int
shm_unmap(sqlite3_file *base, int removes)
{
	struct file *f = (struct file *)base;
	(void)removes;
	if (!f->has_shm)
		return SQLITE_OK;
	for (int i = 0; i < SQLITE_SHM_NLOCK; i++)
		shm_release(f, i);
	f->has_shm = false;
	if (--f->inode->shm_refs == 0)
		shm_free(f->inode);
	return SQLITE_OK;
}

/* ---- files ---- */

static int
file_unlock(sqlite3_file *base, int lock)
{
	struct file *f = (struct file *)base;
	if (lock >= f->lock)
		return SQLITE_OK;
	if (f->inode->reserved == f)
		f->inode->reserved = NULL;
	if (f->inode->pending == f)
		f->inode->pending = NULL;
	if (lock == SQLITE_LOCK_NONE)
		f->inode->shared--;
	f->lock = lock;
	return SQLITE_OK;
}

static int
file_lock(sqlite3_file *base, int lock)
{
	struct file *f = (struct file *)base;
	struct inode *inode = f->inode;
	if (lock <= f->lock)
		return SQLITE_OK;
	if (fails(f->disk))
		return SQLITE_IOERR_LOCK;
	if (inode->pending && inode->pending != f)
		return SQLITE_BUSY;
	if (f->lock == SQLITE_LOCK_NONE) {
		inode->shared++;
		f->lock = SQLITE_LOCK_SHARED;
	}
	if (lock >= SQLITE_LOCK_RESERVED) {
		if (inode->reserved && inode->reserved != f)
			return SQLITE_BUSY;
		inode->reserved = f;
		f->lock = f->lock > SQLITE_LOCK_RESERVED ? f->lock : SQLITE_LOCK_RESERVED;
	}
	if (lock == SQLITE_LOCK_EXCLUSIVE) {
		inode->pending = f;
		f->lock = SQLITE_LOCK_PENDING;
		if (inode->shared > 1)
			return SQLITE_BUSY;
		f->lock = SQLITE_LOCK_EXCLUSIVE;
	}
	return SQLITE_OK;
}

static int
file_is_reserved(sqlite3_file *base, int *ret_is)
{
	struct file *f = (struct file *)base;
	*ret_is = f->inode->reserved != NULL;
	return SQLITE_OK;
}

static int
file_close(sqlite3_file *base)
{
	shm_unmap(base, 0);
	return file_unlock(base, SQLITE_LOCK_NONE);
}

static int
file_get(sqlite3_file *base, void *to, int len, sqlite3_int64 at)
{
	struct file *f = (struct file *)base;
	const struct bytes *b = &f->inode->now;
	if (fails(f->disk))
		return SQLITE_IOERR_READ;
	size_t from = (size_t)at < b->len ? (size_t)at : b->len;
	size_t got = b->len - from < (size_t)len ? b->len - from : (size_t)len;
	if (got > 0)
		memcpy(to, b->at + from, got);
	memset((char *)to + got, 0, (size_t)len - got);
	return got == (size_t)len ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int
file_put(sqlite3_file *base, const void *from, int len, sqlite3_int64 at)
{
	struct file *f = (struct file *)base;
	struct disk *d = f->disk;
	if (change_fails(d)) {
		/* A write that fails may have written some of it. */
		inode_write(f->inode, from, (size_t)len / 2, (size_t)at);
		d->last_errno = d->fails_full ? ENOSPC : EIO;
		return d->fails_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	}
	if (is_full(d, f->inode, (size_t)at + (size_t)len))
		return SQLITE_FULL;
	inode_write(f->inode, from, (size_t)len, (size_t)at);
	return SQLITE_OK;
}

static int
file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	struct file *f = (struct file *)base;
	if (change_fails(f->disk))
		return SQLITE_IOERR_TRUNCATE;
	*LIST_ADD(&f->inode->changes) = (struct change){ .cuts = true, .at = (size_t)size };
	bytes_size(&f->inode->now, (size_t)size, NULL);
	return SQLITE_OK;
}

static int
file_sync(sqlite3_file *base, int flags)
{
	struct file *f = (struct file *)base;
	(void)flags;
	if (change_fails(f->disk))
		return SQLITE_IOERR_FSYNC;
	if (!f->disk->lies)
		inode_sync(f->disk, f->inode);
	return SQLITE_OK;
}

static int
file_size(sqlite3_file *base, sqlite3_int64 *ret_size)
{
	struct file *f = (struct file *)base;
	if (fails(f->disk))
		return SQLITE_IOERR_FSTAT;
	*ret_size = (sqlite3_int64)f->inode->now.len;
	return SQLITE_OK;
}

static int
file_control(sqlite3_file *base, int op, void *arg)
{
	(void)base;
	(void)op;
	(void)arg;
	return SQLITE_NOTFOUND;
}

/* The next two are what SQLite's own VFS says of a disk on Unix. */
static int
file_sector(sqlite3_file *base)
{
	(void)base;
	return 4096;
}

static int
file_character(sqlite3_file *base)
{
	(void)base;
	return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = file_close,
	.xRead = file_get,
	.xWrite = file_put,
	.xTruncate = file_truncate,
	.xSync = file_sync,
	.xFileSize = file_size,
	.xLock = file_lock,
	.xUnlock = file_unlock,
	.xCheckReservedLock = file_is_reserved,
	.xFileControl = file_control,
	.xSectorSize = file_sector,
	.xDeviceCharacteristics = file_character,
	.xShmMap = shm_map,
	.xShmLock = shm_lock,
	.xShmBarrier = shm_barrier,
	.xShmUnmap = shm_unmap,
};

/* ---- the disk ---- */

static int
refuse(struct disk *d, int error)
{
	d->last_errno = error;
	return SQLITE_CANTOPEN;
}

static int
disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *ret_flags)
{
	struct disk *d = vfs->pAppData;
	struct file *f = (struct file *)base;
	struct inode *inode = name ? name_now(name_find(d, name)) : NULL;
	*f = (struct file){ 0 };
	if (inode ? fails(d) : change_fails(d))
		return SQLITE_CANTOPEN;
	if (inode && (flags & SQLITE_OPEN_CREATE) && (flags & SQLITE_OPEN_EXCLUSIVE))
		return refuse(d, EEXIST);
	if (!inode && name && !(flags & SQLITE_OPEN_CREATE))
		return refuse(d, ENOENT);
	if (!inode) {
		inode = inode_new(d);
		inode->folder_due = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
		if (name)
			*LIST_ADD(&name_add(d, name)->since) = inode;
	}
	*f = (struct file){ .base = { &methods }, .disk = d, .inode = inode };
	if (ret_flags)
		*ret_flags = flags;
	return SQLITE_OK;
}

static int
disk_delete(sqlite3_vfs *vfs, const char *name, int syncs)
{
	struct disk *d = vfs->pAppData;
	if (change_fails(d))
		return SQLITE_IOERR_DELETE;
	struct disk_name *n = name_find(d, name);
	if (!name_now(n)) {
		d->last_errno = ENOENT;
		return SQLITE_IOERR_DELETE_NOENT;
	}
	*LIST_ADD(&n->since) = NULL;
	if (syncs && !d->lies)
		folder_sync(d);
	return SQLITE_OK;
}

/* A name that ends in a slash is the folder, which is always there. */
static int
disk_access(sqlite3_vfs *vfs, const char *name, int how, int *ret_is)
{
	struct disk *d = vfs->pAppData;
	const struct inode *inode = name_now(name_find(d, name));
	size_t len = strlen(name);
	if (fails(d))
		return SQLITE_IOERR_ACCESS;
	*ret_is = (len > 0 && name[len - 1] == '/') ||
		  (inode && (how != SQLITE_ACCESS_EXISTS || inode->now.len > 0));
	return SQLITE_OK;
}

static int
disk_full_name(sqlite3_vfs *vfs, const char *name, int room, char *ret_name)
{
	size_t len = strlen(plain(name));
	(void)vfs;
	if (len >= (size_t)room)
		return SQLITE_CANTOPEN;
	memcpy(ret_name, plain(name), len + 1);
	return SQLITE_OK;
}

static int
disk_random(sqlite3_vfs *vfs, int len, char *ret_bytes)
{
	(void)vfs;
	memset(ret_bytes, 7, (size_t)len);
	return len;
}

static int
disk_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int
disk_time(sqlite3_vfs *vfs, double *ret_day)
{
	(void)vfs;
	*ret_day = 2461195.5;
	return SQLITE_OK;
}

static int
disk_last_error(sqlite3_vfs *vfs, int len, char *ret_text)
{
	const struct disk *d = vfs->pAppData;
	(void)len;
	(void)ret_text;
	return d->last_errno;
}

struct disk *
disk_new(const char *name)
{
	struct disk *d = calloc(1, sizeof *d);
	if (!d)
		abort();
	d->vfs = (sqlite3_vfs){
		.iVersion = 1,
		.szOsFile = sizeof(struct file),
		.mxPathname = 200,
		.zName = name,
		.pAppData = d,
		.xOpen = disk_open,
		.xDelete = disk_delete,
		.xAccess = disk_access,
		.xFullPathname = disk_full_name,
		.xRandomness = disk_random,
		.xSleep = disk_sleep,
		.xCurrentTime = disk_time,
		.xGetLastError = disk_last_error,
	};
	sqlite3_vfs_register(&d->vfs, 0);
	return d;
}

void
disk_clear(struct disk *d)
{
	for (size_t i = 0; i < d->names.count; i++) {
		free(d->names.at[i].name);
		LIST_DONE(&d->names.at[i].since);
	}
	for (size_t i = 0; i < d->inodes.count; i++)
		inode_free(d->inodes.at[i]);
	LIST_DONE(&d->names);
	LIST_DONE(&d->inodes);
}

void
disk_take(struct disk *d, struct disk *from)
{
	disk_clear(d);
	memcpy(&d->names, &from->names, sizeof d->names);
	memcpy(&d->inodes, &from->inodes, sizeof d->inodes);
	memset(&from->names, 0, sizeof from->names);
	memset(&from->inodes, 0, sizeof from->inodes);
}

void
disk_free(struct disk *d)
{
	sqlite3_vfs_unregister(&d->vfs);
	disk_clear(d);
	free(d);
}

/* ---- the power cut ---- */

static void
cut_write(const struct inode *from, const struct change *c, unsigned share, struct rand *r,
	  struct rand *rubbish, struct bytes *to)
{
	for (size_t done = 0; done < c->len;) {
		size_t at = c->at + done, step = SECTOR - at % SECTOR;
		if (step > c->len - done)
			step = c->len - done;
		if (rand_below(r, 16) < share)
			bytes_put(to, at, from->written.at + c->from + done, step, rubbish);
		else if (at + step > to->len && rand_below(r, 16) == 0)
			bytes_size(to, at + step, rubbish);     /* its size arrived, its bytes did not */
		done += step;
	}
}

/* Of the sectors of a file so many in 16 are there; all or none quite often. */
static void
cut_inode(const struct inode *from, struct rand *r, struct bytes *to)
{
	static const unsigned shares[] = { 0, 0, 1, 4, 8, 12, 15, 16, 16 };
	unsigned share = shares[rand_below(r, sizeof shares / sizeof *shares)];
	struct rand *rubbish = rand_below(r, 4) == 0 ? r : NULL;
	bytes_copy(to, &from->synced);
	for (size_t i = 0; i < from->changes.count; i++) {
		const struct change *c = &from->changes.at[i];
		if (!c->cuts)
			cut_write(from, c, share, r, rubbish, to);
		else if (rand_below(r, 16) < share)
			bytes_size(to, c->at, NULL);
	}
}

void
disk_cut(const struct disk *live, struct rand *r, struct disk *after)
{
	disk_clear(after);
	for (size_t i = 0; i < live->names.count; i++) {
		const struct disk_name *n = &live->names.at[i];
		size_t at = rand_below(r, n->since.count + 1);
		const struct inode *inode = at == 0 ? n->synced : n->since.at[at - 1];
		if (!inode)
			continue;
		struct inode *left = inode_new(after);
		cut_inode(inode, r, &left->now);
		bytes_copy(&left->synced, &left->now);
		name_add(after, n->name)->synced = left;
	}
}

/* ---- for tests ---- */

str
disk_file(const struct disk *d, const char *name)
{
	const struct inode *inode = name_now(name_find(d, name));
	return inode ? (str){ (const char *)inode->now.at, inode->now.len } : STR_NONE;
}

bool
disk_has(const struct disk *d, const char *name)
{
	return name_now(name_find(d, name)) != NULL;
}

void
disk_put(struct disk *d, const char *name, str bytes)
{
	struct inode *inode = inode_new(d);
	bytes_put(&inode->now, 0, bytes.at, bytes.len, NULL);
	bytes_copy(&inode->synced, &inode->now);
	struct disk_name *n = name_add(d, name);
	n->since.count = 0;
	n->synced = inode;
}

void
disk_flip(struct disk *d, const char *name, size_t bit)
{
	struct inode *inode = name_now(name_find(d, name));
	inode->now.at[bit / 8] ^= (unsigned char)(1u << bit % 8);
}

bool
disk_each(const struct disk *d, size_t i, str *ret_bytes)
{
	if (i >= d->names.count)
		return false;
	*ret_bytes = disk_file(d, d->names.at[i].name);
	return true;
}
