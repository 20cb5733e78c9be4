#include "text/named.h"

const char *const named_class_names[NAMED_CLASSES] = { "number", "date", "amount", "modal" };

/* Words of one class that stand side by side: "1 May", "may not". */
struct group { size_t from, to; uint8_t class; bool is_used; };

struct side {
	const struct tokens *t;
	LIST(struct group) groups;
	uint32_t place;         /* where the change is, if this side has nothing of it */
};

void
named_done(struct named_list *n)
{
	LIST_DONE(n);
}

static unsigned
flags_at(const struct tokens *t, size_t i)
{
	return i < t->count ? t->at[i].flags : 0;
}

static bool
is_beside_number(const struct tokens *t, size_t i)
{
	return (i && flags_at(t, i - 1) & TOKEN_NUMBER) || flags_at(t, i + 1) & TOKEN_NUMBER;
}

static bool
is_month(const struct tokens *t, size_t i)
{
	if (i >= t->count)
		return false;
	bool named = t->at[i].flags & TOKEN_DATE && !(t->at[i].flags & TOKEN_NUMBER);
	return named || (str_eq(token_text(t, i), S("May")) && is_beside_number(t, i));
}

enum named_class
named_class_of(const struct tokens *t, size_t i)
{
	unsigned flags = t->at[i].flags;
	if (is_month(t, i) || flags & TOKEN_DATE)
		return NAMED_DATE;
	if (flags & TOKEN_NUMBER && ((i && is_month(t, i - 1)) || is_month(t, i + 1)))
		return NAMED_DATE;
	if (flags & TOKEN_AMOUNT && (flags & TOKEN_NUMBER || is_beside_number(t, i)))
		return NAMED_AMOUNT;
	if (flags & TOKEN_NUMBER)
		return NAMED_NUMBER;
	return flags & TOKEN_MODAL ? NAMED_MODAL : NAMED_CLASSES;
}

size_t
tokens_at(const struct tokens *t, size_t at)
{
	size_t low = 0, high = t->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (t->at[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* "1 May" is one date, "ten days" one amount, "may not" one word that binds. */
static bool
joins(const struct group *g, size_t token, enum named_class class)
{
	bool amount = (g->class == NAMED_NUMBER && class == NAMED_AMOUNT) ||
		      (g->class == NAMED_AMOUNT && class == NAMED_NUMBER);
	return g->to == token && (g->class == class || amount);
}

static void
side_add(struct side *s, size_t from, size_t to)
{
	for (size_t i = tokens_at(s->t, from); i < s->t->count && s->t->at[i].at < to; i++) {
		enum named_class class = named_class_of(s->t, i);
		struct group *last = s->groups.count ? &s->groups.at[s->groups.count - 1] : NULL;
		if (class == NAMED_CLASSES)
			continue;
		if (last && joins(last, i, class)) {
			last->to = i + 1;
			if (class != NAMED_NUMBER)
				last->class = (uint8_t)class;
		} else {
			*LIST_ADD(&s->groups) = (struct group){ i, i + 1, (uint8_t)class, false };
		}
	}
}

static str
group_text(const struct side *s, const struct group *g)
{
	return tokens_span(s->t, g->from, g->to);
}

static void
cancel(struct side *old, struct side *new)
{
	for (size_t i = 0; i < old->groups.count; i++)
		for (size_t j = 0; j < new->groups.count && !old->groups.at[i].is_used; j++) {
			struct group *x = &old->groups.at[i], *y = &new->groups.at[j];
			if (!y->is_used && x->class == y->class &&
			    str_eq_nocase(group_text(old, x), group_text(new, y)))
				x->is_used = y->is_used = true;
		}
}

static const struct group *
group_next(const struct side *s, size_t *at, unsigned class)
{
	while (*at < s->groups.count &&
	       (s->groups.at[*at].is_used || s->groups.at[*at].class != class))
		++*at;
	return *at < s->groups.count ? &s->groups.at[(*at)++] : NULL;
}

/* One auxiliary may stand in the place of another; "unless" does not replace "shall". */
static bool
is_auxiliary(str words)
{
	static const char *const all[] = { "shall", "should", "may", "must", "will", "would", "can", "could",
					   "might", "ought", "need", "cannot" };
	str first = str_sub(words, 0, str_find(words, ' '));
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (str_eq_nocase(first, str_of(all[i])))
			return true;
	return false;
}

static void
named_add(struct named_list *n, const struct side *old, const struct group *x,
	  const struct side *new, const struct group *y)
{
	const struct group *any = x ? x : y;
	*LIST_ADD(n) = (struct named){
		.class = any->class,
		.before = x ? group_text(old, x) : STR_NONE,
		.after = y ? group_text(new, y) : STR_NONE,
		.from = x ? old->t->at[x->from].at : old->place,
		.to = y ? new->t->at[y->from].at : new->place,
	};
}

/* May they be named as one that became the other? */
static bool
is_pair(const struct side *old, const struct group *x, const struct side *new,
	const struct group *y)
{
	return x->class != NAMED_MODAL ||
	       is_auxiliary(group_text(old, x)) == is_auxiliary(group_text(new, y));
}

/* One place where words differ: what went beside what came. */
static void
place_end(struct named_list *n, struct side *old, struct side *new)
{
	if (old->groups.count && new->groups.count)
		cancel(old, new);
	for (unsigned class = 0; class < NAMED_CLASSES; class++) {
		size_t i = 0, j = 0;
		for (;;) {
			const struct group *x = group_next(old, &i, class),
					   *y = group_next(new, &j, class);
			if (!x && !y)
				break;
			if (x && y && !is_pair(old, x, new, y)) {
				named_add(n, old, x, new, NULL);
				x = NULL;
			}
			named_add(n, old, x, new, y);
		}
	}
	old->groups.count = new->groups.count = 0;
}

void
named_find(struct named_list *n, const struct redline *r, const struct tokens *old,
	   const struct tokens *new)
{
	struct side x = { .t = old }, y = { .t = new };
	uint32_t site = 0;
	for (size_t i = 0; i < r->ops.count; i++) {
		const struct op *op = &r->ops.at[i];
		if (op->site != site)
			place_end(n, &x, &y);
		site = op->site;
		if (op->kind == OP_DEL)
			side_add(&x, op->from, op->from_end);
		else if (op->kind == OP_INS)
			side_add(&y, op->to, op->to_end);
		x.place = op->from;
		y.place = op->to;
	}
	place_end(n, &x, &y);
	LIST_DONE(&x.groups);
	LIST_DONE(&y.groups);
}
