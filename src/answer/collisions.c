#include "answer/collisions.h"

#include <string.h>

#include "answer/lines.h"

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

/* The bytes of the base that a new text changes: what is left between the
 * beginning and the end that both share. */
struct changed { size_t from, to; };

static struct changed
changed_part(str base, str text)
{
	size_t from = 0, end = 0;
	while (from < base.len && from < text.len && base.at[from] == text.at[from])
		from++;
	while (end < base.len - from && end < text.len - from && base.at[base.len - 1 - end] == text.at[text.len - 1 - end])
		end++;
	return (struct changed){ from, base.len - end };
}

/* Where a line was broken is no change of words. */
static str
on_one_line(arena *a, str text)
{
	char *out = arena_get(a, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		bool blank = text.at[i] == ' ' || text.at[i] == '\n' || text.at[i] == '\r' || text.at[i] == '\t';
		if (!blank)
			out[len++] = text.at[i];
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	return str_trim((str){ out, len });
}

/* Do two changes of words overlap?  Without base or text they may. */
static bool
words_overlap(const talks *t, const struct amendment *x, const struct amendment *y)
{
	str a = talks_act_text(t, x->entry, CLAUSE_text), b = talks_act_text(t, y->entry, CLAUSE_text);
	const struct draft_point *base = x->reading == y->reading ? t->readings.at[x->reading].text : NULL;
	if (a.len && b.len && str_eq(a, b))
		return false;
	if (!a.len || !b.len || !base)
		return true;
	str old = on_one_line(t->a, base->words);
	struct changed p = changed_part(old, on_one_line(t->a, a)), q = changed_part(old, on_one_line(t->a, b));
	if (p.from == p.to && q.from == q.to)
		return p.from == q.from;        /* two insertions at one place */
	return p.from < q.to && q.from < p.to;
}

static bool
collide(const talks *t, const struct amendment *x, const struct amendment *y)
{
	enum touch a = touch_of(x), b = touch_of(y);
	if (a == TOUCH_NOTHING || b == TOUCH_NOTHING || x->author == y->author)
		return false;
	if (a == TOUCH_WORDS && b == TOUCH_WORDS)
		return words_overlap(t, x, y);
	return a != b;
}

size_t
collisions_find(const struct ask *ask, size_t most, const struct collision **ret_list)
{
	const talks *t = ask->t;
	LIST(struct collision) found = { 0 };
	for (uint32_t p = 1; p < t->points.count && found.count < most; p++)
		for (uint32_t j = t->points.at[p].amendments; j && found.count < most; j = t->amendments.at[j].prev_on_point)
			for (uint32_t i = touch_of(&t->amendments.at[j]) ? t->amendments.at[j].prev_on_point : 0;
			     i && found.count < most; i = t->amendments.at[i].prev_on_point)
				if (collide(t, &t->amendments.at[i], &t->amendments.at[j]))
					*LIST_ADD(&found) = (struct collision){ p, i, j };
	struct collision *list = ARENA_ARRAY(ask->a, struct collision, found.count + 1);
	if (found.count)
		memcpy(list, found.at, found.count * sizeof *list);
	size_t count = found.count;
	LIST_DONE(&found);
	*ret_list = list;
	return count;
}
