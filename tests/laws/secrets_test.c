/* Law 6, non-interference: change anything that a viewer may not know, and
 * every byte of every answer it gets stays the same.
 *
 * Two records are one list of parts.  What is in both, both viewers' eyes may
 * meet; what is in one only must be hidden in it.  `secrets_spoil` plays the attacker:
 * it drops, edits, adds and moves hidden entries, gives them names that clash
 * with visible ones, lets them refer to visible acts, hides declarations,
 * words of points that were not shown, whole files, and puts comments
 * anywhere.  What it made that turns out not to be hidden shows nothing, and is
 * passed over (`secrets_hidden`). */
#include "laws/secrets.h"

#include <string.h>

/* ---- what a view has ---- */

/* What was read of a point, in short. */
static uint32_t
point_mark(const struct draft_point *p)
{
	uint64_t mark = str_hash(p->number) ^ str_hash(p->words) * 3 ^ str_hash(p->heading) * 5 ^
			str_hash(p->identity) * 7;
	return (uint32_t)(mark >> 32) | 1;
}

/* The parts whose words the talks hold. */
static void
mark_held(const struct world *w, const talks *t, uint32_t *held)
{
	for (size_t r = 1; r < t->readings.count; r++) {
		const struct draft_point *text = t->readings.at[r].text;
		for (size_t i = 0; text && i < w->d->texts.count; i++) {
			const draft *d = w->d->texts.at[i].draft;
			str path = w->d->texts.at[i].path;
			if (str_starts(path, S("folder/../")))
				path = str_sub(path, strlen("folder/../"), path.len);
			for (size_t k = 0; d && k < draft_count(d); k++) {
				const struct draft_point *p = draft_point(d, k);
				struct part *part =
					p == text ? gen_part_at(w->g, path, p->at, w->side) : NULL;
				if (part)
					held[part - w->g->parts.at] = point_mark(p);
			}
		}
	}
}

static void
mark_visible(const struct world *w, const view *v, uint32_t *visible)
{
	for (uint32_t i = 0; i < w->m->entries.count; i++) {
		struct part *p = v->visible[i] ? world_part(w, i) : NULL;
		if (p)
			visible[p - w->g->parts.at] = 1;
	}
}

bool
secrets_point_differs(const struct gen *g)
{
	for (size_t i = 0; i < g->parts.count; i++)
		if (g->files.at[g->parts.at[i].file].is_draft && g->parts.at[i].in != SIDE_BOTH)
			return true;
	return false;
}

static void
mark_held_then(const struct world *w, const struct view_query *q, uint32_t *has)
{
	struct err err = { 0 };
	view *v = view_new(w->a, w->d, q, &err);
	talks *t = talks_new(w->a, v);
	mark_held(w, t, has);
	talks_done(t);
	view_done(v);
}

/* What the viewer has of a record, by part; of points also those whose words it
 * had once, before others were conveyed. */
static uint32_t *
has_parts(const struct world *w, const struct view_query *q)
{
	struct err err = { 0 };
	uint32_t *has = ARENA_ARRAY(w->a, uint32_t, w->g->parts.count + 1);
	view *v = view_new(w->a, w->d, q, &err);
	if (!v)
		return NULL;
	mark_visible(w, v, has);
	mark_held_then(w, q, has);
	for (size_t i = 0; secrets_point_differs(w->g) && i < v->order.count; i++) {
		struct view_query then = *q;
		then.has_at = true;
		then.at = v->times[v->order.at[i]].key;
		mark_held_then(w, &then, has);
	}
	view_done(v);
	return has;
}

/* The two spellings of an act stand side by side, or both are gone. */
static bool
has_twin(const struct gen *g, size_t i)
{
	const struct part *p = &g->parts.at[i];
	const struct part *other =
		p->in == SIDE_B || (p->in == SIDE_NONE && i && p[-1].is_twin) ? p - 1 : p + 1;
	return (p->in != SIDE_NONE) == (other->in != SIDE_NONE);
}

/* Is what the records do not share hidden in each?  A hidden declaration of
 * who belongs to whom may open what was closed: then the rules changed, not a
 * secret.  An edit may make of a hidden point's sub-point one of a point that
 * was shown: then what was shown changed.  Another's text of the same name must
 * show whatever is done with it. */
bool
secrets_hidden(const struct world *a, const struct world *b, const struct view_query *q)
{
	const struct gen *g = a->g;
	const uint32_t *in_a = has_parts(a, q), *in_b = has_parts(b, q);
	bool policy = false, same = true, same_points = true, other_text = false;
	if (!in_a || !in_b)
		return false;
	for (size_t i = 0; i < g->parts.count; i++) {
		const struct part *p = &g->parts.at[i];
		const struct gen_file *file = &g->files.at[p->file];
		bool shared = p->in == SIDE_BOTH || p->is_twin;
		if (p->is_twin && !has_twin(g, i))
			return false;
		if (str_eq(file->path, S("drafts/other.md"))) {
			other_text = true;
			continue;
		}
		if (!shared && (in_a[i] || in_b[i]))
			return false;
		policy = policy || (!shared && p->is_policy);
		same_points = same_points && (!file->is_draft || in_a[i] == in_b[i]);
		same = same && (!shared || p->is_twin || file->is_draft || in_a[i] == in_b[i]);
	}
	return (same || !policy) && (same_points || other_text);
}

/* ---- the law ---- */

static bool
same_bytes(const struct world *a, const struct world *b, const struct view_query *q, size_t answer,
	   size_t format, buf *why)
{
	buf x = { 0 }, y = { 0 };
	world_answers(a, q, answer, format, &x);
	world_answers(b, q, answer, format, &y);
	bool same = str_eq(buf_str(&x), buf_str(&y));
	if (!same) {
		buf_printf(why, "    '%s' for %.*s shows what is hidden%s%s\n",
			   law_answer(answer)->name, STR_ARG(q->as), q->has_at ? ", --at" : "",
			   q->has_known ? ", --known" : "");
		show_difference(buf_str(&x), buf_str(&y), why);
	}
	buf_done(&x);
	buf_done(&y);
	return same;
}

/* A viewer without a name is the public. */
struct view_query
secrets_query(const struct gen *g)
{
	return (struct view_query){ .as = g->viewer, .public_only = !g->viewer.len };
}

static bool
secrets_hold(const struct gen *g, buf *why)
{
	enum { JUNE = 1780272000, DAY = 86400 };
	struct world a, b;
	struct rand r = { g->seed };
	size_t formats;
	bool holds = true;
	sheet_formats(&formats);
	world_open(&a, g, SIDE_A, NULL);
	world_open(&b, g, SIDE_B, NULL);
	for (unsigned i = 0; holds && i < 3; i++) {
		struct view_query q = secrets_query(g);
		q.has_at = i == 1;
		q.has_known = i == 2;
		q.at = q.known = JUNE + (int64_t)rand_below(&r, 24) * DAY + 43200;
		size_t answer = rand_below(&r, law_answer_count()),
		       format = rand_below(&r, formats);
		if (secrets_hidden(&a, &b, &q))
			holds = same_bytes(&a, &b, &q, answer, format, why);
	}
	world_close(&b);
	world_close(&a);
	return holds;
}

/* ---- the attacker ---- */

static str
hidden_circle(struct gen *g)
{
	int viewer = gen_actor_find(g, g->viewer);      /* -1: the public */
	uint32_t me = viewer < 0 ? 0 : 1u << viewer;
	for (unsigned tries = 0; tries < 20; tries++) {
		size_t all = g->circles.count + g->parties + 1, i = rand_below(&g->r, all);
		str name = i < g->circles.count ? g->circles.at[i].name
						: g->actor[i - g->circles.count].name;
		if (!(gen_knowers(g, name) & me))
			return name;
	}
	return S("");
}

static size_t
some_place(struct gen *g)
{
	return rand_below(&g->r, g->parts.count);
}

static bool
is_minutes(const struct gen *g, const struct part *p)
{
	return !g->files.at[p->file].is_draft;
}

static void
add_hidden(struct gen *g)
{
	size_t place = some_place(g);
	str circle = hidden_circle(g);
	if (!circle.len || !is_minutes(g, &g->parts.at[place]) ||
	    g->parts.at[place].kind == PART_FRAME)
		return;
	struct part p = { .file = g->parts.at[place].file, .kind = PART_ACT,
			  .in = rand_below(&g->r, 2) ? SIDE_A : SIDE_B };
	g->in_folder = str_starts(g->files.at[p.file].path, S("folder/"));
	if (rand_below(&g->r, 4) == 0) {
		p.kind = PART_DECL;
		p.text = gen_decl(g, circle, &p.is_policy);
	} else {
		p.text = gen_act(g, 0, circle);
	}
	gen_insert(g, place, p);
}

/* Acts that hit visible ones: the same name, the same point, an end to them. */
static void
add_clash(struct gen *g)
{
	static const unsigned ends[] = {
		VERB_corrects, VERB_withdraws, VERB_calls_immaterial, VERB_acknowledges,
		VERB_shows,    VERB_sees,      VERB_reserves,         VERB_accepts,
		VERB_reopens,  VERB_tables,    VERB_disowns,          VERB_confirms,
	};
	str circle = hidden_circle(g);
	size_t place = some_place(g);
	if (!circle.len || !is_minutes(g, &g->parts.at[place]) ||
	    g->parts.at[place].kind == PART_FRAME)
		return;
	struct part p = { .file = g->parts.at[place].file, .kind = PART_ACT, .in = SIDE_B };
	g->in_folder = str_starts(g->files.at[p.file].path, S("folder/"));
	if (g->ids.count && rand_below(&g->r, 3) == 0) {
		str name = g->ids.at[rand_below(&g->r, g->ids.count)].name;
		p.text =
			arena_printf(g->a, "2026-06-%02u 07:00 ENV meets as %s circle %.*s\n",
				     1 + (unsigned)rand_below(&g->r, 28), name.at, STR_ARG(circle));
	}
	if (!p.text.len)
		p.text = gen_act(g, ends[rand_below(&g->r, sizeof ends / sizeof *ends)], circle);
	gen_insert(g, place, p);
}

/* Words that somebody shows are known to whoever is shown them, also where the
 * act that brought them is not. */
static bool
brings_words(const struct part *p)
{
	return str_find_str(p->text, S(" from ")) < p->text.len;
}

/* Without its point, a sub-point would be one of the point before. */
static bool
has_sub_point(const struct gen *g, size_t i)
{
	return i + 1 < g->parts.count && g->parts.at[i + 1].kind == PART_POINT &&
	       str_starts(g->parts.at[i + 1].text, S("\n"));
}

static void
drop_hidden(struct gen *g, const uint32_t *has, bool all)
{
	for (size_t i = 0; i < g->parts.count; i++) {
		struct part *p = &g->parts.at[i];
		if (p->kind != PART_FRAME && p->in == SIDE_BOTH && !has[i] &&
		    (all || rand_below(&g->r, 4) == 0) &&
		    ((p->kind == PART_ACT && !brings_words(p)) ||
		     (p->kind == PART_DECL && !p->is_policy) ||
		     (p->kind == PART_POINT && !has_sub_point(g, i))))
			p->in = SIDE_A;
	}
}

/* Other words for a point, or a sub-point, with the same number. */
static str
other_words(struct gen *g, const struct part *p)
{
	static const char *const bad[] = {
		"[open\n", "[UPP]: http://example.org\n", "] shut\n", "**bold\n", "[guarded] `\n",
		"<b>\n",
	};
	struct gen_point point = gen_point_new(g);
	uint64_t number;
	str before, rest;
	str_cut(str_trim(p->text), '.', &before, &rest);
	if (!str_u64(before, &number))
		return p->text;
	bool is_sub = str_starts(p->text, S("\n"));
	str text = is_sub ? arena_printf(g->a, "\n    %.*s. %.*s\n", STR_ARG(before),
					 STR_ARG(point.words))
			  : gen_point_text(g, (unsigned)number, &point);
	if (rand_below(&g->r, 2) == 0)
		text = arena_printf(g->a, "%.*s%s%s", STR_ARG(text), is_sub ? "        " : "    ",
				    bad[rand_below(&g->r, sizeof bad / sizeof *bad)]);
	return text;
}

/* The words of points that were not shown. */
static void
edit_points(struct gen *g, const uint32_t *has)
{
	for (size_t i = 0; i < g->parts.count; i++) {
		struct part *p = &g->parts.at[i];
		if (p->kind != PART_POINT || p->in != SIDE_BOTH || has[i] || rand_below(&g->r, 3))
			continue;
		struct part other = *p;
		other.in = SIDE_B;
		other.text = other_words(g, p);
		p->in = SIDE_A;
		gen_insert(g, i + 1, other);
		return;
	}
}

static void
move_hidden(struct gen *g, const uint32_t *has)
{
	size_t from = some_place(g), to = some_place(g);
	struct part copy = g->parts.at[from];
	const struct part *before = &g->parts.at[to];
	if (copy.kind != PART_ACT || copy.in != SIDE_BOTH || has[from] || brings_words(&copy))
		return;
	if (before->file != copy.file || before->kind == PART_FRAME)
		return;
	g->parts.at[from].in = SIDE_A;
	copy.in = SIDE_B;
	gen_insert(g, to, copy);
}

static void
add_remark(struct gen *g)
{
	size_t place = some_place(g);
	if (!is_minutes(g, &g->parts.at[place]))
		return;
	gen_insert(g, place,
		   (struct part){ .file = g->parts.at[place].file,
				  .kind = PART_COMMENT,
				  .in = SIDE_B,
				  .text = S("; nobody else is to know this\n\n") });
}

static void
add_file(struct gen *g)
{
	str circle = hidden_circle(g);
	if (!circle.len || gen_actor_find(g, circle) < 0)
		return;
	uint32_t file =
		gen_file_add(g, rand_below(&g->r, 2) ? S("a0.minutes") : S("zz.minutes"), false);
	struct part p = { .file = file, .kind = PART_ACT, .in = SIDE_B };
	p.text = arena_printf(g->a, "keeper %.*s\n", STR_ARG(circle));
	*LIST_ADD(&g->parts) = p;
	g->in_folder = false;
	for (size_t i = 0, n = 1 + rand_below(&g->r, 3); i < n; i++) {
		p.text = gen_act(g, 0, rand_below(&g->r, 2) ? circle : S(""));
		*LIST_ADD(&g->parts) = p;
	}
}

/* Does anybody of that name bring or show words? */
static bool
shows_words(const struct gen *g, str who)
{
	static const char *const verbs_of_words[] = { " show", " read", " publish", " table", " circulate", " sees " };
	for (size_t i = 0; i < g->parts.count; i++) {
		str head, rest;
		str_cut(g->parts.at[i].text, '\n', &head, &rest);
		for (size_t k = 0; k < sizeof verbs_of_words / sizeof *verbs_of_words; k++) {
			size_t at = str_find_str(head, str_of(verbs_of_words[k]));
			if (at < head.len && str_find_str(str_sub(head, 0, at), who) < at)
				return true;
		}
	}
	return false;
}

/* A hidden text under the name of one that is shown elsewhere, by somebody who
 * shows nothing. */
static void
add_text(struct gen *g)
{
	str circle = hidden_circle(g);
	int who = gen_actor_find(g, circle);
	size_t place = some_place(g);
	if (who < 0 || g->keepers & 1u << who || shows_words(g, circle) ||
	    !is_minutes(g, &g->parts.at[place]) || g->parts.at[place].kind == PART_FRAME)
		return;
	uint32_t file = gen_file_add(g, S("drafts/other.md"), true);
	struct part p = { .file = file,
			  .kind = PART_FRAME,
			  .in = SIDE_B,
			  .text = S("1. Other words.\n2. And more.\n") };
	*LIST_ADD(&g->parts) = p;
	bool in_folder = str_starts(g->files.at[g->parts.at[place].file].path, S("folder/"));
	p = (struct part){ .file = g->parts.at[place].file, .kind = PART_ACT, .in = SIDE_B };
	unsigned day = 1 + (unsigned)rand_below(&g->r, 28),
		 number = 1 + (unsigned)rand_below(&g->r, g->drafts);
	p.text = arena_printf(
		g->a, "2026-06-%02u 07:00 %.*s tables v%u from %sdrafts/other.md circle %.*s\n",
		day, STR_ARG(circle), number, in_folder ? "../" : "", STR_ARG(circle));
	gen_insert(g, place, p);
}

/* A visible act becomes known to others, too. */
static void
widen_circle(struct gen *g, const uint32_t *has)
{
	str circle = hidden_circle(g);
	size_t i = some_place(g);
	struct part *p = &g->parts.at[i];
	size_t at = str_find_str(p->text, S(" circle "));
	if (!circle.len || p->kind != PART_ACT || p->in != SIDE_BOTH || !has[i] ||
	    at == p->text.len)
		return;
	at += strlen(" circle ");
	struct part twin = *p;
	twin.in = SIDE_B;
	twin.is_twin = p->is_twin = true;
	p->in = SIDE_A;
	twin.text = arena_printf(g->a, "%.*s%.*s, %.*s", (int)at, p->text.at, STR_ARG(circle),
				 STR_ARG(str_sub(p->text, at, p->text.len)));
	gen_insert(g, i + 1, twin);
}

static void
spoil_once(struct gen *g, const uint32_t *has, size_t known)
{
	switch (rand_below(&g->r, 12)) {
	case 0:
		drop_hidden(g, has, true);
		return;
	case 1:
		drop_hidden(g, has, false);
		return;
	case 2:
		edit_points(g, has);
		return;
	case 3:
		if (known == g->parts.count)
			move_hidden(g, has);
		return;
	case 4:
		add_file(g);
		return;
	case 5:
		add_text(g);
		return;
	case 6:
		if (known == g->parts.count)
			widen_circle(g, has);
		return;
	case 7:
		add_remark(g);
		return;
	case 8:
	case 9:
		add_clash(g);
		return;
	default:
		add_hidden(g);
		return;
	}
}

/* One to four changes.  Those that go by what is visible come before those
 * that put parts in, which would move the marks. */
void
secrets_spoil(struct gen *g)
{
	struct world w;
	if (g->seed % 8 == 0)
		g->viewer = S("");
	struct view_query q = secrets_query(g);
	world_open(&w, g, SIDE_A, NULL);
	uint32_t *has = has_parts(&w, &q);
	size_t known = g->parts.count;
	for (size_t i = 0, n = 1 + rand_below(&g->r, 4); has && i < n; i++)
		if (known == g->parts.count)
			spoil_once(g, has, known);
		else if (rand_below(&g->r, 2))
			add_hidden(g);
		else
			add_clash(g);
	world_close(&w);
}

TEST(laws_secrets, what_a_viewer_may_not_know_changes_no_byte_of_its_answers)
{
	law_run("secrets", secrets_hold, secrets_spoil, 20);
}

/* The law says something only where the attacker's changes are there, and hidden. */
TEST(laws_secrets, most_of_what_the_attacker_does_is_hidden)
{
	enum { TALKS = 300 };
	unsigned spoilt = 0;
	for (uint64_t i = 0; i < TALKS; i++) {
		arena *a = arena_new();
		struct gen *g = gen_new(a, 1000 + i);
		struct world x, y;
		bool differs = false;
		secrets_spoil(g);
		for (size_t k = 0; k < g->parts.count; k++)
			differs = differs || g->parts.at[k].in != SIDE_BOTH;
		struct view_query q = secrets_query(g);
		world_open(&x, g, SIDE_A, NULL);
		world_open(&y, g, SIDE_B, NULL);
		spoilt += differs && secrets_hidden(&x, &y, &q);
		world_close(&y);
		world_close(&x);
		gen_done(g);
		arena_free(a);
	}
	CHECK(spoilt > TALKS * 6 / 10);
}

/* ---- the view law ---- */

/* Who may know what, by a model that shares nothing with the program. */
static bool
view_holds(const struct gen *g, buf *why)
{
	struct world w;
	struct view_query q = { .as = g->viewer };
	struct err err = { 0 };
	uint32_t me = 1u << gen_actor_find(g, g->viewer);
	bool holds = true;
	world_open(&w, g, SIDE_A, NULL);
	view *v = view_new(w.a, w.d, &q, &err);
	for (uint32_t i = 0; v && holds && i < w.m->entries.count; i++) {
		const struct part *p = world_part(&w, i);
		const struct entry *e = &w.m->entries.at[i];
		if (!p || p->kind == PART_FRAME || (e->kind != ENTRY_ACT && e->kind != ENTRY_DECL))
			continue;
		holds = v->visible[i] == ((p->knowers & me) != 0);
		if (!holds)
			buf_printf(why, "    %.*s %s know: %.*s\n", STR_ARG(g->viewer),
				   v->visible[i] ? "must not" : "should", STR_ARG(p->text));
	}
	view_done(v);
	world_close(&w);
	return holds;
}

/* Declarations by chance may bring in groups that the model does not know. */
static void
without_policy(struct gen *g)
{
	for (size_t i = 0; i < g->parts.count; i++)
		if (g->parts.at[i].is_policy &&
		    !str_eq(g->files.at[g->parts.at[i].file].path, S("talks.minutes")))
			g->parts.at[i].in = SIDE_NONE;
}

TEST(laws_view, a_viewer_has_the_acts_of_its_circles_and_no_others)
{
	law_run("view", view_holds, without_policy, 7);
}
