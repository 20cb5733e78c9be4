#include "cli/notation.h"

const struct clause_type_row clause_type_rows[LINES + 1] = {
	[FLAG] = { "", "nothing: the word alone" },
	[NAME] = { "NAME", "one name" },
	[NAMES] = { "NAME, …", "names, separated by commas" },
	[REFS] = { "REFERENCE, …", "drafts, points, acts: v3, v3:1,4,6-8, port, N1" },
	[NEWID] = { "NAME", "a new name" },
	[WHEN] = { "TIME", "a time" },
	[WHENID] = { "TIME|ACT", "a time, or the name of an act" },
	[WORD] = { "WORD", "a word of a closed list" },
	[TOKEN] = { "WORD|\"WORDS\"", "one word, or words in quotation marks" },
	[QUANTITY] = { "QUANTITY", "28, ~30, >=4, <=9, some, many, …; see `quantities`" },
	[FORM] = { "FORM", "a form of showing; behind `copy` its number; see `forms`" },
	[SOURCE] = { "SOURCE [PLACE]", "a source, and the place in it: report s17, report @120-188" },
	[LEVELS] = { "LEVEL < LEVEL …", "levels of authority, from low to high" },
	[QUOTE] = { "\"WORDS\"", "exact words in quotation marks, also as a block" },
	[BLOCK] = { "TEXT", "a block: text that goes on in lines indented deeper" },
	[LINES] = { "LINES", "a block of one item a line, indented deeper" },
};

const struct object_row object_rows[] = {
	{ OBJECT_DRAFT, "DRAFT", "draft", "a draft: v3" },
	{ OBJECT_POINTS, "POINTS", "points", "points: v3:6, v3:1,4,6-8, port" },
	{ OBJECT_ACTS, "ACT", "act", "an act by its name: N1, reply, m1" },
	{ OBJECT_ACTORS, "WHO", "who", "somebody by name: aren" },
	{ OBJECT_QUANTITY, "QUANTITY of DRAFT", "quantity", "so many of it: many of v0" },
	{ OBJECT_NEWID, "NAME", "new-name", "the name that it makes" },
};
const size_t object_row_count = sizeof object_rows / sizeof *object_rows;

const char *const mood_help[MOOD_COUNT] = {
	[MOOD_DONE] = "it happened",
	[MOOD_WILL] = "it is planned; `at TIME` or `during A/B` says for when",
	[MOOD_WILL_NOT] = "it is excluded, for the time of `during A/B`; it expires by itself",
	[MOOD_DID_NOT] = "it did not happen: the keeper's finding, or with `per WHO` what WHO says",
	[MOOD_SHOULD] = "it is demanded",
};

const char *const hedge_help[HEDGE_COUNT] = {
	[HEDGE_EXACT] = "exactly so many: 28",
	[HEDGE_ABOUT] = "about: ~30",
	[HEDGE_LEAST] = "at least: >=4",
	[HEDGE_MOST] = "at most: <=9",
	[HEDGE_SOME] = "some, no number said",
	[HEDGE_MANY] = "many, no number said",
	[HEDGE_ALMOST_ALL] = "all but a few",
	[HEDGE_ALL] = "every one",
	[HEDGE_NONE] = "not one: zero",
	[HEDGE_UNKNOWN] = "nobody here knows; that is not zero",
	[HEDGE_DECLINED] = "asked, and not told",
};

const char *const form_help[FORM_COUNT] = {
	[FORM_NONE] = "",
	[FORM_COPY] = "a copy on paper, by its number: copy 07",
	[FORM_FILE] = "a file",
	[FORM_READ_ALOUD] = "read to the recipient, no copy",
	[FORM_SHOWN] = "shown, and taken back",
	[FORM_READING_ROOM] = "read by the recipient in a room, no copy",
	[FORM_TOLD_GIST] = "told in other words: the recipient has not the wording",
	[FORM_PUBLISHED] = "made known to everybody",
	[FORM_LEAKED] = "came to be known without leave",
};

const struct typed_row time_rows[] = {
	{ "2026-06-04", "that day" },
	{ "2026-06-02 17:30", "that minute, on the clock of the talks' zone" },
	{ "2026-06-02T17:30+02:00", "on that clock; Z is Greenwich" },
	{ "2026-06", "a month; 2026 a year, 2026-21 … 24 its seasons, 202X a decade" },
	{ "2025-11-24~", "about; ? uncertain, % both" },
	{ "2026-06-03/2026-06-05", "within; A/.. from A on, ../B not after B" },
	{ "2026-06-03 16:00/17:40", "the two clock times of one day" },
	{ "before m1", "or during, after: where only that is known" },
};
const size_t time_row_count = sizeof time_rows / sizeof *time_rows;

const struct typed_row circle_rows[] = {
	{ "circle UPP", "the name of a party, mediator or group is a circle" },
	{ "circle shuttle-low", "declared: circle shuttle-low for ENV, LOW" },
	{ "circle public", "everybody may know" },
	{ "under circle ENV", "for the entries that follow in this file; `under` alone ends it" },
	{ "keeper ENV", "who keeps the file; an act without a circle is the keeper's alone" },
};
const size_t circle_row_count = sizeof circle_rows / sizeof *circle_rows;

void
closed_list(enum clause_id id, enum verb_id verb, const char *between, buf *out)
{
	bool is_first = true;
	for (size_t i = 1; i < closed_word_count; i++) {
		const struct closed_word *w = &closed_words[i];
		if (w->clause != id || (w->verb != VERB_any && w->verb != (unsigned)verb))
			continue;
		if (!is_first)
			buf_add(out, str_of(between));
		buf_add(out, str_of(w->word));
		is_first = false;
	}
}

void
usage_of_objects(unsigned objects, buf *out)
{
	bool is_first = true;
	for (size_t i = 0; i < object_row_count; i++) {
		if (!(objects & object_rows[i].bit))
			continue;
		if (!is_first)
			buf_add_byte(out, '|');
		buf_add(out, str_of(object_rows[i].word));
		is_first = false;
	}
}

void
usage_of_clause(enum clause_id id, enum verb_id verb, buf *out)
{
	const struct clause *c = &clauses[id];
	size_t before;
	buf_add(out, str_of(c->name));
	if (c->type == BLOCK || c->type == LINES)
		buf_add_byte(out, ':');
	if (c->type == FLAG)
		return;
	buf_add_byte(out, ' ');
	before = out->len;
	if (c->type == WORD)
		closed_list(id, verb, "|", out);
	if (out->len == before)
		buf_add(out, str_of(clause_type_rows[c->type].value));
}

void
usage_of_verb(enum verb_id id, buf *out)
{
	const struct verb *v = &verbs[id];
	buf objects = { 0 };
	usage_of_objects(v->objects, &objects);
	buf_printf(out, "TIME %s%s", id == VERB_incident ? "" : "WHO ", v->s_form);
	if (objects.len)
		buf_printf(out, v->objects & OBJECT_OPTIONAL ? " [%s]" : " %s", objects.at);
	buf_done(&objects);
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		if (!clause_set_has(&v->needs, (enum clause_id)i))
			continue;
		buf_add_byte(out, ' ');
		usage_of_clause((enum clause_id)i, id, out);
	}
	buf_add(out, S(" [\"WORDS\"] [CLAUSE…]"));
}

void
usage_of_decl(enum decl_id id, buf *out)
{
	buf_printf(out, "%s NAME", decls[id].name);
	if (id != DECL_keeper)
		buf_add(out, S(" [\"DISPLAY NAME\"] [CLAUSE…]"));
}

/* Is the identifier of the clause among the words of the list? */
static bool
list_has(const char *list, enum clause_id id)
{
	static const char *const idents[CLAUSE_COUNT] = {
		[CLAUSE_NONE] = "",
#define CLAUSE(id_, type, help) [CLAUSE_##id_] = #id_,
#include "minutes/clauses.def"
#undef CLAUSE
	};
	str rest = str_of(list), word;
	while (rest.len) {
		str_cut(rest, ' ', &word, &rest);
		if (str_eq(word, str_of(idents[id])))
			return true;
	}
	return false;
}

bool
verb_has_own(enum verb_id verb, enum clause_id id)
{
	return list_has(verbs[verb].own, id);
}

bool
decl_has_own(enum decl_id decl, enum clause_id id)
{
	return list_has(decls[decl].own, id);
}
