#include <string.h>

#include "clerk/names_int.h"

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
		if (report_is_word(x->r, last, str_of(heads[k])))
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
		if (report_is_word(x->r, k - 2, str_of(sent[n])))
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
		is_of |= report_is_word(x->r, i - 2, str_of(heads[k]));
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
		    names_person_with_last(x, word) || !(tells_a_state(x, i) || stands_with_a_state(x, i)))
			continue;
		str name = x->r->tokens[i].text;
		*map_at(&x->told_states, word) = names_add_actor(x, (struct actor){ .id = names_id(x->a, name, false), .name = name, .kind = ACTOR_STATE });
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
	str word = names_word(x, i);
	uint32_t state = map_get(&x->told_states, x->r->tokens[i].word);
	for (size_t k = 0; k < sizeof ends / sizeof *ends && !state; k++) {
		str tail = str_of(ends[k]);
		if (word.len > tail.len + 3 && str_ends(word, tail))
			state = map_get(&x->told_states, syms_find(x->r->words, str_sub(word, 0, word.len - tail.len)));
	}
	return state;
}

void
names_mark_told_states(struct reading *x)
{
	note_told_states(x);
	for (uint32_t i = 0; x->told_states.count > 0 && i < x->r->token_count; i++)
		x->actor_at[i] = told_state(x, i);
}
