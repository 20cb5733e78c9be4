#include "clerk/names.h"

#include <assert.h>
#include <string.h>
#include <unictype.h>

#include "base/ascii.h"
#include "base/list.h"
#include "base/utf8.h"
#include "clerk/quantity.h"

enum { NAME_MOST = 5, FAR = 12, OFFICE_MOST = 8, JOIN_SENTENCES = 2 };

/* A name of several words that the talks declare. */
struct known_phrase {
	uint32_t words[NAMED_WORDS_MOST];
	uint32_t count, actor, next;
};

struct reading {
	arena *a;
	const struct report *r;
	const struct gazetteer *g;
	struct named *named;
	const struct lexicon *l;
	LIST(struct actor) actors;
	map by_name;            /* of kind and name, without regard to case -> 1 + index */
	map by_office;          /* of unnamed persons: party and office -> 1 + index */
	map by_last, by_first;  /* of persons: sym of the last or first name -> 1 + index, or SEVERAL */
	uint8_t *is_proper;     /* of each word: it has a capital where none begins a sentence */
	LIST(struct mention) mentions;
	LIST(struct known_phrase) known;        /* names of the talks' own minutes */
	map known_by_word;      /* of the first word: 1 + the last of known that begins with it */
	uint32_t *actor_at;
	uint32_t *state_actor, *organisation_actor;     /* by index of the gazetteer: 1 + actor, or 0 */
	uint32_t *redirect;     /* of an actor: 1 + the one that it was joined with, or 0 */
	uint32_t *source_actor; /* by token: 1 + actor of the source that begins there; 0; what was resolved */
	map by_role;            /* of who holds an office or is described: role and party -> 1 + index, or SEVERAL */
	uint8_t pass;           /* 1 of the names, 2 of the sources */
	size_t roles_read;      /* mentions whose offices are in by_role */
	map places;             /* of names of several words that are places here: name -> 1 */
	map told_states;        /* of words that no gazetteer has: sym -> 1 + index of the state they name here */
};

enum { STATES_MOST = 256 };
static const uint32_t SEVERAL = UINT32_MAX;

static str
word_at(const struct reading *x, uint32_t i)
{
	return i < x->r->token_count ? syms_str(x->r->words, x->r->tokens[i].word) : STR_NONE;
}

static bool
word_is(const struct reading *x, uint32_t i, str word)
{
	if (i >= x->r->token_count)
		return false;
	/* Most words differ in their first letter already. */
	str text = x->r->tokens[i].text;
	unsigned char c = text.len ? (unsigned char)text.at[0] : 0;
	return (c >= 0x80 || (c | 0x20) == ((unsigned char)word.at[0] | 0x20)) && str_eq(word_at(x, i), word);
}
#define is_word(x, i, word) word_is(x, i, S(word))

/* The word at `i` is in a set of grammar.def. */
#define IS(x, i, set) \
	((i) < (x)->r->token_count && (word_class((x)->l, (x)->r->tokens[i].word).grammar >> GRAMMAR_##set & 1))

/* ---- actors ---- */

str
name_as_token(arena *a, str words)
{
	enum { LONGEST = 40 };
	char *name = arena_get(a, words.len + 1);
	size_t len = 0, used;
	for (size_t i = 0; i < words.len && len + 4 < LONGEST; i += used) {
		uint32_t c = utf8_next(str_sub(words, i, words.len), &used);
		bool is_mark = c >= 0x80 && !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
		if (c < 0x80 ? is_letter((char)c) || (len > 0 && is_digit((char)c)) : !is_mark)
			len += utf8_put(c < 0x80 && is_capital((char)c) ? c + 32 : c, name + len);
		else if (len > 0 && name[len - 1] != '-')
			name[len++] = '-';
	}
	while (len > 0 && name[len - 1] == '-')
		len--;
	return (str){ name, len };
}

/* "Friedrich van der Berg" -> berg; others by all their words. */
static str
id_of(arena *a, str name, bool is_last_word)
{
	size_t from = 0;
	for (size_t i = 0; is_last_word && i < name.len; i++)
		if (name.at[i] == ' ')
			from = i + 1;
	str id = name_as_token(a, str_sub(name, from, name.len));
	return id.len > 0 ? id : S("somebody");
}

/* By 1 + its index; it may move when another is added. */
static struct actor *
actor_of(const struct reading *x, uint32_t actor)
{
	assert(x->actors.at && actor > 0 && actor <= x->actors.count);
	return &x->actors.at[actor - 1];
}

static uint64_t
name_key(str name, unsigned kind)
{
	uint64_t key = 1469598103934665603u ^ kind;
	for (size_t i = 0; i < name.len; i++)
		key = (key ^ (uint8_t)(is_capital(name.at[i]) ? name.at[i] + 32 : name.at[i])) * 1099511628211u;
	return key;
}

static uint32_t
add_actor(struct reading *x, struct actor actor)
{
	*LIST_ADD(&x->actors) = actor;
	uint32_t index = (uint32_t)x->actors.count, *by_name = map_at(&x->by_name, name_key(actor.name, actor.kind));
	if (*by_name == 0)
		*by_name = index;
	if (actor.kind == ACTOR_PERSON && actor.last_word) {
		uint32_t *by_last = map_at(&x->by_last, actor.last_word);
		*by_last = *by_last ? SEVERAL : index;
	}
	if (actor.kind == ACTOR_PERSON && actor.first_word) {
		uint32_t *by_first = map_at(&x->by_first, actor.first_word);
		*by_first = *by_first ? SEVERAL : index;
	}
	return index;
}

static uint32_t
actor_named(const struct reading *x, str name, unsigned kind)
{
	uint32_t index = map_get(&x->by_name, name_key(name, kind));
	return index && actor_of(x, index)->kind == kind && str_eq_nocase(actor_of(x, index)->name, name) ? index : 0;
}

static uint32_t
state_actor(struct reading *x, unsigned state)
{
	if (!x->state_actor[state]) {
		str id = state_id(x->a, state), name = state_name(x->a, state);
		for (size_t i = 0; i < x->actors.count; i++) {
			const struct actor *known = &x->actors.at[i];
			if (known->is_known && known->kind != ACTOR_PERSON && (str_eq_nocase(known->id, id) || str_eq_nocase(known->name, name)))
				x->state_actor[state] = (uint32_t)i + 1;
		}
		if (!x->state_actor[state])
			x->state_actor[state] = add_actor(x, (struct actor){ .id = id, .name = name, .kind = ACTOR_STATE });
		x->actors.at[x->state_actor[state] - 1].zone = state_zone(state);
	}
	return x->state_actor[state];
}

static uint32_t
organisation_actor(struct reading *x, unsigned organisation, bool is_media)
{
	uint32_t *at = &x->organisation_actor[organisation];
	if (!*at)
		*at = add_actor(x, (struct actor){ .id = organisation_id(x->a, organisation), .name = organisation_name(x->a, organisation),
						    .kind = is_media ? ACTOR_MEDIA : ACTOR_ORGANISATION });
	return *at;
}

static void
add_mention(struct reading *x, struct run run, uint32_t actor)
{
	*LIST_ADD(&x->mentions) = (struct mention){ .run = run, .actor = actor };
	for (uint32_t i = run.from; i < run.to; i++)
		x->actor_at[i] = actor;
}

/* ---- persons ---- */

/* "al-Hariri": a small word and a name in one. */
static bool
is_joined_name(str text)
{
	for (size_t i = 1; i < 5 && i + 2 < text.len; i++)
		if (text.at[i] == '-')
			return is_small(text.at[0]) && is_capital(text.at[i + 1]);
	return false;
}

/* A word of a person's name at `i`. */
static bool
is_name_word(const struct reading *x, uint32_t i, uint32_t end)
{
	if (i >= end)
		return false;
	const struct token *t = &x->r->tokens[i];
	str word = word_at(x, i);
	return t->kind == TOKEN_WORD && ((t->flags & TOKEN_CAPITAL) || is_joined_name(t->text)) && !(t->flags & TOKEN_DIGIT) &&
	       !(x->named[i].class && x->named[i].class < NAMED_OFFICE) && !IS(x, i, NO_NAME) && !IS(x, i, TITLE) && word.len > 1 &&
	       !(x->actor_at[i] && actor_of(x, x->actor_at[i])->kind == ACTOR_STATE);
}

/* "Maria Lopez Lima", "Foreign Minister Jordan Smith": a state or seat that is part of a name. */
static bool
is_place_in_name(const struct reading *x, uint32_t i, uint32_t end, unsigned before)
{
	if (i >= end || x->named[i].length != 1 || (x->named[i].class != NAMED_STATE && x->named[i].class != NAMED_SEAT))
		return false;
	bool is_behind_office = false;
	for (uint32_t k = i; before == 0 && k > 0 && i - k < 3 && !is_behind_office;) {
		k--;
		is_behind_office = x->named[k].class == NAMED_OFFICE && k + x->named[k].length == i && (x->r->tokens[k].flags & TOKEN_CAPITAL);
	}
	/* "Paulo Lima said": behind a word that is nothing but a name, and not the first of its sentence. */
	bool is_last_name = before == 1 && i > 0 && !(x->r->tokens[i - 1].flags & TOKEN_FIRST) && x->named[i].class == NAMED_SEAT && !IS(x, i - 1, THING) &&
			    !word_class(x->l, x->r->tokens[i - 1].word).grammar && (i < 2 || is_word(x, i - 2, ","));
	return before >= 2 || is_last_name || (is_behind_office && is_name_word(x, i + 1, end) && !x->named[i + 1].class);
}

/* The name that begins at `i`, of two words or more; empty where there is none. */
static struct run
person_name(const struct reading *x, uint32_t i, uint32_t end)
{
	uint32_t to = i, words = 0;
	bool is_name = is_name_word(x, i, end) || is_place_in_name(x, i, end, 0);
	if (!is_name || x->named[i].class == NAMED_OFFICE || x->named[i].class == NAMED_GROUP)
		return (struct run){ 0, 0 };
	while (to < end && to < i + NAME_MOST) {
		if (to > i && (x->named[to].class == NAMED_OFFICE || x->named[to].class == NAMED_GROUP) && (x->r->tokens[to].flags & TOKEN_CAPITAL))
			return (struct run){ 0, 0 };    /* "Norland Foreign Minister X": the name begins behind it */
		if (is_name_word(x, to, end) || is_place_in_name(x, to, end, words)) {
			to++;
			words++;
		} else if (to > i && IS(x, to, PARTICLE) && is_name_word(x, to + 1, end)) {
			to++;
		} else if (to > i && x->r->tokens[to].text.len == 2 && is_capital(x->r->tokens[to].text.at[0]) && x->r->tokens[to].text.at[1] == '.' &&
			   is_name_word(x, to + 1, end)) {
			to++;           /* an initial */
		} else {
			break;
		}
	}
	bool is_thing = words > 0 && IS(x, to - 1, THING);
	bool is_shouted = words > 0 && (x->r->tokens[i].flags & TOKEN_CAPITALS) && (x->r->tokens[to - 1].flags & TOKEN_CAPITALS);
	return words >= 2 && !is_thing && !is_shouted ? (struct run){ i, to } : (struct run){ 0, 0 };
}

static uint32_t
person_with_last(const struct reading *x, uint32_t word)
{
	uint32_t found = map_get(&x->by_last, word);
	return found == SEVERAL ? 0 : found;    /* of two it cannot be told which */
}

/* The one who is called so alone: by the last word of the name, else by the first. */
static uint32_t
person_called(const struct reading *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	uint32_t found = map_get(&x->by_first, t->word);
	bool is_any_word = (t->flags & TOKEN_FIRST) && word_class(x->l, t->word).grammar;
	if (map_get(&x->by_last, t->word))
		return person_with_last(x, t->word);
	return found == SEVERAL || is_any_word ? 0 : found;
}

static uint32_t
person(struct reading *x, struct run name)
{
	str words = report_words(x->r, name);
	uint32_t known = actor_named(x, words, ACTOR_PERSON), last = x->r->tokens[name.to - 1].word;
	if (known)
		return known;
	/* One whom the talks declare by another form of the name: the same last word, and no other. */
	uint32_t same = person_with_last(x, last);
	if (same && actor_of(x, same)->is_known)
		return same;
	return add_actor(x, (struct actor){ .id = id_of(x->a, words, true), .name = words, .kind = ACTOR_PERSON, .last_word = last,
					     .first_word = name.to - name.from > 1 ? x->r->tokens[name.from].word : 0 });
}

/* ---- offices beside a name ---- */

/* The party that words in [from, to) name: a state, a demonym, a seat. The last of them. */
static uint32_t
party_in(struct reading *x, uint32_t from, uint32_t to)
{
	uint32_t party = 0;
	for (uint32_t i = from; i < to; i++)
		if (x->actor_at[i] && actor_of(x, x->actor_at[i])->kind == ACTOR_STATE)
			party = x->actor_at[i];
		else if (x->named[i].class >= NAMED_STATE && x->named[i].class <= NAMED_SEAT)
			party = state_actor(x, x->named[i].of);
		else if (x->named[i].class == NAMED_ORGANISATION && !party)
			party = organisation_actor(x, x->named[i].of, false);
	return party;
}

static void
set_office(struct reading *x, uint32_t actor, struct run words, unsigned level, uint32_t party)
{
	struct actor *who = actor_of(x, actor);
	if (who->office.len == 0 && !run_is_empty(words)) {
		str office = report_words(x->r, words);
		if (!str_eq_nocase(office, S("counterpart"))) {
			who->office = office;
			who->level = (uint8_t)level;
		}
	}
	if (!who->party && party != actor)
		who->party = party;
}

/* "Norland's trade minister", "the Norlandic Water Minister": from behind the party or the article. */
static uint32_t
office_from(const struct reading *x, uint32_t head, uint32_t from)
{
	uint32_t i = head;
	while (i > from && head - i < 3 && x->r->tokens[i - 1].kind == TOKEN_WORD && !x->named[i - 1].class && !x->actor_at[i - 1] &&
	       !IS(x, i - 1, NO_NAME) && !IS(x, i - 1, DETERMINER) && !is_word(x, i - 1, "'s"))
		i--;
	bool is_bound = i > from && i < head &&
			(is_word(x, i - 1, "'s") || IS(x, i - 1, DETERMINER) || x->actor_at[i - 1] || x->named[i - 1].class == NAMED_DEMONYM);
	return is_bound && head - i < 3 ? i : head;
}

/* "Finnish President", "U.S. Secretary of State", "Kremlin spokesman" before the name at `at`. */
static void
office_before(struct reading *x, uint32_t actor, uint32_t at, uint32_t from)
{
	uint32_t stop = at > from + OFFICE_MOST ? at - OFFICE_MOST : from, i = at;
	while (i > stop && x->r->tokens[i - 1].kind == TOKEN_WORD && !is_word(x, i - 1, "and") && !is_word(x, i - 1, "with") && !is_word(x, i - 1, "said"))
		i--;
	for (uint32_t k = i; k < at; k++) {
		if (x->named[k].class != NAMED_OFFICE && x->named[k].class != NAMED_GROUP)
			continue;
		uint32_t to = k + x->named[k].length;
		if (to != at)
			continue;       /* it does not stand right before the name */
		set_office(x, actor, (struct run){ office_from(x, k, i), to }, x->named[k].level, party_in(x, i, k));
		return;
	}
}

/* ", the German leader,", ", an adviser to the president of Ukraine," behind the name. */
static void
office_behind(struct reading *x, uint32_t actor, uint32_t at, uint32_t end)
{
	if (at >= end || !is_word(x, at, ","))
		return;
	uint32_t stop = at + 1 + FAR < end ? at + 1 + FAR : end, k = at + 1;
	/* `X, said: "The president"`, "X, said he met the minister": what is said is no office of X. */
	for (uint32_t i = at + 1; i < stop; i++)
		if (x->r->tokens[i].kind == TOKEN_OPEN_QUOTE || (i == at + 1 && word_class(x->l, x->r->tokens[i].word).cue))
			stop = i;
	while (k < stop && (x->named[k].class != NAMED_OFFICE || is_name_word(x, k + x->named[k].length, stop)) && !is_word(x, k, ",") && !is_word(x, k, "who") && !is_word(x, k, "which"))
		k++;
	if (k >= stop || x->named[k].class != NAMED_OFFICE)
		return;
	uint32_t to = k + x->named[k].length, first = k;
	/* "meet X, her spokesman said": not X's. */
	if (to < end && x->r->tokens[to].kind == TOKEN_WORD && word_class(x->l, x->r->tokens[to].word).cue)
		return;
	/* "foreign affairs adviser": its modifiers, in small letters. */
	while (first > at + 1 && !x->named[first - 1].class && x->r->tokens[first - 1].kind == TOKEN_WORD &&
	       is_small(x->r->tokens[first - 1].text.at[0]) && !IS(x, first - 1, NO_NAME) && !is_word(x, first - 1, "'s"))
		first--;
	uint32_t comma = to;
	while (comma < stop && !is_word(x, comma, ",") && x->r->tokens[comma].kind == TOKEN_WORD)
		comma++;
	uint32_t party = party_in(x, at + 1, k);
	/* Of an ambassador's post, the state behind it is where, not whose. */
	if (!party && !is_word(x, k, "ambassador"))
		party = party_in(x, to, comma);
	set_office(x, actor, (struct run){ first, to }, x->named[k].level, party);
}

/* Whose "its" is: the one state or organisation that the sentence has named so far, or 0. */
static uint32_t
only_owner(const struct reading *x, uint32_t from, uint32_t to)
{
	enum { BACK = 40 };
	uint32_t found = 0;
	for (uint32_t i = to > from + BACK ? to - BACK : from; i < to; i++) {
		uint32_t at = x->actor_at[i];
		bool is_owner = at && (actor_of(x, at)->kind == ACTOR_STATE || actor_of(x, at)->kind == ACTOR_ORGANISATION) && !(i > 0 && IS(x, i - 1, PREPOSITION));
		if (is_owner && found && found != at)
			return 0;
		found = is_owner ? at : found;
	}
	return found;
}

/* "the head of the regional administration, X": the office in front, with a comma. */
static void
office_in_front(struct reading *x, uint32_t actor, uint32_t at, uint32_t from)
{
	if (at < from + 2 || !is_word(x, at - 1, ",") || actor_of(x, actor)->office.len > 0)
		return;
	uint32_t stop = at > from + FAR ? at - FAR : from;
	for (uint32_t k = at - 1; k-- > stop && !is_word(x, k, ",");) {
		uint32_t first = x->named[k].class == NAMED_OFFICE ? office_from(x, k, stop) : 0;
		if (first == 0 || !(IS(x, first - 1, DETERMINER) || is_word(x, first - 1, "'s") || x->named[first - 1].class == NAMED_DEMONYM ||
						  x->actor_at[first - 1]))
			continue;
		uint32_t party = !IS(x, first - 1, DETERMINER) ? party_in(x, stop, first) : is_word(x, first - 1, "its") ? only_owner(x, from, first) : 0;
		set_office(x, actor, (struct run){ first, at - 1 }, x->named[k].level, party ? party : party_in(x, k, at - 1));
		return;
	}
}

/* ---- states that no gazetteer has ---- */

static bool
is_lone_name(const struct reading *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	return t->kind == TOKEN_WORD && (t->flags & TOKEN_CAPITAL) && !(t->flags & (TOKEN_DIGIT | TOKEN_CAPITALS)) && t->text.len > 3 && !x->named[i].class &&
	       !IS(x, i, NO_NAME) && !IS(x, i, TITLE) && !IS(x, i, THING) && !IS(x, i, TIME);
}

/* What states alone have: "president", "foreign ministry", "parliament". */
static bool
is_of_a_state(const struct reading *x, uint32_t i)
{
	static const char *const heads[] = { "president", "minister", "premier", "ministry", "parliament", "ambassador", "chancellor", "navy", "king", "queen",
					     "foreign", "embassy" };
	if (x->named[i].class != NAMED_OFFICE && x->named[i].class != NAMED_GROUP)
		return false;
	uint32_t last = i + x->named[i].length - 1;
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
		if (word_is(x, last, str_of(heads[k])))
			return true;
	return false;
}

/* "Norland's president", "President X of Norland"; not "Minister of Finance". */
static bool
tells_a_state(const struct reading *x, uint32_t i)
{
	size_t end = x->r->token_count;
	if (i + 2 < end && is_word(x, i + 1, "'s"))
		for (uint32_t k = i + 2; k < end && k < i + 6 && x->r->tokens[k].kind == TOKEN_WORD; k++)
			if (x->named[k].class)
				return is_of_a_state(x, k);
	if (i > 1 && is_word(x, i - 1, "of"))
		for (uint32_t k = i - 1; k > 0 && k + 5 > i;)
			if (x->named[--k].class)
				return is_of_a_state(x, k) && k + x->named[k].length + 1 < i;
	return false;
}

/* "Negotiators from Norland", "the leaders of Norland and Sudland": of those whom states send. */
static bool
is_sent_by(const struct reading *x, uint32_t i)
{
	static const char *const sent[] = { "negotiators", "envoys", "ambassadors", "diplomats", "ministers", "presidents", "leaders", "delegations", "delegates", "governments" };
	uint32_t k = i > 3 && is_word(x, i - 1, "and") && is_lone_name(x, i - 2) ? i - 2 : i;
	/* Of "negotiators from Norland" alone it may be a town. */
	bool is_pair = k < i || (i + 2 < x->r->token_count && is_word(x, i + 1, "and") && is_lone_name(x, i + 2));
	if (!is_pair || k < 2 || !(is_word(x, k - 1, "from") || is_word(x, k - 1, "of")))
		return false;
	for (size_t n = 0; n < sizeof sent / sizeof *sent; n++)
		if (word_is(x, k - 2, str_of(sent[n])))
			return true;
	return false;
}

/* "the delegations of Norland and Sudland", "Malta and Norland" beside one that is known. */
static bool
stands_with_a_state(const struct reading *x, uint32_t i)
{
	static const char *const heads[] = { "delegation", "delegations", "government", "governments", "republic", "border", "representatives" };
	bool is_of = false;
	for (size_t k = 0; k < sizeof heads / sizeof *heads && i > 1 && is_word(x, i - 1, "of"); k++)
		is_of |= word_is(x, i - 2, str_of(heads[k]));
	is_of |= is_sent_by(x, i);
	uint32_t before = i > 1 && is_word(x, i - 1, "and") ? i - 2 : UINT32_MAX, behind = is_word(x, i + 1, "and") ? i + 2 : UINT32_MAX;
	bool is_behind = before != UINT32_MAX && (x->named[before].class == NAMED_STATE || map_get(&x->told_states, x->r->tokens[before].word));
	bool is_before = behind < x->r->token_count && x->named[behind].class == NAMED_STATE;
	return is_of || is_behind || is_before;
}

/* Words of names of several words: no states. */
static void
note_told_states(struct reading *x)
{
	map in_name = { 0 };
	size_t end = x->r->token_count;
	for (uint32_t i = 0; i + 1 < end; i++)
		if ((x->r->tokens[i].flags & x->r->tokens[i + 1].flags & TOKEN_CAPITAL) && is_lone_name(x, i) && is_lone_name(x, i + 1) && x->r->tokens[i].sentence == x->r->tokens[i + 1].sentence) {
			*map_at(&in_name, x->r->tokens[i].word) = 1;
			*map_at(&in_name, x->r->tokens[i + 1].word) = 1;
		}
	for (uint32_t i = 0; i < end; i++) {
		uint32_t word = x->r->tokens[i].word;
		if (!(x->r->tokens[i].flags & TOKEN_CAPITAL) || !is_lone_name(x, i) || map_get(&in_name, word) || map_get(&x->told_states, word) || map_get(&x->known_by_word, word) ||
		    person_with_last(x, word) || !(tells_a_state(x, i) || stands_with_a_state(x, i)))
			continue;
		str name = x->r->tokens[i].text;
		*map_at(&x->told_states, word) = add_actor(x, (struct actor){ .id = id_of(x->a, name, false), .name = name, .kind = ACTOR_STATE });
	}
	map_done(&in_name);
}

/* "Norland" or "Norlandic" of a state that this report tells of: 1 + its actor, or 0. */
static uint32_t
told_state(const struct reading *x, uint32_t i)
{
	static const char *const ends[] = { "n", "an", "ian", "i", "ese", "ish", "ic", "er", "ns", "ans", "ians", "ers" };
	if (x->told_states.count == 0 || !is_lone_name(x, i))
		return 0;
	str word = word_at(x, i);
	uint32_t state = map_get(&x->told_states, x->r->tokens[i].word);
	for (size_t k = 0; k < sizeof ends / sizeof *ends && !state; k++) {
		str tail = str_of(ends[k]);
		if (word.len > tail.len + 3 && str_ends(word, tail))
			state = map_get(&x->told_states, syms_find(x->r->words, str_sub(word, 0, word.len - tail.len)));
	}
	return state;
}

static void
mark_told_states(struct reading *x)
{
	note_told_states(x);
	for (uint32_t i = 0; x->told_states.count > 0 && i < x->r->token_count; i++)
		x->actor_at[i] = told_state(x, i);
}

/* ---- "the minister": whoever alone holds that office in this report so far ---- */

/* "High Commissioner for Peace" -> Commissioner. */
static str
role_of(str office)
{
	static const char *const behind[] = { " of ", " for ", " to ", " at ", " in " };
	size_t to = office.len, from;
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		size_t at = str_find_str(office, str_of(behind[i]));
		if (at < to)
			to = at;
	}
	for (from = to; from > 0 && office.at[from - 1] != ' ';)
		from--;
	return str_sub(office, from, to);
}

static uint64_t
role_key(str office, uint32_t party)
{
	return name_key(role_of(office), ACTOR_OFFICE) ^ (uint64_t)party << 40;
}

static void
add_role(struct reading *x, uint32_t actor, str office, uint32_t party)
{
	uint32_t *at = map_at(&x->by_role, role_key(office, party));
	*at = *at == 0 || *at == actor ? actor : SEVERAL;
}

static void
note_role(struct reading *x, uint32_t actor)
{
	struct actor *who = actor_of(x, actor);
	if (who->noted == x->pass)
		return;
	str office = who->kind == ACTOR_PERSON ? who->office : who->name;
	bool has_role = office.len > 0 && (who->kind == ACTOR_PERSON || who->kind == ACTOR_OFFICE || who->kind == ACTOR_GROUP);
	if (!has_role)
		return;
	who->noted = x->pass;
	add_role(x, actor, office, 0);
	if (who->party)
		add_role(x, actor, office, who->party);
}

static void
note_roles(struct reading *x, uint32_t before)
{
	while (x->roles_read < x->mentions.count && x->mentions.at[x->roles_read].run.from < before)
		note_role(x, x->mentions.at[x->roles_read++].actor);
}

/* "the minister", "the Norlandic minister", of whom the report has told who that is; else 0. */
static uint32_t
holder_of(struct reading *x, struct run source, uint32_t head)
{
	uint32_t length = x->named[head].length, party = 0;
	bool is_all = head + length == source.to || is_word(x, head + length, ",");
	if (!is_word(x, source.from, "the") || head == source.from || !is_all)
		return 0;
	for (uint32_t i = source.from + 1; i < head; i++) {
		if (!x->actor_at[i] || actor_of(x, x->actor_at[i])->kind == ACTOR_PERSON || (party && party != x->actor_at[i]))
			return 0;
		party = x->actor_at[i];
	}
	uint32_t found = map_get(&x->by_role, role_key(report_words(x->r, (struct run){ head, head + length }), party));
	return found == SEVERAL ? 0 : found;
}

/* ---- mentions ---- */

/* "in El Amar", "the town of Lower Amar": of nobody who was named before. */
static bool
is_place_here(struct reading *x, struct run name, uint32_t from)
{
	static const char *const areas[] = { "city", "town", "village", "port", "province", "region", "district", "island", "valley", "camp", "area", "suburb",
					     "coast" };
	bool is_in = name.from > from && (is_word(x, name.from - 1, "in") || is_word(x, name.from - 1, "near") || is_word(x, name.from - 1, "outside"));
	for (size_t k = 0; k < sizeof areas / sizeof *areas && name.from > from + 1 && is_word(x, name.from - 1, "of") && !is_in; k++)
		is_in = word_is(x, name.from - 2, str_of(areas[k]));
	bool is_owner = name.to < x->r->token_count && is_word(x, name.to, "'s");
	if (!is_in && x->places.count == 0)
		return false;
	str words = report_words(x->r, name);
	uint64_t key = name_key(words, ACTOR_UNKNOWN);
	if (actor_named(x, words, ACTOR_PERSON))
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
	uint32_t actor = person(x, name);
	add_mention(x, name, actor);
	office_before(x, actor, name.from, sentence.from);
	office_behind(x, actor, name.to, sentence.to);
	/* "the defence minister, Gen. X" */
	uint32_t titled = name.from;
	while (titled > sentence.from && IS(x, titled - 1, TITLE))
		titled--;
	office_in_front(x, actor, titled, sentence.from);
	/* "Norland's X" */
	if (name.from > sentence.from + 1 && is_word(x, name.from - 1, "'s") && !actor_of(x, actor)->party && x->actor_at[name.from - 2] &&
	    actor_of(x, x->actor_at[name.from - 2])->kind == ACTOR_STATE)
		set_office(x, actor, (struct run){ 0, 0 }, 0, x->actor_at[name.from - 2]);
	/* "President X of Norland" */
	if (name.to + 1 < sentence.to && is_word(x, name.to, "of") && !actor_of(x, actor)->party)
		set_office(x, actor, (struct run){ 0, 0 }, 0, party_in(x, name.to + 1, name.to + 2));
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
			add_mention(x, (struct run){ i, i + n }, p->actor);
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
	bool is_of_more = to < sentence.to && (is_name_word(x, to, sentence.to) || x->named[to].class || is_word(x, to, "'s") || is_word(x, to, "of") ||
					       is_word(x, to, "for") || is_word(x, to, "to"));
	bool is_named = to + 1 < sentence.to && is_word(x, to, ",") && (is_name_word(x, to + 1, sentence.to) || IS(x, to + 1, TITLE));
	if (to > sentence.to || is_of_more || is_named)
		return i;
	note_roles(x, i);
	uint32_t holder = holder_of(x, (struct run){ i, to }, i + 1);
	if (!holder)
		return i;
	add_mention(x, (struct run){ i, to }, holder);
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
		add_mention(x, (struct run){ i, i + 1 }, x->actor_at[i]);
		return i + 1;
	}
	behind = read_holder(x, i, sentence);
	if (behind > i)
		return behind;
	struct run name = person_name(x, i, sentence.to);
	if (!run_is_empty(name))
		return read_person(x, name, sentence);
	if (named->class >= NAMED_STATE && named->class <= NAMED_SEAT) {
		add_mention(x, (struct run){ i, i + named->length }, state_actor(x, named->of));
		return i + named->length;
	}
	if (named->class == NAMED_OFFICE || named->class == NAMED_GROUP)
		return i + named->length;
	if (named->class == NAMED_ORGANISATION || named->class == NAMED_MEDIA) {
		add_mention(x, (struct run){ i, i + named->length }, organisation_actor(x, named->of, named->class == NAMED_MEDIA));
		return i + named->length;
	}
	if (is_name_word(x, i, sentence.to)) {
		uint32_t actor = person_called(x, i);
		/* "President Trump": one last name behind an office is a person. */
		bool is_titled = i > sentence.from && !(x->r->tokens[i - 1].flags & TOKEN_FIRST && x->r->tokens[i - 1].kind == TOKEN_MARK) &&
				 (IS(x, i - 1, TITLE) ||
				  (x->named[i - 1].class == NAMED_OFFICE && (x->r->tokens[i - 1].flags & TOKEN_CAPITAL)));
		if (!actor && is_titled && x->named[i].class != NAMED_OFFICE && x->named[i].class != NAMED_GROUP &&
		    !IS(x, i, THING))
			actor = person(x, (struct run){ i, i + 1 });
		if (actor) {
			add_mention(x, (struct run){ i, i + 1 }, actor);
			office_before(x, actor, i, sentence.from);
			office_behind(x, actor, i + 1, sentence.to);
			return i + 1;
		}
	}
	return i + 1;
}

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
	uint32_t party = party_in(x, source.from, head);
	if (!party && behind < to && (is_word(x, behind, "to") || is_word(x, behind, "of") || is_word(x, behind, "for")))
		party = party_in(x, behind, to);
	if (is_of_its_own(word_at(x, head)))
		party = 0;
	struct run words = short_words(x, source, head);
	/* Of two persons each has a spokesman. */
	if (behind + 1 < source.to && is_word(x, behind, "for") && x->actor_at[behind + 1] && actor_of(x, x->actor_at[behind + 1])->kind == ACTOR_PERSON)
		for (words.to = behind + 2; words.to < source.to && x->actor_at[words.to] == x->actor_at[behind + 1];)
			words.to++;
	str name = report_words(x->r, words);
	unsigned kind = x->named[head].class == NAMED_GROUP ? ACTOR_GROUP : ACTOR_OFFICE;
	/* "the Kremlin spokesperson" is who "a spokesperson of the Kremlin" was. */
	uint64_t office = (uint64_t)party << 32 | x->r->tokens[behind - 1].word;
	uint32_t same = actor_named(x, name, kind);
	if (!same && kind == ACTOR_OFFICE && party)
		same = map_get(&x->by_office, office);
	if (same)
		return same;
	same = add_actor(x, (struct actor){ .id = id_of(x->a, name, false), .name = name, .kind = (uint8_t)kind, .party = party,
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
		bool is_and = is_word(x, i, "and"), is_one = at && is_somebody(actor_of(x, at));
		if ((!is_and && !is_one && !is_word(x, i, ",") && !is_word(x, i, "both")) || all.member_count == MEMBERS_MOST)
			return 0;
		has_and |= is_and;
		if (is_one && (i == source.from || at != x->actor_at[i - 1]))
			all.members[all.member_count++] = at;
	}
	if (!has_and || all.member_count < 2)
		return 0;
	all.name = report_words(x->r, source);
	all.id = id_of(x->a, all.name, false);
	uint32_t same = actor_named(x, all.name, ACTOR_GROUP);
	return same ? same : add_actor(x, all);
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
			uint32_t same = actor_named(x, name, ACTOR_GROUP);
			return same ? same : add_actor(x, (struct actor){ .id = id_of(x->a, name, false), .name = name, .kind = ACTOR_GROUP, .is_called = true });
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
	if (to < source.to && to > source.from + 2 && IS(x, to, PREPOSITION) && str_ends(word_at(x, to - 1), S("ed")))
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
	uint32_t same = actor_named(x, name, ACTOR_GROUP);
	return same ? same : add_actor(x, (struct actor){ .id = id_of(x->a, name, false), .name = name, .kind = ACTOR_GROUP, .party = owner });
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
		if (is_start && actor_of(x, at)->kind == ACTOR_PERSON && !is_possessed(x, to)) {
			/* "X's adviser, Y": Y; "an adviser to X": the adviser. */
			bool is_object = head != UINT32_MAX && i > source.from &&
					 (is_word(x, i - 1, "to") || is_word(x, i - 1, "of") || is_spoken_for(x, first, i));
			if (!is_object)
				return at;
		}
		if (head == UINT32_MAX && (is_word(x, i, "who") || is_word(x, i, "which") || is_word(x, i, "that")))
			break;
		if (is_start && actor_of(x, at)->kind == ACTOR_STATE && !state && !owner) {
			if (is_possessed(x, to) && to + 1 < end)
				owner = at;
			else
				state = at;
		}
		if (is_start && actor_of(x, at)->kind >= ACTOR_ORGANISATION && actor_of(x, at)->kind <= ACTOR_MEDIA && !organisation)
			organisation = at;
		bool is_office = x->named[i].class == NAMED_OFFICE || x->named[i].class == NAMED_GROUP;
		/* "the prime minister's spokesman" is the spokesman, "opposition lawmakers" are lawmakers. */
		first = is_office && first == UINT32_MAX ? i : first;
		if (is_office && (head == UINT32_MAX || is_possessed(x, head + x->named[head].length) || head + x->named[head].length == i))
			head = i;
	}
	if (head != UINT32_MAX) {
		uint32_t holder = holder_of(x, source, head);
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
	switch (actor_of(x, actor)->kind) {
	case ACTOR_PERSON:
	case ACTOR_OFFICE:
		s->person = actor;
		break;
	case ACTOR_GROUP:
		s->group = actor;
		/* "the ministry said. It added": of one that is no plural. */
		if (!str_ends(actor_of(x, actor)->name, S("s")) && str_find_str(actor_of(x, actor)->name, S(" and ")) == actor_of(x, actor)->name.len)
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
	struct actor *who = actor_of(x, to);
	const struct actor *described = actor_of(x, from);
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
static void
join_descriptions(struct reading *x, const struct attribution *list, size_t count)
{
	uint32_t open = 0, open_sentence = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t source = list[i].source.from, actor = run_is_empty(list[i].source) ? 0 : x->source_actor[source];
		uint32_t sentence = x->r->tokens[list[i].cue.from].sentence;
		if (!actor)
			continue;
		const struct actor *who = actor_of(x, actor);
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

static void
resolve_sources(struct reading *x, const struct attribution *list, size_t count)
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
				if (x->actor_at[t] && actor_of(x, x->actor_at[t])->kind == ACTOR_PERSON) {
					/* Behind "X's spokesman left" a "he" is not X. */
					if (!is_possessed(x, t + 1))
						note_speaker(x, &s, x->actor_at[t]);
					else if (t + 2 < run.to && x->named[t + 2].class == NAMED_OFFICE)
						s.person = 0;
					break;
				}
		}
		sentence = here;
		note_roles(x, source.from);
		uint32_t actor = is_pronoun(x, source) ? pronoun(x, &s, source.from) : head_actor(x, source);
		x->source_actor[source.from] = actor;
		note_speaker(x, &s, actor);
		if (actor && actor_of(x, actor)->kind != ACTOR_PERSON)
			note_role(x, actor);
	}
	/* "I" is whoever is quoted. */
	for (size_t i = 0; i < count; i++) {
		struct run source = list[i].source;
		bool is_first_person = !run_is_empty(source) && (is_word(x, source.from, "i") || is_word(x, source.from, "we"));
		if (is_first_person && list[i].inside && !run_is_empty(list[list[i].inside - 1].source))
			x->source_actor[source.from] = x->source_actor[list[list[i].inside - 1].source.from];
	}
}

static uint32_t
small_word(struct reading *x, str word)
{
	char small[64];
	for (size_t k = 0; k < word.len && k < sizeof small; k++)
		small[k] = is_capital(word.at[k]) ? (char)(word.at[k] + 32) : word.at[k];
	return word.len > 0 && word.len <= sizeof small ? syms_add(x->r->words, (str){ small, word.len }) : 0;
}

/* "the Coastal Front" is the one that speaks under that name elsewhere. */
static void
mark_called(struct reading *x)
{
	map first = { 0 };
	bool has_any = false;
	for (uint32_t i = 0; i < x->actors.count; i++) {
		const struct actor *who = &x->actors.at[i];
		str word = str_sub(who->name, 0, str_find(who->name, ' '));
		uint32_t sym = who->is_called && word.len < who->name.len ? small_word(x, word) : 0;
		has_any |= sym != 0;
		if (sym && !map_get(&first, sym))
			*map_at(&first, sym) = i + 1;
	}
	for (uint32_t i = 0; has_any && i < x->r->token_count; i++) {
		uint32_t actor = x->actor_at[i] || !(x->r->tokens[i].flags & TOKEN_CAPITAL) ? 0 : map_get(&first, x->r->tokens[i].word), to = i + 1;
		str name = actor ? actor_of(x, actor)->name : STR_NONE;
		while (actor && to < x->r->token_count && to < i + NAME_MOST && !x->actor_at[to] && is_of_a_name(x, to))
			to++;
		if (actor && to > i + 1 && str_eq(report_words(x->r, (struct run){ i, to }), name))
			for (uint32_t k = i; k < to; k++)
				x->actor_at[k] = actor;
	}
	map_done(&first);
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
		who.last_word = small_word(x, last);
		who.first_word = first.len < who.name.len ? small_word(x, first) : 0;
		uint32_t actor = add_actor(x, who);
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
	mark_told_states(&x);
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
	resolve_sources(&x, attributions, attribution_count);
	mark_called(&x);
	x.redirect = ARENA_ARRAY(a, uint32_t, x.actors.count + 1);
	join_descriptions(&x, attributions, attribution_count);
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
