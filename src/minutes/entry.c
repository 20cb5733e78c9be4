#include "minutes/minutes.h"

bool
entry_takes(const struct entry *e, unsigned key)
{
	if (e->kind == ENTRY_ACT)
		return clause_set_has(&verbs[e->verb].clauses, (enum clause_id)key);
	return e->kind == ENTRY_DECL && clause_set_has(&decls[e->verb].clauses, (enum clause_id)key);
}

size_t
item_run(const minutes *m, const struct entry *e, const struct item *item)
{
	const struct item *own_end = entry_items(m, e) + e->count;
	const struct item *end = own_end;
	size_t count = 1;
	if (item < entry_items(m, e) || item >= own_end) {
		const struct entry *under = &m->entries.at[e->under - 1];
		end = entry_items(m, under) + under->count;
	}
	while (item + count < end && item[count].key == item->key)
		count++;
	return count;
}

str
item_text(const minutes *m, const struct item *item)
{
	return item && item->type == ITEM_TEXT ? m->texts.at[item->a] : STR_NONE;
}

str
item_name(const minutes *m, const struct item *item)
{
	return item ? syms_str(m->names, item->a) : STR_NONE;
}

uint32_t
minutes_keeper(const minutes *m, uint32_t file)
{
	while (!m->files.at[file].keeper && m->files.at[file].included_by)
		file = m->files.at[file].included_by - 1;
	return m->files.at[file].keeper;
}
