#include <string.h>

#include "clerk/names_int.h"
#include "clerk/quantity.h"

/* ---- descriptions: somebody without a name ---- */

static bool
is_of_its_own(str word)
{
	return str_eq(word, S("allies")) || str_eq(word, S("critics")) || str_eq(word, S("coalition")) || str_eq(word, S("countries")) ||
	       str_eq(word, S("nations")) || str_eq(word, S("rebels")) || str_eq(word, S("militants"));
}

/* The words that stand for a description: without the article and relative clauses. */
static struct run
short_words(const struct reading *x, struct run source, uint32_t head)
{
	uint32_t to = head + x->named[head].length, from = source.from;
	for (uint32_t i = from; i < head; i++)
		if (x->r->tokens[i].kind > TOKEN_NUMBER || is_word(x, i, "said") || is_word(x, i, "says"))
			from = i + 1;
	for (uint32_t i = from; i < head; i++)
		if (IS(x, i, PREPOSITION) && !is_word(x, i, "of") && !is_word(x, i, "for"))
			from = i + 1;           /* "a call with the EU envoy": the envoy */
	if (is_word(x, from, "the") || is_word(x, from, "a") || is_word(x, from, "an") || is_word(x, from, "some") || is_word(x, from, "many"))
		from++;
	return (struct run){ from < head ? from : head, to };
}

static uint32_t
described(struct reading *x, struct run source, uint32_t head)
{
	uint32_t to = source.to;
	for (uint32_t i = head; i < to; i++)
		if (is_word(x, i, "who") || is_word(x, i, "which") || is_word(x, i, ","))
			to = i;
	uint32_t behind = head + x->named[head].length;
	uint32_t party = names_party_in(x, source.from, head);
	if (!party && behind < to && (is_word(x, behind, "to") || is_word(x, behind, "of") || is_word(x, behind, "for")))
		party = names_party_in(x, behind, to);
	if (is_of_its_own(names_word(x, head)))
		party = 0;
	struct run words = short_words(x, source, head);
	/* Of two persons each has a spokesman. */
	if (behind + 1 < source.to && is_word(x, behind, "for") && x->actor_at[behind + 1] && names_actor(x, x->actor_at[behind + 1])->kind == ACTOR_PERSON)
		for (words.to = behind + 2; words.to < source.to && x->actor_at[words.to] == x->actor_at[behind + 1];)
			words.to++;
	str name = report_words(x->r, words);
	unsigned kind = x->named[head].class == NAMED_GROUP ? ACTOR_GROUP : ACTOR_OFFICE;
	/* "the Kremlin spokesperson" is who "a spokesperson of the Kremlin" was. */
	uint64_t office = (uint64_t)party << 32 | x->r->tokens[behind - 1].word;
	uint32_t same = names_actor_named(x, name, kind);
	if (!same && kind == ACTOR_OFFICE && party)
		same = map_get(&x->by_office, office);
	if (same)
		return same;
	same = names_add_actor(x, (struct actor){ .id = names_id(x->a, name, false), .name = name, .kind = (uint8_t)kind, .party = party,
					     .level = kind == ACTOR_OFFICE ? x->named[head].level : 0 });
	if (kind == ACTOR_OFFICE && party)
		*map_at(&x->by_office, office) = same;
	return same;
}

static bool
is_possessed(const struct reading *x, uint32_t i)
{
	return is_word(x, i, "'s") || is_word(x, i, "'");
}

static bool
is_somebody(const struct actor *who)
{
	return who->kind == ACTOR_PERSON || who->kind == ACTOR_STATE || who->kind == ACTOR_ORGANISATION;
}

/* "Norland and Sudland": all of them, as one that has members; 0 where the source is not of such names alone. */
static uint32_t
together(struct reading *x, struct run source)
{
	struct actor all = { .kind = ACTOR_GROUP };
	bool has_and = false;
	for (uint32_t i = source.from; i < source.to; i++) {
		uint32_t at = x->actor_at[i];
		bool is_and = is_word(x, i, "and"), is_one = at && is_somebody(names_actor(x, at));
		if ((!is_and && !is_one && !is_word(x, i, ",") && !is_word(x, i, "both")) || all.member_count == MEMBERS_MOST)
			return 0;
		has_and |= is_and;
		if (is_one && (i == source.from || at != x->actor_at[i - 1]))
			all.members[all.member_count++] = at;
	}
	if (!has_and || all.member_count < 2)
		return 0;
	all.name = report_words(x->r, source);
	all.id = names_id(x->a, all.name, false);
	uint32_t same = names_actor_named(x, all.name, ACTOR_GROUP);
	return same ? same : names_add_actor(x, all);
}

/* A word of a name that nothing tells the kind of. */
static bool
is_of_a_name(const struct reading *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	return t->kind == TOKEN_WORD && (t->flags & TOKEN_CAPITAL) && !(t->flags & TOKEN_DIGIT) && !x->named[i].class && !IS(x, i, NO_NAME) &&
	       !IS(x, i, TITLE) && !IS(x, i, TIME) && !IS(x, i, PRONOUN);
}

/* "the rebel Coastal Front", "the state company, Ornaft,": who it is the report has said elsewhere, if at all; its name is kept. */
static uint32_t
called(struct reading *x, struct run source)
{
	for (uint32_t i = source.from; i < source.to; i++) {
		uint32_t to = i;
		while (to < source.to && is_of_a_name(x, to))
			to++;
		bool is_end = to == source.to || is_word(x, to, ",") || IS(x, to, PREPOSITION) || IS(x, to, RELATIVE);
		/* One of two persons of that name is no third. */
		bool is_one_of = to == i + 1 && (map_get(&x->by_last, x->r->tokens[i].word) || map_get(&x->by_first, x->r->tokens[i].word));
		bool is_proper = to > i + 1 || (to > i && x->is_proper[x->r->tokens[i].word]);
		if (to > i && is_end && is_proper && !is_one_of) {
			str name = report_words(x->r, (struct run){ i, to });
			uint32_t same = names_actor_named(x, name, ACTOR_GROUP);
			return same ? same : names_add_actor(x, (struct actor){ .id = names_id(x->a, name, false), .name = name, .kind = ACTOR_GROUP, .is_called = true });
		}
		i = to > i ? to - 1 : i;
		if (IS(x, i, RELATIVE))
			return 0;
	}
	return 0;
}

/* The words of a source up to what is told of it. */
static struct run
phrase_of(const struct reading *x, struct run source)
{
	uint32_t to = source.from;
	while (to < source.to && to < source.from + OFFICE_MOST && !is_word(x, to, ",") && !IS(x, to, RELATIVE) && !IS(x, to, PREPOSITION))
		to++;
	/* "four people briefed on it" */
	if (to < source.to && to > source.from + 2 && IS(x, to, PREPOSITION) && str_ends(names_word(x, to - 1), S("ed")))
		to--;
	return (struct run){ source.from, to };
}

/* "the fire service", "four people briefed on it": an article or a number, and a few words that are none of the small ones. */
static bool
is_short_phrase(const struct reading *x, struct run source)
{
	const uint32_t small_words = 1u << GRAMMAR_DETERMINER | 1u << GRAMMAR_SUBORDINATE | 1u << GRAMMAR_AUXILIARY | 1u << GRAMMAR_PRONOUN | 1u << GRAMMAR_ADVERB |
				     1u << GRAMMAR_TIME | 1u << GRAMMAR_CONJUNCTION | 1u << GRAMMAR_NEGATION | 1u << GRAMMAR_MEDIUM;
	struct run phrase = phrase_of(x, source);
	struct quantity q;
	bool is_begun = is_word(x, source.from, "the") || is_word(x, source.from, "a") || is_word(x, source.from, "an") || quantity_read(x->r, source, source.from, &q);
	for (uint32_t i = phrase.from + 1; i < phrase.to; i++)
		if (x->r->tokens[i].kind != TOKEN_WORD || word_class(x->l, x->r->tokens[i].word).grammar & small_words)
			return false;
	return is_begun && phrase.to > phrase.from + 1 && phrase.to <= phrase.from + 5;
}

/* "Norland's largest union", "the fire service": as the report has it, of `owner`, or of nobody that it tells. */
static uint32_t
group_of_words(struct reading *x, struct run source, uint32_t owner)
{
	struct run phrase = phrase_of(x, source);
	if (is_word(x, phrase.from, "the") || is_word(x, phrase.from, "a") || is_word(x, phrase.from, "an"))
		phrase.from++;
	str name = report_words(x->r, phrase);
	uint32_t same = names_actor_named(x, name, ACTOR_GROUP);
	return same ? same : names_add_actor(x, (struct actor){ .id = names_id(x->a, name, false), .name = name, .kind = ACTOR_GROUP, .party = owner });
}

/* "a spokesman for X", "a spokesman for Norland's president, X": X is no spokesman; "a spokesman for the ministry, X" is. */
static bool
is_spoken_for(const struct reading *x, uint32_t head, uint32_t name)
{
	uint32_t for_whom = head + x->named[head].length, last = name;
	if (!is_word(x, for_whom, "for"))
		return false;
	if (for_whom + 1 == name)
		return true;
	while (last > for_whom && (x->named[last].class != NAMED_OFFICE || last + x->named[last].length > name))
		last--;
	uint32_t to = last + x->named[last].length;
	return last > for_whom && (to == name || (to + 1 == name && is_word(x, to, ",")));
}

/* The actor of a source that is no pronoun. */
static uint32_t
head_actor(struct reading *x, struct run source)
{
	uint32_t all = together(x, source), head = UINT32_MAX, first = UINT32_MAX, state = 0, owner = 0, organisation = 0, end = source.to;
	if (all)
		return all;
	for (uint32_t i = source.from; i < end; i++) {
		uint32_t at = x->actor_at[i], to = i + 1;
		bool is_start = at && (i == source.from || x->actor_at[i - 1] != at);
		while (at && to < end && x->actor_at[to] == at)
			to++;
		if (is_start && names_actor(x, at)->kind == ACTOR_PERSON && !is_possessed(x, to)) {
			/* "X's adviser, Y": Y; "an adviser to X": the adviser. */
			bool is_object = head != UINT32_MAX && i > source.from &&
					 (is_word(x, i - 1, "to") || is_word(x, i - 1, "of") || is_spoken_for(x, first, i));
			if (!is_object)
				return at;
		}
		if (head == UINT32_MAX && (is_word(x, i, "who") || is_word(x, i, "which") || is_word(x, i, "that")))
			break;
		if (is_start && names_actor(x, at)->kind == ACTOR_STATE && !state && !owner) {
			if (is_possessed(x, to) && to + 1 < end)
				owner = at;
			else
				state = at;
		}
		if (is_start && names_actor(x, at)->kind >= ACTOR_ORGANISATION && names_actor(x, at)->kind <= ACTOR_MEDIA && !organisation)
			organisation = at;
		bool is_office = x->named[i].class == NAMED_OFFICE || x->named[i].class == NAMED_GROUP;
		/* "the prime minister's spokesman" is the spokesman, "opposition lawmakers" are lawmakers. */
		first = is_office && first == UINT32_MAX ? i : first;
		if (is_office && (head == UINT32_MAX || is_possessed(x, head + x->named[head].length) || head + x->named[head].length == i))
			head = i;
	}
	if (head != UINT32_MAX) {
		uint32_t holder = names_holder(x, source, head);
		return holder ? holder : described(x, source, head);
	}
	if (state || organisation)
		return state ? state : organisation;
	uint32_t by_name = called(x, source);
	return by_name ? by_name : owner ? group_of_words(x, source, owner) : is_short_phrase(x, source) ? group_of_words(x, source, 0) : 0;
}

/* ---- who is meant by a pronoun, and who by a description ---- */

struct speakers {
	uint32_t person, group, state;  /* the last of each that spoke, or was named first in a sentence */
};

static void
note_speaker(const struct reading *x, struct speakers *s, uint32_t actor)
{
	if (!actor)
		return;
	switch (names_actor(x, actor)->kind) {
	case ACTOR_PERSON:
	case ACTOR_OFFICE:
		s->person = actor;
		break;
	case ACTOR_GROUP:
		s->group = actor;
		/* "the ministry said. It added": of one that is no plural. */
		if (!str_ends(names_actor(x, actor)->name, S("s")) && str_find_str(names_actor(x, actor)->name, S(" and ")) == names_actor(x, actor)->name.len)
			s->state = actor;
		break;
	case ACTOR_STATE:
	case ACTOR_ORGANISATION:
		s->state = actor;
		break;
	default:
		break;
	}
}

/* Where the phrase of a description begins: behind a comma, or with its sentence. */
static uint32_t
phrase_from(const struct reading *x, uint32_t head)
{
	uint32_t stop = x->r->sentences[x->r->tokens[head].sentence].run.from, i = head;
	while (i > stop && head - i < 6 && !is_word(x, i - 1, ",") && !is_word(x, i - 1, "but") && !is_word(x, i - 1, "and"))
		i--;
	return i;
}

static uint32_t
pronoun(struct reading *x, const struct speakers *s, uint32_t at)
{
	/* Within somebody's words a pronoun is anybody; "part of it said" is not said by it. */
	bool is_i = is_word(x, at, "i") || is_word(x, at, "we");
	if ((x->r->tokens[at].quotation && !is_i && !is_word(x, at, "who") && !is_word(x, at, "which")) || (at > 0 && IS(x, at - 1, PREPOSITION)))
		return 0;
	if (is_word(x, at, "he") || is_word(x, at, "she"))
		return s->person;
	if (is_word(x, at, "they"))
		return s->group;
	if (is_word(x, at, "it"))
		return s->state;
	/* "X, who said": the mention right before, or what is described there. */
	bool is_relative = is_word(x, at, "who") || is_word(x, at, "which");
	for (uint32_t i = at; is_relative && i > 0 && at - i < 3; i--)
		if (x->actor_at[i - 1])
			return x->actor_at[i - 1];
	for (uint32_t i = at; is_relative && i > 0 && at - i < 6; i--)
		if (x->named[i - 1].class == NAMED_GROUP || x->named[i - 1].class == NAMED_OFFICE)
			return described(x, (struct run){ phrase_from(x, i - 1), at }, i - 1);
	return 0;
}

static bool
is_pronoun(const struct reading *x, struct run source)
{
	return source.to == source.from + 1 && IS(x, source.from, STANDS_FOR);
}

static bool
says_more(const struct reading *x, struct run cue)
{
	for (uint32_t i = cue.from; i < cue.to; i++)
		if (IS(x, i, SAYS_MORE))
			return true;
	return false;
}

static void
redirect(struct reading *x, uint32_t from, uint32_t to)
{
	struct actor *who = names_actor(x, to);
	const struct actor *described = names_actor(x, from);
	x->redirect[from] = to;
	if (!who->party)
		who->party = described->party;
	if (who->office.len == 0) {
		who->office = described->name;
		who->level = described->level;
	}
	for (size_t i = 0; i < ALSO_MOST; i++)
		if (who->also[i].len == 0) {
			who->also[i] = described->name;
			return;
		}
}

/* "a spokesperson said. X added": the report joins the one with the other. */
void
names_join_descriptions(struct reading *x, const struct attribution *list, size_t count)
{
	uint32_t open = 0, open_sentence = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t source = list[i].source.from, actor = run_is_empty(list[i].source) ? 0 : x->source_actor[source];
		uint32_t sentence = x->r->tokens[list[i].cue.from].sentence;
		if (!actor)
			continue;
		const struct actor *who = names_actor(x, actor);
		bool is_for_somebody = str_find_str(who->name, S(" for ")) < who->name.len;
		if (who->kind == ACTOR_OFFICE && !x->redirect[actor] && !is_for_somebody) {
			open = actor;
			open_sentence = sentence;
		} else if (who->kind == ACTOR_PERSON && open && !x->redirect[open] && sentence <= open_sentence + JOIN_SENTENCES &&
			   says_more(x, list[i].cue) && who->office.len == 0 && !who->party && !who->is_known) {
			redirect(x, open, actor);
			open = 0;
		} else if (who->kind == ACTOR_PERSON) {
			open = 0;
		}
	}
	for (size_t i = 0; i < x->r->token_count; i++)
		while (x->source_actor[i] && x->redirect[x->source_actor[i]])
			x->source_actor[i] = x->redirect[x->source_actor[i]];
}

/* "Asked about it, X shrugged": behind the comma. */
static uint32_t
begins_with_participle(const struct reading *x, struct run sentence)
{
	for (uint32_t i = sentence.from + 1; i < sentence.to && i < sentence.from + 6; i++)
		if (is_word(x, i, ",") && !x->actor_at[sentence.from])
			return i + 1;
	return sentence.from;
}

void
names_resolve_sources(struct reading *x, const struct attribution *list, size_t count)
{
	struct speakers s = { 0 };
	uint32_t sentence = UINT32_MAX;
	for (size_t i = 0; i < count; i++) {
		struct run source = list[i].source;
		if (run_is_empty(source))
			continue;
		/* Whom a sentence names first is who a pronoun behind it may be. */
		uint32_t here = x->r->tokens[source.from].sentence;
		for (uint32_t k = sentence == UINT32_MAX ? 0 : sentence + 1; k < here && here - k < 4; k++) {
			struct run run = x->r->sentences[k].run;
			uint32_t from = begins_with_participle(x, run), stop = from + 4 < run.to ? from + 4 : run.to;
			for (uint32_t t = from; t < stop; t++)
				if (x->actor_at[t] && names_actor(x, x->actor_at[t])->kind == ACTOR_PERSON) {
					/* Behind "X's spokesman left" a "he" is not X. */
					if (!is_possessed(x, t + 1))
						note_speaker(x, &s, x->actor_at[t]);
					else if (t + 2 < run.to && x->named[t + 2].class == NAMED_OFFICE)
						s.person = 0;
					break;
				}
		}
		sentence = here;
		names_note_roles(x, source.from);
		uint32_t actor = is_pronoun(x, source) ? pronoun(x, &s, source.from) : head_actor(x, source);
		x->source_actor[source.from] = actor;
		note_speaker(x, &s, actor);
		if (actor && names_actor(x, actor)->kind != ACTOR_PERSON)
			names_note_role(x, actor);
	}
	/* "I" is whoever is quoted. */
	for (size_t i = 0; i < count; i++) {
		struct run source = list[i].source;
		bool is_first_person = !run_is_empty(source) && (is_word(x, source.from, "i") || is_word(x, source.from, "we"));
		if (is_first_person && list[i].inside && !run_is_empty(list[list[i].inside - 1].source))
			x->source_actor[source.from] = x->source_actor[list[list[i].inside - 1].source.from];
	}
}

/* "the Coastal Front" is the one that speaks under that name elsewhere. */
void
names_mark_called(struct reading *x)
{
	map first = { 0 };
	bool has_any = false;
	for (uint32_t i = 0; i < x->actors.count; i++) {
		const struct actor *who = &x->actors.at[i];
		str word = str_sub(who->name, 0, str_find(who->name, ' '));
		uint32_t sym = who->is_called && word.len < who->name.len ? names_small_word(x, word) : 0;
		has_any |= sym != 0;
		if (sym && !map_get(&first, sym))
			*map_at(&first, sym) = i + 1;
	}
	for (uint32_t i = 0; has_any && i < x->r->token_count; i++) {
		uint32_t actor = x->actor_at[i] || !(x->r->tokens[i].flags & TOKEN_CAPITAL) ? 0 : map_get(&first, x->r->tokens[i].word), to = i + 1;
		str name = actor ? names_actor(x, actor)->name : STR_NONE;
		while (actor && to < x->r->token_count && to < i + NAME_MOST && !x->actor_at[to] && is_of_a_name(x, to))
			to++;
		if (actor && to > i + 1 && str_eq(report_words(x->r, (struct run){ i, to }), name))
			for (uint32_t k = i; k < to; k++)
				x->actor_at[k] = actor;
	}
	map_done(&first);
}
