#include <string.h>

#include "base/ascii.h"
#include "clerk/names_int.h"

/* ---- offices beside a name ---- */

/* The party that words in [from, to) name: a state, a demonym, a seat. The last of them. */
uint32_t
names_party_in(struct reading *x, uint32_t from, uint32_t to)
{
	uint32_t party = 0;
	for (uint32_t i = from; i < to; i++)
		if (x->actor_at[i] && names_actor(x, x->actor_at[i])->kind == ACTOR_STATE)
			party = x->actor_at[i];
		else if (x->named[i].class >= NAMED_STATE && x->named[i].class <= NAMED_SEAT)
			party = names_state(x, x->named[i].of);
		else if (x->named[i].class == NAMED_ORGANISATION && !party)
			party = names_organisation(x, x->named[i].of, false);
	return party;
}

void
names_set_office(struct reading *x, uint32_t actor, struct run words, unsigned level, uint32_t party)
{
	struct actor *who = names_actor(x, actor);
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
void
names_office_before(struct reading *x, uint32_t actor, uint32_t at, uint32_t from)
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
		names_set_office(x, actor, (struct run){ office_from(x, k, i), to }, x->named[k].level, names_party_in(x, i, k));
		return;
	}
}

/* ", the German leader,", ", an adviser to the president of Ukraine," behind the name. */
void
names_office_behind(struct reading *x, uint32_t actor, uint32_t at, uint32_t end)
{
	if (at >= end || !is_word(x, at, ","))
		return;
	uint32_t stop = at + 1 + FAR < end ? at + 1 + FAR : end, k = at + 1;
	/* `X, said: "The president"`, "X, said he met the minister": what is said is no office of X. */
	for (uint32_t i = at + 1; i < stop; i++)
		if (x->r->tokens[i].kind == TOKEN_OPEN_QUOTE || (i == at + 1 && word_class(x->l, x->r->tokens[i].word).cue))
			stop = i;
	while (k < stop && (x->named[k].class != NAMED_OFFICE || names_is_name_word(x, k + x->named[k].length, stop)) && !is_word(x, k, ",") && !is_word(x, k, "who") && !is_word(x, k, "which"))
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
	uint32_t party = names_party_in(x, at + 1, k);
	/* Of an ambassador's post, the state behind it is where, not whose. */
	if (!party && !is_word(x, k, "ambassador"))
		party = names_party_in(x, to, comma);
	names_set_office(x, actor, (struct run){ first, to }, x->named[k].level, party);
}

/* Whose "its" is: the one state or organisation that the sentence has named so far, or 0. */
static uint32_t
only_owner(const struct reading *x, uint32_t from, uint32_t to)
{
	enum { BACK = 40 };
	uint32_t found = 0;
	for (uint32_t i = to > from + BACK ? to - BACK : from; i < to; i++) {
		uint32_t at = x->actor_at[i];
		bool is_owner = at && (names_actor(x, at)->kind == ACTOR_STATE || names_actor(x, at)->kind == ACTOR_ORGANISATION) && !(i > 0 && IS(x, i - 1, PREPOSITION));
		if (is_owner && found && found != at)
			return 0;
		found = is_owner ? at : found;
	}
	return found;
}

/* "the head of the regional administration, X": the office in front, with a comma. */
void
names_office_in_front(struct reading *x, uint32_t actor, uint32_t at, uint32_t from)
{
	if (at < from + 2 || !is_word(x, at - 1, ",") || names_actor(x, actor)->office.len > 0)
		return;
	uint32_t stop = at > from + FAR ? at - FAR : from;
	for (uint32_t k = at - 1; k-- > stop && !is_word(x, k, ",");) {
		uint32_t first = x->named[k].class == NAMED_OFFICE ? office_from(x, k, stop) : 0;
		if (first == 0 || !(IS(x, first - 1, DETERMINER) || is_word(x, first - 1, "'s") || x->named[first - 1].class == NAMED_DEMONYM ||
						  x->actor_at[first - 1]))
			continue;
		uint32_t party = !IS(x, first - 1, DETERMINER) ? names_party_in(x, stop, first) : is_word(x, first - 1, "its") ? only_owner(x, from, first) : 0;
		names_set_office(x, actor, (struct run){ first, at - 1 }, x->named[k].level, party ? party : names_party_in(x, k, at - 1));
		return;
	}
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
	return names_key(role_of(office), ACTOR_OFFICE) ^ (uint64_t)party << 40;
}

static void
add_role(struct reading *x, uint32_t actor, str office, uint32_t party)
{
	uint32_t *at = map_at(&x->by_role, role_key(office, party));
	*at = *at == 0 || *at == actor ? actor : SEVERAL;
}

void
names_note_role(struct reading *x, uint32_t actor)
{
	struct actor *who = names_actor(x, actor);
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

void
names_note_roles(struct reading *x, uint32_t before)
{
	while (x->roles_read < x->mentions.count && x->mentions.at[x->roles_read].run.from < before)
		names_note_role(x, x->mentions.at[x->roles_read++].actor);
}

/* "the minister", "the Norlandic minister", of whom the report has told who that is; else 0. */
uint32_t
names_holder(struct reading *x, struct run source, uint32_t head)
{
	uint32_t length = x->named[head].length, party = 0;
	bool is_all = head + length == source.to || is_word(x, head + length, ",");
	if (!is_word(x, source.from, "the") || head == source.from || !is_all)
		return 0;
	for (uint32_t i = source.from + 1; i < head; i++) {
		if (!x->actor_at[i] || names_actor(x, x->actor_at[i])->kind == ACTOR_PERSON || (party && party != x->actor_at[i]))
			return 0;
		party = x->actor_at[i];
	}
	uint32_t found = map_get(&x->by_role, role_key(report_words(x->r, (struct run){ head, head + length }), party));
	return found == SEVERAL ? 0 : found;
}
