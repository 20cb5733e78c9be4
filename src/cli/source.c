#include "cli/source.h"

#include <string.h>

#include "record/provable.h"
#include "talks/view.h"

static size_t
count_files(const struct cli *cli)
{
	size_t count = 0;
	for (size_t i = 0; i < cli->operands.count; i++)
		count += operand_is_file(cli->operands.at[i]);
	return count;
}

/* The moment of --known, on the clock of the talks. */
static bool
known_instant(struct cli *cli, const struct unsealing *q, int64_t *ret_known, struct err *err)
{
	struct unsealing probe = *q;
	minutes *m = minutes_new(cli->a, &cli_opener);
	docket *d = NULL;
	memset(&probe.given, 0, sizeof probe.given);
	memset(&probe.item_of, 0, sizeof probe.item_of);
	memset(&probe.texts, 0, sizeof probe.texts);
	bool ok = unsealing_minutes(&probe, m, S(""), err);
	if (ok)
		d = docket_new_given(cli->a, m, probe.given.at);
	ok = ok && view_instant(d, cli->known, ret_known, err);
	docket_done(d);
	minutes_done(m);
	LIST_DONE(&probe.given);
	LIST_DONE(&probe.item_of);
	LIST_DONE(&probe.texts);
	return ok;
}

/* Leaves what the record proves. */
static bool
keep_provable(struct cli *cli, struct unsealing *q, struct err *err)
{
	struct provable *p = ARENA_NEW(cli->a, struct provable);
	int64_t known;
	if (!cli->as.at && !cli->known.at)
		return fail(err, ERR_USAGE, "'--provably' goes with '--as' or '--known': what had PARTY provably, what was there by "
			    "TIME?");
	if (cli->known.at && !known_instant(cli, q, &known, err))
		return false;
	if (!provable_find(p, cli->a, q, cli->as, cli->known.at ? &known : NULL, err))
		return false;
	unsealing_filter(q, provable_keep, p);
	return true;
}

static bool
read_record(struct source *s, struct cli *cli, str path, minutes *m, struct err *err)
{
	record *r = record_open(cli->a, path, STORE_READ, NULL, err);
	if (!r)
		return false;
	*LIST_ADD(&s->records) = r;
	struct unsealing *q = LIST_ADD(&s->unsealed);
	bool alone = count_files(cli) == 1;
	if (!unsealing_open(q, cli->a, r, err) || (cli->provably && !keep_provable(cli, q, err)) ||
	    !unsealing_minutes(q, m, alone ? S("") : arena_printf(cli->a, "%.*s: ", STR_ARG(path)), err))
		return false;
	if (r->for_party.len)
		s->as = r->for_party;
	return true;
}

static bool
read_operand(struct source *s, struct cli *cli, str path, minutes *m, struct err *err)
{
	if (store_is_record(path))
		return read_record(s, cli, path, m, err);
	s->has_files = true;
	if (cli->provably)
		return fail(err, ERR_USAGE, "minutes prove nothing; '--provably' is asked of a record");
	return minutes_read(m, path, err);
}

/* One list for all that came from records. */
static const struct given_words *
join_given(const struct source *s, arena *a, const minutes *m)
{
	struct given_words *all = ARENA_ARRAY(a, struct given_words, m->entries.count + 1);
	for (size_t i = 0; i < s->unsealed.count; i++) {
		const struct unsealing *q = &s->unsealed.at[i];
		for (size_t k = 0; k < q->given.count; k++)
			if (q->given.at[k].is_given)
				all[k] = q->given.at[k];
	}
	return all;
}

bool
source_read(struct source *s, struct cli *cli, minutes *m, struct err *err)
{
	if (count_files(cli) == 0)
		return cli_read(cli, m, err);   /* says what is missing */
	for (size_t i = 0; i < cli->operands.count; i++) {
		str operand = cli->operands.at[i];
		if (!operand_is_file(operand) || read_operand(s, cli, operand, m, err))
			continue;
		if (err->kind != ERR_SYSTEM && err->kind != ERR_CLASH)
			err->kind = ERR_INPUT;
		return false;
	}
	if (s->unsealed.count)
		s->given = join_given(s, cli->a, m);
	return true;
}

void
source_done(struct source *s)
{
	for (size_t i = 0; i < s->unsealed.count; i++)
		unsealing_done(&s->unsealed.at[i]);
	for (size_t i = 0; i < s->records.count; i++)
		record_close(s->records.at[i]);
	LIST_DONE(&s->unsealed);
	LIST_DONE(&s->records);
}
