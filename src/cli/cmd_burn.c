/* Erasing a body that must not be kept: its hash stays, and the record says that it was burnt. */
#include "cli/keys.h"
#include "cli/snapshot.h"

static bool
find_event(struct cli *cli, record *r, struct event_row *row, size_t *ret_circle, struct err *err)
{
	struct header h;
	if (!store_find_event(r->s, cli->a, cli->operands.at[1], row, err) ||
	    !event_check(row->note, false, &h, NULL, NULL, err))
		return false;
	if (strcmp(h.type, "entry") != 0)
		return fail(err, ERR_INPUT, "event %.8s is of type '%s'; only entries are burnt, for the log stands on the others",
			    cli->operands.at[1].at, h.type);
	if (!row->body.held)
		return fail(err, ERR_INPUT, "the body of this event is not here; it was burnt before, or never held");
	for (size_t i = 0; i < r->circles.count; i++)
		if (r->circles.at[i].row.circle == row->circle) {
			*ret_circle = i;
			return true;
		}
	return fail(err, ERR_BROKEN, "the event is of a circle that is not here");
}

static bool
burn(record *r, size_t circle, const struct event_row *row, str reason, const struct signer *signer, struct err *err)
{
	struct hex hex = hash_hex(&row->id);
	if (!record_begin(r, err))
		return false;
	body *b = event_body(r->a, "burn");
	body_add(b, LEAF_FIELD, S("event"), arena_str(r->a, str_of(hex.at)));
	body_add(b, LEAF_FIELD, S("reason"), reason);
	if (!record_append(r, circle, "burn", b, signer, NULL, err) || !store_burn(r->s, row->event, err) ||
	    !store_drop_sheets(r->s, err)) {
		record_rollback(r);
		return false;
	}
	return record_commit(r, signer, err) && record_seal(r, signer, err) && store_scrub(r->s, err);
}

static bool
burn_one(struct cli *cli, record *r, struct err *err)
{
	struct event_row row;
	size_t circle = 0;
	struct keyring ring = { 0 };
	if (!find_event(cli, r, &row, &circle, err))
		return false;
	struct hex hex = hash_hex(&row.id);
	str question = arena_printf(cli->a, "Burn what event %.8s of '%.*s' holds? It cannot be undone. [y/N] ", hex.at,
				    STR_ARG(r->circles.at[circle].row.name));
	if (!cli_confirm(cli, question.at, true))
		return fail(err, ERR_INPUT, "nothing was burnt");
	bool ok = keys_open(cli, &ring, err);
	if (ok) {
		keys_name(&ring, r);
		ok = burn(r, circle, &row, cli->reason, &ring.signer, err) && snapshots_make(cli, r, err);
	}
	keys_close(&ring);
	if (!ok)
		return false;
	buf out = { 0 };
	buf_printf(&out, "What event %.8s held is erased here; its hash stays, and the record verifies.\n", hex.at);
	ok = cli_write(cli, buf_str(&out), err);
	buf_done(&out);
	return ok;
}

static enum exit_status
burn_run(struct cli *cli, struct err *err)
{
	if (cli->operands.count != 2 || !cli->reason.at) {
		fail(err, ERR_USAGE, "burn which event, and why? paraph burn RECORD ID --reason \"WORDS\"");
		return EXIT_INPUT;
	}
	record *r = record_open(cli->a, cli->operands.at[0], STORE_WRITE, NULL, err);
	bool ok = r && burn_one(cli, r, err);
	record_close(r);
	return ok ? EXIT_DONE : EXIT_INPUT;
}

const struct cmd cmd_burn = {
	.name = "burn",
	.args = "RECORD ID",
	.help = "erase what an event holds and must not be kept; its hash stays",
	.more = "The event's words, their salts and what was derived from them are overwritten in the file. An event\n"
		"of type 'burn' says so, with --reason, and the record goes on verifying. It cannot erase what others\n"
		"hold, nor what was printed; an entry that names several circles is one event in each.\n"
		"\n"
		"  paraph burn lake.paraph 1c94f2aa --reason \"personal data\"\n",
	.options = "key reason yes",
	.run = burn_run,
};
