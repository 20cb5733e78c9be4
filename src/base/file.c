#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/buf.h"

/* Offsets into a text are 32 bits wide. */
#define BYTES_MOST ((size_t)UINT32_MAX)
#define STEP_MOST ((size_t)1 << 30)
#define STEP_LEAST ((size_t)64 * 1024)

/* Fails with "cannot read 'x': " before the reason. */
static bool
refuse(struct err *err, enum err_kind kind, const char *verb, const char *path, const char *reason)
{
	if (strcmp(path, "-") == 0)
		return fail(err, kind, "cannot %s standard input: %s", verb, reason);
	return fail(err, kind, "cannot %s '%s': %s", verb, path, reason);
}

/* What an errno of open, read, write or rename means to who typed the path. */
static bool
refuse_errno(struct err *err, int error, const char *verb, const char *path)
{
	bool reading = strcmp(verb, "read") == 0;
	switch (error) {
	case ENOENT:
		return refuse(err, ERR_ABSENT, verb, path,
			      reading ? "there is no such file" : "there is no such folder; make it first");
	case ENOTDIR:
		return refuse(err, ERR_ABSENT, verb, path, "a part of its path is a file, not a folder");
	case EACCES:
	case EPERM:
		return refuse(err, ERR_SYSTEM, verb, path,
			      reading ? "you may not; see who may with 'ls -l'"
				      : "you may not write there; see who may with 'ls -ld'");
	case ELOOP:
		return refuse(err, ERR_INPUT, verb, path, "its links lead in a circle");
	case ENAMETOOLONG:
		return refuse(err, ERR_INPUT, verb, path, "the name is too long");
	case ENXIO:
		return refuse(err, ERR_INPUT, verb, path, "it is a socket, or a pipe that nobody reads");
	case ENOSPC:
	case EDQUOT:
		return refuse(err, ERR_SYSTEM, verb, path, "the disk is full; free some space and try again");
	case EROFS:
		return refuse(err, ERR_SYSTEM, verb, path, "the disk can only be read; choose another folder");
	case EBADF:
		return refuse(err, ERR_SYSTEM, verb, path, "it is closed");
	default:
		return refuse(err, ERR_SYSTEM, verb, path, strerror(error));
	}
}

/* A path as the system wants it, in `out`. */
static bool
path_of(str path, const char *verb, buf *out, struct err *err)
{
	buf_add(out, path);
	if (path.len == 0)
		return refuse(err, ERR_USAGE, verb, "", "the name is empty");
	if (str_find(path, '\0') < path.len)
		return refuse(err, ERR_INPUT, verb, out->at, "a zero byte stands in the name");
	return true;
}

static bool
too_big(struct err *err, const char *path)
{
	return refuse(err, ERR_INPUT, "read", path, "it has 4 GiB or more; split it into several files");
}

/* Up to `most` bytes to `at`; fewer only at the end.  -1 and errno on failure. */
static ssize_t
read_full(int fd, char *at, size_t most)
{
	size_t done = 0;
	while (done < most) {
		size_t step = most - done < STEP_MOST ? most - done : STEP_MOST;
		ssize_t got = read(fd, at + done, step);
		if (got == 0)
			break;
		if (got > 0)
			done += (size_t)got;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)done;
}

/* The rest of what has no known size: `head` was read before. */
static bool
read_growing(arena *a, int fd, const char *path, str head, str *ret_bytes, struct err *err)
{
	buf b = { 0 };
	bool ok = false;
	buf_add(&b, head);
	for (;;) {
		size_t step = b.len > STEP_LEAST ? b.len : STEP_LEAST;
		buf_reserve(&b, step);
		ssize_t got = read_full(fd, b.at + b.len, step);
		if (got < 0) {
			refuse_errno(err, errno, "read", path);
			goto done;
		}
		b.len += (size_t)got;
		if (b.len > BYTES_MOST) {
			too_big(err, path);
			goto done;
		}
		if ((size_t)got < step)
			break;
	}
	*ret_bytes = arena_str(a, buf_str(&b));
	ok = true;
done:
	buf_done(&b);
	return ok;
}

/* Size zero is not believed: files under /proc say it of themselves. */
static bool
read_regular(arena *a, int fd, const char *path, size_t size, str *ret_bytes, struct err *err)
{
	char *at = arena_get(a, size + 1);
	ssize_t got = read_full(fd, at, size);
	if (got < 0)
		return refuse_errno(err, errno, "read", path);
	*ret_bytes = (str){ at, (size_t)got };
	if ((size_t)got < size)
		return true;

	char next;
	ssize_t more = read_full(fd, &next, 1);
	if (more < 0)
		return refuse_errno(err, errno, "read", path);
	if (more == 0)
		return true;
	buf head = { 0 };
	buf_reserve(&head, size + 1);
	buf_add(&head, *ret_bytes);
	buf_add_byte(&head, next);
	bool ok = read_growing(a, fd, path, buf_str(&head), ret_bytes, err);
	buf_done(&head);
	return ok;
}

/* Terminals and /dev/null are read, for people and scripts name them; other
 * devices may never end. */
static bool
is_readable_device(int fd, const struct stat *st)
{
	return isatty(fd) || st->st_rdev == makedev(1, 3);
}

static bool
read_open(arena *a, int fd, const char *path, str *ret_bytes, struct err *err)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return refuse_errno(err, errno, "read", path);
	switch (st.st_mode & S_IFMT) {
	case S_IFDIR:
		if (strcmp(path, "-") == 0)
			return refuse(err, ERR_INPUT, "read", path, "it is a directory; name the files in it");
		return fail(err, ERR_INPUT,
			    "cannot read '%s': it is a directory; name the files in it, as in "
			    "'%s%s*.minutes'", path, path, path[strlen(path) - 1] == '/' ? "" : "/");
	case S_IFBLK:
		return refuse(err, ERR_INPUT, "read", path, "it is a device; name a file");
	case S_IFCHR:
		if (!is_readable_device(fd, &st))
			return refuse(err, ERR_INPUT, "read", path, "it is a device; name a file");
		return read_growing(a, fd, path, STR_NONE, ret_bytes, err);
	case S_IFREG:
		break;
	default:
		return read_growing(a, fd, path, STR_NONE, ret_bytes, err);
	}

	/* Standard input may stand anywhere in its file. */
	off_t before = lseek(fd, 0, SEEK_CUR);
	off_t left = st.st_size - (before > 0 ? before : 0);
	if (left > (off_t)BYTES_MOST)
		return too_big(err, path);
	return read_regular(a, fd, path, left > 0 ? (size_t)left : 0, ret_bytes, err);
}

bool
file_read(arena *a, str path, str *ret_bytes, struct err *err)
{
	buf name = { 0 };
	int fd = -1;
	bool is_stdin = str_eq(path, S("-"));
	bool ok = path_of(path, "read", &name, err);
	if (!ok)
		goto done;
	fd = is_stdin ? STDIN_FILENO : open(name.at, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ok = fd >= 0 ? read_open(a, fd, name.at, ret_bytes, err)
		     : refuse_errno(err, errno, "read", name.at);
done:
	if (fd >= 0 && !is_stdin)
		close(fd);
	buf_done(&name);
	return ok;
}

static bool
write_full(int fd, str bytes)
{
	for (size_t done = 0; done < bytes.len;) {
		size_t step = bytes.len - done < STEP_MOST ? bytes.len - done : STEP_MOST;
		ssize_t put = write(fd, bytes.at + done, step);
		if (put > 0)
			done += (size_t)put;
		else if (put < 0 && errno != EINTR)
			return false;
	}
	return true;
}

/* Straight into a pipe, a terminal, /dev/null: there is nothing to keep whole. */
static bool
write_direct(const char *path, str bytes, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return refuse_errno(err, errno, "write", path);
	bool ok = write_full(fd, bytes);
	int error = errno;
	if (close(fd) != 0 && ok) {
		ok = false;
		error = errno;
	}
	return ok || refuse_errno(err, error, "write", path);
}

str
path_folder(str path)
{
	while (path.len > 0 && path.at[path.len - 1] != '/')
		path.len--;
	return path;
}

static str
folder_to_open(str path)
{
	str folder = path_folder(path);
	return folder.len ? folder : S("./");
}

/* Makes a new file beside the one it will replace; the kernel applies the
 * umask, which mkstemp would not. */
static int
open_beside(str path, buf *ret_name)
{
	str folder = folder_to_open(path);
	for (unsigned attempt = 0; attempt < 100; attempt++) {
		buf_clear(ret_name);
		buf_printf(ret_name, "%.*s.paraph-%ld-%u", STR_ARG(folder), (long)getpid(), attempt);
		int fd = open(ret_name->at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* File systems without fsync say EINVAL; there is no more to be had of them. */
static bool
sync_fd(int fd)
{
	return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
}

/* The new name is on the disk only once the folder is. */
void
file_sync_folder(str path)
{
	buf name = { 0 };
	buf_add(&name, folder_to_open(path));
	int fd = open(name.at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		sync_fd(fd);
		close(fd);
	}
	buf_done(&name);
}

/* `old` is the file to be replaced, or NULL. */
static bool
write_beside(const char *path, const struct stat *old, str bytes, struct err *err)
{
	buf name = { 0 };
	int error = 0;
	int fd = open_beside(str_of(path), &name);
	if (fd < 0) {
		error = errno;
		goto done;
	}
	if (!write_full(fd, bytes) || (old && fchmod(fd, old->st_mode & 07777) != 0) || !sync_fd(fd))
		error = errno;
	if (close(fd) != 0 && error == 0)
		error = errno;
	if (error == 0 && rename(name.at, path) != 0)
		error = errno;
	if (error != 0)
		unlink(name.at);
	else
		file_sync_folder(str_of(path));
done:
	buf_done(&name);
	return error == 0 || refuse_errno(err, error, "write", path);
}

bool
file_write(str path, str bytes, struct err *err)
{
	buf name = { 0 };
	char *target = NULL;
	struct stat st;
	bool ok = path_of(path, "write", &name, err);
	if (!ok)
		goto done;
	if (stat(name.at, &st) != 0) {
		ok = errno == ENOENT ? write_beside(name.at, NULL, bytes, err)
				     : refuse_errno(err, errno, "write", name.at);
	} else if (S_ISDIR(st.st_mode)) {
		ok = refuse(err, ERR_INPUT, "write", name.at, "it is a directory; name a file in it");
	} else if (faccessat(AT_FDCWD, name.at, W_OK, AT_EACCESS) != 0) {
		ok = errno == EACCES ? refuse(err, ERR_SYSTEM, "write", name.at,
					      "it is write-protected; choose another name, or see 'ls -l'")
				     : refuse_errno(err, errno, "write", name.at);
	} else if (!S_ISREG(st.st_mode)) {
		ok = write_direct(name.at, bytes, err);
	} else {
		target = realpath(name.at, NULL);
		ok = target ? write_beside(target, &st, bytes, err)
			    : refuse_errno(err, errno, "write", name.at);
	}
done:
	free(target);
	buf_done(&name);
	return ok;
}
