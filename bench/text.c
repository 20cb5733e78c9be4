/* text: how long the text engine takes, in one process.
 *
 *      text [-r RUNS]          measures; prints tables in Markdown
 *      text -w FOLDER          writes e1.txt … e7.txt, seven editions of a text of 12,600 tokens, to measure whole
 *                              programs with, and e2-wrapped.txt, the second with shorter lines
 *
 * Every row is measured in a process of its own, so that its peak of memory is
 * its own: the texts, what is made of them, and the program.  A time is the
 * median of the runs after one that is not counted; that one's result is held
 * against the texts, so nothing is fast for being wrong.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "prose.h"
#include "text/blame.h"
#include "text/consolidate.h"
#include "text/redline.h"

enum { RUNS_MOST = 99, TOKENS = 12600, EDITIONS = 7, DRAFTS = 500, DRAFT_TOKENS = 11600, MEGABYTE = 1000000 };

/* Texts to work on: `provisions` times a base and `hands` texts of parties. */
struct work {
	arena *a;
	str *texts;
	struct hand *hands;
	size_t provisions, hand_count, draft_count;
	size_t bytes;                   /* read in one run */
	char came_out[64];              /* how, in words */
};

struct result { double seconds, peak_mib, bytes; char came_out[64]; };

struct row {
	const char *name;
	void (*make)(struct work *w, size_t scale);
	void (*run)(struct work *w, bool checks);
	double aim_ms, aim_mib;         /* or 0 */
};

static _Noreturn void
give_up(const char *what, const char *why)
{
	fprintf(stderr, "text: %s: %s\n", what, why);
	exit(4);
}

/* ---- making texts ---- */

static str
printed(struct work *w, const struct prose *p, enum prose_look look)
{
	buf out = { 0 };
	prose_print(p, look, &out);
	str text = arena_str(w->a, buf_str(&out));
	buf_done(&out);
	return text;
}

/* A text of that many bytes or a little more, in some look. */
static str
large_text(struct work *w, uint64_t seed, size_t bytes, enum prose_look look)
{
	struct prose *p = prose_new(w->a, seed, bytes / 4);
	str text = printed(w, p, look);
	prose_done(p);
	return str_sub(text, 0, bytes);
}

static str
repeated(struct work *w, str word, size_t bytes)
{
	buf out = { 0 };
	while (out.len < bytes)
		buf_add(&out, word);
	str text = arena_str(w->a, buf_str(&out));
	buf_done(&out);
	return text;
}

static void
make_pair(struct work *w, str old, str new)
{
	w->texts = ARENA_ARRAY(w->a, str, 2);
	w->texts[0] = old;
	w->texts[1] = new;
}

static void
make_editions(struct work *w, size_t scale)
{
	struct prose *p[EDITIONS];
	w->texts = ARENA_ARRAY(w->a, str, EDITIONS);
	for (size_t i = 0; i < EDITIONS; i++) {
		p[i] = i ? prose_edition(w->a, p[i - 1], 100 + i, &prose_changes_edition)
			 : prose_new(w->a, 1, TOKENS * scale);
		w->texts[i] = printed(w, p[i], PROSE_PLAIN);
	}
	for (size_t i = 0; i < EDITIONS; i++)
		prose_done(p[i]);
	w->provisions = 1;
	w->hand_count = EDITIONS - 1;
}

/* Provisions of `tokens` each; every third party wants what another wants. */
static void
make_provisions(struct work *w, size_t provisions, size_t hand_count, size_t tokens)
{
	w->provisions = provisions;
	w->hand_count = hand_count;
	w->texts = ARENA_ARRAY(w->a, str, provisions * (hand_count + 1));
	for (size_t i = 0; i < provisions; i++) {
		struct prose *base = prose_new(w->a, 1000 + i, tokens);
		str *texts = w->texts + i * (hand_count + 1);
		texts[0] = printed(w, base, PROSE_PLAIN);
		for (size_t h = 1; h <= hand_count; h++) {
			struct prose *p = prose_edition(w->a, base, i * 100 + h - (h % 3 == 0), &prose_changes_party);
			texts[h] = printed(w, p, PROSE_PLAIN);
			prose_done(p);
		}
		prose_done(base);
	}
}

static void
make_points(struct work *w, size_t scale)
{
	make_provisions(w, 28 * scale, 12, 60);
}

static void
make_treaty(struct work *w, size_t scale)
{
	make_provisions(w, 200 * scale, 30, 170);
}

/* Drafts of 10,000 words, each a little other than the one before. */
static void
make_drafts(struct work *w, size_t scale)
{
	static const struct prose_changes few = { .reworded = 8, .added = 1, .dropped = 1, .moved = 1, .rewritten = 0 };
	struct prose *now = prose_new(w->a, 1, DRAFT_TOKENS);
	w->draft_count = DRAFTS * scale;
	w->texts = ARENA_ARRAY(w->a, str, w->draft_count);
	for (size_t i = 0; i < w->draft_count; i++) {
		w->texts[i] = printed(w, now, PROSE_PLAIN);
		struct prose *next = prose_edition(w->a, now, 1000 + i, &few);
		prose_done(now);
		now = next;
	}
	prose_done(now);
}

static void
make_unrelated(struct work *w, size_t scale)
{
	make_pair(w, large_text(w, 1, MEGABYTE * scale, PROSE_PLAIN), large_text(w, 2, MEGABYTE * scale, PROSE_PLAIN));
}

static void
make_foreign(struct work *w, size_t scale)
{
	make_pair(w, large_text(w, 1, MEGABYTE * scale, PROSE_PLAIN), large_text(w, 2, MEGABYTE * scale, PROSE_FOREIGN));
}

static void
make_repeated(struct work *w, size_t scale)
{
	make_pair(w, repeated(w, S("port "), MEGABYTE * scale), repeated(w, S("port "), MEGABYTE * scale * 4 / 5));
}

/* Two words in two orders of chance. */
static void
make_two_words(struct work *w, size_t scale)
{
	str texts[2];
	uint64_t bits = 88172645463325252u;
	for (size_t i = 0; i < 2; i++) {
		buf out = { 0 };
		while (out.len < MEGABYTE * scale) {
			bits ^= bits << 13;
			bits ^= bits >> 7;
			bits ^= bits << 17;
			buf_add(&out, bits & 1 ? S("aye ") : S("nay "));
		}
		texts[i] = arena_str(w->a, buf_str(&out));
		buf_done(&out);
	}
	make_pair(w, texts[0], texts[1]);
}

static void
make_reversed(struct work *w, size_t scale)
{
	struct prose *p = prose_new(w->a, 1, MEGABYTE * scale / 5);
	make_pair(w, printed(w, p, PROSE_PLAIN), printed(w, p, PROSE_REVERSED));
	prose_done(p);
}

/* A change in every sentence. */
static void
make_dense(struct work *w, size_t scale)
{
	static const struct prose_changes changes = { .reworded = 1000 };
	struct prose *p = prose_new(w->a, 1, MEGABYTE * scale / 5), *q = prose_edition(w->a, p, 2, &changes);
	make_pair(w, printed(w, p, PROSE_PLAIN), printed(w, q, PROSE_PLAIN));
	prose_done(p);
	prose_done(q);
}

static void
make_rewrapped(struct work *w, size_t scale)
{
	struct prose *p = prose_new(w->a, 1, MEGABYTE * scale / 5);
	make_pair(w, printed(w, p, PROSE_PLAIN), printed(w, p, PROSE_WRAPPED));
	prose_done(p);
}

static void
make_emptied(struct work *w, size_t scale)
{
	make_pair(w, large_text(w, 1, MEGABYTE * scale, PROSE_PLAIN), S("\n"));
}

static void
make_one_word(struct work *w, size_t scale)
{
	make_pair(w, repeated(w, S("port"), MEGABYTE * scale), repeated(w, S("port"), MEGABYTE * scale * 4 / 5));
}

static void
make_marks(struct work *w, size_t scale)
{
	make_pair(w, repeated(w, S("([{: "), MEGABYTE * scale), repeated(w, S("}.) "), MEGABYTE * scale));
}

/* A text for each of twelve, nothing in common but the language. */
static void
make_strangers(struct work *w, size_t scale)
{
	enum { HANDS = 12 };
	w->provisions = 1;
	w->hand_count = HANDS;
	w->texts = ARENA_ARRAY(w->a, str, HANDS + 1);
	for (size_t i = 0; i <= HANDS; i++)
		w->texts[i] = large_text(w, 1 + i, MEGABYTE * scale / 10, PROSE_PLAIN);
}

/* One word, as often as each of twelve likes. */
static void
make_counts(struct work *w, size_t scale)
{
	enum { HANDS = 12 };
	w->provisions = 1;
	w->hand_count = HANDS;
	w->texts = ARENA_ARRAY(w->a, str, HANDS + 1);
	for (size_t i = 0; i <= HANDS; i++)
		w->texts[i] = repeated(w, S("port "), MEGABYTE * scale / 10 + 100 * i);
}

static void
make_hands(struct work *w)
{
	w->hands = ARENA_ARRAY(w->a, struct hand, w->hand_count + 1);
	for (size_t i = 0; i < w->hand_count; i++)
		w->hands[i].name = arena_printf(w->a, "P%zu", i + 1);
}

/* ---- what is measured ---- */

static void
run_words(struct work *w, bool checks)
{
	lexicon *l = lexicon_new();
	struct tokens t = { 0 };
	tokens_read(&t, l, w->texts[0]);
	w->bytes = w->texts[0].len;
	if (checks)
		snprintf(w->came_out, sizeof w->came_out, "%zu tokens", t.count);
	tokens_done(&t);
	lexicon_free(l);
}

static void
run_diff(struct work *w, bool checks)
{
	lexicon *l = lexicon_new();
	struct tokens t[2] = { 0 };
	struct edits e = { 0 };
	for (size_t i = 0; i < 2; i++)
		tokens_read(&t[i], l, w->texts[i]);
	w->bytes = w->texts[0].len + w->texts[1].len;
	diff_tokens(&e, &t[0], &t[1], redline_defaults.site_cost);
	if (checks)
		snprintf(w->came_out, sizeof w->came_out, "%zu edits", e.count);
	edits_done(&e);
	for (size_t i = 0; i < 2; i++)
		tokens_done(&t[i]);
	lexicon_free(l);
}

/* The operations cover both texts, and what they call the same is the same. */
static void
redline_check(const struct redline *r)
{
	size_t old = 0, new = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *op = &r->ops.at[i];
		str in_old = str_sub(r->old, op->from, op->from_end), in_new = str_sub(r->new, op->to, op->to_end);
		bool both = op->kind == OP_SAME || op->kind == OP_MOVE;
		if (both && !str_eq(in_old, in_new))
			give_up("redline", "what is the same differs");
		old += both || op->kind == OP_DEL ? in_old.len : 0;
		new += both || op->kind == OP_INS ? in_new.len : 0;
	}
	if (old != r->old.len || new != r->new.len)
		give_up("redline", "bytes are lost");
}

static void
run_redline(struct work *w, bool checks)
{
	lexicon *l = lexicon_new();
	struct redline r;
	w->bytes = w->texts[0].len + w->texts[1].len;
	redline_make(&r, l, w->texts[0], w->texts[1], &redline_defaults);
	if (checks) {
		redline_check(&r);
		snprintf(w->came_out, sizeof w->came_out, "%zu sites, %zu words, %zu moves", r.sites, r.words_shown, r.moves);
	}
	redline_done(&r);
	lexicon_free(l);
}

static void
bracketed_check(const struct work *w, const struct bracketed *b, const str *texts)
{
	buf out = { 0 };
	for (size_t h = 0; h <= w->hand_count; h++) {
		buf_clear(&out);
		bracketed_project(b, h ? bracketed_owner(b, w->hands[h - 1].name) : 0, &out);
		if (!str_eq(buf_str(&out), texts[h]))
			give_up("consolidate", "a party does not get its text back");
	}
	buf_done(&out);
}

static void
run_consolidate(struct work *w, bool checks)
{
	struct bracketed_counts sum = { 0 };
	w->bytes = 0;
	for (size_t i = 0; i < w->provisions; i++) {
		const str *texts = w->texts + i * (w->hand_count + 1);
		arena *a = arena_new();
		for (size_t h = 0; h <= w->hand_count; h++) {
			w->bytes += texts[h].len;
			if (h)
				w->hands[h - 1].text = texts[h];
		}
		struct bracketed *b = consolidate(a, texts[0], w->hands, w->hand_count, &consolidate_defaults);
		if (checks) {
			bracketed_check(w, b, texts);
			struct bracketed_counts c = bracketed_count(b);
			sum.brackets += c.brackets;
			sum.words_shown += c.words_shown;
		}
		bracketed_done(b);
		arena_free(a);
	}
	if (checks)
		snprintf(w->came_out, sizeof w->came_out, "%zu brackets, %zu words", sum.brackets, sum.words_shown);
}

static size_t
passages_cut(arena *a, str text, struct blame_passage **ret)
{
	size_t count = 1;
	for (size_t i = 0; i + 1 < text.len; i++)
		count += text.at[i] == '\n' && text.at[i + 1] == '\n';
	*ret = ARENA_ARRAY(a, struct blame_passage, count);
	for (size_t i = 0; i < count; i++) {
		size_t end = str_find_str(text, S("\n\n"));
		(*ret)[i].words = str_sub(text, 0, end);
		text = str_sub(text, end + 2, text.len);
	}
	return count;
}

static void
run_blame(struct work *w, bool checks)
{
	arena *a = arena_new();
	blame *b = blame_new();
	size_t count = 0, words = 0, first = 0;
	w->bytes = 0;
	for (size_t i = 0; i < w->draft_count; i++) {
		struct blame_passage *passages;
		count = passages_cut(a, w->texts[i], &passages);
		w->bytes += w->texts[i].len;
		blame_add(b, (uint32_t)i + 1, passages, count);
	}
	for (size_t i = 0; checks && i < count; i++) {
		const struct blamed *found;
		for (size_t k = 0, n = blame_words(b, i, &found); k < n; k++) {
			words += found[k].words;
			first += found[k].words * (found[k].label == 1);
		}
	}
	if (checks && words == 0)
		give_up("blame", "no words are left");
	if (checks)
		snprintf(w->came_out, sizeof w->came_out, "%zu words, %zu of the first draft", words, first);
	blame_free(b);
	arena_free(a);
}

/* To paper and back: printed, read again, and one party's text taken out. */
static void
run_read_back(struct work *w, bool checks)
{
	static struct bracketed *b;
	static buf out, text;
	if (checks) {
		for (size_t h = 0; h < w->hand_count; h++)
			w->hands[h].text = w->texts[h + 1];
		b = consolidate(w->a, w->texts[0], w->hands, w->hand_count, &consolidate_defaults);
	}
	arena *a = arena_new();
	buf_clear(&out);
	buf_clear(&text);
	bracketed_print(b, &out);
	w->bytes = out.len;
	struct bracketed *again = bracketed_read(a, buf_str(&out));
	bracketed_project(again, bracketed_owner(again, w->hands[1].name), &text);
	if (checks) {
		bracketed_check(w, again, w->texts);
		snprintf(w->came_out, sizeof w->came_out, "%zu bytes", out.len);
	}
	bracketed_done(again);
	arena_free(a);
}

/* ---- measuring ---- */

static double
now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* Slow rows are run less often: two seconds of a row are enough. */
static struct result
measure(const struct row *row, size_t scale, size_t rounds)
{
	struct work w = { .a = arena_new() };
	struct result result = { 0 };
	struct rusage used;
	double samples[RUNS_MOST], began = now();
	size_t count = 0;
	row->make(&w, scale);
	make_hands(&w);
	row->run(&w, true);
	while (count < rounds && (count < 3 || now() - began < 2)) {
		double since = now();
		row->run(&w, false);
		samples[count++] = now() - since;
	}
	qsort(samples, count, sizeof *samples, by_size);
	getrusage(RUSAGE_SELF, &used);
	result.seconds = samples[count / 2];
	result.peak_mib = (double)used.ru_maxrss / 1024;
	result.bytes = (double)w.bytes;
	memcpy(result.came_out, w.came_out, sizeof result.came_out);
	arena_free(w.a);
	return result;
}

/* In a process of its own. */
static struct result
measure_apart(const struct row *row, size_t scale, size_t rounds)
{
	struct result result = { 0 };
	int ends[2], status = 0;
	if (pipe(ends) != 0)
		give_up(row->name, "no pipe");
	fflush(NULL);
	pid_t pid = fork();
	if (pid < 0)
		give_up(row->name, "no process");
	if (pid == 0) {
		result = measure(row, scale, rounds);
		_exit(write(ends[1], &result, sizeof result) == (ssize_t)sizeof result ? 0 : 4);
	}
	close(ends[1]);
	ssize_t got = read(ends[0], &result, sizeof result);    /* a pipe keeps so few bytes together */
	close(ends[0]);
	if (waitpid(pid, &status, 0) < 0 || status != 0 || got != (ssize_t)sizeof result)
		give_up(row->name, "could not be measured");
	return result;
}

/* ---- the tables ---- */

static const struct row aims[] = {
	{ "words of a text of 12,600 tokens", make_editions, run_words, 0, 0 },
	{ "diff of two such", make_editions, run_diff, 0, 0 },
	{ "redline of two such", make_editions, run_redline, 5, 0 },
	{ "consolidation of six such with a seventh for base", make_editions, run_consolidate, 100, 0 },
	{ "its print, read again as one party", make_editions, run_read_back, 0, 0 },
	{ "consolidation of 28 points × 12 parties", make_points, run_consolidate, 10, 0 },
	{ "consolidation of 200 provisions × 30 parties × 150 words", make_treaty, run_consolidate, 1000, 100 },
	{ "blame over 500 drafts of 10,000 words", make_drafts, run_blame, 1000, 0 },
};

static const struct row worst[] = {
	{ "redline: unrelated texts", make_unrelated, run_redline, 2000, 0 },
	{ "redline: no word in common", make_foreign, run_redline, 2000, 0 },
	{ "redline: one word, and fewer of it", make_repeated, run_redline, 2000, 0 },
	{ "redline: two words, in orders of chance", make_two_words, run_redline, 2000, 0 },
	{ "redline: paragraphs from last to first", make_reversed, run_redline, 2000, 0 },
	{ "redline: a change in every sentence", make_dense, run_redline, 2000, 0 },
	{ "redline: lines broken elsewhere", make_rewrapped, run_redline, 2000, 0 },
	{ "redline: all deleted", make_emptied, run_redline, 2000, 0 },
	{ "redline: one word of a megabyte", make_one_word, run_redline, 2000, 0 },
	{ "redline: marks only", make_marks, run_redline, 2000, 0 },
	{ "consolidation: twelve unrelated texts of 100 kB", make_strangers, run_consolidate, 2000, 0 },
	{ "consolidation: one word, twelve counts of it, 100 kB", make_counts, run_consolidate, 2000, 0 },
};

static const struct row growing[] = {
	{ "redline, of 12,600 tokens", make_editions, run_redline, 0, 0 },
	{ "redline, of 1 MB of unrelated text", make_unrelated, run_redline, 0, 0 },
	{ "redline, of 1 MB of one word", make_repeated, run_redline, 0, 0 },
	{ "consolidation, of six texts of 12,600 tokens", make_editions, run_consolidate, 0, 0 },
	{ "consolidation, of twelve unrelated texts", make_strangers, run_consolidate, 0, 0 },
};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void
print_ms(double seconds)
{
	printf(" %.*f ms |", seconds < 0.1 ? 2 : 0, seconds * 1e3);
}

static void
print_row(const struct row *row, size_t rounds)
{
	struct result r = measure_apart(row, 1, rounds);
	printf("| %s |", row->name);
	print_ms(r.seconds);
	printf(" %.0f MB/s | %.0f MiB | %s |", r.bytes / r.seconds / 1e6, r.peak_mib, r.came_out);
	if (row->aim_ms == 0) {
		printf(" |\n");
		return;
	}
	bool met = r.seconds * 1e3 <= row->aim_ms && (row->aim_mib == 0 || r.peak_mib <= row->aim_mib);
	printf(" ≤ %.0f ms", row->aim_ms);
	if (row->aim_mib > 0)
		printf(", %.0f MiB", row->aim_mib);
	printf(": %s |\n", met ? "met" : "**not met**");
}

static void
print_rows(const struct row *rows, size_t count, size_t rounds)
{
	printf("| in one process | time | | peak | came out as | aim |\n|---|---:|---:|---:|---|---|\n");
	for (size_t i = 0; i < count; i++)
		print_row(&rows[i], rounds);
}

/* The slope of log time over log size, from once to four times the size. */
static void
print_growth(size_t rounds)
{
	printf("| growth | × 1 | × 2 | × 4 | exponent |\n|---|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < COUNT(growing); i++) {
		double seconds[3];
		printf("| %s |", growing[i].name);
		for (size_t k = 0; k < 3; k++) {
			seconds[k] = measure_apart(&growing[i], (size_t)1 << k, rounds).seconds;
			print_ms(seconds[k]);
		}
		printf(" %.2f |\n", log2(seconds[2] / seconds[0]) / 2);
	}
}

/* ---- files for whole programs ---- */

static void
text_write(const char *folder, const char *name, str text)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.txt", folder, name);
	FILE *out = fopen(path, "wb");
	if (!out || fwrite(text.at, 1, text.len, out) != text.len || fclose(out) != 0)
		give_up(path, "cannot be written");
}

static int
write_editions(const char *folder)
{
	struct work w = { .a = arena_new() };
	make_editions(&w, 1);
	for (size_t i = 0; i < EDITIONS; i++) {
		char name[8];
		snprintf(name, sizeof name, "e%zu", i + 1);
		text_write(folder, name, w.texts[i]);
	}
	make_unrelated(&w, 1);
	text_write(folder, "unrelated1", w.texts[0]);
	text_write(folder, "unrelated2", w.texts[1]);
	arena_free(w.a);
	return 0;
}

int
main(int argc, char **argv)
{
	size_t rounds = 15;
	if (argc == 3 && strcmp(argv[1], "-w") == 0)
		return write_editions(argv[2]);
	if (argc == 3 && strcmp(argv[1], "-r") == 0)
		rounds = strtoul(argv[2], NULL, 10);
	else if (argc != 1)
		rounds = 0;
	if (rounds < 1 || rounds > RUNS_MOST) {
		fprintf(stderr, "usage: text [-r RUNS]\n       text -w FOLDER\n");
		return 3;
	}
	print_rows(aims, COUNT(aims), rounds);
	printf("\n");
	print_rows(worst, COUNT(worst), rounds);
	printf("\n");
	print_growth(rounds);
	return 0;
}
