/* One event: its header, its signer, and what is held of its body. */
#include "cli/cmd.h"
#include "cli/sealed_by.h"

static size_t
circle_of(const record *r, int64_t circle)
{
	for (size_t i = 0; i < r->circles.count; i++)
		if (r->circles.at[i].row.circle == circle)
			return i + 1;
	return 0;
}

static void
line(sheet *s, const char *label, const char *key, str text)
{
	runs_add(sheet_labelled(s, str_of(label)), RUN_PLAIN, text);
	value_set_str(sheet_data(s), key, text);
}

static const char *
body_state(const struct event_row *row, const struct header *h, const body *b)
{
	struct hash root;
	if (!row->body.held)
		return row->burnt ? "burnt: its hash stays" : "not held here";
	if (!b || !body_root(b, &root) || !hash_eq(&root, &h->body_root) || row->body.n != h->body_n)
		return "NOT the one that was sealed";
	return b->has_k ? "whole, and as it was sealed" : "some leaves are withheld; the others are as they were sealed";
}

static void
add_leaves(sheet *s, arena *a, const body *b)
{
	static const char *const kinds[LEAF_KINDS] = { "padding", "field", "provision", "heading", "attachment" };
	table *t = b->count ? sheet_table(s) : NULL;
	if (t) {
		table_column(t, S("leaf"), COLUMN_NUMBER);
		table_column(t, S("kind"), COLUMN_FIT);
		table_column(t, S("name"), COLUMN_FIT);
		table_column(t, S("holds"), COLUMN_WRAP);
	}
	for (size_t i = 0; i < b->count; i++) {
		const struct leaf *l = &b->leaves[i];
		value *row = value_object(a);
		table_row(t);
		runs_add(table_cell(t), RUN_PLAIN, arena_printf(a, "%u", l->index));
		runs_add(table_cell(t), RUN_PLAIN, str_of(kinds[l->kind]));
		runs_add(table_cell(t), RUN_PLAIN, l->path);
		runs_add(table_cell(t), RUN_PLAIN, l->data);
		value_set_number(row, "leaf", l->index);
		value_set_str(row, "kind", str_of(kinds[l->kind]));
		value_set_str(row, "name", l->path);
		value_set_str(row, "holds", l->data);
		value_push(sheet_rows(s), row);
	}
}

static str
instant_text(arena *a, int64_t ms)
{
	buf out = { 0 };
	instant_print(ms, &out);
	str text = arena_str(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static bool
print_event(struct cli *cli, record *r, const struct event_row *row, struct err *err)
{
	arena *a = cli->a;
	struct header h;
	struct err wrong = { 0 };
	str name = S("");
	bool good = event_check(row->note, true, &h, NULL, &name, &wrong);
	if (!good && !event_check(row->note, false, &h, NULL, &name, err))
		return false;
	size_t circle = circle_of(r, row->circle);
	struct hex id = hash_hex(&row->id), key = pubkey_hex(&h.key);
	sheet *s = sheet_new(a, "event");
	const body *b = row->body.held ? body_read(a, row->body.n, row->body.has_k ? &row->body.k : NULL, row->body.leaves,
						   row->body.hashes, &(struct err){ 0 }) : NULL;
	sheet_title(s, arena_printf(a, "Event %.8s", id.at));
	line(s, "event", "event", arena_str(a, str_of(id.at)));
	line(s, "circle", "circle", circle ? r->circles.at[circle - 1].row.name : S("?"));
	line(s, "place", "position", arena_printf(a, "%llu", (unsigned long long)row->position));
	line(s, "type", "type", arena_str(a, str_of(h.type)));
	line(s, "signer", "signer", arena_str(a, name));
	line(s, "key", "key", arena_str(a, str_of(key.at)));
	line(s, "number", "seq", arena_printf(a, "%llu of this key in this circle", (unsigned long long)h.seq));
	line(s, "sealed", "time", instant_text(a, h.time_ms));
	line(s, "had seen", "seen", arena_printf(a, "%llu events of this circle", (unsigned long long)h.seen_size));
	line(s, "signature", "signature", good ? S("good") : arena_printf(a, "NOT good: %s", wrong.text));
	line(s, "body", "body", str_of(body_state(row, &h, b)));
	if (b)
		add_leaves(s, a, b);
	return cli_sheet(cli, s, STR_NONE, err);
}

static enum exit_status
event_run(struct cli *cli, struct err *err)
{
	struct event_row row;
	if (cli->operands.count != 2) {
		fail(err, ERR_USAGE, "which event of which record? paraph event RECORD ID");
		return EXIT_INPUT;
	}
	record *r = record_open(cli->a, cli->operands.at[0], STORE_READ, NULL, err);
	bool ok = r && store_find_event(r->s, cli->a, cli->operands.at[1], &row, err) && print_event(cli, r, &row, err);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_event = {
	.name = "event",
	.args = "RECORD ID",
	.help = "one event of a record: who sealed it, and what it holds",
	.more = "ID is the start of the event's id, 4 hex digits or more, as 'log' prints it.\n"
		"\n"
		"  paraph event lake.paraph 1c94f2aa\n",
	.options = "output width color",
	.run = event_run,
};
