#include "base/arena.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "rand.h"
#include "test.h"

TEST(base_arena, freeing_nothing_does_nothing)
{
	arena_free(NULL);
	arena_free(arena_new());
}

TEST(base_arena, memory_is_zeroed_aligned_and_apart)
{
	struct rand r = rand_new();
	arena *a = arena_new();
	enum { COUNT = 500 };
	unsigned char *at[COUNT];
	size_t sizes[COUNT];
	for (size_t i = 0; i < COUNT; i++) {
		sizes[i] = rand_below(&r, i % 50 == 0 ? 300000 : 200);
		at[i] = arena_get(a, sizes[i]);
		CHECK_EQ((uintptr_t)at[i] % 16, 0);
		for (size_t b = 0; b < sizes[i]; b++)
			CHECK(at[i][b] == 0);
		memset(at[i], (int)(i % 255) + 1, sizes[i]);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t b = 0; b < sizes[i]; b++)
			CHECK(at[i][b] == i % 255 + 1);
	arena_free(a);
}

TEST(base_arena, nothing_asked_is_a_place_all_the_same)
{
	arena *a = arena_new();
	CHECK(arena_get(a, 0) != NULL);
	CHECK(ARENA_ARRAY(a, int, 0) != NULL);
	arena_free(a);
}

TEST(base_arena, a_large_piece_fits)
{
	arena *a = arena_new();
	size_t size = 20u << 20;
	char *at = arena_get(a, size);
	at[0] = at[size - 1] = 1;
	CHECK(arena_used(a) >= size);
	CHECK(*(char *)arena_get(a, 1) == 0);
	arena_free(a);
}

TEST(base_arena, copies_end_in_nul_and_are_apart)
{
	arena *a = arena_new();
	char text[] = "v3:1";
	str copy = arena_str(a, (str){ text, 2 });
	text[0] = 'w';
	CHECK_STR(copy, "v3");
	CHECK_EQ(copy.at[2], 0);
	CHECK_EQ(arena_str(a, STR_NONE).at[0], 0);
	CHECK_STR(arena_str(a, S("a\0b")), S("a\0b"));
	arena_free(a);
}

TEST(base_arena, printf_ends_in_nul)
{
	arena *a = arena_new();
	str text = arena_printf(a, "%d points of %s", 28, "v3");
	CHECK_STR(text, "28 points of v3");
	CHECK_EQ(text.at[text.len], 0);
	CHECK_EQ(arena_printf(a, "%s", "").len, 0);
	CHECK_EQ(arena_printf(a, "%100000d", 1).len, 100000);
	arena_free(a);
}

/* The exit status of `run` in a child, what it says thrown away. */
static int
status_of(void (*run)(void))
{
	int status;
	pid_t child = fork();
	CHECK(child >= 0);
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr))
			_exit(99);
		run();
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
size_overflows(void)
{
	arena_size(SIZE_MAX / 2, 3);
}

static void
get_too_much(void)
{
	static arena *volatile a;       /* stays in reach, so that it is no leak */
	a = arena_new();
	arena_get(a, SIZE_MAX);
}

TEST(base_arena, no_memory_ends_the_program_with_status_4)
{
	CHECK_EQ(arena_size(24, 100), 2400);
	CHECK_EQ(arena_size(24, 0), 0);
	CHECK_EQ(status_of(size_overflows), 4);
	CHECK_EQ(status_of(get_too_much), 4);
}
