#include "clerk/names.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "clerk/names_int.h"

enum { STATES_MOST = 256 };

/* ---- mentions ---- */

/* "in El Amar", "the town of Lower Amar": of nobody who was named before. */
static bool
is_place_here(struct reading *x, struct run name, uint32_t from)
{
	static const char *const areas[] = { "city", "town", "village", "port", "province", "region", "district", "island", "valley", "camp", "area", "suburb",
					     "coast" };
	bool is_in = name.from > from && (is_word(x, name.from - 1, "in") || is_word(x, name.from - 1, "near") || is_word(x, name.from - 1, "outside"));
	for (size_t k = 0; k < sizeof areas / sizeof *areas && name.from > from + 1 && is_word(x, name.from - 1, "of") && !is_in; k++)
		is_in = report_is_word(x->r, name.from - 2, str_of(areas[k]));
	bool is_owner = name.to < x->r->token_count && is_word(x, name.to, "'s");
	if (!is_in && x->places.count == 0)
		return false;
	str words = report_words(x->r, name);
	uint64_t key = names_key(words, ACTOR_UNKNOWN);
	if (names_actor_named(x, words, ACTOR_PERSON))
		return false;
	if (is_in && !is_owner)
		*map_at(&x->places, key) = 1;
	return map_get(&x->places, key) != 0;
}

static uint32_t
read_person(struct reading *x, struct run name, struct run sentence)
{
	if (is_place_here(x, name, sentence.from))
		return name.to;
	uint32_t actor = names_person(x, name);
	names_add_mention(x, name, actor);
	names_office_before(x, actor, name.from, sentence.from);
	names_office_behind(x, actor, name.to, sentence.to);
	/* "the defence minister, Gen. X" */
	uint32_t titled = name.from;
	while (titled > sentence.from && IS(x, titled - 1, TITLE))
		titled--;
	names_office_in_front(x, actor, titled, sentence.from);
	/* "Norland's X" */
	if (name.from > sentence.from + 1 && is_word(x, name.from - 1, "'s") && !names_actor(x, actor)->party && x->actor_at[name.from - 2] &&
	    names_actor(x, x->actor_at[name.from - 2])->kind == ACTOR_STATE)
		names_set_office(x, actor, (struct run){ 0, 0 }, 0, x->actor_at[name.from - 2]);
	/* "President X of Norland" */
	if (name.to + 1 < sentence.to && is_word(x, name.to, "of") && !names_actor(x, actor)->party)
		names_set_office(x, actor, (struct run){ 0, 0 }, 0, names_party_in(x, name.to + 1, name.to + 2));
	return name.to;
}

/* A name that the talks' own minutes declare, other than a person's. */
static uint32_t
known_at(struct reading *x, uint32_t i, uint32_t end)
{
	for (uint32_t k = map_get(&x->known_by_word, x->r->tokens[i].word); k; k = x->known.at[k - 1].next) {
		assert(x->known.at);
		const struct known_phrase *p = &x->known.at[k - 1];
		uint32_t n = 0;
		while (n < p->count && i + n < end && x->r->tokens[i + n].word == p->words[n])
			n++;
		if (n == p->count && (x->r->tokens[i].flags & TOKEN_CAPITAL)) {
			names_add_mention(x, (struct run){ i, i + n }, p->actor);
			return i + n;
		}
	}
	return i;
}

/* "the minister" in the words of the report, behind the one minister that it has named: where that ends, or `i`. */
static uint32_t
read_holder(struct reading *x, uint32_t i, struct run sentence)
{
	if (i + 1 >= sentence.to || !is_word(x, i, "the") || x->named[i + 1].class != NAMED_OFFICE)
		return i;
	uint32_t to = i + 1 + x->named[i + 1].length;
	bool is_of_more = to < sentence.to && (names_is_name_word(x, to, sentence.to) || x->named[to].class || is_word(x, to, "'s") || is_word(x, to, "of") ||
					       is_word(x, to, "for") || is_word(x, to, "to"));
	bool is_named = to + 1 < sentence.to && is_word(x, to, ",") && (names_is_name_word(x, to + 1, sentence.to) || IS(x, to + 1, TITLE));
	if (to > sentence.to || is_of_more || is_named)
		return i;
	names_note_roles(x, i);
	uint32_t holder = names_holder(x, (struct run){ i, to }, i + 1);
	if (!holder)
		return i;
	names_add_mention(x, (struct run){ i, to }, holder);
	return to;
}

static uint32_t
read_mention(struct reading *x, uint32_t i, struct run sentence)
{
	const struct named *named = &x->named[i];
	uint32_t behind = known_at(x, i, sentence.to);
	if (behind > i)
		return behind;
	if (x->actor_at[i]) {
		names_add_mention(x, (struct run){ i, i + 1 }, x->actor_at[i]);
		return i + 1;
	}
	behind = read_holder(x, i, sentence);
	if (behind > i)
		return behind;
	struct run name = names_person_name(x, i, sentence.to);
	if (!run_is_empty(name))
		return read_person(x, name, sentence);
	if (named->class >= NAMED_STATE && named->class <= NAMED_SEAT) {
		names_add_mention(x, (struct run){ i, i + named->length }, names_state(x, named->of));
		return i + named->length;
	}
	if (named->class == NAMED_OFFICE || named->class == NAMED_GROUP)
		return i + named->length;
	if (named->class == NAMED_ORGANISATION || named->class == NAMED_MEDIA) {
		names_add_mention(x, (struct run){ i, i + named->length }, names_organisation(x, named->of, named->class == NAMED_MEDIA));
		return i + named->length;
	}
	if (names_is_name_word(x, i, sentence.to)) {
		uint32_t actor = names_person_called(x, i);
		/* "President Trump": one last name behind an office is a person. */
		bool is_titled = i > sentence.from && !(x->r->tokens[i - 1].flags & TOKEN_FIRST && x->r->tokens[i - 1].kind == TOKEN_MARK) &&
				 (IS(x, i - 1, TITLE) ||
				  (x->named[i - 1].class == NAMED_OFFICE && (x->r->tokens[i - 1].flags & TOKEN_CAPITAL)));
		if (!actor && is_titled && x->named[i].class != NAMED_OFFICE && x->named[i].class != NAMED_GROUP &&
		    !IS(x, i, THING))
			actor = names_person(x, (struct run){ i, i + 1 });
		if (actor) {
			names_add_mention(x, (struct run){ i, i + 1 }, actor);
			names_office_before(x, actor, i, sentence.from);
			names_office_behind(x, actor, i + 1, sentence.to);
			return i + 1;
		}
	}
	return i + 1;
}

static void
add_known_phrase(struct reading *x, str name, uint32_t actor)
{
	struct report r;
	struct err err = { 0 };
	struct known_phrase p = { .actor = actor };
	if (name.len == 0 || !report_read(x->a, x->r->words, STR_NONE, arena_str(x->a, name), REPORT_PLAIN, &r, &err) ||
	    r.token_count == 0 || r.token_count > NAMED_WORDS_MOST)
		return;
	for (size_t i = 0; i < r.token_count; i++)
		p.words[i] = r.tokens[i].word;
	p.count = (uint32_t)r.token_count;
	uint32_t *first = map_at(&x->known_by_word, p.words[0]);
	p.next = *first;
	*LIST_ADD(&x->known) = p;
	*first = (uint32_t)x->known.count;
}

static void
take_known(struct reading *x, const struct known_actor *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct actor who = { .id = known[i].id, .name = known[i].name, .office = known[i].office, .kind = known[i].kind, .is_known = true };
		str last = who.name;
		for (size_t at = last.len; at > 0; at--)
			if (last.at[at - 1] == ' ') {
				last = str_sub(last, at, last.len);
				break;
			}
		str first = str_sub(who.name, 0, str_find(who.name, ' '));
		who.last_word = names_small_word(x, last);
		who.first_word = first.len < who.name.len ? names_small_word(x, first) : 0;
		uint32_t actor = names_add_actor(x, who);
		if (who.kind != ACTOR_PERSON) {
			add_known_phrase(x, who.name, actor);
			add_known_phrase(x, who.id, actor);
		}
	}
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++)
			if (known[i].party.len > 0 && str_eq(known[k].id, known[i].party))
				x->actors.at[i].party = (uint32_t)k + 1;
}

static void *
kept(arena *a, const void *at, size_t size)
{
	void *copy = arena_get(a, size + 1);
	if (size > 0)
		memcpy(copy, at, size);
	return copy;
}

void
names_read(arena *a, const struct report *r, const struct lexicon *l, const struct gazetteer *g, const struct known_actor *known, size_t known_count,
	   const struct attribution *attributions, size_t attribution_count, struct names *ret)
{
	struct reading x = { .a = a, .r = r, .l = l, .g = g, .named = gazetteer_read(a, g, r) };
	x.actor_at = ARENA_ARRAY(a, uint32_t, r->token_count + 1);
	x.source_actor = ARENA_ARRAY(a, uint32_t, r->token_count + 1);
	x.state_actor = ARENA_ARRAY(a, uint32_t, STATES_MOST);
	x.organisation_actor = ARENA_ARRAY(a, uint32_t, STATES_MOST);
	x.pass = 1;
	take_known(&x, known, known_count);
	x.is_proper = arena_get(a, syms_count(r->words) + 1);
	for (size_t i = 0; i < r->token_count; i++)
		x.is_proper[r->tokens[i].word] |= (r->tokens[i].flags & TOKEN_CAPITAL) && !(r->tokens[i].flags & TOKEN_FIRST);
	names_mark_told_states(&x);
	for (size_t k = 0; k < r->sentence_count; k++) {
		const struct paragraph *p = &r->paragraphs[r->sentences[k].paragraph];
		struct run sentence = r->sentences[k].run;
		if (p->zone != ZONE_BODY)
			continue;
		if (sentence.from == p->run.from)
			sentence.from += p->dateline;
		for (uint32_t i = sentence.from; i < sentence.to;)
			i = read_mention(&x, i, sentence);
	}
	/* Again from the start, with those that only speak. */
	map_done(&x.by_role);
	x.by_role = (map){ 0 };
	x.roles_read = 0;
	x.pass = 2;
	names_resolve_sources(&x, attributions, attribution_count);
	names_mark_called(&x);
	x.redirect = ARENA_ARRAY(a, uint32_t, x.actors.count + 1);
	names_join_descriptions(&x, attributions, attribution_count);
	*ret = (struct names){ .r = r, .actor_at = x.actor_at, .named = x.named, .source_actor = x.source_actor,
			       .actors = kept(a, x.actors.at, x.actors.count * sizeof *x.actors.at), .actor_count = x.actors.count,
			       .mentions = kept(a, x.mentions.at, x.mentions.count * sizeof *x.mentions.at), .mention_count = x.mentions.count };
	LIST_DONE(&x.actors);
	LIST_DONE(&x.mentions);
	LIST_DONE(&x.known);
	map_done(&x.known_by_word);
	map_done(&x.by_name);
	map_done(&x.by_office);
	map_done(&x.by_last);
	map_done(&x.by_first);
	map_done(&x.by_role);
	map_done(&x.told_states);
	map_done(&x.places);
}

uint32_t
names_resolve(const struct names *n, struct run source)
{
	return run_is_empty(source) ? 0 : n->source_actor[source.from];
}
