#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "test.h"

/* "FOLDER/name" in `a`. */
static str
place(arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", test_folder(), name);
}

static void
put(str path, str bytes)
{
	FILE *out = fopen(path.at, "w");
	CHECK(out != NULL);
	CHECK_EQ(fwrite(bytes.at, 1, bytes.len, out), bytes.len);
	CHECK_EQ(fclose(out), 0);
}

static unsigned
mode_of(str path)
{
	struct stat st;
	CHECK_EQ(stat(path.at, &st), 0);
	return st.st_mode & 07777;
}

TEST(base_file, a_file_is_read_whole)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = place(a, "whole"), got;
	put(path, S("a\0b\r\n\xff"));
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK_STR(got, S("a\0b\r\n\xff"));
	CHECK_EQ(got.at[got.len], 0);
	put(path, S(""));
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK_EQ(got.len, 0);
	CHECK_EQ(got.at[0], 0);
	arena_free(a);
}

TEST(base_file, a_large_file_is_read_into_one_place)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = place(a, "large"), got;
	buf b = { 0 };
	for (int i = 0; i < 500000; i++)
		buf_printf(&b, "%07d\n", i);
	put(path, buf_str(&b));
	size_t before = arena_used(a);
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK(str_eq(got, buf_str(&b)));
	CHECK(arena_used(a) - before < b.len + 100);
	buf_done(&b);
	arena_free(a);
}

TEST(base_file, a_file_that_says_it_is_empty_is_read_all_the_same)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got;
	if (access("/proc/self/status", R_OK) != 0)
		SKIP("there is no /proc here");
	CHECK_OK(file_read(a, S("/proc/self/status"), &got, &err), err);
	CHECK(str_starts(got, S("Name:")));
	arena_free(a);
}

TEST(base_file, what_is_missing_is_absent)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got = S("untouched");
	CHECK_FAILS(file_read(a, place(a, "none"), &got, &err), err, ERR_ABSENT, "there is no such file");
	put(place(a, "file"), S("x"));
	CHECK_FAILS(file_read(a, place(a, "file/x"), &got, &err), err, ERR_ABSENT, "not a folder");
	CHECK_FAILS(file_read(a, S(""), &got, &err), err, ERR_USAGE, "the name is empty");
	CHECK_FAILS(file_read(a, S("a\0b"), &got, &err), err, ERR_INPUT, "zero byte");
	CHECK_STR(got, "untouched");
	arena_free(a);
}

TEST(base_file, a_folder_is_answered_with_the_cure)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got;
	mkdir(place(a, "talks").at, 0755);
	CHECK_FAILS(file_read(a, place(a, "talks"), &got, &err), err, ERR_INPUT,
		    "/talks': it is a directory; name the files in it, as in '");
	CHECK(strstr(err.text, "/talks/*.minutes'"));
	CHECK_FAILS(file_read(a, place(a, "talks/"), &got, &err), err, ERR_INPUT, "/talks/*.minutes'");
	CHECK_FAILS(file_write(place(a, "talks"), S("x"), &err), err, ERR_INPUT, "it is a directory");
	arena_free(a);
}

TEST(base_file, devices_are_refused_but_for_the_null_one)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got;
	CHECK_OK(file_read(a, S("/dev/null"), &got, &err), err);
	CHECK_EQ(got.len, 0);
	CHECK_FAILS(file_read(a, S("/dev/zero"), &got, &err), err, ERR_INPUT, "it is a device");
	arena_free(a);
}

TEST(base_file, a_socket_is_refused)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	str got, path = place(a, "socket");
	memcpy(address.sun_path, path.at, path.len + 1);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	CHECK(fd >= 0);
	CHECK_EQ(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	CHECK_FAILS(file_read(a, path, &got, &err), err, ERR_INPUT, "it is a socket");
	close(fd);
	arena_free(a);
}

TEST(base_file, links_in_a_circle_are_named_so)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got, path = place(a, "circle");
	CHECK_EQ(symlink("circle", path.at), 0);
	CHECK_FAILS(file_read(a, path, &got, &err), err, ERR_INPUT, "circle");
	CHECK_FAILS(file_write(path, S("x"), &err), err, ERR_INPUT, "circle");
	arena_free(a);
}

/* Runs as nobody where we are root, whom no mode holds back. */
TEST(base_file, what_may_not_be_read_or_written_says_so)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got, secret = place(a, "secret"), locked = place(a, "locked");
	bool is_root = geteuid() == 0;
	put(secret, S("x"));
	mkdir(locked.at, 0755);
	put(place(a, "locked/file"), S("old"));
	chmod(place(a, "locked/file").at, 0444);
	chmod(secret.at, 0);
	chmod(locked.at, 0555);
	chmod(test_folder(), 0755);
	if (is_root && seteuid(65534) != 0)
		SKIP("root cannot become nobody here");
	bool can_read = file_read(a, secret, &got, &err);
	struct err new_err = { 0 }, old_err = { 0 };
	bool can_make = file_write(place(a, "locked/new"), S("x"), &new_err);
	bool can_write = file_write(place(a, "locked/file"), S("x"), &old_err);
	if (is_root)
		CHECK_EQ(seteuid(0), 0);
	chmod(locked.at, 0755);
	CHECK_FAILS(can_read, err, ERR_SYSTEM, "you may not");
	CHECK_FAILS(can_make, new_err, ERR_SYSTEM, "you may not write there");
	CHECK_FAILS(can_write, old_err, ERR_SYSTEM, "write-protected");
	arena_free(a);
}

TEST(base_file, four_gibibytes_are_refused_before_they_are_read)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got, path = place(a, "huge");
	put(path, S(""));
	if (truncate(path.at, (off_t)1 << 32) != 0)
		SKIP("no file of 4 GiB can be made here");
	CHECK_FAILS(file_read(a, path, &got, &err), err, ERR_INPUT, "4 GiB or more; split it");
	unlink(path.at);
	arena_free(a);
}

/* `bytes` to a pipe from a thread, as a slow writer would. */
static void *
pour(void *arg)
{
	int fd = *(int *)arg;
	char block[1000];
	memset(block, 'p', sizeof block);
	for (int i = 0; i < 300; i++)
		if (write(fd, block, sizeof block) != sizeof block)
			break;
	close(fd);
	return NULL;
}

TEST(base_file, a_pipe_is_read_to_its_end)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got;
	int ends[2];
	pthread_t writer;
	CHECK_EQ(pipe(ends), 0);
	CHECK_EQ(pthread_create(&writer, NULL, pour, &ends[1]), 0);
	bool ok = file_read(a, arena_printf(a, "/dev/fd/%d", ends[0]), &got, &err);
	close(ends[0]);
	pthread_join(writer, NULL);
	CHECK_OK(ok, err);
	CHECK_EQ(got.len, 300000);
	CHECK_EQ(got.at[got.len], 0);
	arena_free(a);
}

/* Reads "-" with `fd` in the place of standard input. */
static bool
read_stdin(arena *a, int fd, str *ret_got, struct err *err)
{
	int kept = dup(STDIN_FILENO);
	if (fd >= 0)
		dup2(fd, STDIN_FILENO);
	else
		close(STDIN_FILENO);
	bool ok = file_read(a, S("-"), ret_got, err);
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
	return ok;
}

TEST(base_file, a_dash_is_standard_input_from_where_it_stands)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got, path = place(a, "input");
	put(path, S("first line\nrest"));
	int fd = open(path.at, O_RDONLY);
	CHECK(fd >= 0);
	lseek(fd, 11, SEEK_SET);
	bool ok = read_stdin(a, fd, &got, &err);
	close(fd);
	CHECK_OK(ok, err);
	CHECK_STR(got, "rest");
	arena_free(a);
}

TEST(base_file, a_folder_or_nothing_as_standard_input_is_refused)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got;
	int fd = open(test_folder(), O_RDONLY);
	CHECK(fd >= 0);
	bool ok = read_stdin(a, fd, &got, &err);
	close(fd);
	CHECK_FAILS(ok, err, ERR_INPUT, "cannot read standard input: it is a directory");
	CHECK_FAILS(read_stdin(a, -1, &got, &err), err, ERR_SYSTEM, "standard input: it is closed");
	arena_free(a);
}

TEST(base_file, what_was_written_is_read_again)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str got, path = place(a, "written");
	CHECK_OK(file_write(path, S("one\0two"), &err), err);
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK_STR(got, S("one\0two"));
	CHECK_OK(file_write(path, S(""), &err), err);
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK_EQ(got.len, 0);
	arena_free(a);
}

TEST(base_file, a_new_file_obeys_the_umask_and_an_old_one_keeps_its_mode)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = place(a, "mode");
	mode_t before = umask(027);
	CHECK_OK(file_write(path, S("x"), &err), err);
	CHECK_EQ(mode_of(path), 0640);
	chmod(path.at, 0604);
	CHECK_OK(file_write(path, S("y"), &err), err);
	CHECK_EQ(mode_of(path), 0604);
	umask(before);
	arena_free(a);
}

TEST(base_file, a_link_stays_a_link)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct stat st;
	str got, target = place(a, "target"), link = place(a, "link");
	put(target, S("old"));
	CHECK_EQ(symlink("target", link.at), 0);
	CHECK_OK(file_write(link, S("new"), &err), err);
	CHECK_EQ(lstat(link.at, &st), 0);
	CHECK(S_ISLNK(st.st_mode));
	CHECK_OK(file_read(a, target, &got, &err), err);
	CHECK_STR(got, "new");
	arena_free(a);
}

TEST(base_file, writing_where_no_folder_is_says_so)
{
	arena *a = arena_new();
	struct err err = { 0 };
	CHECK_FAILS(file_write(place(a, "no/where"), S("x"), &err), err, ERR_ABSENT,
		    "there is no such folder");
	CHECK_FAILS(file_write(S(""), S("x"), &err), err, ERR_USAGE, "the name is empty");
	CHECK_OK(file_write(S("/dev/null"), S("x"), &err), err);
	arena_free(a);
}

TEST(base_file, a_full_disk_is_named)
{
	struct err err = { 0 };
	if (access("/dev/full", W_OK) != 0)
		SKIP("there is no /dev/full here");
	CHECK_FAILS(file_write(S("/dev/full"), S("x"), &err), err, ERR_SYSTEM, "the disk is full");
}

/* How many entries the folder has, "." and ".." with them. */
static size_t
entry_count(str path)
{
	size_t count = 0;
	DIR *d = opendir(path.at);
	CHECK(d != NULL);
	while (readdir(d))
		count++;
	closedir(d);
	return count;
}

TEST(base_file, a_failed_write_leaves_the_old_file_and_nothing_else)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct rlimit kept, low;
	str got, path = place(a, "kept/file");
	char *big = arena_get(a, 100000);
	mkdir(place(a, "kept").at, 0755);
	put(path, S("old"));
	/* A limit on the size of files makes the write fail half-way. */
	CHECK_EQ(getrlimit(RLIMIT_FSIZE, &kept), 0);
	low = (struct rlimit){ 50000, kept.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	CHECK_EQ(setrlimit(RLIMIT_FSIZE, &low), 0);
	bool ok = file_write(path, (str){ big, 100000 }, &err);
	setrlimit(RLIMIT_FSIZE, &kept);
	signal(SIGXFSZ, SIG_DFL);
	CHECK_FAILS(ok, err, ERR_SYSTEM, "cannot write");
	CHECK_OK(file_read(a, path, &got, &err), err);
	CHECK_STR(got, "old");
	CHECK_EQ(entry_count(place(a, "kept")), 3);
	arena_free(a);
}
