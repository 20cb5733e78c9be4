#include "cli/snapshot.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/keys.h"
#include "cli/version.h"
#include "record/unsealing.h"
#include "sheet/freeze.h"

/* Answers to a plain question; their sheets have a line a point. */
static const struct answer *
of_name(const char *name)
{
	for (size_t i = 0; i < answers_count; i++)
		if (strcmp(answers[i]->name, name) == 0)
			return answers[i];
	return NULL;
}

static const char *const kept_names[] = { "board", "matrix", "unresolved" };
enum { KEPT = sizeof kept_names / sizeof *kept_names };

static bool
is_kept(const struct answer *answer)
{
	for (size_t i = 0; i < KEPT; i++)
		if (strcmp(answer->name, kept_names[i]) == 0)
			return true;
	return false;
}

/* ---- the secret ---- */

/* 64 hex digits in a file of this user's; made where it is wanted and can be. */
static bool
find_secret(const struct cli *cli, bool makes, struct hash *ret_secret)
{
	struct err err = { 0 };
	str path, text;
	if (!keys_folder(cli, &path, &err) || !seal_start())
		return false;
	path = arena_printf(cli->a, "%.*s/snapshot-secret", STR_ARG(path));
	if (file_read(cli->a, path, &text, &err))
		return hash_of_hex(str_trim(text), ret_secret);
	if (!makes || err.kind != ERR_ABSENT)
		return false;
	seal_random(ret_secret->at, sizeof ret_secret->at);
	struct hex hex = hash_hex(ret_secret);
	return keys_write_secret(path, arena_printf(cli->a, "%s\n", hex.at), &err);
}

/* ---- keys, states, seals ---- */

static struct hash
key_of(const struct answer *answer)
{
	buf text = { 0 };
	buf_printf(&text, "plain %s", answer->name);
	struct hash key = seal_hash(buf_str(&text));
	buf_done(&text);
	return key;
}

/* All that a sheet is made of: the logs, a copy's order, the program. */
static struct hash
state_of(const record *r)
{
	buf text = { 0 };
	struct hash orders = seal_hash(r->copy_orders);
	buf_printf(&text, "%s\n", PARAPH_VERSION " " PARAPH_FOLD);
	buf_add(&text, hash_str(&orders));
	for (size_t i = 0; i < r->circles.count; i++) {
		struct hash root = peaks_root(&r->circles.at[i].row.peaks);
		buf_add(&text, hash_str(&r->circles.at[i].row.id));
		buf_add(&text, hash_str(&root));
		buf_printf(&text, "%llu\n", (unsigned long long)r->circles.at[i].row.size);
	}
	struct hash state = seal_hash(buf_str(&text));
	buf_done(&text);
	return state;
}

static struct hash
seal_of(const struct hash *secret, const struct hash *key, const struct hash *state, str frozen)
{
	buf text = { 0 };
	buf_add(&text, hash_str(key));
	buf_add(&text, hash_str(state));
	buf_add(&text, frozen);
	struct hash seal = seal_hmac(secret, buf_str(&text));
	buf_done(&text);
	return seal;
}

/* The frozen sheet that is kept for this state; empty where none is, or another sealed it. */
static str
kept_sheet(const struct cli *cli, record *r, const struct answer *answer, const struct hash *secret)
{
	struct err err = { 0 };
	struct hash key = key_of(answer), state = state_of(r);
	str row;
	if (!store_sheet(r->s, cli->a, &key, &state, &row, &err) || row.len < HASH_BYTES)
		return S("");
	str frozen = str_sub(row, HASH_BYTES, row.len);
	struct hash seal = seal_of(secret, &key, &state, frozen);
	return memcmp(seal.at, row.at, HASH_BYTES) == 0 ? frozen : S("");
}

/* ---- asking ---- */

/* Options that change what is asked, and not just how it is printed. */
static bool
is_plain(const struct cli *cli)
{
	return cli->operands.count == 1 && !cli->as.at && !cli->at.at && !cli->known.at && !cli->provably &&
	       !cli->unattributed && cli->brackets_cost < 0 && cli->style == STYLE_ATTRIBUTED;
}

sheet *
snapshot_find(struct cli *cli, const struct answer *answer)
{
	struct err err = { 0 };
	struct hash secret;
	sheet *s = NULL;
	if (!is_plain(cli) || !is_kept(answer) || !store_is_record(cli->operands.at[0]) || !find_secret(cli, false, &secret))
		return NULL;
	record *r = record_open(cli->a, cli->operands.at[0], STORE_READ, NULL, &err);
	str frozen = r ? kept_sheet(cli, r, answer, &secret) : S("");
	if (frozen.len)
		s = sheet_thaw(cli->a, frozen, &err);
	record_close(r);
	return s;
}

/* ---- making ---- */

struct folded {
	struct unsealing q;
	minutes *m;
	docket *d;
	view *v;
	talks *t;
};

static bool
fold(struct cli *cli, record *r, struct folded *f, struct err *err)
{
	struct view_query query = { .as = r->for_party };
	f->m = minutes_new(cli->a, &cli_opener);
	if (!unsealing_open(&f->q, cli->a, r, err) || !unsealing_minutes(&f->q, f->m, S(""), err))
		return false;
	f->d = docket_new_given(cli->a, f->m, f->q.given.at);
	f->v = view_new(cli->a, f->d, &query, err);
	f->t = f->v ? talks_new(cli->a, f->v) : NULL;
	return f->t != NULL;
}

static void
folded_done(struct folded *f)
{
	talks_done(f->t);
	view_done(f->v);
	docket_done(f->d);
	minutes_done(f->m);
	unsealing_done(&f->q);
}

static bool
freeze(struct cli *cli, const struct folded *f, const char *name, buf *out, struct err *err)
{
	struct ask ask = { .a = cli->a, .t = f->t, .style = STYLE_ATTRIBUTED };
	sheet *s = of_name(name)->build(&ask, err);
	if (s)
		sheet_freeze(s, out);
	return s != NULL;
}

static bool
keep(struct cli *cli, record *r, const struct folded *f, const char *name, const struct hash *secret, struct err *err)
{
	enum { LARGEST = 4 << 20 };
	buf frozen = { 0 }, row = { 0 };
	struct hash key = key_of(of_name(name)), state = state_of(r);
	bool ok = freeze(cli, f, name, &frozen, err);
	if (ok && frozen.len <= LARGEST) {
		struct hash seal = seal_of(secret, &key, &state, buf_str(&frozen));
		buf_add(&row, hash_str(&seal));
		buf_add(&row, buf_str(&frozen));
		ok = store_set_sheet(r->s, &key, &state, buf_str(&row), err);
	}
	buf_done(&frozen);
	buf_done(&row);
	return ok;
}

bool
snapshots_make(struct cli *cli, record *r, struct err *err)
{
	struct folded f = { .d = NULL };
	struct hash secret;
	if (!find_secret(cli, true, &secret))
		return true;
	bool ok = fold(cli, r, &f, err) && store_begin(r->s, err);
	for (size_t i = 0; ok && i < KEPT; i++)
		ok = keep(cli, r, &f, kept_names[i], &secret, err);
	ok = ok && store_commit(r->s, err);
	if (!ok)
		store_rollback(r->s);
	folded_done(&f);
	return ok;
}

bool
snapshots_check(struct cli *cli, record *r, const char **ret_wrong, struct err *err)
{
	struct folded f = { .d = NULL };
	struct hash secret;
	bool any = false, ok = true;
	*ret_wrong = NULL;
	if (!find_secret(cli, false, &secret))
		return true;
	for (size_t i = 0; i < KEPT; i++)
		any = any || kept_sheet(cli, r, of_name(kept_names[i]), &secret).len;
	ok = !any || fold(cli, r, &f, err);
	for (size_t i = 0; any && ok && i < KEPT; i++) {
		buf anew = { 0 };
		str kept = kept_sheet(cli, r, of_name(kept_names[i]), &secret);
		ok = !kept.len || freeze(cli, &f, kept_names[i], &anew, err);
		if (ok && kept.len && !str_eq(kept, buf_str(&anew)))
			*ret_wrong = kept_names[i];
		buf_done(&anew);
	}
	folded_done(&f);
	return ok;
}
