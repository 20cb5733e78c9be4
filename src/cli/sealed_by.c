#include "cli/sealed_by.h"

str
sealed_party(record *r, size_t circle, const struct pubkey *key)
{
	const struct member *m = record_members(r, circle, &(struct err){ 0 }) ? record_member(r, circle, key) : NULL;
	return m ? m->party : S("?");
}

/* Is `name` the party, or declared to be of it? */
static bool
is_of(const docket *d, uint32_t name, str party)
{
	if (str_eq(syms_str(d->m->names, name), party))
		return true;
	for (size_t i = 0; i < d->decls.count; i++) {
		const struct entry *e = &d->m->entries.at[d->decls.at[i]];
		const struct item *of = e->verb == DECL_person ? entry_own(d->m, e, CLAUSE_of) : NULL;
		for (size_t n = 0; of && n < e->subject_count; n++)
			if (entry_items(d->m, e)[n].a == name && str_eq(item_name(d->m, of), party))
				return true;
	}
	return false;
}

str
sealed_whose(arena *a, const docket *d, uint32_t entry, str sealer)
{
	const struct entry *e = &d->m->entries.at[entry];
	if (e->kind != ENTRY_ACT || e->subject_count == 0)
		return S("");
	for (size_t i = 0; i < e->subject_count; i++)
		if (!is_of(d, entry_items(d->m, e)[i].a, sealer))
			return arena_printf(a, "entered by %.*s", STR_ARG(sealer));
	return arena_printf(a, "%.*s's own", STR_ARG(sealer));
}
