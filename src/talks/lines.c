#include "talks/lines.h"

#include <string.h>

/* The next word of `*rest`, blanks taken away; quoted words stay together, with
 * their quotation marks. */
static str
word_next(str *rest)
{
	str s = str_trim(*rest);
	size_t len = 0;
	if (s.len && s.at[0] == '"') {
		for (len = 1; len < s.len && s.at[len] != '"'; len++)
			if (s.at[len] == '\\' && len + 1 < s.len)
				len++;
		len = len < s.len ? len + 1 : s.len;
	} else {
		while (len < s.len && s.at[len] != ' ' && s.at[len] != '\t')
			len++;
	}
	*rest = str_sub(s, len, s.len);
	return str_sub(s, 0, len);
}

static bool
wrong(size_t *ret_at, const char **ret_why, size_t at, const char *why)
{
	*ret_at = at;
	*ret_why = why;
	return false;
}

static bool
is_quoted(str s)
{
	return s.len >= 2 && s.at[0] == '"' && s.at[s.len - 1] == '"';
}

/* ---- figures ---- */

static bool
quantity_word(str word, struct figure *f)
{
	uint64_t number;
	f->hedge = HEDGE_EXACT;
	for (int h = HEDGE_SOME; h < HEDGE_COUNT; h++)
		if (str_eq(word, str_of(hedge_names[h]))) {
			f->hedge = (enum hedge)h;
			return true;
		}
	for (int h = HEDGE_ABOUT; h <= HEDGE_MOST; h++)
		if (str_starts(word, str_of(hedge_names[h]))) {
			f->hedge = (enum hedge)h;
			word = str_sub(word, strlen(hedge_names[h]), word.len);
			break;
		}
	if (!str_u64(word, &number) || number > UINT32_MAX)
		return false;
	f->number = (uint32_t)number;
	return true;
}

bool
figure_line(str line, struct figure *ret_figure, size_t *ret_at, const char **ret_why)
{
	struct figure f = { 0 };
	str name, rest;
	if (!str_cut(line, ':', &name, &rest) || !str_trim(name).len)
		return wrong(ret_at, ret_why, 0, "a figure is written 'killed: 4 per WHO'");
	str_cut(str_trim(name), '/', &f.class, &f.part);
	rest = str_trim(rest);
	str all = rest, word = word_next(&rest);
	if (!word.len)
		return wrong(ret_at, ret_why, line.len, "the figure is missing behind the colon");
	if (!quantity_word(word, &f)) {
		f.words = all;
		f.hedge = HEDGE_UNKNOWN;
		size_t per = str_find_str(all, S(" per "));
		f.words = str_trim(str_sub(all, 0, per));
		f.per = per < all.len ? str_trim(str_sub(all, per + 5, all.len)) : STR_NONE;
		*ret_figure = f;
		return true;
	}
	while ((word = word_next(&rest)).len) {
		str value = word_next(&rest);
		if (str_eq(word, S("scope")) && str_eq(value, S("unknown")))
			f.scope_unknown = true;
		else if (str_eq(word, S("per")) && value.len)
			f.per = value;
		else
			return wrong(ret_at, ret_why, (size_t)(word.at - line.at),
				     "behind a figure stand only 'scope unknown' and 'per WHO'");
	}
	*ret_figure = f;
	return true;
}

/* ---- mandates ---- */

bool
mandate_line(str line, struct mandate_line *ret_line, size_t *ret_at, const char **ret_why)
{
	struct mandate_line m = { 0 };
	str rest = line, first = word_next(&rest);
	m.is_fall_back = str_eq(first, S("fall-back"));
	if (!m.is_fall_back)
		m.level = first;
	rest = str_trim(rest);
	size_t quote = str_find(rest, '"');
	m.points = str_trim(str_sub(rest, 0, quote));
	m.words = str_sub(rest, quote, rest.len);
	if (!m.points.len)
		return wrong(ret_at, ret_why, line.len, "for which points? write 'delegations v3:1-9'");
	if (m.words.len && (!m.is_fall_back || !is_quoted(m.words)))
		return wrong(ret_at, ret_why, (size_t)(m.words.at - line.at),
			     "only a fall-back has words, in quotation marks");
	if (m.words.len)
		m.words = str_sub(m.words, 1, m.words.len - 1);
	*ret_line = m;
	return true;
}

/* ---- conditions ---- */

bool
condition_line(str line, struct condition *ret_condition, size_t *ret_at, const char **ret_why)
{
	struct condition c = { 0 };
	str rest = line, first = word_next(&rest);
	if (str_eq(first, S("not"))) {
		c.negated = true;
		first = word_next(&rest);
	}
	rest = str_trim(rest);
	if (!first.len)
		return wrong(ret_at, ret_why, line.len, "the condition is missing");
	if (first.at[0] == '"') {
		if (!is_quoted(first) || rest.len)
			return wrong(ret_at, ret_why, (size_t)(first.at - line.at),
				     "words of a condition stand alone, in quotation marks");
		c.words = str_sub(first, 1, first.len - 1);
	} else if (str_eq(first, S("by"))) {
		if (!rest.len)
			return wrong(ret_at, ret_why, line.len, "by when?");
		c.by = rest;
	} else if (!rest.len) {
		c.act = first;
	} else {
		c.who = first;
		c.verb = word_next(&rest);
		c.what = str_trim(rest);
		if (!str_eq(c.verb, S("has")) && verb_find(c.verb) == VERB_NONE)
			return wrong(ret_at, ret_why, (size_t)(c.verb.at - line.at),
				     "a condition is 'WHO VERB POINTS', 'WHO has DRAFT', 'by TIME', the name of an "
				     "act, or words in quotation marks");
	}
	*ret_condition = c;
	return true;
}

/* ---- what options are worth ---- */

static bool
is_decimal(str s)
{
	size_t digits = 0, points = 0, i = s.len && s.at[0] == '-';
	for (; i < s.len; i++) {
		digits += s.at[i] >= '0' && s.at[i] <= '9';
		points += s.at[i] == '.';
		if ((s.at[i] < '0' || s.at[i] > '9') && s.at[i] != '.')
			return false;
	}
	return digits > 0 && digits <= 18 && points <= 1;
}

bool
option_line(str line, struct option_line *ret_line, size_t *ret_at, const char **ret_why)
{
	struct option_line o;
	str worth;
	if (!str_cut(line, ':', &o.name, &worth) || !str_trim(o.name).len)
		return wrong(ret_at, ret_why, 0, "an option is written 'joint: 60', or 'joint: never'");
	o.name = str_trim(o.name);
	worth = str_trim(worth);
	if (!is_decimal(worth) && !str_eq(worth, S("never")))
		return wrong(ret_at, ret_why, worth.len ? (size_t)(worth.at - line.at) : line.len,
			     "what it is worth is a number, or never");
	o.worth = str_eq(worth, S("never")) ? S("") : worth;
	*ret_line = o;
	return true;
}
