#include <assert.h>
#include <string.h>
#include <unictype.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "clerk/names_int.h"

str
names_word(const struct reading *x, uint32_t i)
{
	return i < x->r->token_count ? syms_str(x->r->words, x->r->tokens[i].word) : STR_NONE;
}

uint32_t
names_small_word(struct reading *x, str word)
{
	char small[64];
	for (size_t k = 0; k < word.len && k < sizeof small; k++)
		small[k] = is_capital(word.at[k]) ? (char)(word.at[k] + 32) : word.at[k];
	return word.len > 0 && word.len <= sizeof small ? syms_add(x->r->words, (str){ small, word.len }) : 0;
}

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
str
names_id(arena *a, str name, bool is_last_word)
{
	size_t from = 0;
	for (size_t i = 0; is_last_word && i < name.len; i++)
		if (name.at[i] == ' ')
			from = i + 1;
	str id = name_as_token(a, str_sub(name, from, name.len));
	return id.len > 0 ? id : S("somebody");
}

/* By 1 + its index; it may move when another is added. */
struct actor *
names_actor(const struct reading *x, uint32_t actor)
{
	assert(x->actors.at && actor > 0 && actor <= x->actors.count);
	return &x->actors.at[actor - 1];
}

uint64_t
names_key(str name, unsigned kind)
{
	uint64_t key = 1469598103934665603u ^ kind;
	for (size_t i = 0; i < name.len; i++)
		key = (key ^ (uint8_t)(is_capital(name.at[i]) ? name.at[i] + 32 : name.at[i])) * 1099511628211u;
	return key;
}

uint32_t
names_add_actor(struct reading *x, struct actor actor)
{
	*LIST_ADD(&x->actors) = actor;
	uint32_t index = (uint32_t)x->actors.count, *by_name = map_at(&x->by_name, names_key(actor.name, actor.kind));
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

uint32_t
names_actor_named(const struct reading *x, str name, unsigned kind)
{
	uint32_t index = map_get(&x->by_name, names_key(name, kind));
	return index && names_actor(x, index)->kind == kind && str_eq_nocase(names_actor(x, index)->name, name) ? index : 0;
}

uint32_t
names_state(struct reading *x, unsigned state)
{
	if (!x->state_actor[state]) {
		str id = state_id(x->a, state), name = state_name(x->a, state);
		for (size_t i = 0; i < x->actors.count; i++) {
			const struct actor *known = &x->actors.at[i];
			if (known->is_known && known->kind != ACTOR_PERSON && (str_eq_nocase(known->id, id) || str_eq_nocase(known->name, name)))
				x->state_actor[state] = (uint32_t)i + 1;
		}
		if (!x->state_actor[state])
			x->state_actor[state] = names_add_actor(x, (struct actor){ .id = id, .name = name, .kind = ACTOR_STATE });
		x->actors.at[x->state_actor[state] - 1].zone = state_zone(state);
	}
	return x->state_actor[state];
}

uint32_t
names_organisation(struct reading *x, unsigned organisation, bool is_media)
{
	uint32_t *at = &x->organisation_actor[organisation];
	if (!*at)
		*at = names_add_actor(x, (struct actor){ .id = organisation_id(x->a, organisation), .name = organisation_name(x->a, organisation),
						    .kind = is_media ? ACTOR_MEDIA : ACTOR_ORGANISATION });
	return *at;
}

void
names_add_mention(struct reading *x, struct run run, uint32_t actor)
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
bool
names_is_name_word(const struct reading *x, uint32_t i, uint32_t end)
{
	if (i >= end)
		return false;
	const struct token *t = &x->r->tokens[i];
	str word = names_word(x, i);
	return t->kind == TOKEN_WORD && ((t->flags & TOKEN_CAPITAL) || is_joined_name(t->text)) && !(t->flags & TOKEN_DIGIT) &&
	       !(x->named[i].class && x->named[i].class < NAMED_OFFICE) && !IS(x, i, NO_NAME) && !IS(x, i, TITLE) && word.len > 1 &&
	       !(x->actor_at[i] && names_actor(x, x->actor_at[i])->kind == ACTOR_STATE);
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
	return before >= 2 || is_last_name || (is_behind_office && names_is_name_word(x, i + 1, end) && !x->named[i + 1].class);
}

/* The name that begins at `i`, of two words or more; empty where there is none. */
struct run
names_person_name(const struct reading *x, uint32_t i, uint32_t end)
{
	uint32_t to = i, words = 0;
	bool is_name = names_is_name_word(x, i, end) || is_place_in_name(x, i, end, 0);
	if (!is_name || x->named[i].class == NAMED_OFFICE || x->named[i].class == NAMED_GROUP)
		return (struct run){ 0, 0 };
	while (to < end && to < i + NAME_MOST) {
		if (to > i && (x->named[to].class == NAMED_OFFICE || x->named[to].class == NAMED_GROUP) && (x->r->tokens[to].flags & TOKEN_CAPITAL))
			return (struct run){ 0, 0 };    /* "Norland Foreign Minister X": the name begins behind it */
		if (names_is_name_word(x, to, end) || is_place_in_name(x, to, end, words)) {
			to++;
			words++;
		} else if (to > i && IS(x, to, PARTICLE) && names_is_name_word(x, to + 1, end)) {
			to++;
		} else if (to > i && x->r->tokens[to].text.len == 2 && is_capital(x->r->tokens[to].text.at[0]) && x->r->tokens[to].text.at[1] == '.' &&
			   names_is_name_word(x, to + 1, end)) {
			to++;           /* an initial */
		} else {
			break;
		}
	}
	bool is_thing = words > 0 && IS(x, to - 1, THING);
	bool is_shouted = words > 0 && (x->r->tokens[i].flags & TOKEN_CAPITALS) && (x->r->tokens[to - 1].flags & TOKEN_CAPITALS);
	return words >= 2 && !is_thing && !is_shouted ? (struct run){ i, to } : (struct run){ 0, 0 };
}

uint32_t
names_person_with_last(const struct reading *x, uint32_t word)
{
	uint32_t found = map_get(&x->by_last, word);
	return found == SEVERAL ? 0 : found;    /* of two it cannot be told which */
}

/* The one who is called so alone: by the last word of the name, else by the first. */
uint32_t
names_person_called(const struct reading *x, uint32_t i)
{
	const struct token *t = &x->r->tokens[i];
	uint32_t found = map_get(&x->by_first, t->word);
	bool is_any_word = (t->flags & TOKEN_FIRST) && word_class(x->l, t->word).grammar;
	if (map_get(&x->by_last, t->word))
		return names_person_with_last(x, t->word);
	return found == SEVERAL || is_any_word ? 0 : found;
}

uint32_t
names_person(struct reading *x, struct run name)
{
	str words = report_words(x->r, name);
	uint32_t known = names_actor_named(x, words, ACTOR_PERSON), last = x->r->tokens[name.to - 1].word;
	if (known)
		return known;
	/* One whom the talks declare by another form of the name: the same last word, and no other. */
	uint32_t same = names_person_with_last(x, last);
	if (same && names_actor(x, same)->is_known)
		return same;
	return names_add_actor(x, (struct actor){ .id = names_id(x->a, words, true), .name = words, .kind = ACTOR_PERSON, .last_word = last,
					     .first_word = name.to - name.from > 1 ? x->r->tokens[name.from].word : 0 });
}
