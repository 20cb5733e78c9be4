/* Accounts: what was said of one event, side by side; then what else was said.
 * In the order of time; accounts that differ are both kept (R18). */
#include "answer/lines.h"
#include "answer/registers.h"

struct accounts {
	arena *a;
	const talks *t;
	sheet *s;
	uint32_t *about_first, *about_last;     /* by entry: statements about it, into mentions */
	LIST(struct { uint32_t entry, next; }) mentions;
};

static bool
is_account(const talks *t, uint32_t entry)
{
	const struct entry *e = talks_entry(t, entry);
	return e->verb == VERB_says && e->mood == MOOD_DONE && !line_is(t, entry, CLAUSE_kind, "judgement") &&
	       line_words_text(t, entry).len;
}

static void
add_mention(struct accounts *q, uint32_t about, uint32_t entry)
{
	LIST_ADD(&q->mentions);
	uint32_t index = (uint32_t)q->mentions.count - 1;
	q->mentions.at[index].entry = entry;
	if (q->about_last[about])
		q->mentions.at[q->about_last[about]].next = index;
	else
		q->about_first[about] = index;
	q->about_last[about] = index;
}

static void
gather_accounts(struct accounts *q)
{
	const talks *t = q->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (!is_account(t, entry))
			continue;
		struct targets it = talks_targets(t, entry, CLAUSE_about);
		for (struct target what; targets_next(&it, &what);)
			if (what.kind == TARGET_ACT)
				add_mention(q, what.index, entry);
	}
}

static void
add_account_data(struct accounts *q, value *list, uint32_t entry, str event)
{
	const talks *t = q->t;
	value *row = value_object(q->a);
	line_set(row, "event", event);
	value_set_str(row, "speaker", talks_act_subjects(t, entry));
	value_set_str(row, "words", line_words_text(t, entry));
	value_set_bool(row, "exact_words", talks_act_has(t, entry, CLAUSE_words));
	line_set(row, "kind", talks_act_word(t, entry, CLAUSE_kind));
	line_set(row, "about", talks_act_refs(t, entry, CLAUSE_about));
	line_set(row, "at", talks_act_iso(t, entry, true));
	value_set_str(row, "source", talks_act_source(t, entry));
	value_push(list, row);
}

static void
add_account_row(struct accounts *q, table *grid, uint32_t entry, bool with_about)
{
	const talks *t = q->t;
	table_row(grid);
	runs_add(table_cell(grid), RUN_PLAIN, line_when(t, entry));
	runs *who = table_cell(grid);
	runs_add(who, RUN_PLAIN, line_names(t, entry, KEY_SUBJECT));
	line_chain(who, q->s, t, entry);
	if (with_about)
		runs_add(table_cell(grid), RUN_PLAIN, talks_act_refs(t, entry, CLAUSE_about));
	line_words(table_cell(grid), t, entry);
	runs_add(table_cell(grid), RUN_PLAIN, talks_act_word(t, entry, CLAUSE_kind));
}

static table *
account_table(struct accounts *q, bool with_about)
{
	table *grid = sheet_table(q->s);
	table_column(grid, S("when"), COLUMN_WRAP);
	table_column(grid, S("who"), COLUMN_WRAP);
	if (with_about)
		table_column(grid, S("about"), COLUMN_FIT);
	table_column(grid, S("words"), COLUMN_WRAP);
	table_column(grid, S("kind"), COLUMN_FIT);
	return grid;
}

/* Accounts of one event, side by side; events in the order in which they were. */
static void
add_contrasts(struct accounts *q, value *list, uint8_t *shown)
{
	const talks *t = q->t;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t event = t->v->order.at[i], first = q->about_first[event];
		if (!first || !q->mentions.at[first].next)
			continue;
		str name = talks_act_name(t, event);
		sheet_heading(q->s, 1, arena_printf(q->a, "Accounts of %.*s: %.*s", STR_ARG(name),
						    STR_ARG(talks_act_words(t, event))));
		table *grid = account_table(q, false);
		for (uint32_t m = first; m; m = q->mentions.at[m].next) {
			uint32_t entry = q->mentions.at[m].entry;
			add_account_row(q, grid, entry, false);
			add_account_data(q, list, entry, name);
			shown[entry] = 1;
		}
	}
}

static void
add_all(struct accounts *q)
{
	const talks *t = q->t;
	uint8_t *shown = ARENA_ARRAY(q->a, uint8_t, t->m->entries.count + 1);
	value *list = value_list(q->a);
	table *grid = NULL;
	value_set(sheet_data(q->s), "accounts", list);
	gather_accounts(q);
	add_contrasts(q, list, shown);
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		if (!is_account(t, entry) || shown[entry])
			continue;
		if (!grid) {
			sheet_heading(q->s, 1, S("Other statements"));
			grid = account_table(q, true);
		}
		add_account_row(q, grid, entry, true);
		add_account_data(q, list, entry, S(""));
	}
}

void
accounts_to(const struct ask *ask, sheet *s)
{
	size_t entries = ask->t->m->entries.count + 1;
	struct accounts q = { .a = ask->a, .t = ask->t, .s = s };
	q.about_first = ARENA_ARRAY(q.a, uint32_t, entries);
	q.about_last = ARENA_ARRAY(q.a, uint32_t, entries);
	LIST_ADD(&q.mentions);
	add_all(&q);
	LIST_DONE(&q.mentions);
}
