/* The JSON Schema (draft 2020-12) of one act, from the tables: its time,
 * subjects, mood, verb, object, and the clauses that its verb allows. */
#include "cli/explain.h"
#include "sheet/json_value.h"

static value *
string(arena *a, const char *description)
{
	value *v = value_object(a);
	value_set_str(v, "type", S("string"));
	if (description)
		value_set_str(v, "description", str_of(description));
	return v;
}

static value *
pattern(arena *a, str regular_expression, const char *description)
{
	value *v = string(a, description);
	value_set_str(v, "pattern", regular_expression);
	return v;
}

static value *
ref(arena *a, const char *name)
{
	value *v = value_object(a);
	value_set_str(v, "$ref", arena_printf(a, "#/$defs/%s", name));
	return v;
}

static value *
array(arena *a, value *items, int64_t least)
{
	value *v = value_object(a);
	value_set_str(v, "type", S("array"));
	value_set(v, "items", items);
	value_set_number(v, "minItems", least);
	return v;
}

static value *
enumeration(arena *a, value *words)
{
	value *v = value_object(a);
	value_set(v, "enum", words);
	return v;
}

/* `^((~|>=|<=)?[0-9]+|some|many|…)$` */
static str
quantity_pattern(arena *a)
{
	str p = S("^((~|>=|<=)?[0-9]+");
	for (int i = HEDGE_SOME; i < HEDGE_COUNT; i++)
		p = arena_printf(a, "%.*s|%s", STR_ARG(p), hedge_names[i]);
	return arena_printf(a, "%.*s)$", STR_ARG(p));
}

static str
form_pattern(arena *a)
{
	str p = S("^(");
	for (int i = 1; i < FORM_COUNT; i++)
		p = arena_printf(a, "%.*s%s%s", STR_ARG(p), i > 1 ? "|" : "",
				 i == FORM_COPY ? "copy( [^ ]+)?" : form_names[i]);
	return arena_printf(a, "%.*s)$", STR_ARG(p));
}

/* The words of a closed list: those of one verb, or of any of them. */
static value *
words_of(arena *a, enum clause_id id, enum verb_id verb)
{
	value *words = value_list(a);
	for (size_t i = 1; i < closed_word_count; i++)
		if (closed_words[i].clause == id &&
		    (closed_words[i].verb == VERB_any || closed_words[i].verb == (unsigned)verb))
			value_push(words, value_str(a, str_of(closed_words[i].word)));
	return words;
}

static value *
typed(arena *a, enum clause_id id, enum verb_id verb)
{
	value *v;
	switch (clauses[id].type) {
	case FLAG:
		v = value_object(a);
		value_set_bool(v, "const", true);
		return v;
	case NAME:
	case NEWID:
		return ref(a, "name");
	case NAMES:
		return array(a, ref(a, "name"), 1);
	case REFS:
		return array(a, ref(a, "reference"), 1);
	case WHEN:
		return ref(a, "time");
	case WHENID:
		return ref(a, "time-or-act");
	case WORD:
		v = words_of(a, id, verb);
		return v->items.count ? enumeration(a, v) : string(a, NULL);
	case QUANTITY:
		return ref(a, "quantity");
	case FORM:
		return ref(a, "form");
	case LEVELS:
		return array(a, ref(a, "name"), 2);
	case LINES:
		return array(a, string(a, NULL), 1);
	case TOKEN:
	case SOURCE:
	case QUOTE:
	case BLOCK:
		break;
	}
	return string(a, NULL);
}

static value *
clause_schema(arena *a, enum clause_id id, enum verb_id verb)
{
	value *v = typed(a, id, verb);
	value_set_str(v, "description", str_of(clauses[id].help));
	return v;
}

static value *
definitions(arena *a)
{
	value *defs = value_object(a), *every = value_object(a), *properties = value_object(a);
	value_set(defs, "name", pattern(a, S("^[^ \\t\\n,;:\"]+$"), "a name, declared once"));
	value_set(defs, "reference", string(a, "a draft, points, an act: v3, v3:1,4,6-8, port, N1"));
	value_set(defs, "time", string(a, "ISO 8601 or EDTF: 2026-06-02 17:30, 2025-11-24~, 2026-06"));
	value_set(defs, "time-or-act", string(a, "a time, or the name of an act"));
	value_set(defs, "quantity", pattern(a, quantity_pattern(a), "a number with its hedge"));
	value_set(defs, "form", pattern(a, form_pattern(a), "how words were shown"));
	for (int i = 1; i < CLAUSE_COUNT; i++)
		if (clause_set_has(&every_verb_clauses, (enum clause_id)i))
			value_set(properties, clauses[i].name, clause_schema(a, (enum clause_id)i, VERB_any));
	value_set_str(every, "type", S("object"));
	value_set(every, "properties", properties);
	value_set(defs, "clauses-of-every-verb", every);
	return defs;
}

static value *
object_schema(arena *a, const struct verb *v)
{
	if ((v->objects & ~(unsigned)OBJECT_OPTIONAL) == 0)
		return value_bool(a, false);
	buf words = { 0 };
	usage_of_objects(v->objects, &words);
	value *schema = array(a, string(a, NULL), 1);
	value_set_str(schema, "description", arena_str(a, buf_str(&words)));
	buf_done(&words);
	return schema;
}

static value *
verb_clauses(arena *a, enum verb_id id)
{
	value *schema = ref(a, "clauses-of-every-verb");
	value *properties = value_object(a), *required = value_list(a);
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		if (verb_has_own(id, (enum clause_id)i))
			value_set(properties, clauses[i].name, clause_schema(a, (enum clause_id)i, id));
		if (clause_set_has(&verbs[id].needs, (enum clause_id)i))
			value_push(required, value_str(a, str_of(clauses[i].name)));
	}
	value_set(schema, "properties", properties);
	if (required->items.count)
		value_set(schema, "required", required);
	value_set_bool(schema, "unevaluatedProperties", false);
	return schema;
}

static value *
verb_schema(arena *a, enum verb_id id)
{
	const struct verb *v = &verbs[id];
	value *schema = value_object(a), *properties = value_object(a), *required = value_list(a);
	value *verb = value_object(a);
	value_set_str(verb, "const", str_of(v->s_form));
	value_set(properties, "verb", verb);
	value_set(properties, "object", object_schema(a, v));
	value_set(properties, "clauses", verb_clauses(a, id));
	if (id == VERB_incident)
		value_set_bool(properties, "subjects", false);
	else
		value_push(required, value_str(a, S("subjects")));
	if (v->objects && !(v->objects & OBJECT_OPTIONAL))
		value_push(required, value_str(a, S("object")));
	for (int i = 1; i < CLAUSE_COUNT; i++) {
		if (clause_set_has(&v->needs, (enum clause_id)i)) {
			value_push(required, value_str(a, S("clauses")));
			break;
		}
	}
	value_set_str(schema, "title", str_of(v->s_form));
	value_set_str(schema, "description", str_of(v->help));
	value_set(schema, "properties", properties);
	value_set(schema, "required", required);
	return schema;
}

void
schema_print(arena *a, buf *out)
{
	value *schema = value_object(a), *properties = value_object(a), *required = value_list(a);
	value *moods = value_list(a), *names = value_list(a), *each = value_list(a), *clause = value_object(a);
	for (int i = 1; i < MOOD_COUNT; i++)
		value_push(moods, value_str(a, str_of(mood_names[i])));
	for (int i = 1; i < VERB_COUNT; i++) {
		value_push(names, value_str(a, str_of(verbs[i].s_form)));
		value_push(each, verb_schema(a, (enum verb_id)i));
	}
	value_set_str(clause, "type", S("object"));
	value_set(properties, "when", ref(a, "time"));
	value_set(properties, "subjects", array(a, ref(a, "name"), 1));
	value_set(properties, "mood", enumeration(a, moods));
	value_set(properties, "verb", enumeration(a, names));
	value_set(properties, "object", array(a, string(a, NULL), 1));
	value_set(properties, "clauses", clause);
	value_push(required, value_str(a, S("when")));
	value_push(required, value_str(a, S("verb")));
	value_set_str(schema, "$schema", S("https://json-schema.org/draft/2020-12/schema"));
	value_set_str(schema, "title", S("an act of minutes"));
	value_set_str(schema, "type", S("object"));
	value_set(schema, "properties", properties);
	value_set(schema, "required", required);
	value_set_bool(schema, "additionalProperties", false);
	value_set(schema, "oneOf", each);
	value_set(schema, "$defs", definitions(a));
	json_value(schema, out);
	buf_add_byte(out, '\n');
}
