/* Random talks.
 *
 * The words come from short lists that hold what breaks programs: quotation
 * marks, backslashes, combining letters, scripts from right to left, wide
 * ones, brackets, what looks like Markdown.  Times fall on few instants, so
 * that ties are common; names are few, so that they clash.  Most of what is
 * made is in order; some of it is not, for the laws hold with faults too.
 */
#include "laws/gen.h"

#include <stdio.h>
#include <string.h>

/* ---- chance ---- */

static size_t
below(struct gen *g, size_t limit)
{
	return (size_t)rand_below(&g->r, limit);
}

static bool
chance(struct gen *g, unsigned percent)
{
	return below(g, 100) < percent;
}

#define PICK(g, list) ((list)[below((g), sizeof(list) / sizeof *(list))])

static const char *const phrases[] = {
	"the port shall be run jointly", "not before noon", "we shall look at it",
	"she said \"no\" and left", "a path C:\\lake\\north", "caf\u00e9 e\u0301te\u0301 no\u0308el",
	"\u0627\u0644\u0645\u064a\u0646\u0627\u0621 \u0645\u0634\u062a\u0631\u0643", "\u6e2f\u53e3\u5171\u540c\u7ba1\u7406",
	"\U0001f6a2 \U0001f91d", "28 boats, 3 of them lame", "may, should, shall", "* not a list",
	"goods of [either] shore", "see <b>there</b> & `here`", "ten days; no more",
	"# no heading", "a | b", "=SUM(A1)", "x:y:z", "it's 5% of ~30",
};

static const char *const words[] = {
	"port", "water", "boats", "shall", "may", "ten", "30", "days", "shore", "shared", "by", "the", "Envoy",
	"[guarded]", "[UPP: open]", "\u00fcber", "\u6e2f", "\u0645\u064a\u0646\u0627\u0621", "lake", "(sic)", "**bold**",
	"_soft_", "toll", "free", "only", "e\u0301clair",
};

static const char *const bare_tokens[] = { "fr", "phone", "B2", "1-6", "radio", "\u6e2f", "x,y", "a;b", "\\", "#7" };

static str
kept(struct gen *g, buf *text)
{
	str copy = arena_str(g->a, buf_str(text));
	buf_done(text);
	return copy;
}

static void
add_words(struct gen *g, buf *out, unsigned most)
{
	for (size_t i = 0, n = 1 + below(g, most); i < n; i++)
		buf_printf(out, "%s%s", i ? " " : "", PICK(g, words));
}

/* ---- files and parts ---- */

uint32_t
gen_file_add(struct gen *g, str path, bool is_draft)
{
	*LIST_ADD(&g->files) = (struct gen_file){ path, is_draft };
	return (uint32_t)g->files.count - 1;
}

static void
add_part(struct gen *g, uint32_t file, enum part_kind kind, uint32_t knowers, str text)
{
	*LIST_ADD(&g->parts) = (struct part){ .file = file, .kind = (uint8_t)kind, .in = SIDE_BOTH,
					      .knowers = knowers, .text = text };
}

struct part *
gen_insert(struct gen *g, size_t place, struct part part)
{
	LIST_ADD(&g->parts);
	struct part *at = &g->parts.at[place];
	memmove(at + 1, at, (g->parts.count - 1 - place) * sizeof *at);
	*at = part;
	return at;
}

str
gen_text(arena *a, const struct gen *g, uint32_t file, enum side side)
{
	buf text = { 0 };
	for (size_t i = 0; i < g->parts.count; i++)
		if (g->parts.at[i].file == file && g->parts.at[i].in & side)
			buf_add(&text, g->parts.at[i].text);
	str copy = arena_str(a, buf_str(&text));
	buf_done(&text);
	return copy;
}

struct part *
gen_part_at(const struct gen *g, str path, size_t at, enum side side)
{
	size_t from = 0;
	for (size_t i = 0; i < g->parts.count; i++) {
		struct part *p = &g->parts.at[i];
		if (!(p->in & side) || !str_eq(g->files.at[p->file].path, path))
			continue;
		if (at < from + p->text.len)
			return p;
		from += p->text.len;
	}
	return NULL;
}

struct gen *
gen_copy(arena *a, const struct gen *g)
{
	struct gen *copy = ARENA_NEW(a, struct gen);
	*copy = *g;
	memset(&copy->files, 0, sizeof copy->files);
	memset(&copy->parts, 0, sizeof copy->parts);
	memset(&copy->circles, 0, sizeof copy->circles);
	memset(&copy->ids, 0, sizeof copy->ids);
	for (size_t i = 0; i < g->files.count; i++)
		*LIST_ADD(&copy->files) = g->files.at[i];
	for (size_t i = 0; i < g->parts.count; i++)
		*LIST_ADD(&copy->parts) = g->parts.at[i];
	for (size_t i = 0; i < g->circles.count; i++)
		*LIST_ADD(&copy->circles) = g->circles.at[i];
	for (size_t i = 0; i < g->ids.count; i++)
		*LIST_ADD(&copy->ids) = g->ids.at[i];
	return copy;
}

void
gen_done(struct gen *g)
{
	if (!g)
		return;
	LIST_DONE(&g->files);
	LIST_DONE(&g->parts);
	LIST_DONE(&g->circles);
	LIST_DONE(&g->ids);
}

/* ---- who may know what, by the model ---- */

int
gen_actor_find(const struct gen *g, str name)
{
	for (unsigned i = 0; i < g->actors; i++)
		if (str_eq(g->actor[i].name, name))
			return (int)i;
	return -1;
}

/* The actors that an actor is: itself, the party it is of, and their groups. */
static uint32_t
is_also(const struct gen *g, unsigned actor)
{
	uint32_t set = 1u << actor;
	if (g->actor[actor].of >= 0)
		set |= 1u << g->actor[actor].of;
	for (uint32_t before = 0; before != set;) {
		before = set;
		for (unsigned i = 0; i < g->actors; i++)
			if (g->actor[i].kind == DECL_group && g->actor[i].members & set)
				set |= 1u << i;
	}
	return set;
}

uint32_t
gen_knowers(const struct gen *g, str circle)
{
	uint32_t members = 0, knowers = 0;
	if (str_eq(circle, S("public")))
		return g->everybody;
	for (size_t i = 0; i < g->circles.count; i++)
		if (str_eq(g->circles.at[i].name, circle))
			members |= g->circles.at[i].members;
	int actor = gen_actor_find(g, circle);
	if (actor >= 0)
		members |= 1u << actor;
	for (unsigned i = 0; i < g->actors; i++)
		if (is_also(g, i) & members)
			knowers |= 1u << i;
	return knowers;
}

static str
some_circle(struct gen *g)
{
	if (chance(g, 15))
		return S("public");
	if (chance(g, 30) || !g->circles.count)
		return g->actor[below(g, g->parties + 1)].name;
	return g->circles.at[below(g, g->circles.count)].name;
}

/* ---- times ---- */

static void
put_day(struct gen *g, buf *out, int ahead)
{
	unsigned day = 1 + (unsigned)below(g, 20) + (unsigned)ahead;
	buf_printf(out, "2026-06-%02u", day > 30 ? 30 : day);
}

static const char *const clocks[] = { "09:00", "09:30", "12:00", "18:00", "18:30" };

static void
put_time(struct gen *g, buf *out, int ahead)
{
	switch (below(g, 14)) {
	case 0:
		put_day(g, out, ahead);
		return;
	case 1:
		put_day(g, out, ahead);
		buf_printf(out, " %s:%02u", PICK(g, clocks), (unsigned)below(g, 60));
		return;
	case 2:
		put_day(g, out, ahead);
		buf_printf(out, "T%s%s", PICK(g, clocks), chance(g, 50) ? "Z" : "+02:00");
		return;
	case 3:
		put_day(g, out, ahead);
		buf_add(out, S(" 16:00/17:40"));
		return;
	case 4:
		buf_printf(out, "2026-06-%02u/2026-06-%02u", 1 + (unsigned)below(g, 9), 10 + (unsigned)below(g, 9));
		return;
	case 5:
		put_day(g, out, ahead);
		buf_add_byte(out, "~?%"[below(g, 3)]);
		return;
	case 6:
		buf_add(out, chance(g, 50) ? S("../") : S(""));
		put_day(g, out, ahead);
		return;
	case 7:
		buf_add(out, chance(g, 50) ? S("2026-06") : chance(g, 50) ? S("2026-22") : S("2026-06-02 24:00"));
		return;
	default:
		put_day(g, out, ahead);
		buf_printf(out, " %s", PICK(g, clocks));
		return;
	}
}

static void
put_front_time(struct gen *g, buf *out)
{
	static const char *const relations[] = { "before", "during", "after" };
	buf time = { 0 };
	if (g->ids.count && chance(g, 5))
		buf_printf(&time, "%s %s", PICK(g, relations), g->ids.at[below(g, g->ids.count)].name.at);
	else if (g->last_time[0] && chance(g, 30))
		buf_add(&time, str_of(g->last_time));
	else
		put_time(g, &time, 0);
	if (time.len < sizeof g->last_time)
		memcpy(g->last_time, time.at, time.len + 1);
	buf_add(out, buf_str(&time));
	buf_done(&time);
}

/* ---- names ---- */

static str
some_actor(struct gen *g)
{
	return g->actor[below(g, g->actors)].name;
}

/* Those who speak: parties, the mediator, at times persons. */
static str
some_subject(struct gen *g)
{
	return chance(g, 75) ? g->actor[below(g, g->parties + 1)].name : some_actor(g);
}

static str
some_person(struct gen *g)
{
	for (unsigned tries = 0; tries < 20; tries++) {
		size_t i = below(g, g->actors);
		if (g->actor[i].kind == DECL_person)
			return g->actor[i].name;
	}
	return some_actor(g);
}

static void
put_names(struct gen *g, buf *out, str (*some)(struct gen *g))
{
	str taken[3];
	size_t count = 0;
	for (size_t i = 0, n = chance(g, 75) ? 1 : 2 + below(g, 2); i < n; i++) {
		str name = some(g);
		bool again = false;
		for (size_t k = 0; k < count; k++)
			again = again || str_eq(taken[k], name);
		if (again)
			continue;
		buf_printf(out, "%s%.*s", count ? ", " : "", STR_ARG(name));
		taken[count++] = name;
	}
}

static const char *const levels[] = { "experts", "delegations", "ministers", "leaders" };

static str
new_id(struct gen *g, unsigned verb, unsigned mood)
{
	/* At times a name that is taken: in other circles it may be. */
	str name = g->ids.count && chance(g, 4) ? g->ids.at[below(g, g->ids.count)].name
						: arena_printf(g->a, "%s%u", chance(g, 50) ? "n" : "K", g->next_id++);
	*LIST_ADD(&g->ids) = (struct gen_id){ name, (uint8_t)verb, (uint8_t)mood };
	return name;
}

/* Does an act of that verb fit behind this one? */
static bool
id_fits(const struct gen_id *id, unsigned verb)
{
	bool clock = id->mood == MOOD_DONE && (id->verb == VERB_sets_deadline || id->verb == VERB_opens_silence);
	switch (verb) {
	case VERB_softens:
	case VERB_reaffirms:
	case VERB_extends:
	case VERB_stops_clock:
		return clock;
	case VERB_cancels:
	case VERB_postpones:
		return id->mood == MOOD_WILL;
	case VERB_votes:
		return id->verb == VERB_calls_vote;
	case VERB_objects:
		return clock && id->verb == VERB_opens_silence;
	case VERB_answers:
		return id->verb == VERB_asks;
	case VERB_drops:
		return id->verb == VERB_rules_out;
	case VERB_lifts:
		return id->verb == VERB_enters_reservation || id->verb == VERB_objects;
	case VERB_attends:
		return id->verb == VERB_meets;
	default:
		return true;
	}
}

static str
some_id(struct gen *g, unsigned verb)
{
	for (unsigned tries = 0; g->ids.count && tries < 30; tries++) {
		const struct gen_id *id = &g->ids.at[below(g, g->ids.count)];
		if (id_fits(id, verb))
			return id->name;
	}
	return S("");
}

/* The name of an act of that verb: one that is there, or none. */
static str
id_of(struct gen *g, unsigned verb, bool planned)
{
	for (unsigned tries = 0; g->ids.count && tries < 30; tries++) {
		const struct gen_id *id = &g->ids.at[below(g, g->ids.count)];
		if ((!verb || id->verb == verb) && (!planned || id->mood != MOOD_DONE))
			return id->name;
	}
	return S("");
}

/* ---- references ---- */

static const struct gen_draft *
some_draft(struct gen *g)
{
	/* Mostly the later ones. */
	return &g->draft[chance(g, 50) ? g->drafts - 1 : below(g, g->drafts)];
}

static void
put_points(struct gen *g, buf *out)
{
	const struct gen_draft *d = some_draft(g);
	unsigned number = 1 + (unsigned)below(g, d->count);
	const struct gen_point *p = &d->point[number - 1];
	if (p->identity[0] && chance(g, 25)) {
		if (chance(g, 50))
			buf_printf(out, "%.*s:", STR_ARG(d->name));
		buf_add(out, str_of(p->identity));
		return;
	}
	buf_printf(out, "%.*s:", STR_ARG(d->name));
	if (p->subs && chance(g, 25))
		buf_printf(out, "%u.%u", number, 1 + (unsigned)below(g, p->subs));
	else if (chance(g, 25) && number < d->count)
		buf_printf(out, "%u%s%u", number, chance(g, 50) ? "-" : "..", d->count);
	else if (chance(g, 20) && number < d->count)
		buf_printf(out, "%u,%u", number, number + 1 + (unsigned)below(g, d->count - number));
	else
		buf_printf(out, "%u", number);
}

static bool
put_object(struct gen *g, unsigned verb, unsigned mood, buf *out)
{
	unsigned objects = verbs[verb].objects;
	if (objects & OBJECT_NEWID) {
		buf_printf(out, " %s", new_id(g, verb, mood).at);
		return true;
	}
	if (objects == OBJECT_NONE || (objects & OBJECT_OPTIONAL && chance(g, 30)))
		return true;
	buf_add_byte(out, ' ');
	bool brings = mood == MOOD_DONE && (verb == VERB_tables || verb == VERB_circulates);
	if (brings && chance(g, 90)) {
		buf_printf(out, "w%u", g->next_id++);
		return true;
	}
	unsigned kinds[4], count = 0;
	for (unsigned kind = OBJECT_DRAFT; kind <= OBJECT_ACTORS; kind *= 2)
		if (objects & kind)
			kinds[count++] = kind;
	unsigned kind = count ? kinds[below(g, count)] : OBJECT_QUANTITY;
	if (objects & OBJECT_POINTS && chance(g, 50))
		kind = OBJECT_POINTS;
	if (kind == OBJECT_DRAFT) {
		if (chance(g, 10))
			buf_add(out, chance(g, 50) ? S("many of ") : S("~30 of "));
		buf_add(out, some_draft(g)->name);
	} else if (kind == OBJECT_POINTS) {
		put_points(g, out);
	} else if (kind == OBJECT_ACTORS) {
		put_names(g, out, some_actor);
	} else {
		str id = some_id(g, verb);
		buf_add(out, id);
		return id.len > 0;
	}
	return true;
}

/* ---- words ---- */

static void
put_quoted(struct gen *g, buf *out, const char *text)
{
	(void)g;
	buf_add_byte(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_add_byte(out, '\\');
		buf_add_byte(out, *text);
	}
	buf_add_byte(out, '"');
}

static void
put_block(struct gen *g, buf *out, const char *key)
{
	static const char *const odd[] = { "\\; not a comment", "\\\\ two", "  deeper", "tail,", "", "as it was: yes" };
	if (chance(g, 60)) {
		buf_printf(out, "  %s: %s\n", key, PICK(g, phrases));
		return;
	}
	buf_printf(out, "  %s:\n", key);
	for (size_t i = 0, n = 1 + below(g, 3); i < n; i++)
		buf_printf(out, "    %s\n", chance(g, 30) ? PICK(g, odd) : PICK(g, phrases));
	buf_printf(out, "    %s\n", PICK(g, phrases));
	if (chance(g, 10))
		buf_add(out, S("; a remark inside\n"));
}

static void
put_words_block(struct gen *g, buf *out, const char *key)
{
	buf_printf(out, "  %s:%s", key, chance(g, 50) ? " " : "\n    ");
	put_quoted(g, out, PICK(g, phrases));
	buf_add_byte(out, '\n');
}

static void
put_condition(struct gen *g, buf *out)
{
	str id = id_of(g, 0, false), who = some_subject(g);
	buf_printf(out, "    %s", chance(g, 20) ? "not " : "");
	if (chance(g, 40)) {
		buf_printf(out, "%.*s %s ", STR_ARG(who), chance(g, 70) ? "accepts" : "can-live-with");
		put_points(g, out);
	} else if (chance(g, 40)) {
		buf_printf(out, "%.*s has v1", STR_ARG(who));
	} else if (chance(g, 40)) {
		buf_add(out, S("by 2026-06-11"));
	} else if (id.len && chance(g, 50)) {
		buf_add(out, id);
	} else {
		put_quoted(g, out, PICK(g, phrases));
	}
	buf_add_byte(out, '\n');
}

static const char *const methods[] = {
	("    silence of at least 24 hours\n    extended once by the chair\n    broken by objection, amendment\n"
	 "    joint letters allowed\n    if broken: a meeting\n"),
	"    silence\n    broken by objection\n    a tie is in time\n",
	"    votes\n    quorum >= 1/2 of members\n    yes > 1/2 of cast\n",
	"    votes\n    yes >= 2/3 of present\n    yes >= 2\n",
	"    unanimity\n    abstention neutral\n",
	"    consensus\n",
};

static void
put_lines(struct gen *g, buf *out, enum clause_id id)
{
	buf_printf(out, "  %s:\n", clauses[id].name);
	if (id == CLAUSE_method) {
		buf_add(out, str_of(PICK(g, methods)));
		return;
	}
	if (id == CLAUSE_options || id == CLAUSE_values) {
		buf_add(out, id == CLAUSE_options ? S("    joint: 60\n    theirs: never\n") : S("    UPP 12\n    LOW 3.5 from 2026-06-05\n"));
		return;
	}
	for (size_t i = 0, n = 1 + below(g, 2); i < n; i++) {
		if (id == CLAUSE_if || id == CLAUSE_needs) {
			put_condition(g, out);
		} else if (id == CLAUSE_mandate && chance(g, 60)) {
			buf_printf(out, "    %s ", PICK(g, levels));
			put_points(g, out);
			buf_add_byte(out, '\n');
		} else if (id == CLAUSE_mandate) {
			buf_add(out, S("    fall-back "));
			put_points(g, out);
			buf_add(out, S(" \"a board of five\"\n"));
		} else {
			buf_printf(out, "    %s: %s%s\n", i ? "wounded/children" : "killed",
				   chance(g, 50) ? "~4" : "unknown", chance(g, 30) ? " scope unknown" : "");
		}
	}
}

/* ---- clauses ---- */

static void
put_refs(struct gen *g, enum clause_id id, buf *out)
{
	str name = id == CLAUSE_in	      ? id_of(g, VERB_meets, false)
		   : id == CLAUSE_does      ? id_of(g, 0, true)
		   : id == CLAUSE_part_of   ? id_of(g, VERB_incident, false)
		   : id == CLAUSE_after || id == CLAUSE_replaces ? id_of(g, 0, false)
								 : S("");
	if (id == CLAUSE_about && chance(g, 40))
		name = chance(g, 50) ? id_of(g, 0, false) : some_actor(g);
	if (name.len)
		buf_add(out, name);
	else
		put_points(g, out);
}

/* Has `id` something to refer to? */
static bool
can_put(struct gen *g, enum clause_id id)
{
	switch (id) {
	case CLAUSE_in:
		return id_of(g, VERB_meets, false).len > 0;
	case CLAUSE_does:
		return id_of(g, 0, true).len > 0;
	case CLAUSE_part_of:
		return id_of(g, VERB_incident, false).len > 0;
	case CLAUSE_after:
	case CLAUSE_replaces:
		return id_of(g, 0, false).len > 0;
	default:
		return true;
	}
}

static void
put_word(struct gen *g, enum clause_id id, unsigned verb, buf *out)
{
	unsigned fits[64], count = 0;
	for (unsigned i = 1; i < closed_word_count && count < 64; i++)
		if (closed_words[i].clause == id && (closed_words[i].verb == verb || !closed_words[i].verb))
			fits[count++] = i;
	if (count && id == CLAUSE_terms && chance(g, 50)) {
		out->len -= strlen("terms ");   /* the word alone is read too */
		buf_add(out, str_of(closed_words[fits[below(g, count)]].word));
	} else if (count) {
		buf_add(out, str_of(closed_words[fits[below(g, count)]].word));
	}
}

static bool
has_words(enum clause_id id, unsigned verb)
{
	for (unsigned i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == id && (closed_words[i].verb == verb || !closed_words[i].verb))
			return true;
	return false;
}

static void
put_value(struct gen *g, enum clause_id id, unsigned verb, buf *out)
{
	static const char *const quantities[] = { "28", "~30", ">=4", "<=9", "some", "many", "almost-all", "unknown" };
	switch (clauses[id].type) {
	case NAME:
		buf_add(out, id == CLAUSE_level	  ? str_of(PICK(g, levels))
			     : id == CLAUSE_rule  ? S("R-1")
			     : id == CLAUSE_track ? S("shuttle")
			     : id == CLAUSE_per	  ? (chance(g, 60) ? some_person(g) : some_actor(g))
						  : some_actor(g));
		return;
	case NAMES:
		if (id == CLAUSE_to && (verb == VERB_refers || verb == VERB_reserves))
			buf_add(out, str_of(PICK(g, levels)));
		else
			put_names(g, out, id == CLAUSE_present ? some_person : some_actor);
		return;
	case REFS:
		put_refs(g, id, out);
		return;
	case WHEN:
	case WHENID:
		put_time(g, out, 5);
		return;
	case WORD:
		put_word(g, id, verb, out);
		return;
	case TOKEN:
		if (id == CLAUSE_zone)
			buf_add(out, chance(g, 50) ? S("UTC") : S("Europe/Zurich"));
		else if (chance(g, 50))
			buf_add(out, str_of(PICK(g, bare_tokens)));
		else
			put_quoted(g, out, PICK(g, phrases));
		return;
	case QUANTITY:
		buf_add(out, str_of(PICK(g, quantities)));
		return;
	case FORM:
		buf_add(out, str_of(form_names[1 + below(g, FORM_COUNT - 1)]));
		if (str_ends(buf_str(out), S("copy")))
			buf_printf(out, " %02u", (unsigned)below(g, 30));
		return;
	case SOURCE:
		buf_printf(out, "report%s", chance(g, 40) ? " s17" : chance(g, 30) ? " @120-188" : "");
		return;
	default:
		return;
	}
}

static void
put_clause(struct gen *g, enum clause_id id, unsigned verb, unsigned mood, buf *line, buf *blocks)
{
	switch (clauses[id].type) {
	case QUOTE:
		if (id == CLAUSE_words && chance(g, 60)) {
			buf_add_byte(line, ' ');
			put_quoted(g, line, PICK(g, phrases));
		} else {
			put_words_block(g, blocks, clauses[id].name);
		}
		return;
	case BLOCK:
		put_block(g, blocks, clauses[id].name);
		return;
	case LINES:
		put_lines(g, blocks, id);
		return;
	case FLAG:
		buf_printf(line, " %s", clauses[id].name);
		return;
	case NEWID:
		buf_printf(line, " as %s", new_id(g, verb, mood).at);
		return;
	default:
		buf_printf(line, " %s ", clauses[id].name);
		put_value(g, id, verb, line);
	}
}

/* Clauses that are not for chance: circles and texts are set with care, zones
 * and records seldom. */
static bool
is_special(enum clause_id id)
{
	return id == CLAUSE_circle || id == CLAUSE_from || id == CLAUSE_crosswalk || id == CLAUSE_base ||
	       id == CLAUSE_at || id == CLAUSE_before || id == CLAUSE_during;
}

/* Verbs whose acts others are about. */
static bool
is_wanted(unsigned verb)
{
	return verb == VERB_meets || verb == VERB_calls_vote || verb == VERB_opens_silence || verb == VERB_asks ||
	       verb == VERB_rules_out || verb == VERB_enters_reservation || verb == VERB_incident ||
	       verb == VERB_amends;
}

static void
put_clauses(struct gen *g, unsigned verb, unsigned mood, buf *line, buf *blocks)
{
	const struct verb *v = &verbs[verb];
	for (unsigned i = 1; i < CLAUSE_COUNT; i++) {
		enum clause_id id = (enum clause_id)i;
		bool own = !clause_set_has(&every_verb_clauses, id);
		unsigned percent = clause_set_has(&v->needs, id) ? 100
				   : id == CLAUSE_as		 ? (is_wanted(verb) ? 70 : 20)
				   : id == CLAUSE_recorded	 ? 6
				   : id == CLAUSE_zone		 ? 1
				   : own			 ? 15
								 : 4;
		if (!clause_set_has(&v->clauses, id) || is_special(id) || !chance(g, percent))
			continue;
		if (!can_put(g, id) || (clauses[id].type == WORD && !has_words(id, verb)))
			continue;
		if (id == CLAUSE_as && v->objects & OBJECT_NEWID)
			continue;
		put_clause(g, id, verb, mood, line, blocks);
	}
	if (mood == MOOD_WILL && clause_set_has(&v->clauses, CLAUSE_at) && chance(g, 60)) {
		buf_add(line, S(" at "));
		put_time(g, line, 3);
	}
	if (mood == MOOD_WILL_NOT && chance(g, 70))
		buf_add(line, S(" during 2026-06-05/2026-06-20"));
	if (clause_set_has(&v->needs, CLAUSE_at) && mood != MOOD_WILL)
		buf_add(line, S(" at 2026-06-15 11:00"));
	if (chance(g, 2))
		buf_add(line, S(" before 2026-06-25"));
}

/* ---- acts ---- */

static void
put_from(struct gen *g, buf *line)
{
	const struct gen_draft *d = some_draft(g);
	str path = g->files.at[d->file].path;
	if (chance(g, 30))
		buf_printf(line, " from %s%.*s", g->in_folder ? "../" : "", STR_ARG(path));
}

static unsigned
some_mood(struct gen *g, unsigned verb)
{
	if (verb == VERB_incident || chance(g, 80))
		return MOOD_DONE;
	return 1 + (unsigned)below(g, MOOD_COUNT - 1);
}

/* Finishes an entry: circle, blocks, the line broken at times. */
static str
entry_text(struct gen *g, buf *line, buf *blocks, str circle)
{
	if (circle.len)
		buf_printf(line, "%s circle %.*s", chance(g, 20) ? "\n " : "", STR_ARG(circle));
	buf_add_byte(line, '\n');
	buf_add(line, buf_str(blocks));
	buf_done(blocks);
	return kept(g, line);
}

/* Any verb, at times one that answers what is there. */
static unsigned
some_verb(struct gen *g)
{
	static const unsigned answers_to[] = {
		VERB_softens, VERB_reaffirms, VERB_extends, VERB_stops_clock, VERB_cancels, VERB_postpones,
		VERB_votes, VERB_objects, VERB_answers, VERB_drops, VERB_lifts, VERB_attends, VERB_withdraws,
		VERB_corrects, VERB_accepts, VERB_accepts, VERB_amends,
	};
	return chance(g, 20) ? PICK(g, answers_to) : 1 + (unsigned)below(g, VERB_COUNT - 1);
}

static bool
is_actor(const struct gen *g, str name)
{
	for (unsigned i = 0; i < g->actors; i++)
		if (str_eq(g->actor[i].name, name))
			return true;
	return false;
}

str
gen_act(struct gen *g, unsigned verb, str circle)
{
	for (;; verb = 0) {
		buf line = { 0 }, blocks = { 0 };
		size_t ids = g->ids.count;
		if (!verb)
			verb = some_verb(g);
		bool is_own = verb == VERB_values;      /* such an act has its subject's circle */
		if (is_own && !is_actor(g, circle))
			continue;
		unsigned mood = some_mood(g, verb);
		bool s_form = chance(g, 80);
		put_front_time(g, &line);
		buf_add_byte(&line, ' ');
		if (verb != VERB_incident) {
			if (is_own)
				buf_add(&line, circle);
			else
				put_names(g, &line, some_subject);
			buf_printf(&line, " %s%s", mood_names[mood], mood ? " " : "");
			buf_add(&line, str_of(s_form ? verbs[verb].s_form : verbs[verb].base));
		} else {
			buf_add(&line, S("incident"));
		}
		if (put_object(g, verb, mood, &line)) {
			bool brings = verb == VERB_shows || verb == VERB_reads || verb == VERB_sees ||
				      verb == VERB_publishes;
			if (brings)
				put_from(g, &line);
			put_clauses(g, verb, mood, &line, &blocks);
			return entry_text(g, &line, &blocks, circle);
		}
		g->ids.count = ids;
		buf_done(&line);
		buf_done(&blocks);
	}
}

/* ---- drafts ---- */

static const char *const identities[] = { "port", "water", "toll", "coast", "boats", "fuel" };

struct gen_point
gen_point_new(struct gen *g)
{
	struct gen_point p = { .subs = chance(g, 25) ? 1 + (unsigned)below(g, GEN_SUBS) : 0 };
	buf heading = { 0 }, text = { 0 };
	if (chance(g, 40))
		add_words(g, &heading, 2);
	add_words(g, &text, 8);
	p.heading = kept(g, &heading);
	p.words = kept(g, &text);
	for (unsigned i = 0; i < p.subs; i++) {
		add_words(g, &text, 4);
		p.sub[i] = kept(g, &text);
	}
	return p;
}

/* An identity that no other point of the draft has, or none. */
static void
name_point(struct gen *g, const struct gen_draft *d, struct gen_point *p)
{
	const char *identity = PICK(g, identities);
	for (unsigned i = 0; i < d->count; i++)
		if (strcmp(d->point[i].identity, identity) == 0)
			return;
	snprintf(p->identity, sizeof p->identity, "%s", identity);
}

/* A point without its sub-points, which are parts of their own. */
str
gen_point_text(struct gen *g, unsigned number, const struct gen_point *p)
{
	buf text = { 0 };
	buf_printf(&text, "%u. ", number);
	if (p->identity[0])
		buf_printf(&text, "{#%s} ", p->identity);
	if (p->heading.len)
		buf_printf(&text, "**%.*s.** ", STR_ARG(p->heading));
	buf_printf(&text, "%.*s\n", STR_ARG(p->words));
	return kept(g, &text);
}

static void
add_draft_file(struct gen *g, struct gen_draft *d, str path)
{
	d->file = gen_file_add(g, path, true);
	add_part(g, d->file, PART_FRAME, 0, arena_printf(g->a, "# Draft %.*s\n\n", STR_ARG(d->name)));
	for (unsigned i = 0; i < d->count; i++) {
		const struct gen_point *p = &d->point[i];
		add_part(g, d->file, PART_POINT, 0, gen_point_text(g, i + 1, p));
		for (unsigned k = 0; k < p->subs; k++)
			add_part(g, d->file, PART_POINT, 0,
				 arena_printf(g->a, "\n    %u. %.*s\n", k + 1, STR_ARG(p->sub[k])));
	}
}

static void
edit_point(struct gen *g, struct gen_point *p)
{
	struct gen_point fresh = gen_point_new(g);
	if (chance(g, 70))
		p->words = fresh.words;
	else if (chance(g, 50))
		p->heading = fresh.heading;
	else {
		p->subs = fresh.subs;
		memcpy(p->sub, fresh.sub, sizeof p->sub);
	}
}

/* The row, at times one that somebody calls immaterial. */
static void
put_row(struct gen *g, buf *rows, str row)
{
	bool pairs = str_starts(row, S("renumber")) || str_starts(row, S("move"));
	if (chance(g, 10))
		return;
	buf_printf(rows, "    %.*s", STR_ARG(row));
	if (pairs && chance(g, 40))
		buf_printf(rows, " immaterial per %s", some_person(g).at);
	buf_add_byte(rows, '\n');
}

static bool
drafts_put(struct gen_draft *d, struct gen_point p)
{
	if (d->count < GEN_POINTS)
		d->point[d->count++] = p;
	return d->count < GEN_POINTS;
}

/* The next draft from the last: what becomes of each point, and the rows that
 * say so. */
static void
next_draft(struct gen *g, const struct gen_draft *old, struct gen_draft *d, buf *rows)
{
	arena *a = g->a;
	unsigned merged = 0;
	for (unsigned i = 0; i < old->count; i++) {
		struct gen_point p = old->point[i];
		unsigned from = i + 1, to = d->count + 1;
		if (chance(g, 40))
			edit_point(g, &p);
		if (merged == from)
			continue;
		if (chance(g, 8)) {
			put_row(g, rows, arena_printf(a, "delete %u", from));
			continue;
		}
		if (chance(g, 8) && d->count + 2 <= GEN_POINTS) {
			struct gen_point second = gen_point_new(g);
			drafts_put(d, p);
			drafts_put(d, second);
			put_row(g, rows, arena_printf(a, "split %u into %u, %u", from, to, to + 1));
			continue;
		}
		if (chance(g, 8) && from < old->count) {
			merged = from + 1;
			drafts_put(d, p);
			put_row(g, rows, arena_printf(a, "merge %u, %u into %u", from, from + 1, to));
			continue;
		}
		if (d->count >= GEN_POINTS)
			continue;
		drafts_put(d, p);
		const char *verb = chance(g, 70) ? "renumber" : "move";
		put_row(g, rows, from == to ? arena_printf(a, "keep %u", from)
					    : arena_printf(a, "%s %u to %u", verb, from, to));
	}
	if (chance(g, 40) && d->count < GEN_POINTS) {
		struct gen_point p = gen_point_new(g);
		if (chance(g, 50))
			name_point(g, d, &p);
		drafts_put(d, p);
		put_row(g, rows, arena_printf(a, "add %u", d->count));
	}
	if (!d->count)
		drafts_put(d, gen_point_new(g));
}

/* ---- the people ---- */

static const char *const party_names[] = { "UPP", "LOW", "\u0634\u0645\u0627\u0644", "\u6e56\u5dde" };

static unsigned
add_actor(struct gen *g, enum decl_id kind, str name, int of)
{
	g->actor[g->actors] = (struct gen_actor){ name, kind, of, 0 };
	return g->actors++;
}

static void
declare(struct gen *g, uint32_t file, bool is_policy, str text)
{
	add_part(g, file, PART_DECL, UINT32_MAX, text);
	g->parts.at[g->parts.count - 1].is_policy = is_policy;
}

static void
add_people(struct gen *g, uint32_t file)
{
	arena *a = g->a;
	g->parties = 2 + (unsigned)below(g, 3);
	for (unsigned i = 0; i < g->parties; i++) {
		str name = str_of(party_names[i]);
		add_actor(g, DECL_party, name, -1);
		declare(g, file, true, arena_printf(a, "party %.*s \"Shore %u\"\n", STR_ARG(name), i));
	}
	add_actor(g, DECL_mediator, S("ENV"), -1);
	declare(g, file, true, S("mediator ENV \"the Envoy\"\n"));
	for (unsigned i = 0; i <= g->parties; i++) {
		str name = arena_printf(a, "p%u", i);
		add_actor(g, DECL_person, name, (int)i);
		declare(g, file, true, arena_printf(a, "person %.*s \"Person %u\" of %.*s at %s\n", STR_ARG(name), i,
						    STR_ARG(g->actor[i].name), PICK(g, levels)));
	}
	add_actor(g, DECL_person, S("witness"), -1);
	declare(g, file, true, S("person witness \"a witness\" of unknown\n"));
	if (chance(g, 60)) {
		unsigned group = add_actor(g, DECL_group, S("FoL"), -1);
		uint32_t members = 1u << below(g, g->parties) | 1u << below(g, g->parties);
		buf list = { 0 };
		for (unsigned i = 0; i < g->parties; i++)
			if (members & 1u << i)
				buf_printf(&list, "%s%.*s", list.len ? ", " : "", STR_ARG(g->actor[i].name));
		g->actor[group].members = members;
		declare(g, file, true, arena_printf(a, "group FoL \"Friends\" size ~31 members %.*s\n",
						    STR_ARG(buf_str(&list))));
		buf_done(&list);
	}
	if (g->actors + 1 < GEN_ACTORS && gen_actor_find(g, S("FoL")) >= 0 && chance(g, 30)) {
		unsigned outer = add_actor(g, DECL_group, S("Allies"), -1);
		g->actor[outer].members = 1u << gen_actor_find(g, S("FoL"));
		declare(g, file, true, S("group Allies members FoL\n"));
	}
	g->everybody = (1u << g->actors) - 1;
}

static void
add_circles(struct gen *g, uint32_t file)
{
	for (size_t i = 0, n = 1 + below(g, 4); i < n; i++) {
		str name = arena_printf(g->a, "c%zu", i);
		uint32_t members = 1u << below(g, g->parties + 1) | 1u << below(g, g->actors);
		buf list = { 0 };
		for (unsigned m = 0; m < g->actors; m++)
			if (members & 1u << m)
				buf_printf(&list, "%s%.*s", list.len ? ", " : "", STR_ARG(g->actor[m].name));
		*LIST_ADD(&g->circles) = (struct gen_circle){ name, members };
		declare(g, file, true, arena_printf(g->a, "circle %.*s for %.*s\n", STR_ARG(name),
						    STR_ARG(buf_str(&list))));
		buf_done(&list);
	}
}

static void
add_frame(struct gen *g)
{
	uint32_t file = gen_file_add(g, S("talks.minutes"), false);
	static const char *const zones[] = { "", " zone Europe/Zurich", " zone UTC" };
	add_part(g, file, PART_DECL, UINT32_MAX,
		 arena_printf(g->a, "talks lake \"Lake talks\"%s\n"
			      "  levels experts < delegations < ministers < leaders\n", PICK(g, zones)));
	add_people(g, file);
	add_circles(g, file);
	declare(g, file, false, S("track shuttle \"the shuttle\"\n"));
	declare(g, file, false, chance(g, 40) ? S("rule R-1 for UPP\n  decides: by silence\n")
					      : arena_printf(g->a, "rule R-1\n  method:\n%s", PICK(g, methods)));
	declare(g, file, false, arena_printf(g->a, "source report \"press report\"%s\n",
					     chance(g, 50) ? " at 2026-06-09" : ""));
}

/* Names that anybody may declare; some are there already. */
static const char *const free_names[] = {
	"Hill", "Dale", "Press", "Town", "extra", "zz", "\u6e2f\u53e3", "FoL", "p0", "report", "v1", "shuttle", "c0",
};

str
gen_decl(struct gen *g, str circle, bool *ret_is_policy)
{
	buf line = { 0 }, blocks = { 0 };
	enum decl_id id;
	do
		id = (enum decl_id)(1 + below(g, DECL_COUNT - 1));
	while (id == DECL_keeper || (id == DECL_talks && !circle.len) || (id == DECL_talks && chance(g, 70)));
	*ret_is_policy = (id >= DECL_party && id <= DECL_circle) || id == DECL_talks;
	size_t names = sizeof free_names / sizeof *free_names;
	str name = id == DECL_talks || chance(g, 60) ? arena_printf(g->a, "x%u", g->next_id++)
						     : str_of(free_names[below(g, chance(g, 90) ? names - 6 : names)]);
	if (id == DECL_point)
		name = chance(g, 50) ? str_of(PICK(g, identities)) : name;
	buf_printf(&line, "%s %.*s", decls[id].name, STR_ARG(name));
	if (chance(g, 50)) {
		buf_add_byte(&line, ' ');
		put_quoted(g, &line, PICK(g, phrases));
	}
	for (unsigned i = 1; i < CLAUSE_COUNT; i++) {
		enum clause_id key = (enum clause_id)i;
		if (!clause_set_has(&decls[id].clauses, key) || is_special(key))
			continue;
		if (!(id == DECL_person && key == CLAUSE_of) && !chance(g, 50))
			continue;
		if (key == CLAUSE_of)
			buf_printf(&line, " of %s", id == DECL_point ? some_draft(g)->name.at : some_actor(g).at);
		else if (key == CLAUSE_levels)
			buf_add(&line, S(" levels leaders < experts"));
		else if (key == CLAUSE_revises)
			buf_add(&line, S(" revises report"));
		else if (key == CLAUSE_kind)
			buf_add(&line, S(" kind non-paper"));
		else if (key != CLAUSE_source || id != DECL_source)
			put_clause(g, key, 0, 0, &line, &blocks);
	}
	if (id == DECL_source && chance(g, 50))
		buf_add(&line, S(" at 2026-06-12"));
	if (id == DECL_draft && chance(g, 50))
		buf_printf(&line, " base %s", some_draft(g)->name.at);
	return entry_text(g, &line, &blocks, circle);
}

/* ---- the files of minutes ---- */

struct gen_home { uint32_t file; str under, keeper; };

static uint32_t
knowers_of(const struct gen *g, const struct gen_home *home, str circle)
{
	return gen_knowers(g, circle.len ? circle : home->under.len ? home->under : home->keeper);
}

static void
add_home(struct gen *g, struct gen_home *home, unsigned index)
{
	arena *a = g->a;
	home->under = chance(g, 80) ? some_circle(g) : S("");
	unsigned keeper = (unsigned)below(g, g->parties + 1);
	home->keeper = g->actor[keeper].name;
	g->keepers |= 1u << keeper;
	home->file = gen_file_add(g, arena_printf(a, "%s%u.minutes", chance(g, 50) ? "m" : "folder/k", index), false);
	add_part(g, home->file, PART_FRAME, UINT32_MAX, arena_printf(a, "keeper %.*s\n", STR_ARG(home->keeper)));
	if (home->under.len)
		add_part(g, home->file, PART_FRAME, UINT32_MAX,
			 arena_printf(a, "under circle %.*s%s\n", STR_ARG(home->under),
				      chance(g, 10) ? " terms background" : ""));
}

static str
from_path(const struct gen *g, const struct gen_home *home, uint32_t file)
{
	bool below_folder = str_starts(g->files.at[home->file].path, S("folder/"));
	return arena_printf(g->a, "%s%.*s", below_folder ? "../" : "", STR_ARG(g->files.at[file].path));
}

static void
add_entry(struct gen *g, const struct gen_home *home, enum part_kind kind, str circle, str text)
{
	uint32_t knowers = kind == PART_DECL && !circle.len && !home->under.len ? UINT32_MAX
										: knowers_of(g, home, circle);
	add_part(g, home->file, kind, knowers, text);
}

/* Who tabled a draft, and who was shown it: the acts that texts hang on. */
static void
add_draft_acts(struct gen *g, const struct gen_home *homes, size_t count, unsigned which, str rows)
{
	const struct gen_draft *d = &g->draft[which];
	const struct gen_home *home = &homes[below(g, count)];
	arena *a = g->a;
	str author = chance(g, 70) ? S("ENV") : some_subject(g);
	str base = which && chance(g, 90) ? arena_printf(a, " base %.*s", STR_ARG(g->draft[which - 1].name)) : S("");
	str walk = base.len && rows.len ? arena_printf(a, "  crosswalk:\n%.*s", STR_ARG(rows)) : S("");
	unsigned day = 2 + which * 4;
	str circle = chance(g, 50) ? S("ENV") : chance(g, 50) ? some_circle(g) : S("");
	str in = circle.len ? arena_printf(a, " circle %.*s", STR_ARG(circle)) : S("");
	if (chance(g, 97))
		add_entry(g, home, PART_ACT, circle,
			  arena_printf(a, "2026-06-%02u 09:00 %.*s %s %.*s from %.*s%.*s%.*s\n%.*s", day, STR_ARG(author),
				       chance(g, 85) ? "tables" : "circulates", STR_ARG(d->name),
				       STR_ARG(from_path(g, home, d->file)), STR_ARG(base), STR_ARG(in), STR_ARG(walk)));
	for (unsigned i = 0; i < g->parties; i++) {
		str to = g->actor[i].name, part = S("");
		if (chance(g, 20))
			continue;
		if (chance(g, 35))
			part = arena_printf(a, ":%u-%u", 1u, 1 + (unsigned)below(g, d->count));
		bool from = chance(g, 30), read = chance(g, 20), seen = chance(g, 15);
		home = &homes[below(g, count)];
		circle = chance(g, 70) ? to : S("");
		in = circle.len ? arena_printf(a, " circle %.*s", STR_ARG(circle)) : S("");
		str file = from ? arena_printf(a, " from %.*s", STR_ARG(from_path(g, home, d->file))) : S("");
		str with = base.len && walk.len && chance(g, 60) ? walk : S("");
		str text = seen ? arena_printf(a, "2026-06-%02u 12:00 %.*s sees %.*s%.*s%.*s\n", day, STR_ARG(to),
					       STR_ARG(d->name), STR_ARG(part), STR_ARG(in))
				: arena_printf(a, "2026-06-%02u 12:00 ENV %s %.*s%.*s to %.*s%.*s%.*s%.*s\n%.*s", day,
					       read ? "reads" : "shows", STR_ARG(d->name), STR_ARG(part), STR_ARG(to),
					       STR_ARG(file), STR_ARG(with.len ? base : S("")), STR_ARG(in), STR_ARG(with));
		add_entry(g, home, PART_ACT, circle, text);
	}
}

/* Everybody says yes to a point or to the whole: agreement is rare by chance. */
static void
add_consent(struct gen *g, const struct gen_home *homes, size_t count, unsigned which)
{
	const struct gen_draft *d = &g->draft[which];
	const struct gen_home *home = &homes[below(g, count)];
	unsigned number = 1 + (unsigned)below(g, d->count);
	buf who = { 0 };
	for (unsigned i = 0; i < g->parties; i++)
		buf_printf(&who, "%s%.*s", i ? ", " : "", STR_ARG(g->actor[i].name));
	str circle = chance(g, 50) ? S("public") : S("");
	str in = circle.len ? S(" circle public") : S("");
	str what = chance(g, 20) ? d->name : arena_printf(g->a, "%.*s:%u", STR_ARG(d->name), number);
	str level = chance(g, 50) ? arena_printf(g->a, " level %s", PICK(g, levels)) : S("");
	add_entry(g, home, PART_ACT, circle,
		  arena_printf(g->a, "2026-06-%02u 18:00 %.*s %s %.*s%.*s%.*s\n", 3 + which * 4, STR_ARG(buf_str(&who)),
			       chance(g, 80) ? "accept" : "confirm", STR_ARG(what), STR_ARG(level), STR_ARG(in)));
	if (chance(g, 40)) {
		str keep = arena_printf(g->a, "2026-06-0%u 09:00 %s reserves %.*s:%u to %s%.*s\n", 1 + which,
					g->actor[below(g, g->parties)].name.at, STR_ARG(d->name), number,
					PICK(g, levels), STR_ARG(in));
		add_entry(g, home, PART_ACT, circle, keep);
	}
	buf_done(&who);
}

static void
add_comment(struct gen *g, uint32_t file)
{
	static const char *const comments[] = { "; the keeper's remark\n", "   ; set in\n", "\n", "\n\n",
						";\u0645\u064a\u0646\u0627\u0621 \"unclosed\n", "; a\n; b\n" };
	add_part(g, file, PART_COMMENT, 0, str_of(PICK(g, comments)));
}

static void
add_acts(struct gen *g, const struct gen_home *homes, size_t count)
{
	for (size_t i = 0, n = 6 + below(g, 20); i < n; i++) {
		const struct gen_home *home = &homes[below(g, count)];
		str circle = chance(g, 30) ? some_circle(g) : S("");
		g->in_folder = str_starts(g->files.at[home->file].path, S("folder/"));
		if (circle.len && chance(g, 10)) {
			str other = some_circle(g);
			uint32_t both = knowers_of(g, home, circle) | gen_knowers(g, other);
			str list = arena_printf(g->a, "%.*s, %.*s", STR_ARG(circle), STR_ARG(other));
			add_part(g, home->file, PART_ACT, both, gen_act(g, 0, list));
		} else if (chance(g, 10)) {
			bool is_policy;
			str text = gen_decl(g, circle, &is_policy);
			add_entry(g, home, PART_DECL, circle, text);
			g->parts.at[g->parts.count - 1].is_policy = is_policy;
		} else {
			add_entry(g, home, PART_ACT, circle, gen_act(g, 0, circle));
		}
		if (chance(g, 10))
			add_comment(g, home->file);
	}
}

struct gen *
gen_new(arena *a, uint64_t seed)
{
	struct gen *g = ARENA_NEW(a, struct gen);
	struct gen_home homes[5];
	str rows[GEN_DRAFTS] = { { 0 } };
	size_t count = 2;
	tables_init();
	g->a = a;
	g->seed = seed;
	g->r.state = seed;
	g->r.state = rand_next(&g->r);  /* neighbours must not be one stream, shifted */
	add_frame(g);
	g->drafts = 1 + (unsigned)below(g, GEN_DRAFTS);
	for (unsigned i = 0; i < g->drafts; i++) {
		struct gen_draft *d = &g->draft[i];
		d->name = arena_printf(a, "v%u", i + 1);
		if (i == 0)
			for (size_t n = 2 + below(g, 4); n > 0; n--) {
				struct gen_point p = gen_point_new(g);
				if (chance(g, 50))
					name_point(g, d, &p);
				drafts_put(d, p);
			}
		buf text = { 0 };
		if (i > 0)
			next_draft(g, &g->draft[i - 1], d, &text);
		rows[i] = kept(g, &text);
		add_draft_file(g, d, arena_printf(a, "drafts/v%u.md", i + 1));
	}
	count += below(g, 3);
	for (unsigned i = 0; i < count; i++)
		add_home(g, &homes[i], i);
	for (unsigned i = 0; i < g->drafts; i++) {
		add_draft_acts(g, homes, count, i, rows[i]);
		if (chance(g, 60))
			add_consent(g, homes, count, i);
	}
	add_acts(g, homes, count);
	if (g->drafts > 0 && chance(g, 60))
		add_consent(g, homes, count, g->drafts - 1);
	g->viewer = g->actor[below(g, g->actors)].name;
	return g;
}
