#include "laws/world.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "answer/crosswalk.h"
#include "answer/redline.h"
#include "base/file.h"

/* ---- files ---- */

static bool
open_part_file(void *context, arena *a, str path, str *ret_bytes, struct err *err)
{
	const struct world *w = context;
	if (str_starts(path, S("folder/../")))
		path = str_sub(path, strlen("folder/../"), path.len);
	for (uint32_t i = 0; i < w->g->files.count; i++)
		if (str_eq(w->g->files.at[i].path, path)) {
			*ret_bytes = gen_text(a, w->g, i, w->side);
			if (!ret_bytes->len && w->g->files.at[i].is_draft)
				break;
			return true;
		}
	return fail(err, ERR_ABSENT, "cannot open '%.*s'", STR_ARG(path));
}

static bool
open_zone_file(void *context, arena *a, str name, str *ret_bytes, struct err *err)
{
	(void)context;
	return file_read(a, arena_printf(a, "/usr/share/zoneinfo/%.*s", STR_ARG(name)), ret_bytes,
			 err);
}

void
world_init(struct world *w, const struct gen *g, enum side side)
{
	*w = (struct world){ .a = arena_new(), .g = g, .side = side };
	w->opener = (struct opener){ open_part_file, open_zone_file, w };
	w->m = minutes_new(w->a, &w->opener);
}

void
world_settle(struct world *w)
{
	w->d = docket_new(w->a, w->m);
	docket_check(w->d);
}

void
world_open(struct world *w, const struct gen *g, enum side side, const uint32_t *order)
{
	struct err err = { 0 };
	world_init(w, g, side);
	for (uint32_t i = 0; i < g->files.count; i++) {
		uint32_t file = order ? order[i] : i;
		if (!g->files.at[file].is_draft)
			minutes_read(w->m, g->files.at[file].path, &err);
	}
	world_settle(w);
}

void
world_close(struct world *w)
{
	docket_done(w->d);
	minutes_done(w->m);
	arena_free(w->a);
}

struct part *
world_part(const struct world *w, uint32_t entry)
{
	const struct entry *e = &w->m->entries.at[entry];
	return gen_part_at(w->g, w->m->files.at[e->file].path, e->at, w->side);
}

/* ---- answers ---- */

static void
add_answer(const talks *t, const struct answer *answer, const str *args, size_t arg_count,
	   str format, buf *out)
{
	struct err err = { 0 };
	struct ask ask = { .a = t->a, .t = t, .args = args, .arg_count = arg_count };
	sheet *s = answer->build(&ask, &err);
	struct sheet_options options = { .width = 100 };
	if (s)
		sheet_format_find(format)->render(s, &options, out);
	else
		buf_printf(out, "no %s: %s\n", answer->name, err.text);
	buf_printf(out, "(%d)\n", (int)ask.verdict);
}

void
talks_answer(const talks *t, const struct answer *answer, str format, buf *out)
{
	static const str drafts[] = { { "v1", 2 }, { "v2", 2 } };
	add_answer(t, answer, NULL, 0, format, out);
	if (answer->args[0])
		add_answer(t, answer, drafts, 2, format, out);
}

static const struct answer *const of_commands[] = { &answer_crosswalk, &answer_redline };

size_t
law_answer_count(void)
{
	return answers_count + sizeof of_commands / sizeof *of_commands;
}

const struct answer *
law_answer(size_t i)
{
	return i < answers_count ? answers[i] : of_commands[i - answers_count];
}

void
world_answers(const struct world *w, const struct view_query *q, size_t answer, size_t format,
	      buf *out)
{
	struct err err = { 0 };
	size_t count;
	const struct sheet_format *const *formats = sheet_formats(&count);
	view *v = view_new(w->a, w->d, q, &err);
	talks *t = v ? talks_new(w->a, v) : NULL;
	if (!v)
		buf_printf(out, "no view: %s\n", err.text);
	for (size_t i = 0; v && i < law_answer_count(); i++)
		for (size_t f = 0; f < count; f++)
			if ((answer == i || answer == ALL_FORMATS) &&
			    (format == f || format == ALL_FORMATS))
				talks_answer(t, law_answer(i), str_of(formats[f]->name), out);
	talks_done(t);
	view_done(v);
}

static void
show_lines(char mark, str text, size_t at, buf *why)
{
	size_t from = at > 300 ? at - 300 : 0, to = at + 300 < text.len ? at + 300 : text.len;
	while (from > 0 && from < at && text.at[from - 1] != '\n')
		from++;
	buf_printf(why, "    %c …%.*s…\n", mark, STR_ARG(str_sub(text, from, to)));
}

void
show_difference(str a, str b, buf *why)
{
	size_t at = 0;
	while (at < a.len && at < b.len && a.at[at] == b.at[at])
		at++;
	show_lines('a', a, at, why);
	show_lines('b', b, at, why);
}

/* ---- the run ---- */

enum { TALKS_SECONDS_MOST = 120 };      /* of one record; the whole run may be long */

static uint64_t running_seed;
static const char *running_law;

/* A crash or a hang says which talks it was in. */
static void
tell_seed(void)
{
	unsigned long long seed = running_seed;
	fprintf(stderr,
		"  while law '%s' looked at the talks of seed %llu; PARAPH_LAWS_SEED=%llu repeats "
		"it\n",
		running_law, seed, seed);
}

static void
tell_alarm(int number)
{
	tell_seed();
	signal(number, SIG_DFL);
	raise(number);
}

extern void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static uint64_t
setting(const char *name, uint64_t otherwise)
{
	uint64_t number;
	return str_u64(str_of(getenv(name)), &number) ? number : otherwise;
}

static double
seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* ---- cutting down ---- */

static bool
breaks(law_fn *law, const struct gen *g)
{
	buf why = { 0 };
	bool holds = law(g, &why);
	buf_done(&why);
	return !holds;
}

/* Leaves out runs of parts, long ones first, while the law is still broken. */
static void
drop_parts(struct gen *g, law_fn *law, double until)
{
	for (size_t size = g->parts.count / 2 + 1; size > 0; size /= 2)
		for (size_t i = g->parts.count; i-- > 0 && seconds() < until;) {
			size_t from = i + 1 >= size ? i + 1 - size : 0;
			struct part kept[512];
			size_t count = i + 1 - from;
			bool any = false;
			if (count > 512)
				continue;
			for (size_t k = 0; k < count; k++) {
				kept[k] = g->parts.at[from + k];
				any = any || kept[k].in;
				g->parts.at[from + k].in = SIDE_NONE;
			}
			if (any && breaks(law, g))
				continue;
			memcpy(g->parts.at + from, kept, count * sizeof *kept);
		}
}

/* Leaves out indented lines of acts and declarations. */
static void
drop_lines(struct gen *g, law_fn *law, double until)
{
	for (size_t i = 0; i < g->parts.count; i++) {
		struct part *p = &g->parts.at[i];
		for (size_t at = 0;
		     p->in && p->kind != PART_POINT && at < p->text.len && seconds() < until;) {
			str before = str_sub(p->text, 0, at),
			    rest = str_sub(p->text, at, p->text.len), line, after;
			str_cut(rest, '\n', &line, &after);
			str whole = p->text;
			p->text = arena_printf(g->a, "%.*s%.*s", STR_ARG(before), STR_ARG(after));
			if (at > 0 && breaks(law, g))
				continue;
			p->text = whole;
			at += line.len + 1;
		}
	}
}

static bool
has_parts(const struct gen *g, uint32_t file, enum side side)
{
	for (size_t i = 0; i < g->parts.count; i++)
		if (g->parts.at[i].file == file && g->parts.at[i].in & side)
			return true;
	return false;
}

static void
write_side(const struct gen *g, const char *folder, enum side side)
{
	struct err err = { 0 };
	for (uint32_t i = 0; i < g->files.count; i++) {
		str path = arena_printf(g->a, "%s/%s/%.*s", folder, side == SIDE_A ? "a" : "b",
					STR_ARG(g->files.at[i].path));
		if (!has_parts(g, i, side))
			continue;
		for (size_t at = 1; at < path.len; at++)
			if (path.at[at] == '/')
				mkdir(arena_str(g->a, str_sub(path, 0, at)).at, 0777);
		if (!file_write(path, gen_text(g->a, g, i, side), &err))
			fprintf(stderr, "  %s\n", err.text);
	}
}

static bool
sides_differ(const struct gen *g)
{
	for (size_t i = 0; i < g->parts.count; i++)
		if (g->parts.at[i].in == SIDE_A || g->parts.at[i].in == SIDE_B)
			return true;
	return false;
}

_Noreturn static void
tell_broken(const char *name, law_fn *law, struct gen *g)
{
	enum { SECONDS = 20 };
	char folder[] = "/tmp/paraph-laws-XXXXXX";
	buf why = { 0 };
	double until = seconds() + SECONDS;
	alarm(TALKS_SECONDS_MOST);
	struct gen *small = gen_copy(g->a, g);
	drop_parts(small, law, until);
	drop_lines(small, law, until);
	drop_parts(small, law, until);
	law(small, &why);
	if (mkdtemp(folder)) {
		write_side(small, folder, SIDE_A);
		if (sides_differ(small))
			write_side(small, folder, SIDE_B);
	}
	str text = arena_str(g->a, buf_str(&why));
	buf_done(&why);
	test_failed(__FILE__, __LINE__,
		    "law '%s' does not hold for the talks of seed %llu%s%.*s\n%.*s\n"
		    "    the files, cut down, lie in %s\n"
		    "    repeat with: PARAPH_LAWS_SEED=%llu paraph-test laws %s",
		    name, (unsigned long long)g->seed, g->viewer.len ? ", viewer " : "",
		    STR_ARG(g->viewer), STR_ARG(text), folder, (unsigned long long)g->seed, name);
}

void
law_run(const char *name, law_fn *law, prepare_fn *prepare, unsigned percent)
{
	uint64_t count = setting("PARAPH_LAWS", 10000) * percent / 100;
	uint64_t first = setting("PARAPH_LAWS_SEED", 0);
	uint64_t base = first ? first : test_seed() % 1000000 * 1000000;
	running_law = name;
	if (__sanitizer_set_death_callback)
		__sanitizer_set_death_callback(tell_seed);
	signal(SIGALRM, tell_alarm);
	for (uint64_t i = 0; i < (first ? 1 : count); i++) {
		alarm(TALKS_SECONDS_MOST);
		arena *a = arena_new();
		buf why = { 0 };
		running_seed = base + i;
		struct gen *g = gen_new(a, running_seed);
		if (prepare)
			prepare(g);
		bool holds = law(g, &why);
		buf_done(&why);
		if (!holds)
			tell_broken(name, law, g);
		gen_done(g);
		arena_free(a);
	}
}
