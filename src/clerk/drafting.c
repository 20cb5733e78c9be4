/* Findings as entries of the notation, with the declarations that they need.
 *
 * Names are made once for all reports: an actor of the same name is the same in
 * each, and a name that the talks have declared is used and not declared again.
 * What nobody is known to have said is said by `unnamed`; what the report says
 * itself, by its publisher. */
#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/list.h"
#include "clerk/clerk.h"
#include "clerk/drafts.h"
#include "minutes/minutes.h"

enum { GIST_MOST = 400, WORDS_MOST = 600 };

struct declared {
	str id, name;
	const struct clerk_report *report;
	uint32_t actor;         /* of that report, 1 + index; or 0: one that the clerk made */
	bool is_known;          /* the talks declare it */
	bool is_used;
};

/* A text that entries are about: "the revised plan". */
struct named_text {
	str id, name;
	uint32_t count;         /* of points, as it is said; or 0 */
	bool is_used;
};

struct drafting {
	clerk *c;
	minutes *m;             /* knows which words cannot be names */
	map taken;              /* syms of names that are taken -> 1 */
	map numbers;            /* of a name -> the number it was last given with */
	map by_name;            /* of kind and name of an actor -> 1 + index into actors */
	map text_by_name;       /* of a text's words -> 1 + index into texts */
	LIST(struct declared) actors;
	uint32_t **of;          /* [report][actor] -> 1 + index into actors */
	LIST(struct named_text) texts;
	size_t deadlines, points, incidents;
	uint32_t last_deadline; /* 1 + finding of the last one set in this report, or 0 */
	str *act_names;         /* [finding] the name its entry has, or empty */
	uint32_t unnamed;       /* 1 + index into actors, or 0 */
	uint32_t *itself;       /* [report] the publisher */
	buf entry, words;       /* the entry at hand, and words for it */
	bool is_told_elsewhere; /* the finding at hand: what it names need not be declared for it */
};

/* ---- names ---- */

static bool
is_free(struct drafting *d, str id)
{
	return id.len > 0 && minutes_can_name(d->m, id) && map_get(&d->taken, syms_add(d->m->names, id)) == 0;
}

/* The name itself, else with a number behind it. */
static str
take_name(struct drafting *d, str wanted)
{
	str id = wanted;
	uint32_t *last = map_at(&d->numbers, str_hash(wanted));
	for (unsigned n = *last ? *last + 1 : 2; !is_free(d, id); n++) {
		*last = n;
		id = arena_printf(d->c->a, "%.*s%s%u", STR_ARG(wanted), wanted.len ? "-" : "a", n);
	}
	id = arena_str(d->c->a, id);
	*map_at(&d->taken, syms_add(d->m->names, id)) = 1;
	return id;
}

static uint32_t
add_declared(struct drafting *d, struct declared as)
{
	*LIST_ADD(&d->actors) = as;
	return (uint32_t)d->actors.count;
}

/* Where the actor of this kind and name is noted: 1 + index into actors, or 0. */
static uint32_t *
declared_at(struct drafting *d, str name, uint8_t kind)
{
	return map_at(&d->by_name, str_hash(name) ^ kind);
}

/* Actors of all reports: one of the same kind and name is the same. */
static void
declare_actors(struct drafting *d, size_t report)
{
	const struct clerk_report *r = &d->c->reports[report];
	d->of[report] = ARENA_ARRAY(d->c->a, uint32_t, r->names.actor_count + 1);
	for (uint32_t i = 0; i < r->names.actor_count; i++) {
		const struct actor *actor = &r->names.actors[i];
		uint32_t *at = declared_at(d, actor->name, actor->kind), known = *at;
		if (!known && actor->is_known)
			known = add_declared(d, (struct declared){ .id = actor->id, .name = actor->name, .report = r, .actor = i + 1,
								   .is_known = true });
		if (!known)
			known = add_declared(d, (struct declared){ .id = take_name(d, actor->id), .name = actor->name, .report = r,
								   .actor = i + 1 });
		*declared_at(d, actor->name, actor->kind) = known;
		d->of[report][i] = known;
	}
}

static str
use(struct drafting *d, uint32_t declared)
{
	assert(d->actors.at && declared > 0 && declared <= d->actors.count);
	struct declared *known = &d->actors.at[declared - 1];
	if (d->is_told_elsewhere)
		return known->id;
	known->is_used = true;
	if (known->actor) {
		const struct actor *actor = &known->report->names.actors[known->actor - 1];
		if (actor->party)
			d->actors.at[d->of[known->report - d->c->reports][actor->party - 1] - 1].is_used = true;
	}
	return d->actors.at[declared - 1].id;
}

static str
actor_id(struct drafting *d, const struct finding *f, uint32_t actor)
{
	return use(d, d->of[f->report][actor - 1]);
}

static str
unnamed_id(struct drafting *d)
{
	if (!d->unnamed)
		d->unnamed = add_declared(d, (struct declared){ .id = take_name(d, S("unnamed")), .name = S("not named") });
	return use(d, d->unnamed);
}

static str
itself_id(struct drafting *d, size_t report)
{
	if (!d->itself[report])
		d->itself[report] = add_declared(d, (struct declared){ .id = take_name(d, S("reporter")),
								       .name = d->c->report_count > 1
										       ? arena_printf(d->c->a, "the report %.*s itself",
												      STR_ARG(d->c->reports[report].id))
										       : S("the report itself") });
	return use(d, d->itself[report]);
}

/* Who says it: somebody, nobody that is known, or the report in its own voice. */
static str
sayer_id(struct drafting *d, const struct finding *f)
{
	if (f->actor)
		return actor_id(d, f, f->actor);
	return run_is_empty(f->speaker) ? itself_id(d, f->report) : unnamed_id(d);
}

/* ---- texts ---- */

/* "the revised 28-point peace plan": from its modifiers, in small letters. */
static str
text_words(const struct drafting *d, const struct finding *f, uint32_t *ret_count)
{
	const struct clerk_report *r = &d->c->reports[f->report];
	uint32_t noun = f->text - 1, from = noun;
	*ret_count = 0;
	while (from > r->report.sentences[r->report.tokens[noun].sentence].run.from && noun - from < 4) {
		const struct token *t = &r->report.tokens[from - 1];
		event_sets sets = r->evidence.sets[from - 1];
		if (t->kind != TOKEN_WORD || IN(sets, DETERMINER) || IN(sets, PREPOSITION) || IN(sets, HAVE) || IN(sets, BE) ||
		    str_eq(t->text, S("'s")) || str_eq(t->text, S("’s")) || r->names.actor_at[from - 1] || IN(sets, SEE) || IN(sets, SHOW) ||
		    IN(sets, RECEIVE) || IN(sets, BOUNDARY) || IN(sets, PARTITIVE))
			break;
		from--;
	}
	for (uint32_t i = from; i < noun; i++) {
		str word = r->report.tokens[i].text;
		uint64_t count;
		if (str_ends(word, S("-point")) && str_u64(str_sub(word, 0, word.len - 6), &count) && count < 10000)
			*ret_count = (uint32_t)count;
	}
	return report_words(&r->report, (struct run){ from, noun + 1 });
}

static str
text_id(struct drafting *d, const struct finding *f)
{
	uint32_t count = 0;
	str words = f->text ? text_words(d, f, &count) : S("the text");
	uint32_t *known = map_at(&d->text_by_name, str_hash(words));
	if (!*known) {
		*LIST_ADD(&d->texts) = (struct named_text){ .id = take_name(d, name_as_token(d->c->a, words)), .name = words, .count = count };
		*known = (uint32_t)d->texts.count;
	}
	struct named_text *text = &d->texts.at[*known - 1];
	text->is_used |= !d->is_told_elsewhere;
	return text->id;
}

/* ---- pieces of an entry ---- */

/* Words behind what introduces them: " per ", "unnamed". */
static void
put(const char *before, str words, buf *out)
{
	buf_add(out, str_of(before));
	buf_add(out, words);
}

static void
put_number(const char *before, uint32_t number, buf *out)
{
	char digits[10];
	size_t at = sizeof digits;
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	put(before, (str){ digits + at, sizeof digits - at }, out);
}

/* " source report @50-197" */
static void
put_place(const char *before, const struct clerk_report *r, struct run run, buf *out)
{
	put(before, r->id, out);
	put_number(" @", r->report.tokens[run.from].start, out);
	put_number("-", r->report.tokens[run.to - 1].end, out);
}

/* Controls as blanks. */
static void
add_plain(str words, buf *out)
{
	size_t from = 0;
	for (size_t i = 0; i < words.len; i++)
		if ((unsigned char)words.at[i] < 0x20 || words.at[i] == 0x7f) {
			buf_add(out, str_sub(words, from, i));
			buf_add_byte(out, ' ');
			from = i + 1;
		}
	buf_add(out, str_sub(words, from, words.len));
}

/* Quotation marks and backslashes escaped; line ends are blanks already. */
static void
quoted(str words, buf *out)
{
	buf_add_byte(out, '"');
	for (size_t i = 0, from = 0; i <= words.len; i++) {
		char c = i < words.len ? words.at[i] : '\0';
		if (i < words.len && c != '"' && c != '\\')
			continue;
		add_plain(str_sub(words, from, i), out);
		from = i;
		if (i < words.len)
			buf_add_byte(out, '\\');
	}
	buf_add_byte(out, '"');
}

/* The words of a run as report_words has them, as long as `out` has no more than `most` bytes. */
static void
add_words(const struct report *r, struct run run, size_t most, buf *out)
{
	for (uint32_t i = run.from; i < run.to && out->len <= most; i++) {
		if (i > run.from && !(r->tokens[i].flags & TOKEN_GLUED))
			buf_add_byte(out, ' ');
		buf_add(out, r->tokens[i].text);
	}
}

/* Where words are cut that have more than `most` bytes: at a blank. */
static size_t
cut_at(str words, size_t most)
{
	size_t len = most;
	while (len > 0 && words.at[len] != ' ')
		len--;
	while (len == 0 || (len < most && ((unsigned char)words.at[len] & 0xc0) == 0x80))
		len++;
	return len;
}

/* `  gist: words` on a line of its own. */
static void
block(const char *key, str words, buf *out)
{
	bool is_cut = words.len > GIST_MOST;
	put("\n  ", str_of(key), out);
	buf_add(out, S(": "));
	if (words.len > 0 && (words.at[0] == ';' || words.at[0] == '\\'))
		buf_add_byte(out, '\\');
	add_plain(is_cut ? str_sub(words, 0, cut_at(words, GIST_MOST)) : words, out);
	if (is_cut)
		buf_add(out, S(" ..."));
}

static struct run
at_most(struct run run, uint32_t tokens)
{
	return (struct run){ run.from, run.to - run.from > tokens ? run.from + tokens : run.to };
}

/* What is said, or told, as far as it is given; until the next call. */
static str
contents(struct drafting *d, const struct finding *f)
{
	const struct report *r = &d->c->reports[f->report].report;
	buf_clear(&d->words);
	/* "rejected that demand": without the verb it would say the contrary. */
	bool is_with_cue = f->is_told_by_cue && f->content_count > 0, is_in_front = is_with_cue && f->cue.to <= f->contents[0].from;
	if (is_in_front) {
		add_words(r, f->cue, GIST_MOST, &d->words);
		buf_add(&d->words, f->cue.to == f->contents[0].from ? S(" ") : S(" ... "));
	}
	for (unsigned i = 0; i < f->content_count && d->words.len <= GIST_MOST; i++) {
		struct run run = at_most(f->contents[i], GIST_MOST);
		while (run.from + 1 < run.to && str_eq(r->tokens[run.from].text, S(",")))
			run.from++;
		if (i > 0)
			buf_add(&d->words, S(" ... "));
		add_words(r, run, GIST_MOST, &d->words);
	}
	if (is_with_cue && !is_in_front) {
		buf_add(&d->words, S(" ... "));
		add_words(r, f->cue, GIST_MOST, &d->words);
	}
	if (f->content_count == 0)
		add_words(r, at_most(f->run, GIST_MOST), GIST_MOST, &d->words);
	return buf_str(&d->words);
}

/* Whether they were short enough to be given. */
static bool
exact_words(struct drafting *d, const struct finding *f, buf *out)
{
	if (run_is_empty(f->words))
		return false;
	buf_clear(&d->words);
	add_words(&d->c->reports[f->report].report, at_most(f->words, WORDS_MOST), WORDS_MOST, &d->words);
	if (d->words.len == 0 || d->words.len > WORDS_MOST)
		return false;   /* the span is given: long quotations stay in the report */
	buf_add_byte(out, ' ');
	quoted(buf_str(&d->words), out);
	return true;
}

static void
source(const struct drafting *d, const struct finding *f, buf *out)
{
	put_place(" source ", &d->c->reports[f->report], f->run, out);
}

static str
when_of(const struct drafting *d, const struct finding *f, uint32_t date)
{
	return date ? d->c->reports[f->report].evidence.dates[date - 1].when : STR_NONE;
}

/* The front time: that of the act where it is said, else not after the report. */
static void
front(const struct drafting *d, const struct finding *f, buf *out)
{
	str when = when_of(d, f, f->when);
	if (when.len > 0)
		buf_add(out, when);
	else
		put("../", d->c->reports[f->report].day, out);
}

static void
actors(struct drafting *d, const struct finding *f, const uint32_t *list, uint8_t count, buf *out)
{
	bool is_first = true;
	for (uint8_t i = 0; i < count; i++) {
		str id = actor_id(d, f, list[i]);
		bool is_double = false;
		for (uint8_t k = 0; k < i; k++)
			is_double |= d->of[f->report][list[k] - 1] == d->of[f->report][list[i] - 1];
		if (is_double)
			continue;
		put(is_first ? "" : ", ", id, out);
		is_first = false;
	}
}

static const char *
verb_form(const struct finding *f, size_t subjects)
{
	const struct verb *v = &verbs[f->verb];
	return f->mood == MOOD_DONE && subjects == 1 ? v->s_form : v->base;
}

static void
mood_and_verb(const struct finding *f, size_t subjects, buf *out)
{
	if (f->mood != MOOD_DONE)
		put(" ", str_of(mood_names[f->mood]), out);
	put(" ", str_of(verb_form(f, subjects)), out);
}

/* Of an event: the claim is somebody's. */
static void
per(struct drafting *d, const struct finding *f, buf *out)
{
	put(" per ", sayer_id(d, f), out);
}

/* A time of day is on the clock of the speaker's capital. */
static void
zone_of_speaker(const struct drafting *d, const struct finding *f, buf *out)
{
	const struct names *n = &d->c->reports[f->report].names;
	uint32_t party = f->actor ? n->actors[f->actor - 1].party : 0;
	str when = when_of(d, f, f->when);
	const char *clock = party ? n->actors[party - 1].zone : f->actor ? n->actors[f->actor - 1].zone : NULL;
	bool is_of_day = str_find(when, ':') < when.len && str_find(when, '+') == when.len && !str_ends(when, S("Z"));
	if (clock && is_of_day)
		buf_printf(out, " zone %s", clock);
}

/* ---- entries, by kind ---- */

static void
subjects(struct drafting *d, const struct finding *f, buf *out)
{
	buf_add_byte(out, ' ');
	if (f->subject_count == 0)
		buf_add(out, unnamed_id(d));
	actors(d, f, f->subjects, f->subject_count, out);
}

static size_t
subject_total(const struct finding *f)
{
	return f->subject_count ? f->subject_count : 1;
}

static size_t
distinct(const struct drafting *d, const struct finding *f)
{
	size_t count = 0;
	for (uint8_t i = 0; i < f->subject_count; i++) {
		bool is_double = false;
		for (uint8_t k = 0; k < i; k++)
			is_double |= d->of[f->report][f->subjects[k] - 1] == d->of[f->report][f->subjects[i] - 1];
		count += !is_double;
	}
	return count ? count : 1;
}

/* says, asks, expects, would-not-say: the speaker acts. */
static void
draft_saying(struct drafting *d, const struct finding *f, buf *out)
{
	const struct actor *who = f->actor ? &d->c->reports[f->report].names.actors[f->actor - 1] : NULL;
	size_t sayers = who && who->member_count > 0 ? who->member_count : 1;
	front(d, f, out);
	buf_add_byte(out, ' ');
	if (sayers > 1)
		actors(d, f, who->members, sayers, out);
	else
		buf_add(out, sayer_id(d, f));
	mood_and_verb(f, sayers, out);
	if (f->verb == VERB_asks && f->object_count > 0) {
		buf_add_byte(out, ' ');
		actors(d, f, f->objects, f->object_count, out);
	}
	bool is_all = exact_words(d, f, out) && f->quote == QUOTE_DIRECT && f->content_count == 1;
	if (f->word_kind)
		put(" kind ", str_of(closed_words[f->word_kind].word), out);
	if (f->holder)
		put(" per ", actor_id(d, f, f->holder), out);
	zone_of_speaker(d, f, out);
	source(d, f, out);
	if (!is_all)
		block(f->verb == VERB_asks ? "object" : "gist", contents(d, f), out);
}

static void
draft_meeting(struct drafting *d, const struct finding *f, buf *out)
{
	const struct clerk_report *r = &d->c->reports[f->report];
	str at = when_of(d, f, f->at);
	/* Who meets whom is one list in the notation. */
	struct finding all = *f;
	for (uint8_t i = 0; i < f->object_count && all.subject_count < 4; i++)
		all.subjects[all.subject_count++] = f->objects[i];
	front(d, f, out);
	subjects(d, &all, out);
	mood_and_verb(f, distinct(d, &all), out);
	if (f->mood == MOOD_WILL_NOT)
		buf_printf(out, " during %.*s", STR_ARG(at.len ? at : r->day));
	else if (f->mood == MOOD_WILL && at.len > 0)
		buf_printf(out, " at %.*s", STR_ARG(at));
	if (f->mode)
		buf_printf(out, " mode %s", closed_words[f->mode].word);
	if (!run_is_empty(f->place)) {
		buf_add(out, S(" place "));
		quoted(report_words(&r->report, f->place), out);
	}
	per(d, f, out);
	source(d, f, out);
}

static void
draft_exposure(struct drafting *d, const struct finding *f, buf *out)
{
	str at = when_of(d, f, f->at);
	front(d, f, out);
	subjects(d, f, out);
	mood_and_verb(f, subject_total(f), out);
	buf_printf(out, " %.*s", STR_ARG(text_id(d, f)));
	if (f->mood == MOOD_WILL && at.len > 0)
		buf_printf(out, " at %.*s", STR_ARG(at));
	if (f->verb == VERB_shows) {
		buf_add(out, S(" to "));
		if (f->object_count == 0)
			buf_add(out, unnamed_id(d));
		actors(d, f, f->objects, f->object_count, out);
	}
	per(d, f, out);
	source(d, f, out);
}

/* 1 + the finding whose entry sets this deadline: it itself, the one that stands for it, or 0. */
static uint32_t
told_at(const struct drafting *d, const struct finding *f, size_t index)
{
	if (!finding_is_told_elsewhere(f))
		return (uint32_t)index + 1;
	const struct finding *other = f->same_as ? &d->c->findings[f->same_as - 1] : NULL;
	return other && other->kind == FINDING_DEADLINE && d->act_names[f->same_as - 1].len > 0 ? f->same_as : 0;
}

static void
draft_deadline(struct drafting *d, const struct finding *f, size_t index, buf *out)
{
	str due = when_of(d, f, f->at);
	bool is_set = f->verb == VERB_sets_deadline && due.len > 0;
	bool is_moved = f->verb != VERB_sets_deadline && d->last_deadline && (f->verb != VERB_extends || due.len > 0);
	if (!is_set && !is_moved) {
		struct finding said = *f;
		said.verb = VERB_says;
		said.word_kind = (uint8_t)closed_word_find(CLAUSE_kind, VERB_says, S("statement"));
		draft_saying(d, &said, out);
		return;
	}
	front(d, f, out);
	subjects(d, f, out);
	buf_printf(out, " %s ", subject_total(f) == 1 ? verbs[f->verb].s_form : verbs[f->verb].base);
	if (is_set) {
		d->act_names[index] = take_name(d, arena_printf(d->c->a, "deadline-%zu", ++d->deadlines));
		d->last_deadline = told_at(d, f, index);
		buf_add(out, d->act_names[index]);
		if (f->object_count > 0) {
			buf_add(out, S(" for "));
			actors(d, f, f->objects, f->object_count, out);
		}
	} else {
		buf_add(out, d->act_names[d->last_deadline - 1]);
	}
	if (is_set || f->verb == VERB_extends)
		buf_printf(out, " due %.*s", STR_ARG(due));
	per(d, f, out);
	source(d, f, out);
	if (is_set && !run_is_empty(f->object))
		block("object", report_words(&d->c->reports[f->report].report, f->object), out);
	else if (is_set)
		block("object", contents(d, f), out);
}

static void
draft_red_line(struct drafting *d, const struct finding *f, buf *out)
{
	front(d, f, out);
	subjects(d, f, out);
	buf_printf(out, " %s", subject_total(f) == 1 ? verbs[VERB_rules_out].s_form : verbs[VERB_rules_out].base);
	exact_words(d, f, out);
	bool is_its_own = f->subject_count == 1 && f->subjects[0] == f->actor;
	if (is_its_own)
		buf_printf(out, " per %.*s", STR_ARG(itself_id(d, f->report)));
	else
		per(d, f, out);
	source(d, f, out);
	block("note", contents(d, f), out);
}

static void
draft_incident(struct drafting *d, const struct finding *f, size_t index, buf *out)
{
	str name = take_name(d, arena_printf(d->c->a, "incident-%zu", ++d->incidents));
	d->act_names[index] = name;
	front(d, f, out);
	buf_printf(out, " incident as %.*s", STR_ARG(name));
	if (!run_is_empty(f->place)) {
		buf_add(out, S(" place "));
		quoted(report_words(&d->c->reports[f->report].report, f->place), out);
	}
	per(d, f, out);
	source(d, f, out);
	block("gist", contents(d, f), out);
	if (f->figure_count > 0)
		buf_add(out, S("\n  figures:"));
	for (size_t i = 0; i < f->figure_count; i++) {
		const struct finding_figure *g = &f->figures[i];
		bool is_double = false;
		for (size_t k = 0; k < i; k++)
			is_double |= str_eq(f->figures[k].class, g->class) && str_eq(f->figures[k].part, g->part) &&
				     f->figures[k].is_others == g->is_others && (!g->is_others || f->figures[k].per == g->per);
		if (is_double)
			continue;
		buf_printf(out, "\n    %.*s%s%.*s: ", STR_ARG(g->class), g->part.len ? "/" : "", STR_ARG(g->part));
		quantity_print((enum hedge)g->hedge, g->number, out);
		if (g->part.len)
			buf_add(out, S(" scope unknown"));
		if (g->is_others)
			put(" per ", g->per ? actor_id(d, f, g->per) : unnamed_id(d), out);
		else
			per(d, f, out);
	}
}

/* A declaration: it has no source clause, so that its note has the place. */
static void
draft_point(struct drafting *d, const struct finding *f, size_t index, buf *out)
{
	const struct clerk_report *r = &d->c->reports[f->report];
	str name = take_name(d, arena_printf(d->c->a, "point-%zu", ++d->points));
	d->act_names[index] = name;
	buf_printf(out, "point %.*s of %.*s number unknown", STR_ARG(name), STR_ARG(text_id(d, f)));
	if (f->subject_count > 0) {
		buf_add(out, S(" owes "));
		actors(d, f, f->subjects, 1, out);
	}
	block("gist", contents(d, f), out);
	put_place("\n  note: ", r, f->run, out);
}

static void
draft_finding(struct drafting *d, struct finding *f, size_t index)
{
	buf *out = &d->entry;
	buf_clear(out);
	d->is_told_elsewhere = finding_is_told_elsewhere(f);
	switch ((enum finding_kind)f->kind) {
	case FINDING_MEETING:
		draft_meeting(d, f, out);
		break;
	case FINDING_EXPOSURE:
		draft_exposure(d, f, out);
		break;
	case FINDING_DEADLINE:
		draft_deadline(d, f, index, out);
		break;
	case FINDING_RED_LINE:
		draft_red_line(d, f, out);
		break;
	case FINDING_INCIDENT:
		draft_incident(d, f, index, out);
		break;
	case FINDING_POINT:
		draft_point(d, f, index, out);
		break;
	case FINDING_EDITORIAL:         /* stands with its source */
		break;
	default:
		draft_saying(d, f, out);
	}
	if (out->len > 0)
		buf_add_byte(out, '\n');
	f->minutes = arena_str(d->c->a, buf_str(out));
}

/* ---- all of them ---- */

static void
take_names(struct drafting *d)
{
	const struct clerk_query *q = d->c->query;
	for (size_t i = 0; i < q->taken_count; i++)
		*map_at(&d->taken, syms_add(d->m->names, q->taken[i])) = 1;
	for (size_t i = 0; i < q->known_count; i++)
		*map_at(&d->taken, syms_add(d->m->names, q->known[i].id)) = 1;
	for (size_t i = 0; i < d->c->report_count; i++)
		d->c->reports[i].id = take_name(d, d->c->report_count == 1 ? S("report") : arena_printf(d->c->a, "report-%zu", i + 1));
}

/* ---- declarations ---- */

static void
name_and_title(const char *keyword, str id, str name, buf *out)
{
	put(keyword, S(" "), out);
	buf_add(out, id);
	if (name.len > 0 && !str_eq(name, id)) {
		buf_add_byte(out, ' ');
		quoted(name, out);
	}
}

static void
of_party(const struct drafting *d, const struct declared *known, buf *out)
{
	const struct actor *actor = &known->report->names.actors[known->actor - 1];
	uint32_t party = actor->party ? d->of[known->report - d->c->reports][actor->party - 1] : 0;
	buf_printf(out, " of %.*s", STR_ARG(party ? d->actors.at[party - 1].id : S("unknown")));
}

static const char *
level_name(uint8_t level)
{
	static const char *const names[] = { "", "experts", "delegations", "ministers", "leaders" };
	return level < sizeof names / sizeof *names ? names[level] : "";
}

static void
declare_person(const struct drafting *d, const struct declared *known, buf *out)
{
	const struct actor *actor = &known->report->names.actors[known->actor - 1];
	name_and_title("person", known->id, known->name, out);
	of_party(d, known, out);
	if (!d->c->query->has_talks && level_name(actor->level)[0])
		buf_printf(out, " at %s", level_name(actor->level));
	if (actor->office.len > 0) {
		buf_add(out, S(" office "));
		quoted(actor->office, out);
	}
	for (size_t i = 0; i < sizeof actor->also / sizeof *actor->also && actor->also[i].len > 0; i++) {
		if (i == 0)
			block("also", actor->also[i], out);
		else
			buf_printf(out, "; %.*s", STR_ARG(actor->also[i]));
	}
}

static void
declare(const struct drafting *d, const struct declared *known, buf *out)
{
	const struct actor *actor = known->actor ? &known->report->names.actors[known->actor - 1] : NULL;
	if (!known->is_used || known->is_known)
		return;
	if (actor && (actor->kind == ACTOR_PERSON || actor->kind == ACTOR_OFFICE)) {
		declare_person(d, known, out);
	} else if (actor && actor->kind == ACTOR_STATE) {
		name_and_title("interested", known->id, known->name, out);
	} else if (actor && (actor->kind == ACTOR_ORGANISATION || actor->kind == ACTOR_MEDIA)) {
		name_and_title("organisation", known->id, known->name, out);
	} else if (!actor && !str_eq(known->name, S("not named"))) {
		name_and_title("organisation", known->id, known->name, out);
	} else {
		name_and_title("group", known->id, known->name, out);
		if (actor)
			of_party(d, known, out);
		else
			buf_add(out, S(" of unknown"));
		buf_add(out, S(" size unknown"));
	}
	buf_add_byte(out, '\n');
}

static const char *
zone_word(uint8_t kind)
{
	static const char *const words[] = { "text", "title", "stamp", "heading, no evidence", "notice, no evidence" };
	return words[kind];
}

static void
declare_source(const struct drafting *d, size_t index, buf *out)
{
	const struct clerk_report *r = &d->c->reports[index];
	bool has_passage = false;
	buf_printf(out, "source %.*s ", STR_ARG(r->id));
	size_t slash = r->report.name.len;
	while (slash > 0 && r->report.name.at[slash - 1] != '/')
		slash--;
	quoted(str_sub(r->report.name, slash, r->report.name.len), out);
	if (r->anchor.is_known)
		buf_printf(out, " at %.*s", STR_ARG(r->day));
	buf_add(out, S(" rights cite-only"));
	for (size_t i = 0; i < r->report.paragraph_count; i++) {
		const struct paragraph *p = &r->report.paragraphs[i];
		if (p->zone == ZONE_BODY)
			continue;
		if (!has_passage)
			buf_add(out, S("\n  passages:"));
		has_passage = true;
		put_number("\n    @", r->report.tokens[p->run.from].start, out);
		put_number("-", r->report.tokens[p->run.to - 1].end, out);
		put(" ", str_of(zone_word(p->zone)), out);
	}
	if (r->copy_of)
		buf_printf(out, "\n  note: %s %.*s", r->is_whole_copy ? "a copy of" : "holds the story of", STR_ARG(d->c->reports[r->copy_of - 1].id));
	buf_add_byte(out, '\n');
}

static void
declare_text(const struct named_text *t, buf *out)
{
	name_and_title("draft", t->id, t->name, out);
	if (t->count > 0)
		buf_printf(out, " count %u", t->count);
	buf_add(out, S(" text-unknown\n"));
}

static void
declarations(struct drafting *d, buf *out)
{
	if (!d->c->query->has_talks)
		buf_printf(out, "talks %.*s \"Talks, from %s\"\n  zone UTC\n  levels experts < delegations < ministers < leaders\n",
			   STR_ARG(take_name(d, S("press"))), d->c->report_count == 1 ? "a press report" : "press reports");
	for (size_t i = 0; i < d->c->report_count; i++)
		declare_source(d, i, out);
	buf_add_byte(out, '\n');
	for (size_t i = 0; i < d->actors.count; i++)
		declare(d, &d->actors.at[i], out);
	for (size_t i = 0; i < d->texts.count; i++)
		if (d->texts.at[i].is_used)
			declare_text(&d->texts.at[i], out);
}

void
clerk_draft(clerk *c)
{
	struct drafting d = { .c = c, .m = minutes_new(c->a, NULL) };
	d.of = ARENA_ARRAY(c->a, uint32_t *, c->report_count + 1);
	d.itself = ARENA_ARRAY(c->a, uint32_t, c->report_count + 1);
	d.act_names = ARENA_ARRAY(c->a, str, c->finding_count + 1);
	take_names(&d);
	for (size_t i = 0; i < c->report_count; i++)
		declare_actors(&d, i);
	for (size_t i = 0; i < c->finding_count; i++) {
		if (i > 0 && c->findings[i].report != c->findings[i - 1].report)
			d.last_deadline = 0;
		draft_finding(&d, &c->findings[i], i);
	}
	buf out = { 0 };
	declarations(&d, &out);
	c->declarations = arena_str(c->a, buf_str(&out));
	buf_done(&out);
	minutes_done(d.m);
	buf_done(&d.entry);
	buf_done(&d.words);
	map_done(&d.taken);
	map_done(&d.numbers);
	map_done(&d.by_name);
	map_done(&d.text_by_name);
	LIST_DONE(&d.actors);
	LIST_DONE(&d.texts);
}

/* "; confidence 0.62: who takes part is not all said; also in report-2 @10-40". `also`: of each
 * finding 1 + the last that says the same, `next` the one before that. */
static void
remark(const clerk *c, size_t index, const uint32_t *also, const uint32_t *next, buf *out)
{
	const struct finding *f = &c->findings[index];
	buf_printf(out, "; confidence %.2f", (double)f->confidence);
	if (f->doubt)
		put(": ", str_of(f->doubt), out);
	for (uint32_t k = also[index]; k; k = next[k - 1]) {
		const struct finding *g = &c->findings[k - 1];
		put_place("; also in ", &c->reports[g->report], g->run, out);
	}
	buf_add_byte(out, '\n');
}

void
clerk_minutes(const clerk *c, buf *out)
{
	buf_add(out, S(DRAFTS_BEGIN ", for a person to confirm: nothing here is on record yet.\n"));
	if (!c->query->has_talks)
		buf_add(out, S("; Who is a party to the talks a report does not tell: states are `interested` until somebody says so.\n"));
	uint32_t *also = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1), *next = ARENA_ARRAY(c->a, uint32_t, c->finding_count + 1);
	for (size_t i = 0; i < c->finding_count; i++)
		if (c->findings[i].same_as) {
			next[i] = also[c->findings[i].same_as - 1];
			also[c->findings[i].same_as - 1] = (uint32_t)i + 1;
		}
	buf_add(out, c->declarations);
	buf_add(out, S("\nunder circle public\n"));
	for (size_t i = 0; i < c->finding_count; i++) {
		const struct finding *f = &c->findings[i];
		if (f->minutes.len == 0 || finding_is_told_elsewhere(f))
			continue;
		buf_add_byte(out, '\n');
		remark(c, i, also, next, out);
		buf_add(out, f->minutes);
	}
}
