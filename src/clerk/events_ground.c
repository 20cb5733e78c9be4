/* Incidents on the ground: a sentence that tells of harm, damage or an attack,
 * with its figures.  What others say in one sentence is one incident, and who puts
 * the toll at another number right behind it tells of the same; whether two other
 * sentences tell of one is for the person who confirms them. */
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "clerk/events_int.h"
#include "clerk/quantity.h"

enum { FIGURES_MOST = 12, REACH = 7, PART_REACH = 16, FIGURES_OF_ALL = 32 };

static const event_sets tells_of_harm = (event_sets)1 << SET_HARM | (event_sets)1 << SET_DAMAGE | (event_sets)1 << SET_ATTACK;

struct ground {
	struct scene *s;
	struct run run;         /* the sentence without who says it */
	struct finding_figure figures[FIGURES_MOST];
	size_t count;
	uint32_t spoken_for;    /* tokens before this one are in a figure */
	bool is_count;          /* it tells how many alone: "put the toll at five" */
};

static str
word_at(const struct scene *s, uint32_t i)
{
	return syms_str(s->c.r->words, s->c.r->tokens[i].word);
}

/* A word as the notation's names are: small letters, digits, hyphens; the rest left out. */
static void
add_name(buf *out, str word)
{
	for (size_t i = 0; i < word.len; i++)
		if (is_small(word.at[i]) || (out->len > 0 && (is_digit(word.at[i]) || word.at[i] == '-')))
			buf_add_byte(out, word.at[i]);
}

static str
class_name(arena *a, const struct scene *s, struct run words)
{
	buf out = { 0 };
	for (uint32_t i = words.from; i < words.to; i++) {
		size_t before = out.len;
		if (before > 0)
			buf_add_byte(&out, '-');
		add_name(&out, word_at(s, i));
		if (out.len == before + 1 && before > 0)
			out.at[--out.len] = '\0';
	}
	while (out.len > 0 && out.at[out.len - 1] == '-')
		out.at[--out.len] = '\0';
	str name = arena_str(a, buf_str(&out));
	buf_done(&out);
	return name;
}

/* killing, kills -> killed; damage -> damaged. */
static str
harm_class(str word)
{
	static const struct { const char *start, *class; } classes[] = {
		{ "kill", "killed" }, { "dead", "killed" }, { "die", "killed" }, { "death", "killed" }, { "fatal", "killed" }, { "wound", "wounded" },
		{ "injur", "injured" }, { "hurt", "injured" }, { "hospital", "hospitalised" }, { "missing", "missing" }, { "trapped", "trapped" },
		{ "displac", "displaced" }, { "evacuat", "evacuated" }, { "arrest", "arrested" }, { "detain", "detained" },
		{ "abduct", "abducted" }, { "captur", "captured" }, { "kidnap", "abducted" }, { "freed", "freed" }, { "casualt", "casualties" },
		{ "homeless", "homeless" }, { "toll", "killed" }, { "life", "killed" }, { "lives", "killed" }, { "destroy", "destroyed" }, { "damag", "damaged" },
	};
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (str_starts(word, str_of(classes[i].start)))
			return str_of(classes[i].class);
	return STR_NONE;
}

static struct finding_figure *
add_figure(struct ground *g, str class, const struct quantity *q)
{
	if (g->count == FIGURES_MOST || class.len == 0)
		return NULL;
	struct finding_figure *f = &g->figures[g->count++];
	*f = (struct finding_figure){ .class = class, .number = q->number, .hedge = q->hedge, .run = q->run };
	if (g->spoken_for < q->run.to)
		g->spoken_for = q->run.to;
	return f;
}

/* Where a reach from `i` ends: a clause's end is no end here, a stop is. */
static uint32_t
reach(const struct ground *g, uint32_t i)
{
	return i + REACH < g->run.to ? i + REACH : g->run.to;
}

static bool
is_comma(const struct scene *s, uint32_t i)
{
	return s->c.r->tokens[i].kind == TOKEN_MARK && str_eq(s->c.r->tokens[i].text, S(","));
}

/* What a part is called behind its number: "two children", "of whom two were children", "two of them seriously"; the
 * token behind it, or 0. */
static uint32_t
part_noun(const struct ground *g, uint32_t from)
{
	const struct scene *s = g->s;
	uint32_t stop = from + 5 < g->run.to ? from + 5 : g->run.to;
	for (uint32_t i = from; i < stop && !is_comma(s, i) && !IN(s->c.sets[i], HARM); i++)
		if (IN(s->c.sets[i], PERSONS) || predicate_is(&s->c, i, "seriously") || predicate_is(&s->c, i, "critically") || predicate_is(&s->c, i, "severely"))
			return i + 1;
	return 0;
}

static void
add_part(struct ground *g, struct quantity *q, uint32_t to)
{
	if (g->count == 0)
		return;
	str class = g->figures[g->count - 1].class;
	q->run.to = to;
	struct finding_figure *f = add_figure(g, class, q);
	if (f)
		f->part = class_name(g->s->a, g->s, (struct run){ to - 1, to });
}

/* "including two children", "among them two women", "of whom two were children", "two of them children": a part of
 * the figure before. */
static void
find_part(struct ground *g, uint32_t from)
{
	struct scene *s = g->s;
	uint32_t end = from + PART_REACH < g->run.to ? from + PART_REACH : g->run.to;
	for (uint32_t i = from; i + 1 < end; i++) {
		struct quantity q;
		if (IN(s->c.sets[i], HARM) || IN(s->c.sets[i], CLAUSE_END) || s->c.r->tokens[i].kind == TOKEN_OPEN_QUOTE)
			return;
		bool is_of_them = quantity_read(s->c.r, g->run, i, &q) && predicate_is(&s->c, q.run.to, "of") &&
				  (predicate_is(&s->c, q.run.to + 1, "them") || predicate_is(&s->c, q.run.to + 1, "whom"));
		bool is_whom = predicate_is(&s->c, i, "of") && predicate_is(&s->c, i + 1, "whom");
		if (!is_of_them && !is_whom && !predicate_is(&s->c, i, "including") && !predicate_is(&s->c, i, "among"))
			continue;
		uint32_t at = i + (is_of_them ? 0 : 1 + is_whom);
		while (at < end && !quantity_read(s->c.r, g->run, at, &q) &&
		       (IN(s->c.sets[at], PARTITIVE) || predicate_is(&s->c, at, "them") || predicate_is(&s->c, at, "whom")))
			at++;
		if (!quantity_read(s->c.r, g->run, at, &q))
			return;
		uint32_t noun = part_noun(g, q.run.to);
		if (noun)
			add_part(g, &q, noun);
		return;
	}
}

/* A quantity at `i`, and the noun of persons behind it, if one is. */
static bool
read_persons(const struct ground *g, uint32_t i, struct quantity *ret)
{
	const struct scene *s = g->s;
	if (s->e->date_at[i] || !quantity_read(s->c.r, g->run, i, ret))
		return false;
	uint32_t stop = ret->run.to + 4 < g->run.to ? ret->run.to + 4 : g->run.to;
	for (uint32_t k = ret->run.to; k < stop && !is_comma(s, k); k++)
		if (IN(s->c.sets[k], PERSONS)) {
			ret->run.to = k + 1;
			break;
		}
	return true;
}

/* The number of persons that ends in front of `to`, as far as it stands near. */
static bool
persons_before(const struct ground *g, uint32_t to, struct quantity *ret)
{
	uint32_t from = to > g->run.from + REACH ? to - REACH : g->run.from;
	if (from < g->spoken_for)
		from = g->spoken_for;
	for (uint32_t k = to; k > from; k--)
		if (read_persons(g, k - 1, ret) && ret->run.to <= to)
			return true;
	return false;
}

/* "two men lost their lives", "claimed 12 lives" */
static void
lives(struct ground *g, uint32_t i, str class)
{
	const struct scene *s = g->s;
	struct quantity q;
	bool is_lost = i >= g->run.from + 2 && predicate_is(&s->c, i - 2, "lost");
	uint32_t verb = i > g->run.from + 4 ? i - 4 : g->run.from;
	bool is_claimed = false;
	for (uint32_t k = verb; k < i; k++)
		is_claimed |= predicate_is(&s->c, k, "claimed") || predicate_is(&s->c, k, "claiming") || predicate_is(&s->c, k, "cost");
	if ((is_lost || is_claimed) && persons_before(g, is_lost ? i - 2 : i, &q)) {
		q.run.to = is_lost ? i + 1 : i;
		add_figure(g, class, &q);
	}
}

/* "put the death toll at more than 25", "the toll rose to 30" */
static void
toll(struct ground *g, uint32_t i, str class)
{
	struct quantity q;
	uint32_t end = reach(g, i + 1);
	for (uint32_t k = i + 1; k < end; k++) {
		bool is_article = predicate_is(&g->s->c, k, "a") || predicate_is(&g->s->c, k, "an");
		/* "rose from 11 to 19" */
		if (is_article || predicate_is(&g->s->c, k - 1, "from") || !read_persons(g, k, &q))
			continue;
		/* "the toll at nine dead": told by the word behind. */
		g->is_count = true;
		if (q.run.to < g->run.to && IN(g->s->c.sets[q.run.to], HARM))
			return;
		add_figure(g, class, &q);
		g->is_count = true;
		return;
	}
}

/* "the number of injured", "the number of people killed" */
static bool
is_number_of(const struct ground *g, uint32_t i)
{
	uint32_t from = i > g->run.from + 5 ? i - 5 : g->run.from;
	for (uint32_t k = from; k + 1 < i; k++)
		if (predicate_is(&g->s->c, k, "number") && predicate_is(&g->s->c, k + 1, "of"))
			return true;
	return false;
}

/* "put their dead at four" */
static bool
is_put_at(const struct ground *g, uint32_t i)
{
	static const char *const put[] = { "put", "puts", "putting", "placed", "estimated", "revised" };
	uint32_t from = i > g->run.from + 5 ? i - 5 : g->run.from, stop = i + 6 < g->run.to ? i + 6 : g->run.to, at = i + 1;
	while (at < stop && !predicate_is(&g->s->c, at, "at"))
		at++;
	for (uint32_t k = from; k < i && at < stop; k++)
		if (predicate_is_among(&g->s->c, k, put))
			return true;
	return false;
}

/* A verb or noun of harm: "killing four people", "13 wounded", "four people were killed". */
static void
harm(struct ground *g, uint32_t i)
{
	struct scene *s = g->s;
	struct quantity q;
	str class = harm_class(word_at(s, i));
	uint32_t end = reach(g, i + 1);
	enum mood mood = predicate_mood(&s->c, i);
	/* "were to be freed", "could kill dozens": it has not been. */
	if (mood != MOOD_DONE)
		return;
	/* "one of the injured died": that is no figure of the injured */
	if (i > g->run.from + 2 && predicate_is(&s->c, i - 1, "the") && predicate_is(&s->c, i - 2, "of") && !is_number_of(g, i))
		return;
	if (predicate_is(&s->c, i, "lives") || predicate_is(&s->c, i, "life")) {
		lives(g, i, class);
		return;
	}
	if (predicate_is(&s->c, i, "toll") || is_number_of(g, i) || is_put_at(g, i)) {
		toll(g, i, class);
		return;
	}
	for (uint32_t k = i + 1; k < end && !is_comma(s, k) && !IN(s->c.sets[k], HARM) && !IN(s->c.sets[k], CLAUSE_END); k++) {
		bool is_article = predicate_is(&s->c, k, "a") || predicate_is(&s->c, k, "an");
		bool is_read = read_persons(g, k, &q) && !(is_article && q.run.to == k + 1);
		if (is_read) {
			add_figure(g, class, &q);
			find_part(g, q.run.to);
			return;
		}
		/* "were killed and 13 wounded": the number is another's. */
		if (!IN(s->c.sets[k], PARTITIVE))
			break;
	}
	uint32_t from = i > g->run.from + REACH ? i - REACH : g->run.from;
	if (from < g->spoken_for)
		from = g->spoken_for;
	for (uint32_t k = i; k > from; k--) {
		bool is_article = predicate_is(&s->c, k - 1, "a") || predicate_is(&s->c, k - 1, "an");
		if (is_comma(s, k - 1) && k < i)
			return;
		if (!read_persons(g, k - 1, &q) || q.run.to > i || (is_article && q.run.to == k))
			continue;
		q.run.to = i;
		add_figure(g, class, &q);
		find_part(g, i + 1);
		return;
	}
}

/* "four rockets were fired", "30 shells fell": the number and its means in front. */
static bool
were_fired(struct ground *g, uint32_t i)
{
	struct scene *s = g->s;
	struct quantity q;
	uint32_t means = predicate_group(&s->c, i);
	if (means < g->run.from + 2 || !IN(s->c.sets[means - 1], MEANS))
		return false;
	uint32_t stop = means > g->run.from + 5 ? means - 5 : g->run.from;
	for (uint32_t k = means - 1; k > stop && s->c.r->tokens[k - 1].kind <= TOKEN_NUMBER && !IN(s->c.sets[k - 1], BOUNDARY); k--)
		if (!s->e->date_at[k - 1] && !predicate_is(&s->c, k - 1, "a") && !predicate_is(&s->c, k - 1, "an") && quantity_read(s->c.r, g->run, k - 1, &q) &&
		    q.run.to <= means - 1) {
			q.run.to = means;
			add_figure(g, class_name(s->a, s, (struct run){ means - 1, means }), &q);
			return true;
		}
	return false;
}

/* "fired 162 strike and decoy drones": the number and its means. */
static bool
fired(struct ground *g, uint32_t i)
{
	struct scene *s = g->s;
	struct quantity q;
	uint32_t end = reach(g, i + 1);
	for (uint32_t k = i + 1; k < end; k++) {
		if (s->e->date_at[k] || predicate_is(&s->c, k, "a") || predicate_is(&s->c, k, "an") || !quantity_read(s->c.r, g->run, k, &q))
			continue;
		uint32_t means = predicate_find(&s->c, q.run.to, q.run.to + 5 < g->run.to ? q.run.to + 5 : g->run.to, SET_MEANS);
		if (means == g->run.to || means == q.run.to + 5)
			return false;
		q.run.to = means + 1;
		add_figure(g, class_name(s->a, s, (struct run){ means, means + 1 }), &q);
		return true;
	}
	return false;
}

/* "destroyed 140 houses": the number behind the verb. */
static bool
damages(struct ground *g, uint32_t verb)
{
	struct scene *s = g->s;
	struct quantity q;
	uint32_t at = verb + 1;
	while (at < g->run.to && at < verb + 4 && IN(s->c.sets[at], PARTITIVE) && !quantity_read(s->c.r, g->run, at, &q))
		at++;
	bool is_article = predicate_is(&s->c, at, "a") || predicate_is(&s->c, at, "an");
	if (at >= g->run.to || is_article || s->e->date_at[at] || !quantity_read(s->c.r, g->run, at, &q))
		return false;
	uint32_t to = q.run.to;
	while (to < g->run.to && to < q.run.to + 3 && s->c.r->tokens[to].kind == TOKEN_WORD && !IN(s->c.sets[to], PREPOSITION) && !IN(s->c.sets[to], BOUNDARY))
		to++;
	if (to == q.run.to)
		return false;
	str class = class_name(s->a, s, (struct run){ q.run.to, to });
	q.run.to = to;
	add_figure(g, class, &q);
	return true;
}

/* "Eight residential buildings, a school and power lines were damaged": each of
 * the list in front of the verb. */
static void
damaged(struct ground *g, uint32_t verb)
{
	struct scene *s = g->s;
	uint32_t group = predicate_group(&s->c, verb), from = group > g->run.from + 40 ? group - 40 : g->run.from;
	bool is_passive = predicate_find(&s->c, group, verb, SET_BE) < verb;
	if (predicate_mood(&s->c, verb) != MOOD_DONE)
		return;
	if (!is_passive && damages(g, verb))
		return;
	for (uint32_t i = from, item = from; i <= group; i++) {
		if (i < group && !is_comma(s, i) && !predicate_is(&s->c, i, "and"))
			continue;
		struct quantity q;
		bool is_counted = item < i && quantity_read(s->c.r, g->run, item, &q);
		if (!is_counted && !is_passive)
			return;
		uint32_t noun = is_counted ? q.run.to : item;
		if (!is_counted)
			q = (struct quantity){ .run = { item, i }, .hedge = HEDGE_SOME };
		if (noun < i && i - noun <= 4 && !s->e->date_at[noun]) {
			if (IN(s->c.sets[noun], DETERMINER))
				noun++;
			q.run.to = i;
			add_figure(g, class_name(s->a, s, (struct run){ noun, i }), &q);
		}
		item = i + 1;
	}
}

static struct run
place(const struct scene *s, struct run run)
{
	for (uint32_t i = run.from; i + 1 < run.to; i++) {
		bool is_at = predicate_is(&s->c, i, "in") || predicate_is(&s->c, i, "of") || predicate_is(&s->c, i, "near") || predicate_is(&s->c, i, "on") ||
			     IN(s->c.sets[i], ATTACK);
		uint32_t from = i + 1, to;
		if (!is_at)
			continue;
		while (from < run.to && (predicate_is(&s->c, from, "the") || predicate_is(&s->c, from, "city") || predicate_is(&s->c, from, "of")))
			from++;
		for (to = from; to < run.to && (s->c.r->tokens[to].flags & TOKEN_CAPITAL) && !s->e->date_at[to] &&
				!predicate_is(&s->c, to, "'s");)
			to++;
		if (to > from && !(to < run.to && predicate_is(&s->c, to, "'s")))
			return (struct run){ from, to };
	}
	return (struct run){ 0, 0 };
}

/* The sentence without the words that say who says so: "…, authorities said". */
static struct run
told(const struct scene *s, uint32_t at)
{
	uint32_t said = s->e->said_in[at];
	struct run run = s->c.sentence;
	if (!said)
		return run;
	const struct attribution *by = &s->e->attributions[said - 1];
	for (unsigned k = 0; k < by->content_count; k++)
		if (by->contents[k].from <= at && at < by->contents[k].to) {
			if (by->contents[k].from > run.from)
				run.from = by->contents[k].from;
			if (by->contents[k].to < run.to)
				run.to = by->contents[k].to;
		}
	return run;
}

/* A means that is not the attack itself: "drones hit", not "explosion". */
static bool
has_means(const struct ground *g)
{
	const struct scene *s = g->s;
	for (uint32_t i = g->run.from; i < g->run.to; i++)
		if (IN(s->c.sets[i], MEANS) && !IN(s->c.sets[i], ATTACK))
			return true;
	return false;
}

/* "an explosion near Valletta", "a raid on Monday": where or when it was is told. */
static bool
is_told_with_place(const struct ground *g, uint32_t at)
{
	static const char *const nouns[] = { "explosion", "explosions", "blast", "blasts", "airstrike", "airstrikes", "ambush", "shelling", "raid", "bombardment" };
	const struct scene *s = g->s;
	bool is_noun = false;
	for (uint32_t i = at; i < g->run.to && !is_noun; i++)
		is_noun = IN(s->c.sets[i], ATTACK) && predicate_is_among(&s->c, i, nouns);
	return is_noun && (scene_when(s, at, g->run) || !run_is_empty(place(s, g->run)));
}

static bool
tells_an_incident(const struct ground *g, uint32_t at, bool has_harm, bool has_attack, bool has_damage)
{
	bool is_by_means = has_means(g);
	return (has_harm && g->count > 0) || (has_attack && (g->count > 0 || is_by_means || is_told_with_place(g, at))) ||
	       (has_damage && (g->count > 0 || is_by_means));
}

/* "denied that it had killed four": of what is denied so nobody was killed. */
static bool
is_denied(const struct scene *s, uint32_t i)
{
	uint32_t stop = i > s->c.sentence.from + 2 * NEAR ? i - 2 * NEAR : s->c.sentence.from;
	if (scene_denial(s, i) != DENIAL_MADE)
		return false;
	for (uint32_t k = i; k > stop; k--) {
		static const char *const deny[] = { "denied", "denies", "deny", "denying" };
		if (predicate_is_among(&s->c, k - 1, deny))
			return predicate_is(&s->c, k, "that") || predicate_is(&s->c, k, "having") || scene_is_pronoun(s, k);
	}
	return false;
}

/* A word of harm or attack at `i`; "the fire service" is none. */
static bool
tells_at(const struct scene *s, uint32_t i)
{
	static const char *const services[] = { "service", "services", "department", "brigade", "chief", "crews", "officials" };
	return (s->c.sets[i] & tells_of_harm) && !(predicate_is(&s->c, i, "fire") && predicate_is_among(&s->c, i + 1, services)) &&
	       !is_denied(s, i);
}

/* The incident that was told right before, in this sentence or the one in front of it, or NULL. */
static struct finding *
incident_before(struct scene *s)
{
	size_t last = scene_last(s, FINDING_INCIDENT);
	struct finding *f = last != SIZE_MAX ? &s->found->at[last] : NULL;
	return f && f->figure_count < FIGURES_OF_ALL && s->c.r->tokens[f->run.from].paragraph == s->c.r->tokens[s->c.sentence.from].paragraph ? f : NULL;
}

/* "put the toll at two", "gave a toll of two", "reported two dead" */
static bool
is_counting(const struct ground *g, uint32_t i)
{
	static const char *const count[] = { "gave", "gives", "reported", "reports", "counted", "put", "puts" };
	return predicate_is_among(&g->s->c, i, count);
}

/* Who puts the toll at that number: whoever says so, else the subject of "put". */
static uint32_t
counted_by(const struct ground *g, uint32_t at)
{
	const struct scene *s = g->s;
	uint32_t said = s->e->said_in[at], stop = at > s->c.sentence.from + REACH ? at - REACH : s->c.sentence.from, who[4];
	if (said)
		return names_resolve(s->e->names, s->e->attributions[said - 1].source);
	for (uint32_t i = at; i > stop; i--)
		if (is_counting(g, i - 1)) {
			struct run subject = predicate_subject(&s->c, i - 1);
			return scene_who(s, subject, who) == 1 ? who[0] : scene_group(s, subject);
		}
	return 0;
}

static void
add_figures(const struct ground *g, struct finding *f, bool is_others, uint32_t per)
{
	struct finding_figure *all = ARENA_ARRAY(g->s->a, struct finding_figure, f->figure_count + g->count + 1);
	if (f->figure_count > 0)
		memcpy(all, f->figures, f->figure_count * sizeof *all);
	for (size_t i = 0; i < g->count; i++) {
		all[f->figure_count + i] = g->figures[i];
		all[f->figure_count + i].is_others = is_others;
		all[f->figure_count + i].per = per;
	}
	f->figures = all;
	f->figure_count += g->count;
}

static void
add_incident(struct ground *g, uint32_t at)
{
	struct scene *s = g->s;
	struct finding *f = scene_add(s, FINDING_INCIDENT, VERB_incident, g->run, at);
	f->subject_count = scene_actors(s, g->run, f->subjects);
	f->when = f->at = scene_when(s, at, g->run);
	f->place = place(s, g->run);
	add_figures(g, f, false, f->actor);
	f->confidence += g->count > 0 ? 0.2f : -0.1f;
}

/* What is told from `at` on by one: the token behind it. `is_more`: another has told of an incident in this sentence. */
static uint32_t
ground_from(struct scene *s, uint32_t at, uint32_t from, bool *is_more)
{
	struct ground g = { .s = s, .run = told(s, at) };
	bool has_harm = false, has_attack = false, has_damage = false, has_fired = false;
	if (g.run.from < from)
		g.run.from = from;
	g.spoken_for = g.run.from;
	for (uint32_t i = g.run.from; i < g.run.to; i++) {
		event_sets sets = s->c.sets[i];
		if (!tells_at(s, i))
			continue;
		has_harm |= IN(sets, HARM);
		has_damage |= IN(sets, DAMAGE);
		has_attack |= IN(sets, ATTACK);
		if (IN(sets, HARM))
			harm(&g, i);
		else if (IN(sets, DAMAGE))
			damaged(&g, i);
		else if (!has_fired)
			has_fired = fired(&g, i) || were_fired(&g, i);
	}
	struct finding *before = !has_attack && !has_damage && g.count > 0 && (g.is_count || *is_more) ? incident_before(s) : NULL;
	if (before) {
		add_figures(&g, before, true, counted_by(&g, g.figures[0].run.from));
	} else if (tells_an_incident(&g, at, has_harm, has_attack, has_damage)) {
		add_incident(&g, at);
		*is_more = true;
	}
	return g.run.to > at ? g.run.to : at + 1;
}

/* "The union put the number at five": of what the incident right before counts, where that is one thing. */
static bool
counts_again(struct scene *s, uint32_t i)
{
	static const char *const put[] = { "put", "puts" }, *const number[] = { "number", "figure", "total", "count" };
	if (!predicate_is_among(&s->c, i, put) || !predicate_is_among(&s->c, i + 2, number) || !predicate_is(&s->c, i + 3, "at"))
		return false;
	struct finding *before = incident_before(s);
	struct ground g = { .s = s, .run = s->c.sentence };
	struct quantity q;
	uint32_t at = i + 4;
	while (at < s->c.sentence.to && at < i + 4 + NEAR && !quantity_read(s->c.r, g.run, at, &q))
		at++;
	if (!before || before->figure_count != 1 || at >= s->c.sentence.to || at == i + 4 + NEAR)
		return false;
	add_figure(&g, before->figures[0].class, &q);
	struct run subject = scene_subject(s, i);
	uint32_t who[4];
	add_figures(&g, before, true, scene_who(s, subject, who) == 1 ? who[0] : scene_group(s, subject));
	return true;
}

void
events_ground(struct scene *s)
{
	bool is_more = false;
	for (uint32_t at = s->c.sentence.from, from = at; at < s->c.sentence.to; at++)
		if (tells_at(s, at)) {
			from = ground_from(s, at, from, &is_more);
			at = from - 1;
		} else if (counts_again(s, at)) {
			return;
		}
}
