/* weigh: packages, by the preferences that files hold. */
#include <signal.h>
#include <string.h>
#include <time.h>

#include "cli/cmd.h"
#include "cli/source.h"
#include "io/preferences.h"
#include "io/values.h"
#include "weigh/lp.h"
#include "weigh/weigh_parts.h"
#include "weigh/weigh_sheet.h"

enum { BLOCKING_STEPS = 200000, TRADES_MOST = 20, SAMPLES_USUAL = 200 };

static const size_t MEMORY_USUAL = (size_t)2 << 30;

/* An interrupt ends the search, not the program: what was found is printed. */
static volatile sig_atomic_t stopped;

static void
stop(int number)
{
	(void)number;
	stopped = 1;
}

static bool
open_file(struct cli *cli, str path, struct preference_file *ret, struct err *err)
{
	ret->name = path;
	if (cli_opener.open(cli_opener.context, cli->a, path, &ret->bytes, err))
		return true;
	err->kind = ERR_INPUT;
	return false;
}

static bool
read_preferences(struct cli *cli, struct domain *ret, struct err *err)
{
	struct preference_file domain, *profiles = ARENA_ARRAY(cli->a, struct preference_file, cli->operands.count);
	struct preference_files files = { .profiles = profiles, .profile_count = cli->operands.count,
					  .normalise = cli->normalise };
	for (size_t i = 0; i < cli->operands.count; i++)
		if (!open_file(cli, cli->operands.at[i], &profiles[i], err))
			return false;
	if (cli->domain.at) {
		files.domain = &domain;
		if (!open_file(cli, cli->domain, &domain, err))
			return false;
	}
	return preferences_read(cli->a, &files, ret, err);
}

/* Minutes that hold values, of a view. */
struct minutes_source {
	struct source source;
	minutes *m;
	docket *d;
	view *v;
	talks *t;
};

static void
minutes_source_done(struct minutes_source *q)
{
	if (!q->m)
		return;
	talks_done(q->t);
	view_done(q->v);
	docket_done(q->d);
	minutes_done(q->m);
	source_done(&q->source);
}

static bool
has_minutes(const struct cli *cli)
{
	for (size_t i = 0; i < cli->operands.count; i++)
		if (str_ends(cli->operands.at[i], S(".minutes")) || str_ends(cli->operands.at[i], S(".paraph")))
			return true;
	return false;
}

static bool
read_minutes(struct cli *cli, struct minutes_source *q, struct domain *ret, struct err *err)
{
	struct view_query query = { .as = cli->as.at ? cli->as : S(""), .has_at = cli->at.at, .has_known = cli->known.at };
	q->m = minutes_new(cli->a, &cli_opener);
	if (!source_read(&q->source, cli, q->m, err))
		return false;
	q->d = docket_new_given(cli->a, q->m, q->source.given);
	if (q->source.has_files)
		docket_check(q->d);
	cli_report_faults(q->m);
	if (q->m->faults.total > 0)
		return fail(err, ERR_INPUT, "the minutes have faults");
	if ((query.has_at && !view_instant(q->d, cli->at, &query.at, err)) ||
	    (query.has_known && !view_instant(q->d, cli->known, &query.known, err)))
		return false;
	q->v = view_new(cli->a, q->d, &query, err);
	if (!q->v)
		return false;
	q->t = talks_new(cli->a, q->v);
	return values_read(cli->a, q->t, ret, err);
}

static double
seconds_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool
print_lp(struct cli *cli, const struct domain *d, struct err *err)
{
	buf out = { 0 };
	bool ok = lp_write(cli->a, d, cli->lp, &out, err) && cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

/* The package of --from: what it does not name is as in the first best package. */
static bool
find_trades(struct cli *cli, const struct weighed *w, struct weigh_sheet_options *look, struct err *err)
{
	uint32_t *from = ARENA_ARRAY(cli->a, uint32_t, w->d->point_count);
	if (w->solutions[MEASURE_NASH].is_found)
		memcpy(from, w->solutions[MEASURE_NASH].package.option, w->d->point_count * sizeof *from);
	if (!trades_package(w->d, cli->from_package, from, err))
		return false;
	look->trades_from = from;
	look->trade_count = trades_find(cli->a, w->d, from, TRADES_MOST, &look->trades);
	return true;
}

static bool
draw_weights(struct cli *cli, const struct weighed *w, const struct weigh_options *options,
	     struct weigh_sheet_options *look, struct err *err)
{
	struct uncertainty *u = ARENA_NEW(cli->a, struct uncertainty);
	struct robustness *r = ARENA_ARRAY(cli->a, struct robustness, MEASURE_COUNT);
	*u = (struct uncertainty){ .order_only = str_eq(cli->uncertain, S("order")), .share = RATIO_ZERO,
				   .samples = cli->samples ? cli->samples : SAMPLES_USUAL,
				   .seed = cli->has_seed ? cli->seed : 1 };
	if (!u->order_only && (!ratio_read(cli->uncertain, &u->share) || u->share.num <= 0 ||
			       ratio_cmp(u->share, RATIO_ONE) > 0))
		return fail(err, ERR_USAGE, "'--uncertain' wants a share from 0 to 1, as 0.1, or order, not '%.*s'",
			    STR_ARG(cli->uncertain));
	if (!uncertain_weigh(w, u, options, r, err))
		return false;
	look->uncertainty = u;
	look->robustness = r;
	return true;
}

static bool
look_further(struct cli *cli, const struct weighed *w, const struct weigh_options *options,
	     struct weigh_sheet_options *look, struct err *err)
{
	bool has_line = false;
	for (size_t k = 0; k < w->p.party_count; k++)
		has_line = has_line || w->p.line[k] > 0;
	if (has_line && !look->stats) {
		struct blocking *b = ARENA_NEW(cli->a, struct blocking);
		blocking_find(cli->a, w, BLOCKING_STEPS, b);
		look->blocking = b;
	}
	return (!cli->from_package.at || find_trades(cli, w, look, err)) &&
	       (!cli->uncertain.at || draw_weights(cli, w, options, look, err));
}

static enum exit_status
weigh_run(struct cli *cli, struct err *err)
{
	const struct sheet_format *format;
	struct weigh_options options = {
		.memory_bytes = cli->memory_bytes ? cli->memory_bytes : MEMORY_USUAL,
		.frontier = cli->frontier ? FRONTIER_ALWAYS : FRONTIER_WHERE_IT_FITS,
		.steps = cli->steps, .stop = &stopped,
	};
	struct weigh_sheet_options look = { .stats = cli->stats, .memory_bytes = options.memory_bytes };
	struct minutes_source q = { 0 };
	struct domain d;
	struct weighed w;
	double start;
	bool ok = false;
	if (cli->operands.count == 0) {
		fail(err, ERR_USAGE, "weigh which preferences? paraph weigh [--domain FILE] FILE…");
		return EXIT_INPUT;
	}
	if (!cli_format(cli, &format, err) || !cli_spares_operands(cli, err))
		return EXIT_INPUT;
	if (has_minutes(cli) ? !read_minutes(cli, &q, &d, err) : !read_preferences(cli, &d, err))
		goto done;
	if (cli->lp.at) {
		ok = print_lp(cli, &d, err);
		goto done;
	}
	signal(SIGINT, stop);
	start = seconds_now();
	if (!weigh(cli->a, &d, &options, &w, err))
		goto done;
	look.seconds = seconds_now() - start;
	ok = look_further(cli, &w, &options, &look, err) && cli_sheet(cli, weigh_sheet(cli->a, &w, &look), STR_NONE, err);
	weighed_done(&w);
done:
	minutes_source_done(&q);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_weigh = {
	.name = "weigh",
	.args = "[--domain FILE] FILE…",
	.help = "which packages could be agreed, by preferences that stay your own",
	.more = "FILE… hold what each party makes of the options of each point: profiles of Genius\n"
		"(XML, with --domain), GeniusWeb or NegoLog (JSON), positions and saliences (CSV); or\n"
		"'values' in parties' own minutes. Such an entry is in the circle of its party alone.\n"
		"\n"
		"Printed are the packages that lie below no red line: the best by the product of\n"
		"gains (Nash), by the least gain (egalitarian), by the least share of what each could\n"
		"gain at most (Kalai-Smorodinsky), by the sum (utilitarian); how the first adds up;\n"
		"and the frontier: all packages but which no other gives every party as much and one\n"
		"more. 'proved' means: every other package was excluded, in whole numbers.\n"
		"\n"
		"Data (-o json): parties, outcomes, frontier (u, package), frontier_size,\n"
		"frontier_exact, nash, egalitarian, kalai_smorodinsky, utilitarian (u, package,\n"
		"proved, ties), red_lines, ideal, seconds.\n"
		"\n"
		"  paraph weigh --domain domain.xml profile1.xml profile2.xml\n"
		"  paraph weigh upper.json lower.json -o json --stats\n",
	.options = "as at known domain normalise from uncertain samples seed stats frontier memory steps lp output width color",
	.run = weigh_run,
};
