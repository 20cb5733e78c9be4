/* Which amendments collide, and each collision side by side with the base between. */
#include "answer/collisions.h"

#include <string.h>

#include "answer/lines.h"
#include "answer/proposal_lines.h"
#include "text/merge.h"
#include "text/redline.h"

enum { LISTED_MOST = 1000 };    /* amendments collide pairwise: a thousand are 500,000 pairs */

enum touch { TOUCH_NOTHING, TOUCH_WORDS, TOUCH_DELETE, TOUCH_KEEP };

static enum touch
touch_of(const struct amendment *a)
{
	if (a->editorial || a->status != AMENDMENT_OPEN)
		return TOUCH_NOTHING;
	switch (a->verb) {
	case VERB_deletes:
		return TOUCH_DELETE;
	case VERB_wants_kept:
		return TOUCH_KEEP;
	case VERB_amends:
	case VERB_moves:
	case VERB_splits:
	case VERB_merges:
		return TOUCH_WORDS;
	default:
		return TOUCH_NOTHING;
	}
}

/* ---- one amendment ---- */

/* An amendment with its edits of the words it was made on. */
struct changing {
	uint32_t amendment;
	enum touch touch;
	bool has_edits;         /* words and base are held */
	str base, text;
	struct tokens old, new;
	struct edits edits;
};

static void
changing_read(struct changing *c, const struct ask *ask, lexicon *words, uint32_t amendment)
{
	const struct draft_point *on = ask->t->readings.at[amendment_reading(ask->t, amendment)].text;
	bool is_bracketed;
	str printed;
	*c = (struct changing){ .amendment = amendment, .touch = touch_of(&ask->t->amendments.at[amendment]) };
	if (c->touch != TOUCH_WORDS)
		return;
	c->text = amendment_words(ask->t, ask->a, amendment);
	c->has_edits = on && c->text.len;
	if (!c->has_edits)
		return;
	c->base = words_as_tabled(ask->a, on, &printed, &is_bracketed);
	tokens_read(&c->old, words, c->base);
	tokens_read(&c->new, words, c->text);
	diff_tokens(&c->edits, &c->old, &c->new, redline_defaults.site_cost);
}

static void
changing_done(struct changing *c)
{
	tokens_done(&c->old);
	tokens_done(&c->new);
	edits_done(&c->edits);
}

/* ---- two of them ---- */

/* The words of the base from the first edit that meets one of the other's to the
 * last; false where none does. */
static bool
edits_meet(const struct changing *x, const struct changing *y, str *ret_words)
{
	size_t from = x->old.count + 1, to = 0;
	for (size_t i = 0, k = 0; i < x->edits.count; i++) {
		struct change e = { &x->new, x->edits.at[i] };
		while (k < y->edits.count && y->edits.at[k].a_end < e.edit.a)
			k++;
		for (size_t j = k; j < y->edits.count && y->edits.at[j].a <= e.edit.a_end; j++) {
			struct change f = { &y->new, y->edits.at[j] };
			if (!changes_meet(e, f))
				continue;
			size_t a = e.edit.a < f.edit.a ? e.edit.a : f.edit.a;
			size_t end = e.edit.a_end > f.edit.a_end ? e.edit.a_end : f.edit.a_end;
			from = a < from ? a : from;
			to = end > to ? end : to;
		}
	}
	*ret_words = from <= to ? tokens_span(&x->old, from, to) : S("");
	return from <= to;
}

/* The earlier one's words on the base of the later. */
static bool
meets_on_later(const struct ask *ask, lexicon *words, const struct changing *x, const struct changing *y)
{
	bool met = false;
	str carried = texts_merge(ask->a, words, x->base, y->base, x->text, &met);
	if (met || str_eq(carried, y->text))
		return met;
	texts_merge(ask->a, words, y->base, carried, y->text, &met);
	return met;
}

/* Without base or words two changes of a point may well be of the same words. */
static bool
words_collide(const struct ask *ask, lexicon *words, const struct changing *x, const struct changing *y,
	      str *ret_words)
{
	if (x->text.len && str_eq(x->text, y->text))
		return false;
	if (!x->has_edits || !y->has_edits)
		return true;
	if (str_eq(x->base, y->base))
		return edits_meet(x, y, ret_words);
	return meets_on_later(ask, words, x, y);
}

static bool
collide(const struct ask *ask, lexicon *words, const struct changing *x, const struct changing *y, str *ret_words)
{
	const talks *t = ask->t;
	*ret_words = S("");
	if (t->amendments.at[x->amendment].author == t->amendments.at[y->amendment].author)
		return false;
	if (x->touch == TOUCH_WORDS && y->touch == TOUCH_WORDS)
		return words_collide(ask, words, x, y, ret_words);
	return x->touch != y->touch;
}

/* ---- all of them ---- */

struct finding {
	const struct ask *ask;
	lexicon *words;
	size_t most;
	LIST(struct changing) changing; /* of one point, the latest first */
	LIST(struct collision) found;
};

static void
find_on_point(struct finding *q, uint32_t point)
{
	const talks *t = q->ask->t;
	for (uint32_t i = t->points.at[point].amendments; i; i = t->amendments.at[i].prev_on_point)
		if (touch_of(&t->amendments.at[i]))
			changing_read(LIST_ADD(&q->changing), q->ask, q->words, i);
	for (size_t j = 0; j < q->changing.count; j++)
		for (size_t i = j + 1; i < q->changing.count && q->found.count < q->most; i++) {
			const struct changing *x = &q->changing.at[i], *y = &q->changing.at[j];
			str words;
			if (collide(q->ask, q->words, x, y, &words))
				*LIST_ADD(&q->found) = (struct collision){ point, x->amendment, y->amendment, words };
		}
	for (size_t i = 0; i < q->changing.count; i++)
		changing_done(&q->changing.at[i]);
	q->changing.count = 0;
}

size_t
collisions_find(const struct ask *ask, size_t most, const struct collision **ret_list)
{
	const talks *t = ask->t;
	struct finding q = { .ask = ask, .words = lexicon_new(), .most = most };
	for (uint32_t p = 1; p < t->points.count && q.found.count < most; p++)
		find_on_point(&q, p);
	struct collision *list = ARENA_ARRAY(ask->a, struct collision, q.found.count + 1);
	if (q.found.count)
		memcpy(list, q.found.at, q.found.count * sizeof *list);
	size_t count = q.found.count;
	LIST_DONE(&q.changing);
	LIST_DONE(&q.found);
	lexicon_free(q.words);
	*ret_list = list;
	return count;
}

/* ---- side by side ---- */

/* One collision being shown. */
struct clash {
	const struct ask *ask;
	struct redliner *by;
	const struct collision *c;
	uint32_t reading;       /* of the base between them: the later one's, or 0 */
	str base;               /* its words, or empty */
};

static struct proposal
proposal_alone(const struct ask *ask, uint32_t amendment)
{
	struct proposal p = { .amendment = amendment, .reading = amendment_reading(ask->t, amendment) };
	p.owner_count = talks_amendment_owners(ask->t, ask->a, amendment, &p.owners);
	p.text = amendment_words(ask->t, ask->a, amendment);
	return p;
}

static str
words_of_reading(const struct ask *ask, uint32_t reading)
{
	const struct draft_point *text = ask->t->readings.at[reading].text;
	bool is_bracketed;
	str printed;
	return text ? words_as_tabled(ask->a, text, &printed, &is_bracketed) : S("");
}

static void
add_wanted(runs *r, const struct clash *k, uint32_t amendment)
{
	const talks *t = k->ask->t;
	const struct amendment *m = &t->amendments.at[amendment];
	struct proposal p = proposal_alone(k->ask, amendment);
	str base = words_of_reading(k->ask, p.reading), gist = talks_act_text(t, m->entry, CLAUSE_gist);
	if (m->verb == VERB_deletes && base.len)
		runs_add(r, RUN_DELETED, base);
	else if (m->verb == VERB_deletes)
		runs_add(r, RUN_PLAIN, S("deletes it"));
	else if (m->verb == VERB_wants_kept)
		runs_add(r, RUN_PLAIN, S("wants it kept as it is"));
	else if (p.text.len)
		proposal_words(r, k->ask, k->by, &p);
	else if (gist.len)
		runs_add(r, RUN_PLAIN, arena_printf(k->ask->a, "by gist only: %.*s", STR_ARG(gist)));
	else
		runs_add(r, RUN_PLAIN, talks_act_words(t, m->entry));
}

static str
head_of(const struct clash *k, uint32_t amendment)
{
	const talks *t = k->ask->t;
	struct proposal p = proposal_alone(k->ask, amendment);
	str on = p.reading && p.reading != k->reading
			 ? arena_printf(k->ask->a, ", on %.*s", STR_ARG(talks_reading_name(t, p.reading))) : S("");
	return arena_printf(k->ask->a, "%.*s: %.*s%.*s", STR_ARG(talks_act_name(t, t->amendments.at[amendment].entry)),
			    STR_ARG(proposal_owners(k->ask, &p)), STR_ARG(on));
}

static void
add_because(runs *r, const struct clash *k, uint32_t amendment)
{
	const talks *t = k->ask->t;
	str because = talks_act_text(t, t->amendments.at[amendment].entry, CLAUSE_because);
	if (because.len)
		runs_add(r, RUN_PLAIN, arena_printf(k->ask->a, "because %.*s", STR_ARG(because)));
	else
		runs_add(r, RUN_QUIET, S("no reason on record"));
}

/* What both are about, in words. */
static str
touched(const struct clash *k)
{
	if (k->c->words.len)
		return arena_printf(k->ask->a, "both change: \"%.*s\"", STR_ARG(k->c->words));
	const talks *t = k->ask->t;
	bool adds = touch_of(&t->amendments.at[k->c->first]) == TOUCH_WORDS &&
		    touch_of(&t->amendments.at[k->c->second]) == TOUCH_WORDS &&
		    amendment_words(t, k->ask->a, k->c->first).len && amendment_words(t, k->ask->a, k->c->second).len;
	return adds && k->reading ? S("both change the same place") : S("the point as a whole");
}

static value *
side_value(const struct clash *k, uint32_t amendment)
{
	arena *a = k->ask->a;
	const talks *t = k->ask->t;
	const struct amendment *m = &t->amendments.at[amendment];
	struct proposal p = proposal_alone(k->ask, amendment);
	value *v = value_object(a), *owners = value_list(a);
	value_set_str(v, "name", talks_act_name(t, m->entry));
	value_set_str(v, "author", talks_actor_token(t, m->author));
	for (size_t i = 0; i < p.owner_count; i++)
		value_push(owners, value_str(a, talks_actor_token(t, p.owners[i])));
	value_set(v, "owners", owners);
	value_set_str(v, "verb", str_of(verbs[m->verb].s_form));
	line_set(v, "made_on", p.reading ? talks_reading_name(t, p.reading) : S(""));
	line_set(v, "text", p.text);
	line_set(v, "gist", talks_act_text(t, m->entry, CLAUSE_gist));
	line_set(v, "because", talks_act_text(t, m->entry, CLAUSE_because));
	return v;
}

static str
number_of(const struct clash *k)
{
	uint32_t now = talks_point_now(k->ask->t, k->c->point);
	return now ? k->ask->t->readings.at[now].number : S("");
}

static void
add_data(sheet *s, const struct clash *k)
{
	const talks *t = k->ask->t;
	value *row = value_object(k->ask->a);
	value_set_str(row, "point", talks_point_name(t, k->c->point));
	line_set(row, "number", number_of(k));
	value_set_str(row, "title", talks_point_title(t, k->c->point));
	line_set(row, "words", k->c->words);
	value_set(row, "first", side_value(k, k->c->first));
	line_set(row, "base_of", k->reading ? talks_reading_name(t, k->reading) : S(""));
	line_set(row, "base", k->base);
	value_set(row, "second", side_value(k, k->c->second));
	value_push(sheet_rows(s), row);
}

static void
add_clash(sheet *s, const struct clash *k)
{
	arena *a = k->ask->a;
	const talks *t = k->ask->t;
	str number = number_of(k);
	sheet_heading(s, 1, arena_printf(a, "%.*s%s%.*s: %.*s x %.*s", STR_ARG(number), number.len ? "  " : "",
					 STR_ARG(talks_point_title(t, k->c->point)),
					 STR_ARG(talks_act_name(t, t->amendments.at[k->c->first].entry)),
					 STR_ARG(talks_act_name(t, t->amendments.at[k->c->second].entry))));
	table *rows = sheet_table(s);
	table_prose(rows);
	str base = k->reading ? talks_reading_name(t, k->reading) : S("the point");
	table_column(rows, head_of(k, k->c->first), COLUMN_WRAP);
	table_column(rows, arena_printf(a, "%.*s, as it is", STR_ARG(base)), COLUMN_WRAP);
	table_column(rows, head_of(k, k->c->second), COLUMN_WRAP);
	table_row(rows);
	add_wanted(table_cell(rows), k, k->c->first);
	runs_add(table_cell(rows), k->base.len ? RUN_PLAIN : RUN_QUIET, k->base.len ? k->base : S("words not held here"));
	add_wanted(table_cell(rows), k, k->c->second);
	table_row(rows);
	add_because(table_cell(rows), k, k->c->first);
	runs_add(table_cell(rows), RUN_STRONG, touched(k));
	add_because(table_cell(rows), k, k->c->second);
	add_data(s, k);
}

static sheet *
build(struct ask *ask, struct err *err)
{
	ANSWER_NO_ARGS(ask, err, "collisions");
	const talks *t = ask->t;
	const struct collision *list;
	sheet *s = ask_sheet(ask, "collisions", "amendments that cannot both be taken up");
	size_t count = collisions_find(ask, LISTED_MOST + 1, &list);
	bool complete = count <= LISTED_MOST;
	count = complete ? count : LISTED_MOST;
	struct redliner by = { .a = ask->a, .words = lexicon_new() };
	sheet_tally(s, "collisions", (int64_t)count);
	sheet_tally_line(s);
	for (size_t i = 0; i < count; i++) {
		struct clash k = { .ask = ask, .by = &by, .c = &list[i] };
		uint32_t first = amendment_reading(t, list[i].first), second = amendment_reading(t, list[i].second);
		k.reading = second > first ? second : first;
		k.base = words_of_reading(ask, k.reading);
		add_clash(s, &k);
	}
	lexicon_free(by.words);
	value_set_bool(sheet_data(s), "complete", complete);
	if (!complete)
		sheet_note(s, arena_printf(ask->a, "There are more than %d; these are the first, point by point. With so many open, "
						   "ask what is open first: 'unresolved'.", LISTED_MOST));
	sheet_note(s, S("Open amendments of different authors that touch the same words and differ. What is known by "
			"its gist only is taken to touch the whole point."));
	return s;
}

const struct answer answer_collisions = {
	.name = "collisions",
	.question = "which amendments cannot both be taken up, and why each",
	.args = "",
	.more = "Each collision side by side, the base between them, with the reasons of both: two changes of\n"
		"the same words, words put in at the same place, a deletion against a wish to keep. Amendments\n"
		"to other words of the same point do not collide, nor do editorial ones.\n",
	.build = build,
};
