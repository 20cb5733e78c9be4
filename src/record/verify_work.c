#include "record/verify_work.h"

#include <pthread.h>
#include <stdlib.h>

#include "record/body.h"
#include "record/merkle.h"

enum { BATCHES_MOST = 64 };

/* A ring: batches are sent, worked on and taken back in one order. */
struct crew {
	pthread_mutex_t lock;
	pthread_cond_t has_work, has_done;
	struct batch batches[BATCHES_MOST];
	size_t room;
	size_t sent, begun, taken, given;       /* counts since the beginning */
	bool ends;
	pthread_t threads[BATCHES_MOST];
	unsigned thread_count;
};

/* ---- one event ---- */

/* The leaves that a type must have behind `type-version`, in their order. */
static const struct { const char *type; const char *leaves[5]; } types[] = {
	{ "circle", { "circle", "party", "custody" } },
	{ "key-add", { "key", "party", "role", "custody" } },
	{ "key-revoke", { "key", "reason" } },
	{ "entry", { "entry", "keeper", "circle" } },
	{ "intake", { "order" } },
	{ "burn", { "event", "reason" } },
};

static bool
leaves_fit(struct checked *c, const body *b)
{
	size_t at = 0;
	while (at < sizeof types / sizeof *types && strcmp(types[at].type, c->header.type) != 0)
		at++;
	if (at == sizeof types / sizeof *types)
		return fail(&c->err, ERR_BROKEN, "it is of a type '%s', which is not known here", c->header.type);
	for (size_t i = 0; i < b->count; i++) {
		const struct leaf *l = &b->leaves[i];
		const char *name = l->index == 0 ? "type-version" : l->index <= 5 ? types[at].leaves[l->index - 1] : NULL;
		if (name && (l->kind != LEAF_FIELD || !str_eq(l->path, str_of(name))))
			return fail(&c->err, ERR_BROKEN, "its leaf %u is not '%s', as those of its type are", l->index, name);
		buf version = { 0 };
		buf_printf(&version, "%s 1", c->header.type);
		bool is_right = l->index > 0 || str_eq(l->data, buf_str(&version));
		buf_done(&version);
		if (!is_right)
			return fail(&c->err, ERR_BROKEN, "its body is of another type or version than its header");
	}
	return true;
}

static bool
body_is_true(struct batch *b, struct checked *c)
{
	const struct body_row *row = &c->row.body;
	struct hash root;
	if (!row->held)
		return true;
	body *held = body_read(b->a, row->n, row->has_k ? &row->k : NULL, row->leaves, row->hashes, &c->err);
	if (!held)
		return false;
	if (row->n != c->header.body_n)
		return fail(&c->err, ERR_BROKEN, "its body has %u leaves and its header says %u", row->n, c->header.body_n);
	if (!body_root(held, &root) || !hash_eq(&root, &c->header.body_root))
		return fail(&c->err, ERR_BROKEN, "its body is not the one that was sealed");
	return leaves_fit(c, held);
}

static void
check(struct batch *b, struct checked *c)
{
	c->leaf = merkle_leaf(c->row.note);
	c->good = event_check(c->row.note, c->check_signature, &c->header, &c->id, &c->name, &c->err) &&
		  (hash_eq(&c->id, &c->row.id) || fail(&c->err, ERR_BROKEN, "its id is not the hash of its header")) &&
		  body_is_true(b, c);
}

static void *
work(void *context)
{
	struct crew *c = context;
	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (c->begun == c->sent && !c->ends)
			pthread_cond_wait(&c->has_work, &c->lock);
		if (c->begun == c->sent)
			break;
		struct batch *b = &c->batches[c->begun++ % c->room];
		pthread_mutex_unlock(&c->lock);
		for (size_t i = 0; i < b->count; i++)
			check(b, &b->at[i]);
		pthread_mutex_lock(&c->lock);
		b->done = true;
		pthread_cond_signal(&c->has_done);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* ---- the ring ---- */

struct crew *
crew_new(unsigned threads)
{
	struct crew *c = calloc(1, sizeof *c);
	if (!c)
		arena_exhausted(sizeof *c);
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->has_work, NULL);
	pthread_cond_init(&c->has_done, NULL);
	if (threads > BATCHES_MOST / 4)
		threads = BATCHES_MOST / 4;
	c->room = 4 * (threads ? threads : 1);
	for (; c->thread_count < threads; c->thread_count++)
		if (pthread_create(&c->threads[c->thread_count], NULL, work, c) != 0)
			break;
	return c;
}

void
crew_free(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->ends = true;
	pthread_cond_broadcast(&c->has_work);
	pthread_mutex_unlock(&c->lock);
	for (unsigned i = 0; i < c->thread_count; i++)
		pthread_join(c->threads[i], NULL);
	for (size_t i = 0; i < c->room; i++)
		if (c->batches[i].a)
			arena_free(c->batches[i].a);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->has_work);
	pthread_cond_destroy(&c->has_done);
	free(c);
}

struct batch *
crew_batch(struct crew *c)
{
	if (c->given - c->taken == c->room)
		return NULL;
	struct batch *b = &c->batches[c->given++ % c->room];
	if (b->a)
		arena_free(b->a);
	*b = (struct batch){ .a = arena_new() };
	return b;
}

void
crew_send(struct crew *c, struct batch *b)
{
	(void)b;
	pthread_mutex_lock(&c->lock);
	c->sent++;
	pthread_cond_signal(&c->has_work);
	pthread_mutex_unlock(&c->lock);
}

struct batch *
crew_next(struct crew *c)
{
	if (c->taken == c->sent)
		return NULL;
	struct batch *b = &c->batches[c->taken % c->room];
	pthread_mutex_lock(&c->lock);
	if (c->thread_count == 0 && !b->done) {         /* no thread was to be had: the caller works */
		c->begun++;
		for (size_t i = 0; i < b->count; i++)
			check(b, &b->at[i]);
		b->done = true;
	}
	while (!b->done)
		pthread_cond_wait(&c->has_done, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return b;
}

void
crew_return(struct crew *c, struct batch *b)
{
	(void)b;
	c->taken++;
}
