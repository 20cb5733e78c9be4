/* Genius XML: a domain, and a profile for each party.
 *
 * What such files say:
 *      discrete        the evaluation as it stands, as NegMAS reads it; or, if so wanted, divided by the
 *                      greatest of its issue (0 where that is below 0.00001), as Genius itself does.  The
 *                      two are different preferences wherever those greatest differ between issues.
 *      integer         linear: offset + slope × (value − lower bound), or parameter0 + parameter1 × value,
 *                      held between 0 and 1
 *      total           the sum of weight × evaluation; weights count as they stand, whatever they sum to
 *      nonlinear       min(1, sum of the ufuns / maxutility), of hyperRectangles whose bounds are included.
 *                      INCLUDES holds where all its bounds do, EXCLUDES where one of them does not; what
 *                      does not hold is 0 to a greatest and a least as well (genius.core.utility,
 *                      ExclusiveHyperRectangle and UtilityFunction)
 * A discount factor is no preference over packages, and is left out.
 *
 * Some files are not well-formed.  Before expat reads them a raw & is made &amp;,
 * bytes that are no UTF-8 are taken as Latin-1, and what stands before the XML
 * declaration goes. */
#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "io/preferences_int.h"

struct element {
	str name;
	size_t line;
	const char **attributes;        /* name, value, …, NULL */
	struct element *parent, *first, *last, *next;
};

enum { DEEPEST = 64, INTEGERS_MOST = 1000000, BOUNDS_MOST = 256 };

/* ---- reading XML ---- */

struct building {
	arena *a;
	XML_Parser parser;
	struct element *root, *open;
	unsigned depth;
	bool is_too_deep;
};

static void XMLCALL
element_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
	struct building *b = context;
	struct element *e = ARENA_NEW(b->a, struct element);
	size_t n = 0;

	if (++b->depth > DEEPEST) {
		b->is_too_deep = true;
		XML_StopParser(b->parser, XML_FALSE);
		return;
	}
	while (attributes[n] != NULL)
		n++;
	e->name = arena_str(b->a, str_of(name));
	e->line = XML_GetCurrentLineNumber(b->parser);
	e->attributes = ARENA_ARRAY(b->a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		e->attributes[i] = arena_str(b->a, str_of(attributes[i])).at;
	e->parent = b->open;
	if (b->open == NULL)
		b->root = e;
	else if (b->open->last == NULL)
		b->open->first = b->open->last = e;
	else
		b->open->last = b->open->last->next = e;
	b->open = e;
}

static void XMLCALL
element_end(void *context, const XML_Char *name)
{
	struct building *b = context;

	(void)name;
	b->depth--;
	b->open = b->open->parent;
}

/* Does an entity stand at this &? One that XML knows, or a character by number. */
static bool
is_entity(str rest)
{
	static const char *const known[] = { "amp;", "lt;", "gt;", "quot;", "apos;" };
	size_t i = 1;

	rest = str_sub(rest, 1, rest.len);
	for (size_t k = 0; k < sizeof(known) / sizeof(known[0]); k++)
		if (str_starts(rest, str_of(known[k])))
			return true;
	if (rest.len < 3 || rest.at[0] != '#')
		return false;
	while (i < rest.len && i < 9 && rest.at[i] != ';')
		i++;
	return i < rest.len && i < 9;
}

/* Sixteen bits a character, and a mark of which byte of them comes first: what some editors of Windows write. */
static bool
is_utf16(str bytes)
{
	return str_starts(bytes, S("\xff\xfe")) || str_starts(bytes, S("\xfe\xff"));
}

static void
mend(str bytes, buf *out)
{
	bool is_latin = utf8_bad(bytes) < bytes.len && memchr(bytes.at, 0, bytes.len) == NULL;
	size_t declaration;

	/* utf8_bad() stops at control characters too; only broken sequences make a text Latin-1. */
	if (is_latin) {
		is_latin = false;
		for (size_t at = 0; at < bytes.len;) {
			at += utf8_bad(str_sub(bytes, at, bytes.len));
			if (at < bytes.len && (unsigned char)bytes.at[at] >= 0x80) {
				is_latin = true;
				break;
			}
			at++;
		}
	}
	if (str_starts(bytes, S("\xef\xbb\xbf")))
		bytes = str_sub(bytes, 3, bytes.len);
	/* Line numbers stay true: of the declaration only the ends of its lines stay. */
	declaration = str_find_str(bytes, S("<?xml"));
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.at[i];

		if (i == declaration) {
			size_t end = str_find_str(str_sub(bytes, i, bytes.len), S("?>"));

			if (i + end < bytes.len) {
				for (size_t k = i; k < i + end; k++)
					if (bytes.at[k] == '\n')
						buf_add_byte(out, '\n');
				i += end + 1;
				continue;
			}
		}
		if (c == '&' && !is_entity(str_sub(bytes, i, bytes.len))) {
			buf_add(out, S("&amp;"));
		} else if (c >= 0x80 && is_latin) {
			buf_add_byte(out, (char)(0xc0 | c >> 6));
			buf_add_byte(out, (char)(0x80 | (c & 63)));
		} else {
			buf_add_byte(out, (char)c);
		}
	}
}

static bool
xml_read(arena *a, const struct preference_file *f, struct element **ret, struct err *err)
{
	struct building b = { .a = a, .parser = XML_ParserCreate(is_utf16(f->bytes) ? "UTF-16" : "UTF-8") };
	buf text = { 0 };
	bool ok = true;

	if (b.parser == NULL)
		return fail(err, ERR_SYSTEM, "no memory to read '%.*s'", STR_ARG(f->name));
	XML_SetUserData(b.parser, &b);
	XML_SetElementHandler(b.parser, element_start, element_end);
	if (is_utf16(f->bytes))
		buf_add(&text, f->bytes);
	else
		mend(f->bytes, &text);
	if (text.len > INT32_MAX)
		ok = preference_wrong(err, f->name, 0, "it is larger than 2 GB");
	else if (XML_Parse(b.parser, text.at != NULL ? text.at : "", (int)text.len, XML_TRUE) != XML_STATUS_OK)
		ok = preference_wrong(err, f->name, XML_GetCurrentLineNumber(b.parser), "this is no XML: %s",
				      b.is_too_deep ? "nested too deeply" : XML_ErrorString(XML_GetErrorCode(b.parser)));
	XML_ParserFree(b.parser);
	buf_done(&text);
	*ret = b.root;
	return ok && b.root != NULL;    /* a document without a root is no XML, and was refused */
}

/* ---- the tree ---- */

static bool
is_called(const struct element *e, const char *name)
{
	return str_eq(e->name, str_of(name));
}

/* The next element in the order of the file, below `top`. */
static const struct element *
walk(const struct element *top, const struct element *e)
{
	if (e->first != NULL)
		return e->first;
	while (e != top && e->next == NULL)
		e = e->parent;
	return e == top ? NULL : e->next;
}

static const struct element *
find(const struct element *top, const char *name)
{
	for (const struct element *e = top; e != NULL; e = walk(top, e))
		if (is_called(e, name))
			return e;
	return NULL;
}

static const struct element *
child(const struct element *e, const char *name)
{
	for (const struct element *c = e->first; c != NULL; c = c->next)
		if (is_called(c, name))
			return c;
	return NULL;
}

/* STR_NONE where there is none. */
static str
attribute(const struct element *e, const char *name)
{
	for (size_t i = 0; e->attributes[i] != NULL; i += 2)
		if (strcmp(e->attributes[i], name) == 0)
			return str_of(e->attributes[i + 1]);
	return STR_NONE;
}

struct reading {
	arena *a;
	str file;
	struct err *err;
	bool normalise;
};

static bool
number(const struct reading *r, const struct element *e, const char *name, struct ratio *ret)
{
	str text = attribute(e, name);

	if (text.at == NULL)
		return preference_wrong(r->err, r->file, e->line, "<%.*s> has no '%s'", STR_ARG(e->name), name);
	if (!ratio_read(text, ret))
		return preference_wrong(r->err, r->file, e->line, "%s=\"%.*s\" is no number that can be counted with", name,
					STR_ARG(text));
	return true;
}

static bool
whole_number(const struct reading *r, const struct element *e, const char *name, int64_t *ret)
{
	struct ratio value;

	if (!number(r, e, name, &value))
		return false;
	if (value.den != 1 || value.num > INT32_MAX || value.num < INT32_MIN)
		return preference_wrong(r->err, r->file, e->line, "%s=\"%.*s\" is no whole number", name,
					STR_ARG(attribute(e, name)));
	*ret = (int64_t)value.num;
	return true;
}

enum issue_kind { ISSUE_DISCRETE, ISSUE_INTEGER, ISSUE_REAL, ISSUE_OTHER };

/* `vtype` says what the values are, not how they are listed: NegMAS writes items that are
 * whole numbers as vtype="integer" type="discrete".  What has items is discrete. */
static enum issue_kind
kind_of(const struct element *issue)
{
	static const char *const names[] = { "type", "vtype", "etype" };

	if (child(issue, "item") != NULL)
		return ISSUE_DISCRETE;

	for (int i = 0; i < 3; i++) {
		str kind = attribute(issue, names[i]);

		if (str_eq_nocase(kind, S("integer")))
			return ISSUE_INTEGER;
		if (str_eq_nocase(kind, S("real")))
			return ISSUE_REAL;
		if (str_eq_nocase(kind, S("discrete")))
			return ISSUE_DISCRETE;
		if (kind.at != NULL)
			return ISSUE_OTHER;
	}
	if (child(issue, "range") != NULL || attribute(issue, "lowerbound").at != NULL)
		return ISSUE_INTEGER;
	return ISSUE_DISCRETE;
}

static bool
bounds_of(const struct reading *r, const struct element *issue, int64_t *ret_low, int64_t *ret_high)
{
	const struct element *at = issue;

	if (attribute(issue, "lowerbound").at == NULL && (at = child(issue, "range")) == NULL)
		return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' has no lowerbound and upperbound",
					STR_ARG(attribute(issue, "name")));
	if (!whole_number(r, at, "lowerbound", ret_low) || !whole_number(r, at, "upperbound", ret_high))
		return false;
	if (*ret_high < *ret_low || *ret_high - *ret_low >= INTEGERS_MOST)
		return preference_wrong(r->err, r->file, at->line, "from %lld to %lld are not 1 to %d options",
					(long long)*ret_low, (long long)*ret_high, INTEGERS_MOST);
	return true;
}

/* ---- the domain ---- */

static bool
read_issue(const struct reading *r, const struct element *issue, struct domain_point *ret)
{
	str name = attribute(issue, "name"), *options;
	int64_t low, high;
	size_t count = 0;

	*ret = (struct domain_point){ .name = name };
	if (name.at == NULL)
		return preference_wrong(r->err, r->file, issue->line, "an issue has no name");
	switch (kind_of(issue)) {
	case ISSUE_REAL:
		return preference_wrong(r->err, r->file, issue->line,
					"issue '%.*s' takes any real number: there is no list of its packages; give it steps, as "
					"an integer issue or items", STR_ARG(name));
	case ISSUE_OTHER:
		return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' is of a type that is not known here",
					STR_ARG(name));
	case ISSUE_INTEGER:
		if (!bounds_of(r, issue, &low, &high))
			return false;
		options = ARENA_ARRAY(r->a, str, (size_t)(high - low + 1));
		for (int64_t v = low; v <= high; v++)
			options[count++] = arena_printf(r->a, "%lld", (long long)v);
		break;
	default:
		for (const struct element *i = issue->first; i != NULL; i = i->next)
			count += is_called(i, "item");
		options = ARENA_ARRAY(r->a, str, count);
		count = 0;
		for (const struct element *i = issue->first; i != NULL; i = i->next) {
			if (!is_called(i, "item"))
				continue;
			options[count] = attribute(i, "value");
			if (options[count++].at == NULL)
				return preference_wrong(r->err, r->file, i->line, "an item has no value");
		}
	}
	ret->options = options;
	ret->option_count = count;
	return true;
}

static bool
read_domain(const struct reading *r, const struct element *root, struct domain *ret)
{
	size_t count = 0;
	struct domain_point *points;
	const struct element *top = find(root, "objective");

	for (const struct element *e = root; e != NULL; e = walk(root, e))
		count += is_called(e, "issue");
	if (count == 0)
		return preference_wrong(r->err, r->file, root->line, "there are no issues in it: is it a domain or a profile of Genius?");
	points = ARENA_ARRAY(r->a, struct domain_point, count);
	for (const struct element *e = root; e != NULL; e = walk(root, e)) {
		if (!is_called(e, "issue"))
			continue;
		if (!read_issue(r, e, &points[ret->point_count]))
			return false;
		ret->point_count++;
	}
	ret->points = points;
	if (top != NULL && attribute(top, "name").at != NULL && !str_eq(attribute(top, "name"), S("root")))
		ret->name = attribute(top, "name");
	if (ret->name.len == 0)
		ret->name = preference_name(r->file);
	return preference_names_differ(r->a, ret, r->file, r->err);
}

/* ---- profiles ---- */

static struct ratio
held(struct ratio x)
{
	if (ratio_ok(x) && ratio_cmp(x, RATIO_ZERO) < 0)
		return RATIO_ZERO;
	return ratio_ok(x) && ratio_cmp(x, RATIO_ONE) > 0 ? RATIO_ONE : x;
}

static bool
integer_values(const struct reading *r, const struct element *issue, const struct domain_point *p, struct ratio *ret)
{
	const struct element *e = child(issue, "evaluator");
	struct ratio at, by;
	int64_t low, high;

	if (e == NULL)
		return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' has no evaluator: is it a domain, and no profile?",
					STR_ARG(p->name));
	if (attribute(e, "ftype").at != NULL && !str_eq_nocase(attribute(e, "ftype"), S("linear")))
		return preference_wrong(r->err, r->file, e->line, "an evaluator of type '%.*s' is not known for whole numbers",
					STR_ARG(attribute(e, "ftype")));
	if (!bounds_of(r, issue, &low, &high))
		return false;
	bool has_slope = attribute(e, "slope").at != NULL || attribute(e, "offset").at != NULL;

	if (has_slope ? !number(r, e, "offset", &at) || !number(r, e, "slope", &by)
		      : !number(r, e, "parameter0", &at) || !number(r, e, "parameter1", &by))
		return false;
	if ((size_t)(high - low + 1) != p->option_count || !str_eq(p->options[0], arena_printf(r->a, "%lld", (long long)low)))
		return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' has other bounds than in the domain",
					STR_ARG(p->name));
	for (size_t i = 0; i < p->option_count; i++) {
		wide x = has_slope ? (wide)i : (wide)low + (wide)i;

		ret[i] = held(ratio_add(at, ratio_mul(by, ratio_of(x, 1))));
	}
	return true;
}

/* An item's option: by its value; by its place only where it has no value. */
static bool
option_of(const struct reading *r, const struct element *item, const struct domain_point *p, size_t place, size_t *ret)
{
	str value = attribute(item, "value");

	*ret = value.at == NULL && place < p->option_count ? place : preference_option(p, value);
	if (*ret == SIZE_MAX)
		return preference_wrong(r->err, r->file, item->line,
					"item '%.*s' is no value of issue '%.*s' in the domain; it has %.*s", STR_ARG(value),
					STR_ARG(p->name), STR_ARG(preference_options(r->a, p)));
	return true;
}

static bool
discrete_values(const struct reading *r, const struct element *issue, const struct domain_point *p, struct ratio *ret)
{
	struct ratio greatest = RATIO_ZERO, small = ratio_of(1, 100000);
	bool *is_set = ARENA_ARRAY(r->a, bool, p->option_count);
	size_t place = 0, option;

	for (const struct element *i = issue->first; i != NULL; i = i->next) {
		if (!is_called(i, "item"))
			continue;
		if (!option_of(r, i, p, place++, &option))
			return false;
		if (attribute(i, "evaluation").at == NULL)
			return preference_wrong(r->err, r->file, i->line,
						"item '%.*s' has no evaluation: is it a domain, and no profile?",
						STR_ARG(attribute(i, "value")));
		if (!number(r, i, "evaluation", &ret[option]))
			return false;
		if (is_set[option])
			return preference_wrong(r->err, r->file, i->line, "'%.*s' stands there twice", STR_ARG(p->options[option]));
		is_set[option] = true;
		if (ratio_cmp(ret[option], greatest) > 0)
			greatest = ret[option];
	}
	for (size_t i = 0; i < p->option_count; i++) {
		if (!is_set[i])
			return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' says nothing of its value '%.*s'",
						STR_ARG(p->name), STR_ARG(p->options[i]));
		if (r->normalise)
			ret[i] = ratio_cmp(greatest, small) < 0 ? RATIO_ZERO : ratio_div(ret[i], greatest);
	}
	return true;
}

/* The weight of an issue: of the same index, and beside it in its objective where
 * several objectives number anew. */
static bool
weight_of(const struct reading *r, const struct element *root, const struct element *issue, struct ratio *ret)
{
	str index = attribute(issue, "index");
	const struct element *found = NULL;

	for (const struct element *e = issue->parent != NULL ? issue->parent->first : NULL; e != NULL; e = e->next)
		if (is_called(e, "weight") && str_eq(attribute(e, "index"), index))
			found = e;
	for (const struct element *e = root; found == NULL && e != NULL; e = walk(root, e))
		if (is_called(e, "weight") && str_eq(attribute(e, "index"), index))
			found = e;
	if (found == NULL)
		return preference_wrong(r->err, r->file, issue->line, "issue '%.*s' has no weight: none has index %.*s",
					STR_ARG(attribute(issue, "name")), STR_ARG(index));
	return number(r, found, "value", ret);
}

/* An objective inside an objective has a weight of its own, which counts for all in it. */
static bool
objectives_weight(const struct reading *r, const struct element *issue, struct ratio *weight)
{
	for (const struct element *o = issue->parent; o != NULL && o->parent != NULL; o = o->parent) {
		if (!is_called(o, "objective") || !is_called(o->parent, "objective"))
			continue;
		for (const struct element *e = o->parent->first; e != NULL; e = e->next) {
			struct ratio w;

			if (!is_called(e, "weight") || !str_eq(attribute(e, "index"), attribute(o, "index")))
				continue;
			if (!number(r, e, "value", &w))
				return false;
			*weight = ratio_mul(*weight, w);
		}
	}
	return true;
}

static bool
linear_party(const struct reading *r, const struct element *root, const struct domain *d, struct domain_party *ret)
{
	struct domain_table *tables = ARENA_ARRAY(r->a, struct domain_table, d->point_count);
	bool *is_set = ARENA_ARRAY(r->a, bool, d->point_count);

	ret->tables = tables;
	for (const struct element *e = root; e != NULL; e = walk(root, e)) {
		struct ratio weight, *values;
		size_t point;

		if (!is_called(e, "issue"))
			continue;
		point = preference_point(d, attribute(e, "name"));
		if (point == SIZE_MAX)
			return preference_wrong(r->err, r->file, e->line, "issue '%.*s' is not in the domain",
						STR_ARG(attribute(e, "name")));
		if (is_set[point])
			return preference_wrong(r->err, r->file, e->line, "issue '%.*s' stands there twice",
						STR_ARG(d->points[point].name));
		is_set[point] = true;
		values = ARENA_ARRAY(r->a, struct ratio, d->points[point].option_count);
		if (kind_of(e) == ISSUE_INTEGER ? !integer_values(r, e, &d->points[point], values)
						: !discrete_values(r, e, &d->points[point], values))
			return false;
		if (!weight_of(r, root, e, &weight) || !objectives_weight(r, e, &weight))
			return false;
		for (size_t i = 0; i < d->points[point].option_count; i++) {
			values[i] = ratio_mul(values[i], weight);
			if (!ratio_ok(values[i]))
				return preference_wrong(r->err, r->file, e->line,
							"issue '%.*s': weight times evaluation has more digits than can be counted with",
							STR_ARG(d->points[point].name));
		}
		tables[ret->table_count++] = preference_table(r->a, (uint32_t)point, values);
	}
	for (size_t i = 0; i < d->point_count; i++)
		if (!is_set[i])
			return preference_wrong(r->err, r->file, 0, "issue '%.*s' of the domain is missing", STR_ARG(d->points[i].name));
	return true;
}

/* ---- nonlinear profiles ---- */

/* The point whose issue has this index, in the profile's own numbering. */
static size_t
indexed_point(const struct element *root, const struct domain *d, str index)
{
	for (const struct element *e = root; e != NULL; e = walk(root, e))
		if (is_called(e, "issue") && str_eq(attribute(e, "index"), index))
			return preference_point(d, attribute(e, "name"));
	return SIZE_MAX;
}

/* Bounds are values of an integer issue; of a discrete one places from 0. */
static bool
read_bound(const struct reading *r, const struct element *root, const struct domain *d, const struct element *e,
	   struct domain_bound *ret)
{
	size_t point = indexed_point(root, d, attribute(e, "index"));
	int64_t least, most, first = 0;
	struct ratio value;

	if (point == SIZE_MAX)
		return preference_wrong(r->err, r->file, e->line, "no issue has the index '%.*s'", STR_ARG(attribute(e, "index")));
	if (!whole_number(r, e, "min", &least) || !whole_number(r, e, "max", &most))
		return false;
	if (ratio_read(d->points[point].options[0], &value) && value.den == 1)
		first = (int64_t)value.num;
	least = least < first ? 0 : least - first;
	most = most - first < (int64_t)d->points[point].option_count ? most - first : (int64_t)d->points[point].option_count - 1;
	*ret = (struct domain_bound){ (uint32_t)point, (uint32_t)least, (uint32_t)(most < 0 ? 0 : most),
				      str_eq_nocase(e->name, S("EXCLUDES")) };
	if (most < least) {
		/* Between these bounds lies no option: nothing is inside. */
		ret->least = 1;
		ret->most = 0;
	}
	return true;
}

/* How many boxes a hyperRectangle becomes. */
static size_t
boxes_in(const struct element *e)
{
	size_t excludes = 0;

	for (const struct element *b = e->first; b != NULL; b = b->next)
		excludes += str_eq_nocase(b->name, S("EXCLUDES"));
	return excludes > 0 ? excludes : 1;
}

/* Outside a box is outside its first bound, or inside that and outside the second, and so
 * on: boxes of which at most one holds. */
static void
boxes_outside(arena *a, const struct domain_bound bounds[], size_t count, struct ratio value, struct domain_box ret[])
{
	for (size_t i = 0; i < count; i++) {
		struct domain_bound *own = ARENA_ARRAY(a, struct domain_bound, i + 1);

		for (size_t k = 0; k <= i; k++) {
			own[k] = bounds[k];
			own[k].outside = k == i;
		}
		ret[i] = (struct domain_box){ value, i + 1, own };
	}
}

/* ret[boxes_in(e)] */
static bool
read_boxes(const struct reading *r, const struct element *root, const struct domain *d, const struct element *e,
	   struct domain_box ret[])
{
	struct ratio value, weight = RATIO_ONE;
	struct domain_bound *bounds;
	size_t count = 0;

	for (const struct element *b = e->first; b != NULL; b = b->next)
		count++;
	if (count > BOUNDS_MOST)
		return preference_wrong(r->err, r->file, e->line, "a hyperRectangle has more than %d bounds", BOUNDS_MOST);
	bounds = ARENA_ARRAY(r->a, struct domain_bound, count);
	if (!number(r, e, "utility", &value) || (attribute(e, "weight").at != NULL && !number(r, e, "weight", &weight)))
		return false;
	value = ratio_mul(value, weight);
	if (!ratio_ok(value))
		return preference_wrong(r->err, r->file, e->line, "weight times utility has more digits than can be counted with");
	count = 0;
	for (const struct element *b = e->first; b != NULL; b = b->next) {
		if (!str_eq_nocase(b->name, S("INCLUDES")) && !str_eq_nocase(b->name, S("EXCLUDES")))
			return preference_wrong(r->err, r->file, b->line, "<%.*s> is not known in a hyperRectangle", STR_ARG(b->name));
		if (!str_eq_nocase(b->name, e->first->name))
			return preference_wrong(r->err, r->file, b->line, "a hyperRectangle has INCLUDES and EXCLUDES: Genius reads only "
						"the latter; give one kind");
		if (!read_bound(r, root, d, b, &bounds[count++]))
			return false;
	}
	if (count > 0 && bounds[0].outside)
		boxes_outside(r->a, bounds, count, value, ret);
	else
		ret[0] = (struct domain_box){ value, count, bounds };
	return true;
}

/* A hyperRectangle as a function of its own: its utility, or 0. */
static bool
read_box_part(const struct reading *r, const struct element *root, const struct domain *d, const struct element *e,
	      struct domain_function *ret)
{
	size_t count = boxes_in(e);
	struct domain_box *boxes = ARENA_ARRAY(r->a, struct domain_box, count);

	*ret = (struct domain_function){ .join = DOMAIN_SUM, .weight = RATIO_ONE, .box_count = count, .boxes = boxes };
	return read_boxes(r, root, d, e, boxes);
}

static bool
read_function(const struct reading *r, const struct element *root, const struct domain *d, const struct element *e,
	      struct domain_function *ret)
{
	struct domain_box *boxes;
	struct domain_function *parts;
	size_t box_count = 0, part_count = 0;
	str join = attribute(e, "aggregation");

	for (const struct element *c = e->first; c != NULL; c = c->next) {
		box_count += is_called(c, "hyperRectangle") ? boxes_in(c) : 0;
		part_count += is_called(c, "hyperRectangle") || is_called(c, "ufun");
	}
	boxes = ARENA_ARRAY(r->a, struct domain_box, box_count);
	parts = ARENA_ARRAY(r->a, struct domain_function, part_count);
	*ret = (struct domain_function){ .weight = RATIO_ONE, .boxes = boxes, .parts = parts };
	if (str_eq_nocase(join, S("max")))
		ret->join = DOMAIN_MAX;
	else if (str_eq_nocase(join, S("min")))
		ret->join = DOMAIN_MIN;
	else if (join.at != NULL && !str_eq_nocase(join, S("sum")))
		return preference_wrong(r->err, r->file, e->line, "an aggregation '%.*s' is not known; sum, max and min are",
					STR_ARG(join));
	if (attribute(e, "weight").at != NULL && !number(r, e, "weight", &ret->weight))
		return false;
	if (ret->weight.num < 0)
		return preference_wrong(r->err, r->file, e->line, "a ufun has a weight below 0");
	for (const struct element *c = e->first; c != NULL; c = c->next) {
		if (is_called(c, "hyperRectangle") && ret->join != DOMAIN_SUM) {
			if (!read_box_part(r, root, d, c, &parts[ret->part_count++]))
				return false;
		} else if (is_called(c, "hyperRectangle")) {
			if (!read_boxes(r, root, d, c, &boxes[ret->box_count]))
				return false;
			ret->box_count += boxes_in(c);
		}
		if (is_called(c, "ufun") && !read_function(r, root, d, c, &parts[ret->part_count++]))
			return false;
	}
	return true;
}

static bool
nonlinear_party(const struct reading *r, const struct element *root, const struct domain *d, const struct element *utility,
		struct domain_party *ret)
{
	struct domain_function *f = ARENA_NEW(r->a, struct domain_function);

	if (!number(r, utility, "maxutility", &ret->function_most))
		return false;
	if (ret->function_most.num <= 0)
		return preference_wrong(r->err, r->file, utility->line, "maxutility is not above 0");
	ret->function = f;
	return read_function(r, root, d, utility, f);
}

static bool
read_party(const struct reading *r, const struct element *root, const struct domain *d, struct domain_party *ret)
{
	const struct element *line = find(root, "reservation"), *utility = find(root, "utility");

	*ret = (struct domain_party){ .name = preference_name(r->file), .file = r->file, .line = RATIO_ZERO };
	if (line != NULL) {
		ret->has_line = true;
		if (!number(r, line, "value", &ret->line))
			return false;
	}
	if (utility != NULL && child(utility, "ufun") != NULL)
		return nonlinear_party(r, root, d, utility, ret);
	return linear_party(r, root, d, ret);
}

static bool
is_genius(str bytes)
{
	size_t at = str_starts(bytes, S("\xef\xbb\xbf")) ? 3 : 0;

	while (at < bytes.len && (bytes.at[at] == ' ' || bytes.at[at] == '\n' || bytes.at[at] == '\r' || bytes.at[at] == '\t'))
		at++;
	return is_utf16(bytes) || (at < bytes.len && bytes.at[at] == '<');
}

static bool
read_genius(arena *a, const struct preference_files *files, struct domain *ret, struct err *err)
{
	const struct preference_file *domain = files->domain, *profiles = files->profiles;
	size_t count = files->profile_count;
	struct domain_party *parties = ARENA_ARRAY(a, struct domain_party, count);
	struct reading r = { .a = a, .file = domain != NULL ? domain->name : profiles[0].name, .err = err,
			     .normalise = files->normalise };
	struct element *root;

	if (!xml_read(a, domain != NULL ? domain : &profiles[0], &root, err) || !read_domain(&r, root, ret))
		return false;
	ret->parties = parties;
	for (size_t i = 0; i < count; i++) {
		r.file = profiles[i].name;
		if (!xml_read(a, &profiles[i], &root, err) || !read_party(&r, root, ret, &parties[i]))
			return false;
		ret->party_count++;
	}
	return true;
}

const struct preference_format preference_genius = {
	.name = "Genius XML", .takes_domain = true, .is_it = is_genius, .read = read_genius,
};
