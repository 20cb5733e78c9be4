/* Laws of the state: the tally sums (2), no position is orphaned (3), wordings
 * and exposures are told as they are (4), what is kept for a level is not
 * closed below it (5), and no answer says what is not its to say (11).
 *
 * The oracles here are slow and know no index: they walk all readings, all
 * acts, all positions. */
#include "laws/world.h"

#include <string.h>

#include "answer/board.h"

/* ---- talks of a generated record, for some viewer as of some moment ---- */

struct eyes { struct world w; view *v; talks *t; };

static bool
eyes_open(struct eyes *o, const struct gen *g)
{
	enum { JUNE = 1780272000, DAY = 86400 };
	struct err err = { 0 };
	struct rand r = { g->seed };
	struct view_query q = { .as = rand_below(&r, 3) ? g->viewer : S(""), .has_at = rand_below(&r, 4) == 0 };
	q.at = JUNE + (int64_t)rand_below(&r, 28) * DAY + 43200;
	world_open(&o->w, g, SIDE_A, NULL);
	o->v = view_new(o->w.a, o->w.d, &q, &err);
	o->t = o->v ? talks_new(o->w.a, o->v) : NULL;
	return o->v != NULL;
}

static void
eyes_close(struct eyes *o)
{
	talks_done(o->t);
	view_done(o->v);
	world_close(&o->w);
}

static str
said_as(const struct eyes *o, const char *answer, const char *format)
{
	buf out = { 0 };
	talks_answer(o->t, answer_find(str_of(answer)), str_of(format), &out);
	str text = arena_str(o->w.a, buf_str(&out));
	buf_done(&out);
	return text;
}

/* ---- 2: the tally ---- */

static size_t
count_text(str text, const char *needle)
{
	size_t count = 0, hit;
	while ((hit = str_find_str(text, str_of(needle))) < text.len) {
		count++;
		text = str_sub(text, hit + 1, text.len);
	}
	return count;
}

static bool
tally_holds(const struct gen *g, buf *why)
{
	enum { ROWS_OF_UNKNOWN_MOST = 1000 };
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g)) {
		struct ask ask = { .a = o.w.a, .t = o.t };
		struct tally sum = board_tally(&ask);
		int64_t all = 0;
		for (int i = 0; i < STATUS_DELETED; i++)
			all += sum.of[i];
		size_t rows = count_text(said_as(&o, "board", "json"), "\n    {\"point\": ");
		bool cut = sum.unknown > ROWS_OF_UNKNOWN_MOST;
		holds = all == sum.points && (cut || (int64_t)rows == sum.points);
		if (!holds)
			buf_printf(why, "    %lld points, %lld in the tally, %zu rows\n", (long long)sum.points,
				   (long long)all, rows);
	}
	eyes_close(&o);
	return holds;
}

TEST(laws_tally, a_boards_counts_sum_to_its_points_and_its_rows)
{
	law_run("tally", tally_holds, NULL, 8);
}

/* ---- 3: identity ---- */

static bool
lists_point(str matrix, const talks *t, uint32_t point)
{
	buf needle = { 0 };
	buf_printf(&needle, "{\"point\": \"%.*s\"", STR_ARG(talks_point_name(t, point)));
	bool found = str_find_str(matrix, buf_str(&needle)) < matrix.len;
	buf_done(&needle);
	return found;
}

/* The point, or one that a split or a merge made of it, is a row. */
static bool
is_reachable(str matrix, const talks *t, uint32_t point, unsigned depth)
{
	if (lists_point(matrix, t, point))
		return true;
	for (uint32_t p = 1; depth < 8 && p < t->points.count; p++)
		for (uint32_t i = t->points.at[p].from; i; i = t->origins.at[i].next)
			if (t->origins.at[i].point == point && is_reachable(matrix, t, p, depth + 1))
				return true;
	return false;
}

static bool
identity_holds(const struct gen *g, buf *why)
{
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g)) {
		const talks *t = o.t;
		str matrix = said_as(&o, "matrix", "json");
		for (size_t i = 1; holds && i < t->positions.count; i++) {
			const struct position *p = &t->positions.at[i];
			holds = !p->point || p->withdrawn || is_reachable(matrix, t, p->point, 0);
			if (!holds)
				buf_printf(why, "    no row has the position of '%.*s' on '%.*s'\n",
					   STR_ARG(talks_actor_token(t, p->holder)),
					   STR_ARG(talks_point_name(t, p->point)));
		}
		for (size_t i = 1; holds && i < t->readings.count; i++) {
			const struct reading *r = &t->readings.at[i];
			holds = r->point && r->point < t->points.count && r->before < i;
			for (size_t k = 1; holds && k < i; k++)
				holds = t->readings.at[k].draft != r->draft || t->readings.at[k].point != r->point;
			if (!holds)
				buf_printf(why, "    the reading '%.*s' has no point, or one that another has too\n",
					   STR_ARG(talks_reading_name(t, (uint32_t)i)));
		}
	}
	eyes_close(&o);
	return holds;
}

TEST(laws_identity, every_position_is_found_in_the_matrix)
{
	law_run("identity", identity_holds, NULL, 8);
}

/* Numbers of points that swap places twice, the second time back. */
static void
shuffle(struct rand *r, unsigned *list, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		list[i] = i + 1;
	for (unsigned i = count; i-- > 1;) {
		unsigned k = (unsigned)rand_below(r, i + 1), spare = list[i];
		list[i] = list[k];
		list[k] = spare;
	}
}

static void
put_draft(struct gen *g, const char *name, const unsigned *content, unsigned count)
{
	buf text = { 0 };
	uint32_t file = gen_file_add(g, arena_printf(g->a, "drafts/%s.md", name), true);
	for (unsigned i = 0; i < count; i++)
		buf_printf(&text, "%u. Words number %u.\n", i + 1, content[i]);
	*LIST_ADD(&g->parts) = (struct part){ .file = file, .kind = PART_FRAME, .in = SIDE_BOTH,
					      .text = arena_str(g->a, buf_str(&text)) };
	buf_done(&text);
}

static void
put_rows(buf *out, const unsigned *to, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		buf_printf(out, "    %s %u to %u\n", i % 2 ? "move" : "renumber", i + 1, to[i]);
}

/* v1 to v2 by one permutation, v2 to v3 by another, v3 to v4 by the inverse of
 * both: what was held on v1 stands on the point that has its words, is on an
 * earlier wording where the number changed, and is the same again in v4. */
static void
there_and_back(uint64_t seed)
{
	enum { MOST = 7 };
	arena *a = arena_new();
	struct rand r = { seed };
	struct gen *g = ARENA_NEW(a, struct gen);
	struct world w;
	struct err err = { 0 };
	unsigned count = 2 + (unsigned)rand_below(&r, MOST - 1);
	unsigned first[MOST], second[MOST], back[MOST], v[4][MOST];
	g->a = a;
	g->seed = seed;
	shuffle(&r, first, count);
	shuffle(&r, second, count);
	for (unsigned i = 0; i < count; i++) {
		v[0][i] = v[3][i] = i + 1;
		v[1][first[i] - 1] = i + 1;
		v[2][second[first[i] - 1] - 1] = i + 1;
		back[second[first[i] - 1] - 1] = i + 1;
	}
	buf text = { 0 };
	buf_add(&text, S("party UPP\nparty LOW\n2026-06-01 UPP tables v1 from drafts/v1.md\n"
			 "2026-06-02 UPP accepts v1\n"));
	for (unsigned i = 0; i < count; i++)
		buf_printf(&text, "2026-06-02 UPP is-open-on v1:%u as on%u\n", i + 1, i + 1);
	const unsigned *steps[] = { first, second, back };
	for (unsigned i = 0; i < 3; i++) {
		buf_printf(&text, "2026-06-0%u UPP tables v%u from drafts/v%u.md base v%u\n  crosswalk:\n", 3 + i, i + 2,
			   i + 2, i + 1);
		put_rows(&text, steps[i], count);
	}
	uint32_t file = gen_file_add(g, S("talks.minutes"), false);
	*LIST_ADD(&g->parts) = (struct part){ .file = file, .in = SIDE_BOTH, .text = buf_str(&text) };
	for (unsigned i = 0; i < 4; i++)
		put_draft(g, arena_printf(a, "v%u", i + 1).at, v[i], count);
	world_open(&w, g, SIDE_A, NULL);
	CHECK_EQ(w.m->faults.total, 0);
	for (unsigned d = 1; d < 4; d++) {
		static const char *const until[] = { "", "2026-06-03", "2026-06-04", "2026-06-05" };
		struct view_query q = { .has_at = true };
		CHECK_OK(view_instant(w.d, str_of(until[d]), &q.at, &err), err);
		view *at = view_new(a, w.d, &q, &err);
		talks *t = talks_new(a, at);
		const struct tdraft *now = talks_current(t);
		CHECK_EQ(now->count_held, count);
		for (unsigned i = 0; i < count; i++) {
			uint32_t reading = now->first + i, point = t->readings.at[reading].point;
			CHECK_EQ(t->points.at[point].first, v[d][i]);
			struct cell c = talks_cell(t, t->parties.at[0], point);
			CHECK_EQ(c.stance, STANCE_OPEN);
			CHECK_EQ(c.earlier_wording, v[d][i] == i + 1 ? TELL_NO : TELL_YES);
			CHECK(d < 3 || first[i] == i + 1 || c.same_again);
		}
		talks_done(t);
		view_done(at);
	}
	world_close(&w);
	buf_done(&text);
	gen_done(g);
	arena_free(a);
}

TEST(laws_identity, crosswalks_compose_and_numbers_changed_and_changed_back_are_the_same)
{
	for (uint64_t i = 0; i < 150; i++)
		there_and_back(i);
}

/* ---- 4: wording and exposure ---- */

/* What stands behind the number of the point above: 6.1 under 6 and 7.1 under 7
 * are the same sub-point. */
static bool
is_below(const talks *t, uint32_t reading, uint32_t above)
{
	for (uint32_t r = t->readings.at[reading].parent; r; r = t->readings.at[r].parent)
		if (r == above)
			return true;
	return false;
}

static bool
same_reading(const talks *t, uint32_t x, uint32_t y)
{
	const struct draft_point *p = t->readings.at[x].text, *q = t->readings.at[y].text;
	if (!p || !q)
		return p == q;
	return str_eq(p->words, q->words) && str_eq(p->heading, q->heading) &&
	       p->number_bracketed == q->number_bracketed;
}

/* The readings below one, in order; their count. */
static size_t
list_below(const talks *t, uint32_t above, uint32_t *list)
{
	size_t count = 0;
	for (uint32_t r = 1; r < t->readings.count; r++)
		if (t->readings.at[r].draft == t->readings.at[above].draft && is_below(t, r, above))
			list[count++] = r;
	return count;
}

static bool
naive_same_words(const struct eyes *o, uint32_t x, uint32_t y)
{
	const talks *t = o->t;
	uint32_t *p = ARENA_ARRAY(o->w.a, uint32_t, t->readings.count);
	uint32_t *q = ARENA_ARRAY(o->w.a, uint32_t, t->readings.count);
	size_t n = list_below(t, x, p);
	bool same = same_reading(t, x, y) && n == list_below(t, y, q);
	for (size_t i = 0; same && i < n; i++) {
		str a = t->readings.at[p[i]].number, b = t->readings.at[q[i]].number;
		str ending = str_sub(a, t->readings.at[x].number.len, a.len);
		same = same_reading(t, p[i], q[i]) &&
		       str_eq(ending, str_sub(b, t->readings.at[y].number.len, b.len)) &&
		       t->readings.at[p[i]].text->level - t->readings.at[x].text->level ==
			       t->readings.at[q[i]].text->level - t->readings.at[y].text->level;
	}
	return same;
}

static bool
naive_same_place(const talks *t, uint32_t x, uint32_t y)
{
	const struct reading *p = &t->readings.at[x], *q = &t->readings.at[y];
	unsigned level = p->text ? p->text->level : 1;
	return str_eq(p->number, q->number) && level == (q->text ? q->text->level : 1) && !p->parent == !q->parent &&
	       (!p->parent || str_eq(t->readings.at[p->parent].number, t->readings.at[q->parent].number));
}

/* Is every step from the words held to those of now without difference, or called
 * immaterial by somebody? */
static bool
naive_immaterial(const struct eyes *o, uint32_t held, uint32_t now)
{
	const talks *t = o->t;
	uint32_t r = now;
	for (; r && r != held; r = t->readings.at[r].before) {
		const struct reading *reading = &t->readings.at[r];
		if (!reading->before || reading->words_immaterial)
			continue;
		if (!naive_same_words(o, r, reading->before))
			return false;
		if (!naive_same_place(t, r, reading->before) && !reading->immaterial)
			return false;
	}
	return r == held;
}

static uint32_t
naive_reading(const talks *t, uint32_t point, uint32_t of_draft)
{
	uint32_t found = 0;
	for (uint32_t r = 1; r < t->readings.count; r++)
		if (t->readings.at[r].point == point && t->readings.at[r].draft == of_draft)
			found = r;
	return found;
}

static bool
wording_of_cell_holds(const struct eyes *o, uint32_t party, uint32_t point, buf *why)
{
	const talks *t = o->t;
	struct cell c = talks_cell(t, party, point);
	const struct position *p = &t->positions.at[c.position];
	bool no_words = c.stance == STANCE_RED_LINE || c.stance == STANCE_REQUIRE;
	if (!c.position || c.inherited || no_words)
		return true;
	uint32_t held = p->on_whole ? naive_reading(t, point, p->draft) : p->reading;
	uint32_t now = naive_reading(t, point, t->current);
	enum tell wanted = !now || held == now ? TELL_NO : !held ? TELL_CANNOT : TELL_YES;
	if (wanted == TELL_YES && ((naive_same_words(o, held, now) && naive_same_place(t, held, now)) ||
				   naive_immaterial(o, held, now)))
		wanted = TELL_NO;
	if (c.earlier_wording != wanted)
		buf_printf(why, "    '%.*s' on '%.*s': earlier wording %d, wanted %d\n",
			   STR_ARG(talks_actor_token(t, party)), STR_ARG(talks_point_name(t, point)),
			   (int)c.earlier_wording, (int)wanted);
	return c.earlier_wording == wanted;
}

static bool
wording_holds(const struct gen *g, buf *why)
{
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g))
		for (size_t i = 0; holds && i < o.t->parties.count; i++)
			for (uint32_t p = 1; holds && p < o.t->points.count; p++)
				holds = wording_of_cell_holds(&o, o.t->parties.at[i], p, why);
	eyes_close(&o);
	return holds;
}

TEST(laws_wording, a_position_is_on_an_earlier_wording_when_a_character_or_its_place_differs)
{
	law_run("wording", wording_holds, NULL, 10);
}

static bool
names_actor(const talks *t, const struct entry *e, unsigned key, uint32_t actor)
{
	const struct item *item = entry_own(t->m, e, key);
	for (size_t i = 0, n = item ? item_run(t->m, e, item) : 0; i < n; i++)
		if (talks_actor(t, item[i].a) == actor)
			return true;
	return false;
}

/* Is the side a member of the group, by its declaration or by joining it? */
static bool
is_member(const talks *t, uint32_t side, uint32_t group)
{
	if (t->actors.at[group].kind != DECL_group)
		return false;
	for (uint32_t i = 0; i < t->m->entries.count; i++) {
		const struct entry *e = talks_entry(t, i);
		bool declares = e->kind == ENTRY_DECL && e->verb == DECL_group &&
				talks_actor(t, entry_items(t->m, e)->a) == group;
		bool joins = e->kind == ENTRY_ACT && e->verb == VERB_joins && e->mood == MOOD_DONE;
		if (t->v->visible[i] && ((declares && names_actor(t, e, CLAUSE_members, side)) ||
					 (joins && names_actor(t, e, KEY_OBJECT, group) &&
					  names_actor(t, e, KEY_SUBJECT, side))))
			return true;
	}
	return false;
}

/* Does an act give words of the draft to the side: as its author, or shown? */
static bool
gives_words(const struct eyes *o, uint32_t entry, uint32_t side, uint32_t of_draft)
{
	const talks *t = o->t;
	const struct entry *e = talks_entry(t, entry);
	const struct item *object = entry_own(t->m, e, KEY_OBJECT);
	const struct item *form = entry_get(t->m, e, CLAUSE_form);
	if (e->mood != MOOD_DONE || (form && form->a == FORM_TOLD_GIST) || !object)
		return false;
	bool names = false;
	for (size_t i = 0, n = item_run(t->m, e, object); i < n; i++) {
		uint32_t point = t->point_of[object[i].a];
		names = names || t->draft_of[object[i].a] == of_draft || (point && !object[i].b);
	}
	if (!names)
		return false;
	if (e->verb == VERB_publishes)
		return true;
	bool by_subject = e->verb == VERB_sees || e->verb == VERB_acknowledges || e->verb == VERB_tables ||
			  e->verb == VERB_circulates;
	bool to = e->verb == VERB_shows || e->verb == VERB_reads || e->verb == VERB_tables ||
		  e->verb == VERB_circulates;
	const struct item *who[] = { by_subject ? entry_own(t->m, e, KEY_SUBJECT) : NULL,
				     to ? entry_get(t->m, e, CLAUSE_to) : NULL };
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0, n = who[k] ? item_run(t->m, e, who[k]) : 0; i < n; i++)
			if (talks_side(t, talks_actor(t, who[k][i].a)) == side ||
			    is_member(t, side, talks_actor(t, who[k][i].a)))
				return true;
	return false;
}

/* Of a draft without words there was nothing to be shown. */
static bool
is_worded(const talks *t, uint32_t of_draft)
{
	for (size_t i = 1; i < t->readings.count; i++)
		if (t->readings.at[i].draft == of_draft && t->readings.at[i].text)
			return true;
	return false;
}

static bool
had_words(const struct eyes *o, const struct position *p)
{
	const talks *t = o->t;
	const struct tdraft *d = &t->drafts.at[p->draft];
	if (p->no_words || !p->draft || (p->on_whole && !is_worded(t, p->draft)))
		return true;
	if (d->author && talks_side(t, d->author) == p->holder)
		return true;
	for (size_t i = 0; i < t->v->order.count && i + 1 < p->order; i++)
		if (gives_words(o, t->v->order.at[i], p->holder, p->draft))
			return true;
	return false;
}

/* Closed by the yes of the parties: a body's adoption is another matter. */
static bool
closed(const talks *t, uint32_t point)
{
	if (talks_current(t)->adopted)
		return false;
	enum status status = talks_standing(t, point).status;
	return status == STATUS_AGREED || status == STATUS_AGREED_AD_REF;
}

static bool
exposure_holds(const struct gen *g, buf *why)
{
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g))
		for (uint32_t p = 1; holds && p < o.t->points.count; p++)
			for (size_t i = 0; holds && closed(o.t, p) && i < o.t->parties.count; i++) {
				struct cell c = talks_cell(o.t, o.t->parties.at[i], p);
				const struct position *yes = &o.t->positions.at[c.position];
				bool counts = c.stance == STANCE_ACCEPT && !c.conditional && !c.reservation;
				holds = !counts || had_words(&o, yes);
				if (!holds)
					buf_printf(why, "    '%.*s' agreed to '%.*s', whose words it was not shown\n",
						   STR_ARG(talks_actor_token(o.t, o.t->parties.at[i])),
						   STR_ARG(talks_point_name(o.t, p)));
			}
	eyes_close(&o);
	return holds;
}

TEST(laws_exposure, no_yes_counts_without_the_words_having_been_shown)
{
	law_run("exposure", exposure_holds, NULL, 8);
}

/* ---- 5: the ceiling ---- */

/* The highest level that somebody vouches the point is kept for. */
static unsigned
naive_ceiling(const talks *t, uint32_t point)
{
	unsigned highest = 0;
	for (size_t i = 0; i < t->v->order.count; i++) {
		uint32_t entry = t->v->order.at[i];
		const struct entry *e = talks_entry(t, entry);
		if (e->verb != VERB_reserves || e->mood != MOOD_DONE || t->dead[entry] || talks_act_per(t, entry))
			continue;
		const struct item *to = entry_own(t->m, e, CLAUSE_to);
		struct targets it = talks_targets(t, entry, KEY_OBJECT);
		for (struct target what; targets_next(&it, &what);)
			if (target_point(t, what) == point && t->level_of[to->a] > highest)
				highest = t->level_of[to->a];
	}
	return highest;
}

static bool
ceiling_holds(const struct gen *g, buf *why)
{
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g))
		for (uint32_t p = 1; holds && p < o.t->points.count; p++) {
			unsigned ceiling = naive_ceiling(o.t, p), reached = 0;
			for (size_t i = 1; i < o.t->positions.count; i++) {
				const struct position *yes = &o.t->positions.at[i];
				if (yes->stance == STANCE_ACCEPT && yes->level > reached)
					reached = yes->level;
			}
			holds = !(ceiling && reached < ceiling && closed(o.t, p));
			if (!holds)
				buf_printf(why, "    '%.*s' is kept for level %u and agreed at %u\n",
					   STR_ARG(talks_point_name(o.t, p)), ceiling, reached);
		}
	eyes_close(&o);
	return holds;
}

/* Nobody acts above `delegations`, so that what is kept for more must stay open. */
static void
lower_levels(struct gen *g)
{
	static const char *const high[] = { " level ministers", " level leaders", " at ministers", " at leaders" };
	for (size_t i = 0; i < g->parts.count; i++)
		for (size_t k = 0; k < sizeof high / sizeof *high; k++) {
			str text = g->parts.at[i].text;
			size_t at = str_find_str(text, str_of(high[k]));
			if (at < text.len)
				g->parts.at[i].text = arena_printf(g->a, "%.*s %s experts%.*s", (int)at, text.at,
								   k < 2 ? "level" : "at",
								   STR_ARG(str_sub(text, at + strlen(high[k]), text.len)));
		}
}

TEST(laws_ceiling, what_is_kept_for_a_level_is_not_agreed_below_it)
{
	law_run("ceiling", ceiling_holds, lower_levels, 8);
}

/* ---- 11: restraint ---- */

static bool
restraint_holds(const struct gen *g, buf *why)
{
	static const char *const unsaid[] = {
		"because of", " led to ", "truthful", " lied", "liar", " score", "ranking", "credib", "legally binding",
	};
	struct eyes o;
	bool holds = true;
	if (eyes_open(&o, g)) {
		const struct answer *answer = answers[g->seed % answers_count];
		str text = said_as(&o, answer->name, g->seed % 2 ? "text" : "json");
		for (size_t i = 0; holds && i < sizeof unsaid / sizeof *unsaid; i++) {
			holds = str_find_str(text, str_of(unsaid[i])) == text.len;
			if (!holds)
				buf_printf(why, "    %s says '%s'\n", answer->name, unsaid[i]);
		}
		str rows = said_as(&o, "claims", "json"), tally = rows;
		size_t at = str_find_str(rows, S("\"rows\""));
		tally.len = at;
		for (unsigned i = 0; holds && i < g->actors; i++)
			holds = str_find_str(tally, arena_printf(o.w.a, "\"%.*s\":", STR_ARG(g->actor[i].name))) == at;
		if (!holds && !why->len)
			buf_add(why, S("    the tally of claims counts by speaker\n"));
	}
	eyes_close(&o);
	return holds;
}

TEST(laws_restraint, no_answer_says_what_is_not_its_to_say)
{
	law_run("restraint", restraint_holds, NULL, 4);
}

/* ---- are there such states at all? ---- */

TEST(laws_gen, what_the_laws_are_about_comes_up)
{
	unsigned agreed = 0, earlier = 0, unseen = 0, inherited = 0, capped = 0, same_again = 0, immaterial = 0;
	for (uint64_t i = 0; i < 800; i++) {
		arena *a = arena_new();
		struct gen *g = gen_new(a, 5000 + i);
		struct eyes o;
		if (eyes_open(&o, g))
			for (uint32_t p = 1; p < o.t->points.count; p++) {
				agreed += closed(o.t, p);
				capped += talks_standing(o.t, p).capped;
				for (size_t k = 0; k < o.t->parties.count; k++) {
					struct cell c = talks_cell(o.t, o.t->parties.at[k], p);
					earlier += c.earlier_wording == TELL_YES;
					unseen += c.unseen;
					inherited += c.inherited;
					same_again += c.same_again;
					immaterial += c.immaterial != 0;
				}
			}
		eyes_close(&o);
		gen_done(g);
		arena_free(a);
	}
	CHECK(agreed > 20);
	CHECK(capped > 5);
	CHECK(earlier > 100 && unseen > 100 && inherited > 20);
	CHECK(immaterial > 5);
	CHECK(same_again > 0);
}
