/* The generator must reach every row of the tables: what it never writes, no
 * law is held against. */
#include "laws/world.h"

#include <stdio.h>

struct reach {
	unsigned verb[VERB_COUNT], mood[MOOD_COUNT], clause[KEY_COUNT], decl[DECL_COUNT], relation[4];
	unsigned talks, clean, entries, faults;
};

static void
count_entry(struct reach *n, const minutes *m, const struct entry *e)
{
	n->entries++;
	if (e->kind == ENTRY_ACT) {
		n->verb[e->verb]++;
		n->mood[e->mood]++;
		n->relation[e->relation]++;
	} else if (e->kind == ENTRY_DECL) {
		n->decl[e->verb]++;
	}
	for (size_t i = 0; i < e->count; i++)
		n->clause[entry_items(m, e)[i].key]++;
}

static void
count_talks(struct reach *n, uint64_t seed)
{
	arena *a = arena_new();
	struct gen *g = gen_new(a, seed);
	struct world w;
	world_open(&w, g, SIDE_A, NULL);
	n->talks++;
	n->faults += (unsigned)w.m->faults.total;
	n->clean += w.m->faults.total == 0;
	if (getenv("PARAPH_LAWS_FAULTS")) {
		buf out = { 0 };
		for (size_t i = 0; i < w.m->faults.kept; i++)
			fault_print(w.m, &w.m->faults.at[i], &out);
		fputs(out.at ? out.at : "", stderr);
		buf_done(&out);
	}
	for (size_t i = 0; i < w.m->entries.count; i++)
		count_entry(n, w.m, &w.m->entries.at[i]);
	world_close(&w);
	gen_done(g);
	arena_free(a);
}

TEST(laws_gen, every_row_of_the_tables_is_reached)
{
	struct reach n = { 0 };
	for (uint64_t i = 0; i < 1000; i++)
		count_talks(&n, 1 + i);
	for (unsigned i = 1; i < VERB_COUNT; i++)
		if (!n.verb[i])
			test_failed(__FILE__, __LINE__, "no '%s' in %u talks", verbs[i].base, n.talks);
	for (unsigned i = 0; i < MOOD_COUNT; i++)
		CHECK(n.mood[i]);
	for (unsigned i = 1; i < CLAUSE_COUNT; i++)
		if (!n.clause[i])
			test_failed(__FILE__, __LINE__, "no '%s' in %u talks", clauses[i].name, n.talks);
	for (unsigned i = 1; i < DECL_COUNT; i++)
		if (!n.decl[i])
			test_failed(__FILE__, __LINE__, "no '%s' in %u talks", decls[i].name, n.talks);
	for (unsigned i = 0; i < 4; i++)
		CHECK(n.relation[i]);
	if (getenv("PARAPH_LAWS_FAULTS"))
		fprintf(stderr, "%u talks, %u without fault, %u entries, %u faults\n", n.talks, n.clean,
			n.entries, n.faults);
	/* Laws about what is in order need talks that mostly are. */
	CHECK(n.faults < n.entries / 20);
}
