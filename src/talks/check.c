/* Faults of meaning, found over all entries at once, whatever a view shows.
 *
 * One table says what every name is: somebody, a circle, a source, a draft …
 * Each item of each entry is then held against what its key wants.  A guess is
 * looked for only while faults are still kept, so that a hundred thousand of
 * them cost no more than their own lines.
 */
#include <stdlib.h>
#include <string.h>

#include "talks/build.h"
#include "rules/silence.h"
#include "rules/vote.h"
#include "talks/docket.h"
#include "talks/lines.h"

enum role {
	ROLE_ACTOR = 1, ROLE_PERSON = 2, ROLE_CIRCLE = 4, ROLE_SOURCE = 8, ROLE_TRACK = 16, ROLE_RULE = 32,
	ROLE_LEVEL = 64, ROLE_DRAFT = 128, ROLE_POINT = 256, ROLE_ACT = 512, ROLE_TERM = 1024,
	ROLE_WEIGHTS = 2048,
};

static const char *const role_words[] = {
	"somebody", "a person", "a circle", "a source", "a track", "a rule", "a level", "a draft", "a point",
	"an act", "a term", "a table of weights",
};

struct check {
	docket *d;
	minutes *m;
	uint16_t *roles;                /* by sym */
	uint32_t *declared_by;          /* by sym: 1 + entry */
	uint32_t *tabled_by;            /* by sym of a draft: 1 + entry */
	uint32_t *deleted_by;           /* by sym of an identity: 1 + entry whose crosswalk deletes it */
	map labels;                     /* draft sym << 32 | label sym: 1 where that point is there */
	bool *has_whole_text;           /* by sym of a draft */
	uint32_t sym_unknown;
	map stands;                     /* what was said at one instant, for contradictions */
};

static uint16_t
role_of(const struct check *c, uint32_t sym)
{
	return sym < c->d->sym_count ? c->roles[sym] : 0;
}

static str
name_of(const struct check *c, uint32_t sym)
{
	return syms_str(c->m->names, sym);
}

static str
place_of(const struct check *c, uint32_t entry)
{
	const struct entry *e = &c->m->entries.at[entry];
	return arena_printf(c->m->a, "%.*s:%u", STR_ARG(c->m->files.at[e->file].path), e->line);
}

/* "did you mean 'X'?" among the names with one of these roles. */
static const char *
guess_name(struct check *c, uint32_t sym, unsigned roles)
{
	str word = name_of(c, sym), best = { 0 };
	unsigned limit = word.len < 3 ? 0 : word.len < 5 ? 1 : 2, least = limit + 1;
	if (c->m->faults.total >= FAULTS_KEPT)
		return NULL;
	for (uint32_t s = 1; s < c->d->sym_count; s++) {
		unsigned d = c->roles[s] & roles ? str_distance(word, name_of(c, s), limit) : least;
		if (d < least) {
			least = d;
			best = name_of(c, s);
		}
	}
	return best.len ? arena_printf(c->m->a, "did you mean '%.*s'?", STR_ARG(best)).at : NULL;
}

/* ---- who and what is there ---- */

static unsigned
declared_role(enum decl_id decl)
{
	switch (decl) {
	case DECL_party:
	case DECL_mediator:
	case DECL_interested:
	case DECL_host:
	case DECL_guarantor:
	case DECL_secretariat:
	case DECL_organisation:
	case DECL_group:
		return ROLE_ACTOR;
	case DECL_person:
		return ROLE_ACTOR | ROLE_PERSON;
	case DECL_circle:
		return ROLE_CIRCLE;
	case DECL_track:
		return ROLE_TRACK;
	case DECL_source:
		return ROLE_SOURCE;
	case DECL_draft:
		return ROLE_DRAFT;
	case DECL_point:
		return ROLE_POINT;
	case DECL_term:
		return ROLE_TERM;
	case DECL_rule:
		return ROLE_RULE;
	case DECL_weights:
		return ROLE_WEIGHTS;
	case DECL_talks:
	case DECL_keeper:
	case DECL_NONE:
	case DECL_COUNT:
		break;
	}
	return 0;
}

/* The same declaration in two files is one; two different ones are a fault. */
static bool
same_entry(const struct check *c, uint32_t x, uint32_t y)
{
	buf a = { 0 }, b = { 0 };
	entry_print(c->m, &c->m->entries.at[x], true, &a);
	entry_print(c->m, &c->m->entries.at[y], true, &b);
	bool same = str_eq(buf_str(&a), buf_str(&b));
	buf_done(&a);
	buf_done(&b);
	return same;
}

static void
note_declaration(struct check *c, uint32_t entry)
{
	const struct entry *e = &c->m->entries.at[entry];
	unsigned role = declared_role((enum decl_id)e->verb);
	const struct item *names = entry_items(c->m, e);
	for (size_t i = 0; role && i < e->subject_count; i++) {
		uint32_t sym = names[i].a, before = c->declared_by[sym];
		if (before && !same_entry(c, before - 1, entry)) {
			const struct entry *first = &c->m->entries.at[before - 1];
			fault_entry(c->m, e, &names[i], "one name, one declaration",
				    "'%.*s' is declared as a %s here and as a %s at %.*s", STR_ARG(name_of(c, sym)),
				    decls[e->verb].name, decls[first->verb].name, STR_ARG(place_of(c, before - 1)));
			continue;
		}
		c->roles[sym] |= (uint16_t)role;
		c->declared_by[sym] = entry + 1;
	}
	if (e->verb != DECL_talks)
		return;
	if (entry_get(c->m, e, CLAUSE_circle))
		fault_entry(c->m, e, NULL, "put it before any 'under circle'",
			    "the declaration of the talks is for everybody");
	uint32_t *first = &c->declared_by[0];
	if (*first && !same_entry(c, *first - 1, entry))
		fault_entry(c->m, e, NULL, NULL, "the talks are declared here and at %.*s, and not alike",
			    STR_ARG(place_of(c, *first - 1)));
	*first = entry + 1;
	const struct item *levels = entry_own(c->m, e, CLAUSE_levels);
	for (size_t i = 0, n = levels ? item_run(c->m, e, levels) : 0; i < n; i++)
		c->roles[levels[i].a] |= ROLE_LEVEL;
}

static bool
introduces_draft(const struct entry *e)
{
	return e->kind == ENTRY_ACT && e->mood == MOOD_DONE &&
	       (e->verb == VERB_tables || e->verb == VERB_circulates || e->verb == VERB_shows ||
		e->verb == VERB_reads);
}

static void
note_text(struct check *c, uint32_t entry, uint32_t sym, bool whole)
{
	const draft *text = docket_text(c->d, entry);
	for (size_t i = 0; text && i < draft_count(text); i++) {
		const struct draft_point *p = draft_point(text, i);
		uint32_t number = syms_find(c->m->names, p->number);
		uint32_t identity = p->identity.len ? syms_find(c->m->names, p->identity) : 0;
		*map_at(&c->labels, (uint64_t)sym << 32 | number) = 1;
		if (identity) {
			*map_at(&c->labels, (uint64_t)sym << 32 | identity) = 1;
			c->roles[identity] |= ROLE_POINT;
		}
	}
	if (text && whole)
		c->has_whole_text[sym] = true;
}

static void
note_draft(struct check *c, uint32_t entry)
{
	const struct entry *e = &c->m->entries.at[entry];
	const struct item *object = entry_own(c->m, e, KEY_OBJECT);
	bool tables = e->verb == VERB_tables || e->verb == VERB_circulates;
	if (!object || object->type != ITEM_REF || (!tables && !c->d->text_of[entry]))
		return;
	uint32_t sym = object->a;
	if (tables && c->tabled_by[sym] && !same_entry(c, c->tabled_by[sym] - 1, entry))
		fault_entry(c->m, e, object, "a new text needs a new name", "'%.*s' was tabled before, at %.*s",
			    STR_ARG(name_of(c, sym)), STR_ARG(place_of(c, c->tabled_by[sym] - 1)));
	if (tables)
		c->tabled_by[sym] = entry + 1;
	c->roles[sym] |= ROLE_DRAFT;
	note_text(c, entry, sym, tables);
}

/* The names that acts make are one namespace a circle, without regard to case. */
struct named { uint32_t folded, entry; };

static int
by_folded(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	if (x->folded != y->folded)
		return x->folded < y->folded ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static uint32_t
fold_case(struct check *c, uint32_t sym)
{
	str name = name_of(c, sym);
	char small[64];
	if (name.len >= sizeof small)
		return sym;
	for (size_t i = 0; i < name.len; i++) {
		char ch = name.at[i];
		small[i] = ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
	}
	return syms_add(c->m->names, (str){ small, name.len });
}

static bool
circles_meet(const struct check *c, uint32_t x, uint32_t y)
{
	const struct entry *p = &c->m->entries.at[x], *q = &c->m->entries.at[y];
	const struct item *a = entry_get(c->m, p, CLAUSE_circle), *b = entry_get(c->m, q, CLAUSE_circle);
	if (!a || !b)
		return !a && !b && minutes_keeper(c->m, p->file) == minutes_keeper(c->m, q->file);
	for (size_t i = 0, n = item_run(c->m, p, a); i < n; i++)
		for (size_t j = 0, k = item_run(c->m, q, b); j < k; j++)
			if (a[i].a == b[j].a)
				return true;
	return false;
}

static void
check_namesakes(struct check *c, const struct named *named, size_t count)
{
	enum { LOOK_BACK = 8 };
	for (size_t i = 0; i < count; i++) {
		for (size_t j = i; j-- > 0 && i - j <= LOOK_BACK && named[j].folded == named[i].folded;) {
			if (!circles_meet(c, named[j].entry, named[i].entry))
				continue;
			const struct entry *e = &c->m->entries.at[named[i].entry];
			fault_entry(c->m, e, NULL, "take another name", "the name '%.*s' is given twice in one circle, "
				    "here and at %.*s", STR_ARG(name_of(c, entry_id(c->m, e))),
				    STR_ARG(place_of(c, named[j].entry)));
			break;
		}
	}
}

static void
note_ids(struct check *c)
{
	LIST(struct named) named = { 0 };
	for (uint32_t i = 0; i < c->m->entries.count; i++) {
		const struct entry *e = &c->m->entries.at[i];
		uint32_t id = e->kind == ENTRY_ACT ? entry_id(c->m, e) : 0;
		if (!id)
			continue;
		if (role_of(c, id) & ~(unsigned)(ROLE_ACT | ROLE_POINT))
			fault_entry(c->m, e, entry_own(c->m, e, CLAUSE_as), "take another name",
				    "'%.*s' names something else already", STR_ARG(name_of(c, id)));
		c->roles[id] |= ROLE_ACT;
		*LIST_ADD(&named) = (struct named){ fold_case(c, id), i };
	}
	if (named.count)
		qsort(named.at, named.count, sizeof *named.at, by_folded);
	check_namesakes(c, named.at, named.count);
	LIST_DONE(&named);
}

/* ---- items ---- */

static bool
wrong_name(struct check *c, const struct entry *e, const struct item *item, unsigned wanted, const char *what)
{
	uint16_t roles = role_of(c, item->a);
	for (unsigned i = 0; roles && i < sizeof role_words / sizeof *role_words; i++)
		if (roles >> i & 1)
			return fault_entry(c->m, e, item, guess_name(c, item->a, wanted),
					   "'%.*s' is %s; %s is wanted here", STR_ARG(name_of(c, item->a)),
					   role_words[i], what);
	return fault_entry(c->m, e, item, guess_name(c, item->a, wanted),
			   "'%.*s' is not declared; %s is wanted here", STR_ARG(name_of(c, item->a)), what);
}

static void
check_name(struct check *c, const struct entry *e, const struct item *item)
{
	unsigned wanted = ROLE_ACTOR;
	const char *what = "a party, person or group";
	switch (item->key) {
	case CLAUSE_as:
	case CLAUSE_levels:
		return;
	case KEY_OBJECT:
		if (verbs[e->verb].objects & OBJECT_NEWID)
			return;
		break;
	case CLAUSE_level:
		wanted = ROLE_LEVEL;
		what = "a level of the talks";
		break;
	case CLAUSE_rule:
		wanted = ROLE_RULE;
		what = "a rule";
		break;
	case CLAUSE_track:
		wanted = ROLE_TRACK;
		what = "a track";
		break;
	case CLAUSE_circle:
		if (item->a == c->d->sym_public)
			return;
		wanted = ROLE_CIRCLE | ROLE_ACTOR;
		what = "a circle";
		break;
	case CLAUSE_to:
		if (e->kind == ENTRY_ACT && (e->verb == VERB_refers || e->verb == VERB_reserves)) {
			wanted = ROLE_LEVEL;
			what = "a level of the talks";
		}
		break;
	case CLAUSE_at:
	case CLAUSE_during:
	case CLAUSE_before:
		/* of a person the level, else a time given by an act */
		wanted = e->kind == ENTRY_DECL ? ROLE_LEVEL : ROLE_ACT;
		what = e->kind == ENTRY_DECL ? "a level of the talks" : "the name of an act";
		break;
	case CLAUSE_of:
		if (e->kind == ENTRY_DECL && e->verb == DECL_point) {
			wanted = ROLE_DRAFT;
			what = "a draft";
		}
		break;
	default:
		break;
	}
	bool unknown_fits = item->a == c->sym_unknown && wanted != ROLE_CIRCLE && wanted != ROLE_LEVEL;
	if (!(role_of(c, item->a) & wanted) && !unknown_fits)
		wrong_name(c, e, item, wanted, what);
}

static void
check_label(struct check *c, const struct entry *e, const struct item *item, uint32_t label)
{
	if (!label || !c->has_whole_text[item->a] || map_get(&c->labels, (uint64_t)item->a << 32 | label))
		return;
	if (label < c->d->sym_count && c->deleted_by[label]) {
		fault_entry(c->m, e, item, NULL, "point '%.*s' is not in %.*s: it was deleted at %.*s",
			    STR_ARG(name_of(c, label)), STR_ARG(name_of(c, item->a)),
			    STR_ARG(place_of(c, c->deleted_by[label] - 1)));
		return;
	}
	uint64_t gone = map_get(&c->labels, ((uint64_t)item->a << 32 | label) | (uint64_t)1 << 63);
	if (gone)
		fault_entry(c->m, e, item, NULL, "point %.*s was deleted from %.*s at %.*s",
			    STR_ARG(name_of(c, label)), STR_ARG(name_of(c, item->a)),
			    STR_ARG(place_of(c, (uint32_t)gone - 1)));
	else
		fault_entry(c->m, e, item, NULL, "%.*s has no point %.*s", STR_ARG(name_of(c, item->a)),
			    STR_ARG(name_of(c, label)));
}

static unsigned
wanted_by(const struct entry *e, const struct item *item)
{
	unsigned objects = e->kind == ENTRY_ACT ? verbs[e->verb].objects : 0;
	switch (item->key) {
	case KEY_OBJECT:
		return (objects & OBJECT_DRAFT ? ROLE_DRAFT : 0u) | (objects & OBJECT_POINTS ? ROLE_POINT : 0u) |
		       (objects & OBJECT_ACTS ? ROLE_ACT : 0u) | (objects & OBJECT_ACTORS ? ROLE_ACTOR : 0u);
	case CLAUSE_base:
		return ROLE_DRAFT;
	case CLAUSE_revises:
		return ROLE_SOURCE;
	case CLAUSE_replaces:
		return e->kind == ENTRY_DECL ? ROLE_RULE : ROLE_ACT;
	case CLAUSE_in:
	case CLAUSE_after:
	case CLAUSE_does:
	case CLAUSE_part_of:
		return ROLE_ACT;
	case CLAUSE_about:
		return ROLE_DRAFT | ROLE_POINT | ROLE_ACT | ROLE_ACTOR | ROLE_TERM;
	default:
		return ROLE_DRAFT | ROLE_POINT | ROLE_ACT;
	}
}

static bool
is_position(const struct entry *e)
{
	return e->kind == ENTRY_ACT && (verbs[e->verb].group == POSITIONS || verbs[e->verb].group == AMENDMENTS);
}

/* A deleted point has no wording any more that a new position could be on. */
static void
check_deleted(struct check *c, uint32_t entry, const struct item *item)
{
	const struct entry *e = &c->m->entries.at[entry];
	uint32_t gone = item->a < c->d->sym_count ? c->deleted_by[item->a] : 0;
	if (!gone || item->key != KEY_OBJECT || !is_position(e) || e->verb == VERB_rules_out ||
	    c->d->times[entry].key <= c->d->times[gone - 1].key)
		return;
	fault_entry(c->m, e, item, "name the draft whose words are meant, as in v3:9",
		    "the point '%.*s' was deleted at %.*s", STR_ARG(name_of(c, item->a)),
		    STR_ARG(place_of(c, gone - 1)));
}

static void
check_ref(struct check *c, uint32_t entry, const struct item *item)
{
	const struct entry *e = &c->m->entries.at[entry];
	unsigned wanted = wanted_by(e, item);
	uint16_t roles = role_of(c, item->a);
	if (item->b) {
		if (!(roles & ROLE_DRAFT)) {
			fault_entry(c->m, e, item, guess_name(c, item->a, ROLE_DRAFT),
				    "there is no draft '%.*s'", STR_ARG(name_of(c, item->a)));
			return;
		}
		check_label(c, e, item, item->b);
		check_label(c, e, item, item->c);
		return;
	}
	/* A draft may be brought by being tabled, drafted or seen. */
	bool brings = item->key == KEY_OBJECT && e->kind == ENTRY_ACT &&
		      (e->verb == VERB_drafts || (e->mood == MOOD_WILL && e->verb == VERB_tables));
	if (roles & wanted)
		check_deleted(c, entry, item);
	else if (!brings && item->a != c->sym_unknown)
		wrong_name(c, e, item, wanted,
			   wanted == ROLE_ACT	  ? "the name of an act"
			   : wanted == ROLE_DRAFT ? "a draft"
			   : wanted == ROLE_ACTOR ? "a party, person or group"
			   : wanted & ROLE_DRAFT  ? "a draft, a point or the name of an act"
						  : "a point or the name of an act");
	if (wanted & ROLE_ACT && roles & ROLE_ACT && !(roles & (ROLE_DRAFT | ROLE_POINT | ROLE_ACTOR)) &&
	    docket_count_id(c->d, entry, item->a) > 1 && !docket_shares(c->d, entry, item->a))
		fault_entry(c->m, e, item, "name it within one circle", "'%.*s' means several acts here",
			    STR_ARG(name_of(c, item->a)));
}

static void
check_source(struct check *c, const struct entry *e, const struct item *item)
{
	if (!(role_of(c, item->a) & ROLE_SOURCE))
		wrong_name(c, e, item, ROLE_SOURCE, "a source");
}

static void
check_when(struct check *c, const struct entry *e, const struct item *item)
{
	struct span span;
	struct err err;         /* a kilobyte, not zeroed for every act; read where a call failed */
	if (item->key == CLAUSE_recorded || (item->key == CLAUSE_at && e->kind == ENTRY_DECL))
		return;         /* settled, and faulted, with the known times */
	if (!docket_span(c->d, e, &c->m->whens.at[item->a], &span, &err))
		fault_entry(c->m, e, item, NULL, "%s", err.text);
}

/* ---- verbs that want a certain act ---- */

static bool
fits_verb(const struct entry *e, const struct entry *target)
{
	switch (e->verb) {
	case VERB_softens:
	case VERB_reaffirms:
	case VERB_extends:
	case VERB_stops_clock:
		return target->verb == VERB_sets_deadline || target->verb == VERB_opens_silence ||
		       target->verb == VERB_notifies_correction;
	case VERB_cancels:
	case VERB_postpones:
		return target->mood == MOOD_WILL;
	case VERB_votes:
		return target->verb == VERB_calls_vote;
	case VERB_objects:
		return target->verb == VERB_opens_silence || target->verb == VERB_notifies_correction;
	case VERB_answers:
		return target->verb == VERB_asks;
	case VERB_drops:
		return target->verb == VERB_rules_out;
	case VERB_lifts:
		return target->verb == VERB_enters_reservation || target->verb == VERB_objects;
	default:
		return true;
	}
}

static const char *
wanted_act(enum verb_id verb)
{
	return verb == VERB_cancels || verb == VERB_postpones ? "a planned step"
	       : verb == VERB_votes			      ? "a vote"
	       : verb == VERB_objects			      ? "a silence or correction period"
	       : verb == VERB_answers			      ? "a question or demand"
	       : verb == VERB_drops			      ? "a red line"
	       : verb == VERB_lifts			      ? "a reservation or an objection"
							      : "a deadline or a silence period";
}

static void
check_target(struct check *c, uint32_t entry, const struct item *item)
{
	const struct entry *e = &c->m->entries.at[entry];
	if (item->key != KEY_OBJECT || e->kind != ENTRY_ACT || item->b || !(role_of(c, item->a) & ROLE_ACT))
		return;
	uint32_t target = docket_find_id(c->d, entry, item->a, NULL);
	if (target && !fits_verb(e, &c->m->entries.at[target - 1]))
		fault_entry(c->m, e, item, NULL, "'%.*s' at %.*s is not %s", STR_ARG(name_of(c, item->a)),
			    STR_ARG(place_of(c, target - 1)), wanted_act((enum verb_id)e->verb));
}

/* ---- one instant, two stances ---- */

static int
polarity(const struct entry *e)
{
	if (e->mood != MOOD_DONE)
		return 0;
	switch (e->verb) {
	case VERB_accepts:
	case VERB_can_live_with:
	case VERB_confirms:
		return 1;
	case VERB_opposes:
	case VERB_rejects:
		return 2;
	default:
		return 0;
	}
}

/* The same party, the same words, the same instant, yes and no: one of the two
 * was entered wrongly.  Days and spans leave room for a change of mind. */
static void
check_contradiction(struct check *c, uint32_t entry)
{
	const struct entry *e = &c->m->entries.at[entry];
	const struct entry_time *t = &c->d->times[entry];
	int now = polarity(e);
	const struct item *object = now ? entry_own(c->m, e, KEY_OBJECT) : NULL;
	if (!object || t->so.from != t->so.to || entry_get(c->m, e, CLAUSE_per))
		return;
	const struct item *subject = entry_items(c->m, e);
	for (size_t s = 0; s < e->subject_count; s++) {
		for (size_t i = 0, n = item_run(c->m, e, object); i < n; i++) {
			uint64_t parts[] = { subject[s].a, object[i].a, object[i].b, (uint64_t)t->so.from };
			uint64_t key = str_hash((str){ (const char *)parts, sizeof parts }) >> 1;
			uint32_t *before = map_at(&c->stands, key);
			if (*before && polarity(&c->m->entries.at[*before - 1]) != now)
				fault_entry(c->m, e, &object[i], "correct one of them",
					    "this contradicts the entry at %.*s: '%.*s' says yes and no at the same instant",
					    STR_ARG(place_of(c, *before - 1)), STR_ARG(name_of(c, subject[s].a)));
			else
				*before = entry + 1;
		}
	}
}

/* ---- blocks of lines ---- */

static void
fault_line(struct check *c, const struct entry *e, str line, size_t at, const char *why)
{
	const struct minutes_file *file = &c->m->files.at[e->file];
	bool inside = line.at >= file->text.at && line.at < file->text.at + file->text.len;
	size_t where = inside ? (size_t)(line.at - file->text.at) + at : e->at;
	fault_add(c->m, e->file, (uint32_t)where, NULL, "%s", why);
}

static uint32_t
base_of(const struct check *c, const struct entry *e)
{
	const struct item *base = entry_own(c->m, e, CLAUSE_base);
	const struct item *object = entry_own(c->m, e, KEY_OBJECT);
	if (base)
		return base->a;
	for (uint32_t by = object ? c->declared_by[object->a] : 0; by;) {
		base = entry_own(c->m, &c->m->entries.at[by - 1], CLAUSE_base);
		return base ? base->a : 0;
	}
	uint32_t tabled = object ? c->tabled_by[object->a] : 0;
	base = tabled ? entry_own(c->m, &c->m->entries.at[tabled - 1], CLAUSE_base) : NULL;
	return base ? base->a : 0;
}

static size_t
check_row_labels(struct check *c, const struct entry *e, str line, str list, uint32_t in_draft)
{
	struct labels it = labels_in(c->m->a, list);
	str label;
	bool bad;
	size_t count = 0;
	for (; labels_next(&it, &label, &bad); count++) {
		uint32_t sym = syms_find(c->m->names, label);
		if (in_draft && c->has_whole_text[in_draft] &&
		    !(sym && map_get(&c->labels, (uint64_t)in_draft << 32 | sym)))
			fault_line(c, e, line, 0, arena_printf(c->m->a, "%.*s has no point %.*s",
							       STR_ARG(name_of(c, in_draft)), STR_ARG(label)).at);
	}
	if (bad)
		fault_line(c, e, line, 0, "a list of points is wanted, as in 1, 4, 6-8");
	return count;
}

static void
note_deletions(struct check *c, uint32_t entry, const struct crosswalk_row *row, uint32_t base)
{
	struct labels it = labels_in(c->m->a, row->left);
	str label;
	bool bad;
	const struct item *object = entry_own(c->m, &c->m->entries.at[entry], KEY_OBJECT);
	uint32_t by = base ? c->tabled_by[base] : 0;
	const draft *text = by ? docket_text(c->d, by - 1) : NULL;
	while (labels_next(&it, &label, &bad)) {
		uint32_t sym = syms_find(c->m->names, label);
		uint32_t index = text ? draft_find(text, label) : 0;
		uint32_t identity = index ? syms_find(c->m->names, draft_point(text, index - 1)->identity) : 0;
		if (sym && object)
			*map_at(&c->labels, ((uint64_t)object->a << 32 | sym) | (uint64_t)1 << 63) = entry + 1;
		if (identity && identity < c->d->sym_count && draft_point(text, index - 1)->identity.len)
			c->deleted_by[identity] = entry + 1;
	}
}

static void
check_crosswalk(struct check *c, uint32_t entry, const struct item *item, bool first_pass)
{
	const struct entry *e = &c->m->entries.at[entry];
	str line = item_text(c->m, item);
	struct crosswalk_row row;
	size_t at;
	const char *why;
	uint32_t base = base_of(c, e);
	const struct item *object = entry_own(c->m, e, KEY_OBJECT);
	bool ok = crosswalk_row(line, &row, &at, &why);
	if (first_pass) {
		if (ok && row.verb == ROW_DELETE)
			note_deletions(c, entry, &row, base);
		return;
	}
	if (!ok) {
		fault_line(c, e, line, at, why);
		return;
	}
	if (!base && row.verb != ROW_ADD) {
		fault_line(c, e, line, 0, "a crosswalk needs the draft it comes from: add 'base DRAFT'");
		return;
	}
	size_t left = check_row_labels(c, e, line, row.left, base);
	size_t right = check_row_labels(c, e, line, row.right, object ? object->a : 0);
	if ((row.verb == ROW_RENUMBER || row.verb == ROW_MOVE) && left != right)
		fault_line(c, e, line, 0, arena_printf(c->m->a, "%zu points on the left, %zu on the right", left,
						       right).at);
	uint32_t who = row.immaterial.len ? syms_find(c->m->names, row.immaterial) : 0;
	if (row.immaterial.len && !(role_of(c, who) & ROLE_PERSON))
		fault_line(c, e, line, (size_t)(row.immaterial.at - line.at),
			   "only a named person may call a difference immaterial");
}

/* A name inside a line has to be that of somebody, or of a table of weights. */
static void
check_line_name(struct check *c, const struct entry *e, str line, str name, unsigned role, const char *why)
{
	if (name.len && !(role_of(c, syms_find(c->m->names, name)) & role))
		fault_line(c, e, line, (size_t)(name.at - line.at), why);
}

/* The lines of a method hang together: the first says which it is. */
static void
check_method(struct check *c, const struct entry *e, const struct item *lines)
{
	struct vote_terms terms;
	struct silence_terms silence = { 0 };
	size_t at = 0, tests = 0, vetoes = 0;
	const char *why = NULL;
	bool is_sound = true;
	bool is_silence = str_starts(str_trim(item_text(c->m, lines)), S("silence"));
	vote_terms_init(&terms);
	for (size_t i = 0, n = item_run(c->m, e, lines); i < n; i++) {
		str line = item_text(c->m, &lines[i]);
		if (is_silence ? !silence_line(line, &silence, &at, &why) : !vote_line(line, &terms, &at, &why)) {
			fault_line(c, e, line, at, why);
			is_sound = false;
			continue;
		}
		for (; tests < terms.test_count; tests++) {
			check_line_name(c, e, line, terms.tests[tests].weight, ROLE_WEIGHTS,
					"these weights are not declared; a declaration `weights NAME` gives them");
			check_line_name(c, e, line, terms.tests[tests].among, ROLE_ACTOR, "this group is not declared");
		}
		for (; vetoes < terms.veto_count; vetoes++)
			check_line_name(c, e, line, terms.vetoes[vetoes], ROLE_ACTOR, "a veto of somebody who is not declared");
	}
	if (is_sound && !is_silence && !vote_wants_yes(&terms))
		fault_line(c, e, item_text(c->m, lines), 0,
			   "a method of votes says how many yes it wants; add a line such as 'yes > 1/2 of cast'");
}

/* What something is worth to a party nobody else may learn: such an entry is known to the
 * circle of its subject alone. */
static void
check_own(struct check *c, const struct entry *e)
{
	const struct item *circle = entry_get(c->m, e, CLAUSE_circle), *who = entry_items(c->m, e);
	size_t circles = circle ? item_run(c->m, e, circle) : 0;
	bool is_own = e->subject_count == 1 &&
		      (circles == 1 ? circle->a == who->a : circles == 0 && minutes_keeper(c->m, e->file) == who->a);
	if (!is_own)
		fault_entry(c->m, e, NULL, "put it under the circle of that party alone, in its own file",
			    "what options are worth is a party's own, and this entry would be known to others");
}

/* The days of a weight, from or until: its instants; where there is none, `span` is left alone. */
static void
check_day(struct check *c, const struct entry *e, str line, str day, struct span *span)
{
	struct when when;
	size_t used = 0;
	struct err err = { 0 };
	if (!day.len)
		return;
	if (!when_read(day, &when, &used, &err) || used < day.len)
		fault_line(c, e, line, (size_t)(day.at - line.at), "a day is wanted here, as 2026-05-02");
	else
		when_span(&when, c->d->zone, span, &err);
}

/* A weight of a list, and when it holds. */
struct weight_span { uint32_t sym, line; struct span holds; };

static void
check_weight(struct check *c, const struct entry *e, str line, struct weight_span *ret)
{
	struct weight_line w;
	size_t at = 0;
	const char *why = NULL;
	struct span from = { SPAN_START, SPAN_END }, until = from;
	if (!weight_line(line, &w, &at, &why)) {
		fault_line(c, e, line, at, why);
		return;
	}
	check_line_name(c, e, line, w.name, ROLE_ACTOR, "a weight of somebody who is not declared");
	check_day(c, e, line, w.from, &from);
	check_day(c, e, line, w.until, &until);
	ret->sym = syms_find(c->m->names, w.name);
	ret->holds = (struct span){ from.from, until.to };
}

static int
by_member(const void *x, const void *y)
{
	const struct weight_span *a = x, *b = y;
	if (a->sym != b->sym)
		return a->sym < b->sym ? -1 : 1;
	if (a->holds.from != b->holds.from)
		return a->holds.from < b->holds.from ? -1 : 1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* A member has one weight at a time. */
static void
check_weights(struct check *c, const struct entry *e, const struct item *lines)
{
	uint32_t count = (uint32_t)item_run(c->m, e, lines), last = 0;
	struct weight_span *all = ARENA_ARRAY(c->m->a, struct weight_span, count);
	for (uint32_t i = 0; i < count; i++) {
		all[i].line = i;
		check_weight(c, e, item_text(c->m, &lines[i]), &all[i]);
	}
	qsort(all, count, sizeof *all, by_member);
	/* `last` is the one of those of the member before that holds longest. */
	for (uint32_t i = 1; i < count; i++) {
		uint32_t later = all[i].line > all[last].line ? all[i].line : all[last].line;
		bool is_same = all[i].sym && all[i].sym == all[last].sym;
		if (is_same && all[i].holds.from <= all[last].holds.to)
			fault_line(c, e, item_text(c->m, &lines[later]), 0, "a second weight of the same member for the "
				   "same time; say 'from DAY' and 'until DAY', or leave one out");
		if (!is_same || all[i].holds.to > all[last].holds.to)
			last = i;
	}
}

static void
check_line_item(struct check *c, uint32_t entry, const struct item *item)
{
	const struct entry *e = &c->m->entries.at[entry];
	str line = item_text(c->m, item);
	const char *why = NULL;
	size_t at = 0;
	if (item->key == CLAUSE_crosswalk) {
		check_crosswalk(c, entry, item, false);
	} else if (item->key == CLAUSE_figures) {
		struct figure figure;
		if (!figure_line(line, &figure, &at, &why)) {
			fault_line(c, e, line, at, why);
		} else if (figure.per.len) {
			uint32_t per = syms_find(c->m->names, figure.per);
			if (!(role_of(c, per) & ROLE_ACTOR))
				fault_line(c, e, line, (size_t)(figure.per.at - line.at),
					   "a figure's source is not declared");
		}
	} else if (item->key == CLAUSE_mandate) {
		struct mandate_line mandate;
		if (!mandate_line(line, &mandate, &at, &why))
			fault_line(c, e, line, at, why);
		else if (!mandate.is_fall_back &&
			 !(role_of(c, syms_find(c->m->names, mandate.level)) & ROLE_LEVEL))
			fault_line(c, e, line, 0, "a line of a mandate begins with a level of the talks, or fall-back");
	} else if (item->key == CLAUSE_method) {
		if (item == entry_own(c->m, e, CLAUSE_method))
			check_method(c, e, item);
	} else if (item->key == CLAUSE_options) {
		struct option_line option;
		if (!option_line(line, &option, &at, &why))
			fault_line(c, e, line, at, why);
	} else if (item->key == CLAUSE_values) {
		if (item == entry_own(c->m, e, CLAUSE_values))
			check_weights(c, e, item);
	} else if (item->key == CLAUSE_if || item->key == CLAUSE_needs) {
		struct condition condition;
		if (!condition_line(line, &condition, &at, &why)) {
			fault_line(c, e, line, at, why);
		} else if (condition.who.len) {
			uint32_t who = syms_find(c->m->names, condition.who);
			if (!(role_of(c, who) & ROLE_ACTOR))
				fault_line(c, e, line, (size_t)(condition.who.at - line.at),
					   "a condition names somebody who is not declared");
		} else if (condition.act.len) {
			uint32_t act = syms_find(c->m->names, condition.act);
			if (!(role_of(c, act) & (ROLE_ACT | ROLE_POINT | ROLE_DRAFT)))
				fault_line(c, e, line, (size_t)(condition.act.at - line.at),
					   "a condition names an act that is not there");
		}
	}
}

/* ---- entries ---- */

static void
check_person(struct check *c, const struct entry *e)
{
	const struct item *names = entry_items(c->m, e);
	if (!entry_own(c->m, e, CLAUSE_of))
		fault_entry(c->m, e, names, "add 'of PARTY', or 'of unknown' where it is not known",
			    "the person '%.*s' is of no party", STR_ARG(item_name(c->m, names)));
}

static void
check_entry(struct check *c, uint32_t entry)
{
	const struct entry *e = &c->m->entries.at[entry];
	const struct item *items = entry_items(c->m, e);
	if (e->kind == ENTRY_DECL && e->verb == DECL_person)
		check_person(c, e);
	for (size_t i = e->kind == ENTRY_DECL && e->verb != DECL_keeper ? e->subject_count : 0; i < e->count; i++) {
		const struct item *item = &items[i];
		if (item->type == ITEM_NAME)
			check_name(c, e, item);
		else if (item->type == ITEM_REF)
			check_ref(c, entry, item);
		else if (item->type == ITEM_SOURCE)
			check_source(c, e, item);
		else if (item->type == ITEM_WHEN)
			check_when(c, e, item);
		else if (item->type == ITEM_TEXT && item->key < CLAUSE_COUNT && clauses[item->key].type == LINES)
			check_line_item(c, entry, item);
		if (item->type == ITEM_REF)
			check_target(c, entry, item);
	}
	if (e->kind == ENTRY_ACT && e->verb == VERB_values)
		check_own(c, e);
	if (e->kind == ENTRY_ACT)
		check_contradiction(c, entry);
}

void
docket_check(docket *d)
{
	minutes *m = d->m;
	struct check c = { .d = d, .m = m };
	c.roles = ARENA_ARRAY(d->a, uint16_t, d->sym_count);
	c.declared_by = ARENA_ARRAY(d->a, uint32_t, d->sym_count);
	c.tabled_by = ARENA_ARRAY(d->a, uint32_t, d->sym_count);
	c.deleted_by = ARENA_ARRAY(d->a, uint32_t, d->sym_count);
	c.has_whole_text = ARENA_ARRAY(d->a, bool, d->sym_count);
	c.sym_unknown = syms_find(m->names, S("unknown"));
	for (uint32_t i = 0; i < m->entries.count; i++)
		if (m->entries.at[i].kind == ENTRY_DECL)
			note_declaration(&c, i);
	for (uint32_t i = 0; i < m->entries.count; i++)
		if (introduces_draft(&m->entries.at[i]))
			note_draft(&c, i);
	note_ids(&c);
	for (uint32_t i = 0; i < m->entries.count; i++) {
		const struct entry *e = &m->entries.at[i];
		const struct item *rows = introduces_draft(e) ? entry_own(m, e, CLAUSE_crosswalk) : NULL;
		for (size_t r = 0, n = rows ? item_run(m, e, rows) : 0; r < n; r++)
			check_crosswalk(&c, i, &rows[r], true);
	}
	for (uint32_t i = 0; i < m->entries.count; i++)
		if (m->entries.at[i].kind != ENTRY_INCLUDE)
			check_entry(&c, i);
	map_done(&c.labels);
	map_done(&c.stands);
}
