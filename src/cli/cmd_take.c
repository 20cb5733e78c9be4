/* Minutes into a record.  What each circle would newly learn is told before anything
 * is sealed, for what is sealed stays. */
#include "cli/confirm.h"
#include "cli/keys.h"
#include "cli/snapshot.h"
#include "record/take.h"

/* A person chooses what of them is to be taken. */
static bool
confirm_files(struct cli *cli, record *r, minutes *m, struct err *err)
{
	size_t count = cli->operands.count - 1;
	struct taking_files files = { .cli = cli, .r = r, .texts = ARENA_ARRAY(cli->a, str, count), .count = count };
	for (size_t i = 0; i < count; i++) {
		if (str_eq(cli->operands.at[i + 1], S("-")))
			return fail(err, ERR_USAGE, "'-' cannot be confirmed, for the answers come from there; name a file");
		if (!cli_text(cli, cli->operands.at[i + 1], &files.texts[i], err))
			return false;
	}
	for (; files.file < count; files.file++)
		if (!confirm_walk(&files, err))
			return false;
	for (size_t i = 0; i < count; i++)
		if (!minutes_read_text(m, cli->operands.at[i + 1], files.texts[i], err))
			return false;
	return true;
}

/* Reads every operand but the first. */
static bool
read_files(struct cli *cli, record *r, minutes *m, struct err *err)
{
	bool ok = true;
	for (size_t i = 1; i < cli->operands.count; i++)
		if (store_is_record(cli->operands.at[i]))
			return fail(err, ERR_USAGE, "'%.*s' is a record; 'take' takes minutes", STR_ARG(cli->operands.at[i]));
	if (cli->confirm)
		ok = confirm_files(cli, r, m, err);
	for (size_t i = 1; ok && !cli->confirm && i < cli->operands.count; i++)
		ok = minutes_read(m, cli->operands.at[i], err);
	if (!ok && err->kind != ERR_USAGE)
		err->kind = ERR_INPUT;
	return ok;
}

static str
place_of(const struct cli *cli, const minutes *m, uint32_t entry)
{
	const struct entry *e = &m->entries.at[entry];
	return arena_printf(cli->a, "%.*s:%u", STR_ARG(m->files.at[e->file].path), e->line);
}

static void
warn_of_likes(const struct cli *cli, const struct taking *t)
{
	for (size_t i = 0; i < t->likes.count; i++) {
		const struct unsealing_item *item = &t->q.items.at[t->likes.at[i].item];
		struct unsealing_place at = t->q.places.at[item->first];
		const struct circle *c = &t->r->circles.at[at.circle];
		cli_say("warning: %.*s looks like a changed form of event %llu of the circle '%.*s', which stays in the "
			"record: both stand. 'corrects NAME' says that the earlier one was wrong",
			STR_ARG(place_of(cli, t->m, t->likes.at[i].entry)), (unsigned long long)at.position,
			STR_ARG(c->row.name));
	}
}

/* Whose private minutes are about to be mixed in. */
static bool
may_mix(const struct cli *cli, const struct taking *t, struct err *err)
{
	str party = t->r->party.len ? t->r->party : t->r->for_party;
	if (t->mixed.count == 0)
		return true;
	const struct entry *e = &t->m->entries.at[t->mixed.at[0]];
	str *names;
	enum sealed_how how;
	entry_logs(cli->a, t->m, e, &names, &how);
	cli_say("warning: %zu %s not for %.*s, whose record this is, to know: the first is %.*s, of the circle '%.*s'. "
		"A party's private minutes belong into its own record", t->mixed.count,
		t->mixed.count == 1 ? "entry is" : "entries are", STR_ARG(party),
		STR_ARG(place_of(cli, t->m, t->mixed.at[0])), STR_ARG(names[0]));
	if (cli_confirm(cli, "Mix them in all the same? [y/N] ", false))
		return true;
	return fail(err, ERR_INPUT, "nothing was taken; '--yes' mixes them");
}

/* ---- what would be newly known, and to whom ---- */

struct learnt { str circle; size_t entries; buf known_to; };
typedef LIST(struct learnt) learnt_list;

static void
count_learnt(const struct cli *cli, const struct taking *t, learnt_list *list)
{
	for (size_t i = 0; i < t->fresh.count; i++) {
		str *names;
		enum sealed_how how;
		size_t count = entry_logs(cli->a, t->m, &t->m->entries.at[t->fresh.at[i]], &names, &how);
		for (size_t n = 0; n < count; n++) {
			size_t at = 0;
			while (at < list->count && !str_eq(list->at[at].circle, names[n]))
				at++;
			if (at == list->count)
				*LIST_ADD(list) = (struct learnt){ .circle = names[n] };
			list->at[at].entries++;
		}
	}
}

/* Adds somebody to the circles that he may know. */
static void
add_knower(const struct cli *cli, const struct taking *t, str name, learnt_list *list)
{
	struct view_query query = { .as = name };
	view *v = view_new(cli->a, t->d, &query, &(struct err){ 0 });
	for (size_t i = 0; v && i < list->count; i++) {
		struct learnt *l = &list->at[i];
		if (!str_eq(l->circle, S("public")) && view_knows_circle(v, l->circle))
			buf_printf(&l->known_to, "%s%.*s", l->known_to.len ? ", " : "", STR_ARG(name));
	}
	view_done(v);
}

static void
find_knowers(const struct cli *cli, const struct taking *t, learnt_list *list)
{
	for (size_t i = 0; i < t->d->decls.count && list->count; i++) {
		const struct entry *e = &t->m->entries.at[t->d->decls.at[i]];
		if (e->verb < DECL_party || e->verb > DECL_group)
			continue;
		for (size_t n = 0; n < e->subject_count; n++)
			add_knower(cli, t, syms_str(t->m->names, entry_items(t->m, e)[n].a), list);
	}
}

static str
known_to(const struct cli *cli, const struct learnt *l)
{
	if (str_eq(l->circle, S("public")))
		return S("everybody");
	if (str_eq(l->circle, S("-")))
		return S("nobody but who holds this file");
	return l->known_to.len ? arena_str(cli->a, buf_str(&l->known_to)) : l->circle;
}

static sheet *
learnt_sheet(const struct cli *cli, const struct taking *t, const char *title)
{
	learnt_list list = { 0 };
	sheet *s = sheet_new(cli->a, "take");
	sheet_title(s, arena_printf(cli->a, "%s %.*s", title, STR_ARG(t->r->path)));
	sheet_tally(s, "new", (int64_t)t->fresh.count);
	sheet_tally(s, "known", (int64_t)t->known);
	sheet_tally_line(s);
	count_learnt(cli, t, &list);
	find_knowers(cli, t, &list);
	table *told = list.count ? sheet_table(s) : NULL;
	if (told) {
		table_column(told, S("circle"), COLUMN_FIT);
		table_column(told, S("new"), COLUMN_NUMBER);
		table_column(told, S("known to"), COLUMN_WRAP);
	}
	for (size_t i = 0; i < list.count; i++) {
		str who = known_to(cli, &list.at[i]);
		value *row = value_object(cli->a);
		value_set_str(row, "circle", list.at[i].circle);
		value_set_number(row, "new", (int64_t)list.at[i].entries);
		value_set_str(row, "known_to", who);
		value_push(sheet_rows(s), row);
		table_row(told);
		runs_add(table_cell(told), RUN_PLAIN, list.at[i].circle);
		runs_add(table_cell(told), RUN_PLAIN, arena_printf(cli->a, "%zu", list.at[i].entries));
		runs_add(table_cell(told), RUN_PLAIN, who);
		buf_done(&list.at[i].known_to);
	}
	LIST_DONE(&list);
	return s;
}

/* ---- whose record it is ---- */

/* The one keeper of what is new; none where there is none; a failure where there are several. */
static bool
only_keeper(const struct taking *t, str *ret_name, struct err *err)
{
	uint32_t only = 0;
	for (size_t i = 0; i < t->fresh.count; i++) {
		uint32_t keeper = minutes_keeper(t->m, t->m->entries.at[t->fresh.at[i]].file);
		if (keeper && only && keeper != only)
			return fail(err, ERR_USAGE, "whose record is this? These minutes are kept by %.*s and by %.*s; say "
				    "with '--as'", STR_ARG(syms_str(t->m->names, only)),
				    STR_ARG(syms_str(t->m->names, keeper)));
		only = keeper ? keeper : only;
	}
	*ret_name = only ? syms_str(t->m->names, only) : S("keeper");
	return true;
}

static bool
settle_party(struct cli *cli, struct taking *t, struct keyring *ring, struct err *err)
{
	record *r = t->r;
	str party;
	keys_name(ring, r);
	if (ring->signer.party.len)
		return true;
	if (cli->as.at)
		party = cli->as;
	else if (!only_keeper(t, &party, err))
		return false;
	if (r->has_self && !pubkey_eq(&r->self, &ring->signer.key))
		return fail(err, ERR_INPUT, "this key is not known in '%.*s'; its keeper adds it with 'paraph key add'",
			    STR_ARG(r->path));
	ring->signer.party = t->self_party = party;
	return true;
}

static bool
seal(struct cli *cli, struct taking *t, struct err *err)
{
	struct keyring ring;
	bool ok = keys_open(cli, &ring, err) && settle_party(cli, t, &ring, err) && taking_seal(t, &ring.signer, err);
	keys_close(&ring);
	if (ok && t->clock_is_behind)
		cli_say("warning: this machine's clock is behind what the record claims; the new events claim the clock's "
			"time");
	return ok;
}

static bool
take(struct cli *cli, struct taking *t, struct err *err)
{
	size_t faults = t->m->faults.total;
	cli_report_faults(t->m);
	if (faults)
		return fail(err, ERR_INPUT, "%s fault%s, so nothing was taken", grouped(faults).text, faults == 1 ? "" : "s");
	warn_of_likes(cli, t);
	if (!may_mix(cli, t, err))
		return false;
	bool asks = t->fresh.count && cli_can_ask(cli);
	if (asks && (!cli_sheet(cli, learnt_sheet(cli, t, "To be sealed in"), STR_NONE, err) ||
		     !cli_confirm(cli, "Seal these? [y/N] ", false)))
		return fail(err, ERR_INPUT, "nothing was taken");
	if (t->fresh.count && (!seal(cli, t, err) || !snapshots_make(cli, t->r, err)))
		return false;
	if (asks)
		return cli_write(cli, S("Sealed.\n"), err);
	return cli_sheet(cli, learnt_sheet(cli, t, "Taken into"), STR_NONE, err);
}

static enum exit_status
take_run(struct cli *cli, struct err *err)
{
	struct taking t = { 0 };
	if (cli->operands.count < 2) {
		fail(err, ERR_USAGE, "take what into which record? paraph take RECORD FILE…");
		return EXIT_INPUT;
	}
	record *r = record_open(cli->a, cli->operands.at[0], STORE_WRITE, NULL, err);
	minutes *m = minutes_new(cli->a, &cli_opener);
	bool ok = r && read_files(cli, r, m, err) && taking_plan(&t, cli->a, r, m, err) && take(cli, &t, err);
	taking_done(&t);
	minutes_done(m);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_take = {
	.name = "take",
	.args = "RECORD FILE…",
	.help = "seal the entries of minutes in a record",
	.more = "Entries that the record does not have become sealed events, all of them or none. Those\n"
		"that are there already are known by their content. First it prints how many entries each circle\n"
		"would newly know, and on a terminal it asks; --yes does not ask. An entry that looks like a changed\n"
		"form of an old one is taken with a warning: what is sealed stays, and 'corrects' sets it right.\n"
		"Minutes that the keeper of the record may not know are mixed in only when you say so.\n"
		"\n"
		"--confirm asks about each act first, next to the sentence of the report that it rests on,\n"
		"where that lies beside the minutes: accept, edit, skip, undo. An entry that does not stand,\n"
		"or not without one that was left out, is told at once.\n"
		"\n"
		"  paraph take lake.paraph *.minutes\n"
		"  paraph take lake.paraph night.minutes --key ~/.ssh/id_ed25519\n"
		"  paraph take lake.paraph drafts.minutes --confirm\n",
	.options = "as confirm key yes output width color",
	.run = take_run,
};
