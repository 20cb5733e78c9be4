/* Every answer is run in the same way: files to minutes, docket, view, talks,
 * and the sheet that the answer makes of them.  Faults are told on standard
 * error only: a fault in an entry that a viewer may not know would else show
 * in what that viewer gets. */
#include "answer/answer.h"

#include "cli/command.h"
#include "cli/hands.h"
#include "cli/snapshot.h"
#include "cli/source.h"

/* What is open while an answer is made. */
struct asking {
	struct source source;
	minutes *m;
	docket *d;
	view *v;
	talks *t;
};

static void
asking_done(struct asking *q)
{
	talks_done(q->t);
	view_done(q->v);
	docket_done(q->d);
	minutes_done(q->m);
	source_done(&q->source);
}

/* -o must not take the place of what the answer is made from. */
static bool
spares_sources(const struct cli *cli, const struct asking *q, struct err *err)
{
	bool spares = true;
	for (size_t i = 0; spares && i < q->m->files.count; i++)
		spares = cli_spares(cli, q->m->files.at[i].path, err);
	for (size_t i = 0; spares && i < q->d->texts.count; i++)
		spares = cli_spares(cli, q->d->texts.at[i].path, err);
	for (size_t i = 0; spares && i < cli->lists.count; i++)
		spares = cli_spares(cli, cli->lists.at[i], err);
	return spares;
}

static bool
read_query(const struct cli *cli, str as, const docket *d, struct view_query *ret_query, struct err *err)
{
	struct view_query q = { .as = as, .has_at = cli->at.at, .has_known = cli->known.at,
				.provably = cli->provably };
	if (q.has_at && !view_instant(d, cli->at, &q.at, err))
		return fail_while(err, "--at");
	if (q.has_known && !view_instant(d, cli->known, &q.known, err))
		return fail_while(err, "--known");
	*ret_query = q;
	return true;
}

/* The operands that are no files. */
static size_t
references(const struct cli *cli, const str **ret_args)
{
	str *args = ARENA_ARRAY(cli->a, str, cli->operands.count + 1);
	size_t count = 0;
	/* Of answers only the cable takes --since: the moment that may stand behind the files too. */
	if (cli->since.at)
		args[count++] = cli->since;
	for (size_t i = 0; i < cli->operands.count; i++)
		if (!operand_is_file(cli->operands.at[i]))
			args[count++] = cli->operands.at[i];
	*ret_args = args;
	return count;
}

/* The faults and what follows from them; false where there is no answer. */
static bool
tell_faults(const struct cli *cli, minutes *m)
{
	size_t total = m->faults.total;
	cli_report_faults(m);
	if (total == 0)
		return true;
	if (cli->keep_going)
		cli_say("%s fault%s; the answer is from what could be read",
			grouped(total).text, total == 1 ? "" : "s");
	else
		cli_say("%s fault%s, so there is no answer; --keep-going answers from what could be "
			"read", grouped(total).text, total == 1 ? "" : "s");
	return cli->keep_going;
}

/* A page for the terminal leaves out what has not changed. */
struct redlined_look
cli_look(const struct cli *cli)
{
	const struct sheet_format *format;
	struct err err = { 0 };
	bool is_text = cli_format(cli, &format, &err) && str_eq(str_of(format->name), S("text"));
	return (struct redlined_look){
		.context = cli->has_context ? cli->context : is_text ? 1 : SIZE_MAX,
		.side_by_side = cli->side_by_side,
		.site_cost = cli->site_cost,
	};
}

static enum exit_status
of_verdict(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_NO:
		return EXIT_NO;
	case VERDICT_CANNOT_TELL:
		return EXIT_CANNOT_TELL;
	case VERDICT_YES:
		break;
	}
	return EXIT_DONE;
}

static bool
build(const struct answer *answer, struct cli *cli, struct asking *q, enum verdict *ret_verdict,
      struct err *err)
{
	struct view_query query;
	struct consolidate_options brackets = { .bracket_cost = cli->brackets_cost };
	struct ask ask = { .a = cli->a, .style = cli->style, .unattributed = cli->unattributed };
	if (!spares_sources(cli, q, err) || !read_query(cli, cli->as.at ? cli->as : q->source.as, q->d, &query, err))
		return false;
	q->v = view_new(cli->a, q->d, &query, err);
	if (!q->v)
		return false;
	q->t = talks_new(cli->a, q->v);
	ask.t = q->t;
	ask.brackets = cli->brackets_cost < 0 ? NULL : &brackets;
	ask.look = cli_look(cli);
	ask.block = cli->block;
	ask.arg_count = references(cli, &ask.args);
	sheet *s = answer->build(&ask, err);
	*ret_verdict = ask.verdict;
	return s && ask.raw.at ? cli_write(cli, ask.raw, err) : s && cli_sheet(cli, s, STR_NONE, err);
}

/* Plain texts beside their base; there are no minutes. */
static bool
run_beside(const struct answer *answer, struct cli *cli, struct err *err)
{
	struct hands h;
	if (cli->as.at || cli->at.at || cli->known.at)
		return fail(err, ERR_USAGE, "plain texts have no view: '--as', '--at' and '--known' are of minutes");
	return hands_read(cli, &h, err) &&
	       cli_sheet(cli, answer->beside(cli->a, h.base_path, h.base, h.at, h.count), STR_NONE, err);
}

enum exit_status
answer_run(const struct answer *answer, struct cli *cli, struct err *err)
{
	const struct sheet_format *format;
	struct asking q = { 0 };
	enum verdict verdict = VERDICT_YES;
	enum exit_status status = EXIT_INPUT;
	if (!cli_format(cli, &format, err))
		return EXIT_INPUT;
	if (answer->beside && hands_are_named(cli))
		return run_beside(answer, cli, err) ? EXIT_DONE : EXIT_INPUT;
	sheet *kept = snapshot_find(cli, answer);
	if (kept)
		return cli_spares_operands(cli, err) && cli_sheet(cli, kept, STR_NONE, err) ? EXIT_DONE : EXIT_INPUT;
	q.m = minutes_new(cli->a, &cli_opener);
	if (!source_read(&q.source, cli, q.m, err))
		goto done;
	q.d = docket_new_given(cli->a, q.m, q.source.given);
	if (q.source.has_files)
		docket_check(q.d);
	else
		q.m->faults.total = 0;  /* checked when it was taken; a copy lacks what its acts may refer to */
	if (!tell_faults(cli, q.m))
		goto done;
	if (build(answer, cli, &q, &verdict, err) && q.m->faults.total == 0)
		status = answer->is_yes_no ? of_verdict(verdict) : EXIT_DONE;
done:
	asking_done(&q);
	return status;
}
