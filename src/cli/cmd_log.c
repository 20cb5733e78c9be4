/* The events of a record, log by log, as they were sealed. */
#include "cli/cmd.h"
#include "cli/sealed_by.h"

struct logging {
	struct cli *cli;
	record *r;
	struct unsealing q;
	minutes *m;
	docket *d;
	uint32_t **entry_at;            /* by circle and position: 1 + entry */
	sheet *s;
};

static void
find_entries(struct logging *l)
{
	l->entry_at = ARENA_ARRAY(l->cli->a, uint32_t *, l->r->circles.count + 1);
	for (size_t i = 0; i < l->r->circles.count; i++)
		l->entry_at[i] = ARENA_ARRAY(l->cli->a, uint32_t, l->q.logs[i].count + 1);
	for (uint32_t e = 0; e < l->q.item_of.count; e++) {
		const struct unsealing_item *item = l->q.item_of.at[e] ? &l->q.items.at[l->q.item_of.at[e] - 1] : NULL;
		for (uint32_t i = 0; item && i < item->count; i++) {
			struct unsealing_place p = l->q.places.at[item->first + i];
			l->entry_at[p.circle][p.position] = e + 1;
		}
	}
}

/* What an event says, on one line. */
static str
says(const struct logging *l, size_t circle, const struct event_row *row, const struct header *h)
{
	arena *a = l->cli->a;
	str line = S(""), rest, key;
	if (strcmp(h->type, "entry") == 0) {
		const struct sealed *s = &l->q.logs[circle].at[row->position];
		if (!s->held)
			return row->burnt ? S("(burnt)") : S("(withheld)");
		str_cut(s->entry, '\n', &line, &rest);
		return line;
	}
	if (!row->body.held)
		return row->burnt ? S("(burnt)") : S("(withheld)");
	const body *b = body_read(a, row->body.n, row->body.has_k ? &row->body.k : NULL, arena_str(a, row->body.leaves),
				  S(""), &(struct err){ 0 });
	if (!b)
		return S("(withheld)");
	if (strcmp(h->type, "circle") == 0 && body_field(b, S("circle"), &line))
		return arena_printf(a, "opens the log of '%.*s'", STR_ARG(line));
	if (body_field(b, S("key"), &key))
		return arena_printf(a, "key %.16s…%s%.*s", key.at, body_field(b, S("party"), &line) ? " of " : "",
				    STR_ARG(line));
	if (body_field(b, S("event"), &key))
		return arena_printf(a, "burns %.16s…", key.at);
	return strcmp(h->type, "intake") == 0 ? S("the order of what was taken") : S("");
}

static void
log_row(struct logging *l, table *t, size_t circle, const struct event_row *row, const struct header *h)
{
	arena *a = l->cli->a;
	struct hex hex = hash_hex(&row->id);
	buf time = { 0 };
	instant_print(h->time_ms, &time);
	str when = arena_str(a, buf_str(&time)), sealer = sealed_party(l->r, circle, &h->key);
	uint32_t entry = l->entry_at[circle][row->position];
	str whose = entry ? sealed_whose(a, l->d, entry - 1, sealer) : S("");
	str id = arena_str(a, str_of(hex.at)), what = says(l, circle, row, h);
	buf_done(&time);
	table_row(t);
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%llu", (unsigned long long)row->position));
	runs_add(table_cell(t), RUN_PLAIN, str_sub(id, 0, 8));
	runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%.*s %.*s", 10, when.at, 5, when.at + 11));
	runs_add(table_cell(t), RUN_PLAIN, whose.len ? whose : arena_printf(a, "sealed by %.*s", STR_ARG(sealer)));
	runs_add(table_cell(t), RUN_PLAIN, what);
	value *data = value_object(a);
	value_set_str(data, "circle", l->r->circles.at[circle].row.name);
	value_set_number(data, "position", (int64_t)row->position);
	value_set_str(data, "event", id);
	value_set_str(data, "type", arena_str(a, str_of(h->type)));
	value_set_str(data, "time", when);
	value_set_str(data, "sealed_by", sealer);
	value_set_str(data, "whose", whose.len ? whose : STR_NONE);
	value_set_str(data, "says", what);
	value_push(sheet_rows(l->s), data);
}

static bool
log_circle(struct logging *l, size_t circle, struct err *err)
{
	const struct circle_row *c = &l->r->circles.at[circle].row;
	struct event_row row;
	sheet_heading(l->s, 1, arena_printf(l->cli->a, "%.*s, %s events", STR_ARG(c->name),
					    arena_str(l->cli->a, str_of(grouped(c->size).text)).at));
	table *t = sheet_table(l->s);
	table_column(t, S("no."), COLUMN_NUMBER);
	table_column(t, S("event"), COLUMN_FIT);
	table_column(t, S("sealed (UTC)"), COLUMN_FIT);
	table_column(t, S("whose"), COLUMN_FIT);
	table_column(t, S("says"), COLUMN_WRAP);
	struct event_rows *rows = store_events(l->r->s, c->circle, 0, true, err);
	bool ok = rows != NULL;
	while (ok && event_rows_next(rows, &row)) {
		struct header h;
		ok = row.position < c->size && event_check(row.note, false, &h, NULL, NULL, err);
		if (ok)
			log_row(l, t, circle, &row, &h);
	}
	return (!rows || event_rows_close(rows, ok ? err : &(struct err){ 0 })) && ok;
}

static bool
print_log(struct logging *l, struct err *err)
{
	l->m = minutes_new(l->cli->a, &cli_opener);
	if (!unsealing_open(&l->q, l->cli->a, l->r, err) || !unsealing_minutes(&l->q, l->m, S(""), err))
		return false;
	l->d = docket_new_given(l->cli->a, l->m, l->q.given.at);
	find_entries(l);
	l->s = sheet_new(l->cli->a, "log");
	sheet_title(l->s, arena_printf(l->cli->a, "%.*s: the log", STR_ARG(l->r->path)));
	for (size_t i = 0; i < l->r->circles.count; i++)
		if (!log_circle(l, i, err))
			return false;
	sheet_note(l->s, S("An act is a party's own where that party's key sealed it. The time is what the signer's clock said. "
			   "'paraph event ID' prints one event; 'paraph verify' checks them all."));
	return cli_sheet(l->cli, l->s, STR_NONE, err);
}

static enum exit_status
log_run(struct cli *cli, struct err *err)
{
	struct logging l = { .cli = cli };
	if (cli->operands.count != 1) {
		fail(err, ERR_USAGE, "the log of which record? paraph log RECORD");
		return EXIT_INPUT;
	}
	l.r = record_open(cli->a, cli->operands.at[0], STORE_READ, NULL, err);
	bool ok = l.r && print_log(&l, err);
	docket_done(l.d);
	minutes_done(l.m);
	unsealing_done(&l.q);
	record_close(l.r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_log = {
	.name = "log",
	.args = "RECORD",
	.help = "the events of a record, log by log, and who sealed each",
	.more = "One line an event: its number in its log, the start of its id, when its signer's clock says\n"
		"that it was sealed, whether it is a party's own act or was entered by another, what it says.\n"
		"\n"
		"  paraph log lake.paraph\n"
		"  paraph log lake.paraph -o log.csv\n",
	.options = "output width color",
	.run = log_run,
};
