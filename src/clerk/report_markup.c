/* Readable text of HTML and Markdown: markup is passed over, and counted in places. */
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "clerk/report_int.h"

/* ---- entities ---- */

/* The named ones that press pages use; HTML has 2,231.  Sorted by frequency. */
static const struct { const char *name; uint32_t character; } entities[] = {
	{ "amp", '&' }, { "quot", '"' }, { "nbsp", 0xa0 }, { "lt", '<' }, { "gt", '>' }, { "apos", '\'' }, { "rsquo", 0x2019 },
	{ "lsquo", 0x2018 }, { "ldquo", 0x201c }, { "rdquo", 0x201d }, { "mdash", 0x2014 }, { "ndash", 0x2013 }, { "hellip", 0x2026 },
	{ "laquo", 0xab }, { "raquo", 0xbb }, { "bdquo", 0x201e }, { "sbquo", 0x201a }, { "lsaquo", 0x2039 }, { "rsaquo", 0x203a },
	{ "copy", 0xa9 }, { "reg", 0xae }, { "trade", 0x2122 }, { "euro", 0x20ac }, { "pound", 0xa3 }, { "yen", 0xa5 }, { "cent", 0xa2 },
	{ "sect", 0xa7 }, { "para", 0xb6 }, { "deg", 0xb0 }, { "bull", 0x2022 }, { "middot", 0xb7 }, { "times", 0xd7 }, { "shy", 0xad },
	{ "ensp", 0x2002 }, { "emsp", 0x2003 }, { "thinsp", 0x2009 }, { "zwnj", 0x200c }, { "zwj", 0x200d }, { "frac12", 0xbd },
	{ "frac14", 0xbc }, { "frac34", 0xbe }, { "iexcl", 0xa1 }, { "iquest", 0xbf }, { "ordf", 0xaa }, { "ordm", 0xba },
	{ "Agrave", 0xc0 }, { "Aacute", 0xc1 }, { "Acirc", 0xc2 }, { "Atilde", 0xc3 }, { "Auml", 0xc4 }, { "Aring", 0xc5 }, { "AElig", 0xc6 },
	{ "Ccedil", 0xc7 }, { "Egrave", 0xc8 }, { "Eacute", 0xc9 }, { "Ecirc", 0xca }, { "Euml", 0xcb }, { "Igrave", 0xcc }, { "Iacute", 0xcd },
	{ "Icirc", 0xce }, { "Iuml", 0xcf }, { "Ntilde", 0xd1 }, { "Ograve", 0xd2 }, { "Oacute", 0xd3 }, { "Ocirc", 0xd4 }, { "Otilde", 0xd5 },
	{ "Ouml", 0xd6 }, { "Oslash", 0xd8 }, { "Ugrave", 0xd9 }, { "Uacute", 0xda }, { "Ucirc", 0xdb }, { "Uuml", 0xdc }, { "Yacute", 0xdd },
	{ "szlig", 0xdf }, { "agrave", 0xe0 }, { "aacute", 0xe1 }, { "acirc", 0xe2 }, { "atilde", 0xe3 }, { "auml", 0xe4 }, { "aring", 0xe5 },
	{ "aelig", 0xe6 }, { "ccedil", 0xe7 }, { "egrave", 0xe8 }, { "eacute", 0xe9 }, { "ecirc", 0xea }, { "euml", 0xeb }, { "igrave", 0xec },
	{ "iacute", 0xed }, { "icirc", 0xee }, { "iuml", 0xef }, { "ntilde", 0xf1 }, { "ograve", 0xf2 }, { "oacute", 0xf3 }, { "ocirc", 0xf4 },
	{ "otilde", 0xf5 }, { "ouml", 0xf6 }, { "oslash", 0xf8 }, { "ugrave", 0xf9 }, { "uacute", 0xfa }, { "ucirc", 0xfb }, { "uuml", 0xfc },
	{ "yacute", 0xfd }, { "yuml", 0xff }, { "scaron", 0x161 }, { "Scaron", 0x160 }, { "oelig", 0x153 }, { "OElig", 0x152 },
};

static uint32_t
numbered(str digits)
{
	uint32_t c = 0;
	bool is_hex = digits.len > 0 && (digits.at[0] == 'x' || digits.at[0] == 'X');
	for (size_t i = is_hex; i < digits.len; i++) {
		char d = digits.at[i];
		uint32_t value = is_digit(d) ? (uint32_t)(d - '0') : is_hex && is_letter(d) ? (uint32_t)((d | 32) - 'a') + 10 : 99;
		if (value >= (is_hex ? 16u : 10u))
			return 0;
		c = c * (is_hex ? 16 : 10) + value;
		if (c > 0x10ffff)
			return 0xfffd;
	}
	/* As browsers do: what was meant is Windows-1252. */
	static const uint16_t windows[32] = { 0x20ac, 0xfffd, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
					      0x2039, 0x152, 0xfffd, 0x17d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
					      0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0xfffd, 0x17e, 0x178 };
	return c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c >= 0xd800 && c < 0xe000 ? 0xfffd : c;
}

uint32_t
report_entity(str s, size_t *ret_used)
{
	enum { LONGEST = 10 };
	size_t len = str_find(str_sub(s, 0, LONGEST), ';');
	if (s.len < 3 || s.at[0] != '&' || len >= LONGEST || len >= s.len)
		return 0;
	*ret_used = len + 1;
	str name = str_sub(s, 1, len);
	if (name.len > 1 && name.at[0] == '#')
		return numbered(str_sub(name, 1, name.len));
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (str_eq(name, str_of(entities[i].name)))
			return entities[i].character;
	return 0;
}

/* ---- HTML ---- */

enum tag_does {
	TAG_BREAKS = 1,         /* begins and ends a paragraph */
	TAG_HIDES = 2,          /* what is in it is no text */
	TAG_ASIDE = 4,          /* no part of the report: menus, forms, further reading */
	TAG_BODY = 8,           /* where there is one, all else is aside */
	TAG_HEADS = 16, TAG_TITLE = 32, TAG_CAPTION = 64, TAG_LINE = 128,
};

static const struct { const char *name; unsigned does; } tags[] = {
	{ "p", TAG_BREAKS }, { "div", TAG_BREAKS }, { "section", TAG_BREAKS }, { "article", TAG_BREAKS | TAG_BODY },
	{ "main", TAG_BREAKS }, { "blockquote", TAG_BREAKS }, { "li", TAG_BREAKS }, { "ul", TAG_BREAKS }, { "ol", TAG_BREAKS },
	{ "table", TAG_BREAKS }, { "tr", TAG_BREAKS }, { "td", TAG_BREAKS }, { "th", TAG_BREAKS }, { "dl", TAG_BREAKS }, { "dt", TAG_BREAKS },
	{ "dd", TAG_BREAKS }, { "pre", TAG_BREAKS }, { "hr", TAG_BREAKS }, { "br", TAG_LINE }, { "figure", TAG_BREAKS }, { "header", TAG_BREAKS },
	{ "address", TAG_BREAKS }, { "body", TAG_BREAKS }, { "html", TAG_BREAKS }, { "head", TAG_BREAKS },
	{ "h1", TAG_BREAKS | TAG_HEADS }, { "h2", TAG_BREAKS | TAG_HEADS }, { "h3", TAG_BREAKS | TAG_HEADS },
	{ "h4", TAG_BREAKS | TAG_HEADS }, { "h5", TAG_BREAKS | TAG_HEADS }, { "h6", TAG_BREAKS | TAG_HEADS },
	{ "title", TAG_BREAKS | TAG_TITLE }, { "figcaption", TAG_BREAKS | TAG_CAPTION }, { "caption", TAG_BREAKS | TAG_CAPTION },
	{ "nav", TAG_BREAKS | TAG_ASIDE }, { "footer", TAG_BREAKS | TAG_ASIDE }, { "aside", TAG_BREAKS | TAG_ASIDE },
	{ "form", TAG_BREAKS | TAG_ASIDE }, { "button", TAG_BREAKS | TAG_ASIDE }, { "select", TAG_BREAKS | TAG_ASIDE },
	{ "script", TAG_HIDES }, { "style", TAG_HIDES }, { "noscript", TAG_HIDES }, { "template", TAG_HIDES }, { "svg", TAG_HIDES },
	{ "iframe", TAG_HIDES }, { "textarea", TAG_HIDES }, { "object", TAG_HIDES },
};

struct html {
	struct readable *c;
	str bytes;
	size_t at;
	uint32_t place;
	bool has_body;          /* an article somewhere */
	unsigned aside, body;   /* how deep */
	struct block as;        /* what the next block is */
	str first_time;         /* the datetime of the first <time> that has one */
};

static unsigned
tag_does(str name)
{
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_eq_nocase(name, str_of(tags[i].name)))
			return tags[i].does;
	return 0;
}

static str
tag_name(str tag)
{
	size_t len = 0;
	while (len < tag.len && (is_letter(tag.at[len]) || is_digit(tag.at[len])))
		len++;
	return str_sub(tag, 0, len);
}

/* The end of a tag, behind its '>', outside its quoted values; or, where there is
 * none, of the text. */
static size_t
tag_end(str bytes, size_t at)
{
	char quote = 0;
	for (; at < bytes.len; at++) {
		char c = bytes.at[at];
		if (quote ? c == quote : c == '>') {
			if (!quote)
				return at + 1;
			quote = 0;
		} else if (!quote && (c == '"' || c == '\'') && at > 0 && bytes.at[at - 1] == '=') {
			quote = c;
		}
	}
	return at;
}

/* Behind `</name` and its tag, from `at` on; the end where it never comes. */
static size_t
hidden_end(str bytes, size_t at, str name)
{
	while (at < bytes.len) {
		const char *open = memchr(bytes.at + at, '<', bytes.len - at);
		if (!open)
			return bytes.len;
		at = (size_t)(open - bytes.at) + 1;
		if (at < bytes.len && bytes.at[at] == '/' && str_eq_nocase(str_sub(bytes, at + 1, at + 1 + name.len), name))
			return tag_end(bytes, at);
	}
	return at;
}

/* The end of a value without quotation marks. */
static size_t
value_end(str s)
{
	size_t len = 0;
	while (len < s.len && !is_space(s.at[len]) && s.at[len] != '>')
		len++;
	return len;
}

/* The value of an attribute of a tag, or nothing. */
static str
attribute(str tag, const char *name)
{
	size_t len = strlen(name);
	for (size_t at = 0; at + len + 2 < tag.len; at++) {
		if (tag.at[at + len] != '=' || !is_space(tag.at[at ? at - 1 : 0]) || !str_eq_nocase(str_sub(tag, at, at + len), str_of(name)))
			continue;
		str value = str_sub(tag, at + len + 1, tag.len);
		char quote = value.at[0];
		if (quote != '"' && quote != '\'')
			return str_sub(value, 0, value_end(value));
		return str_sub(value, 1, 1 + str_find(str_sub(value, 1, value.len), quote));
	}
	return STR_NONE;
}

/* <meta property="article:published_time" content="…"> and its like; else the first <time>. */
static void
note_published(struct html *h, str name, str tag)
{
	static const char *const keys[] = { "property", "name", "itemprop" };
	static const char *const says[] = { "article:published_time", "datePublished", "date", "pubdate", "publishdate", "dc.date",
					    "dc.date.issued", "dcterms.date", "dcterms.issued", "parsely-pub-date", "sailthru.date" };
	if (str_eq_nocase(name, S("time")) && h->first_time.len == 0)
		h->first_time = attribute(tag, "datetime");
	if (!str_eq_nocase(name, S("meta")) || h->c->published.len > 0)
		return;
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		str what = attribute(tag, keys[k]);
		for (size_t i = 0; what.len > 0 && i < sizeof says / sizeof *says; i++)
			if (str_eq_nocase(what, str_of(says[i])))
				h->c->published = attribute(tag, "content");
	}
}

static void
pass(struct html *h, size_t to)
{
	h->place = readable_skip(h->bytes, h->at, to, h->place);
	h->at = to;
}

static void
count_depth(unsigned *depth, bool is_end)
{
	if (!is_end)
		++*depth;
	else if (*depth > 0)
		--*depth;
}

/* What a block is that begins now. */
static void
set_block(struct html *h, str name, unsigned does, bool is_end)
{
	h->as = (struct block){ 0 };
	if (h->aside > 0 || (h->has_body && h->body == 0))
		h->as = (struct block){ .has_zone = true, .zone = ZONE_RIGHTS };
	if (is_end)
		return;
	if (does & TAG_HEADS)
		h->as = (struct block){ .level = (uint8_t)(name.at[1] - '0'), .has_zone = true,
					.zone = name.at[1] == '1' ? ZONE_TITLE : ZONE_HEAD };
	if (does & (TAG_TITLE | TAG_CAPTION))
		h->as = (struct block){ .has_zone = true, .zone = does & TAG_TITLE ? ZONE_TITLE : ZONE_HEAD };
}

static void
read_tag(struct html *h)
{
	size_t end = tag_end(h->bytes, h->at);
	bool is_end = h->at + 1 < h->bytes.len && h->bytes.at[h->at + 1] == '/';
	str name = tag_name(str_sub(h->bytes, h->at + 1 + is_end, end));
	unsigned does = tag_does(name);
	if (!is_end)
		note_published(h, name, str_sub(h->bytes, h->at, end));
	if ((does & TAG_HIDES) && !is_end)
		end = hidden_end(h->bytes, end, name);
	pass(h, end);
	if (does & TAG_ASIDE)
		count_depth(&h->aside, is_end);
	if (does & TAG_BODY)
		count_depth(&h->body, is_end);
	if (does & (TAG_BREAKS | TAG_LINE)) {
		readable_close(h->c);
		if (does & TAG_BREAKS)
			set_block(h, name, does, is_end);
	}
}

static void
read_text(struct html *h, size_t to)
{
	while (h->at < to) {
		size_t used, at = h->at;
		char c = h->bytes.at[at];
		uint32_t entity = c == '&' ? report_entity(str_sub(h->bytes, at, to), &used) : 0;
		if (!h->c->is_open && is_space(c)) {
			pass(h, at + 1);
			continue;
		}
		readable_open(h->c, h->as);
		if (entity) {
			readable_add(h->c, entity, h->place, (uint32_t)used);
			pass(h, at + used);
		} else {
			const char *next = memchr(h->bytes.at + at + 1, '&', to - at - 1);
			h->at = next ? (size_t)(next - h->bytes.at) : to;
			h->place = readable_run(h->c, h->bytes, at, h->at, h->place);
		}
	}
}

void
readable_html(struct readable *c, str bytes)
{
	struct html h = { .c = c, .bytes = bytes };
	h.has_body = str_find_str(bytes, S("<article")) < bytes.len;
	set_block(&h, STR_NONE, 0, true);
	while (h.at < bytes.len) {
		const char *open = memchr(bytes.at + h.at, '<', bytes.len - h.at);
		size_t to = open ? (size_t)(open - bytes.at) : bytes.len;
		str rest = str_sub(bytes, to, bytes.len);
		if (to > h.at)
			read_text(&h, to);
		else if (str_starts(rest, S("<!--"))) {
			size_t len = str_find_str(str_sub(rest, 4, rest.len), S("-->"));
			pass(&h, len + 7 > rest.len ? bytes.len : to + 4 + len + 3);
		} else if (rest.len > 1 && (is_letter(rest.at[1]) || memchr("/!?", rest.at[1], 3)))
			read_tag(&h);
		else
			read_text(&h, to + 1);  /* a < that begins no tag */
	}
	if (c->published.len == 0)
		c->published = h.first_time;
	readable_close(c);
}

/* ---- Markdown ---- */

struct markdown {
	struct readable *c;
	str bytes;
	uint32_t place;
	bool is_fenced;
};

static void
leave_out(struct markdown *m, size_t *at, size_t to)
{
	m->place = readable_skip(m->bytes, *at, to, m->place);
	*at = to;
}

/* The end of `](…)` from the bracket at `at` on, or `at`. */
static size_t
target_end(str bytes, size_t at, size_t end)
{
	if (at + 1 >= end || bytes.at[at] != ']' || bytes.at[at + 1] != '(')
		return at;
	const char *close = memchr(bytes.at + at, ')', end - at);
	return close ? (size_t)(close - bytes.at) + 1 : at;
}

/* A backslash escapes marks of ASCII only. */
static bool
is_escapable(char c)
{
	return c > ' ' && c < 0x7f && !is_letter(c) && !is_digit(c);
}

/* Markup of a line at `at`: how many bytes of it are no text. */
static size_t
markup_at(str bytes, size_t at, size_t end)
{
	enum { FAR = 1000 };            /* a bracket is looked for no farther */
	char c = bytes.at[at];
	size_t run = 1;
	if (end > at + FAR)
		end = at + FAR;
	if (c == '\\')
		return at + 1 < end && is_escapable(bytes.at[at + 1]);
	if (c == '!' && at + 1 < end && bytes.at[at + 1] == '[') {
		const char *close = memchr(bytes.at + at, ']', end - at);
		size_t to = close ? target_end(bytes, (size_t)(close - bytes.at), end) : at;
		return close && to > (size_t)(close - bytes.at) ? to - at : 0;
	}
	if (c == '[') {
		const char *close = memchr(bytes.at + at, ']', end - at);
		return close && target_end(bytes, (size_t)(close - bytes.at), end) > (size_t)(close - bytes.at);
	}
	if (c == ']')
		return target_end(bytes, at, end) - at;
	if (c == '<' && at + 1 < end && (is_letter(bytes.at[at + 1]) || memchr("/!", bytes.at[at + 1], 2))) {
		const char *close = memchr(bytes.at + at, '>', end - at);
		return close ? (size_t)(close - bytes.at) + 1 - at : 0;
	}
	if (c != '*' && c != '_' && c != '`')
		return 0;
	while (at + run < end && bytes.at[at + run] == c)
		run++;
	bool is_inside = at > 0 && (is_letter(bytes.at[at - 1]) || is_digit(bytes.at[at - 1])) && at + run < end &&
			 (is_letter(bytes.at[at + run]) || is_digit(bytes.at[at + run]));
	bool is_alone = (at == 0 || is_space(bytes.at[at - 1])) && (at + run >= end || is_space(bytes.at[at + run]));
	return is_alone || (c == '_' && is_inside) ? 0 : run;
}

static void
read_inline(struct markdown *m, size_t at, size_t end)
{
	size_t entity_len = 0;
	while (at < end) {
		size_t plain = at;
		while (plain < end && !memchr("\\![]<*_`&", m->bytes.at[plain], 9))
			plain++;
		m->place = readable_run(m->c, m->bytes, at, plain, m->place);
		at = plain;
		if (at >= end)
			break;
		uint32_t entity = report_entity(str_sub(m->bytes, at, end), &entity_len);
		size_t markup = markup_at(m->bytes, at, end);
		if (entity) {
			readable_add(m->c, entity, m->place, (uint32_t)entity_len);
			leave_out(m, &at, at + entity_len);
		} else if (markup > 0) {
			leave_out(m, &at, at + markup);
			if (m->bytes.at[at - 1] == '\\' && at < end) {
				m->place = readable_run(m->c, m->bytes, at, at + 1, m->place);
				at++;
			}
		} else {
			m->place = readable_run(m->c, m->bytes, at, at + 1, m->place);
			at++;
		}
	}
}

/* `> `, `- `, `1. ` at the start of a line, and the hashes of a heading. */
static size_t
prefix_end(str line, uint8_t *ret_level, bool *ret_item)
{
	size_t at = 0, hashes = 0, digits = 0;
	while (at < line.len && (is_blank(line.at[at]) || line.at[at] == '>'))
		at++;
	while (at + hashes < line.len && line.at[at + hashes] == '#')
		hashes++;
	*ret_level = 0;
	*ret_item = false;
	if (hashes > 0 && hashes <= 6 && at + hashes < line.len && is_blank(line.at[at + hashes])) {
		*ret_level = (uint8_t)hashes;
		return at + hashes + 1;
	}
	while (at + digits < line.len && is_digit(line.at[at + digits]) && digits < 4)
		digits++;
	size_t mark = at + digits;
	bool is_mark = mark + 1 < line.len && memchr(digits ? ".)" : "-*+", line.at[mark], digits ? 2 : 3) && is_blank(line.at[mark + 1]);
	*ret_item = is_mark;
	return is_mark ? mark + 2 : at;
}

static bool
is_made_of(str line, const char *bytes)
{
	line = str_trim(line);
	for (size_t i = 0; i < line.len; i++)
		if (!strchr(bytes, line.at[i]))
			return false;
	return line.len >= 3;
}

static void
read_line(struct markdown *m, size_t at, size_t end, str next)
{
	str line = str_sub(m->bytes, at, end);
	uint8_t level;
	bool is_item, is_fence = str_starts(str_trim(line), S("```"));
	size_t prefix = prefix_end(line, &level, &is_item);
	bool is_rule = is_made_of(line, "-* ") || is_made_of(line, "= ");
	if (is_fence)
		m->is_fenced = !m->is_fenced;
	if (is_fence || is_rule || str_trim(str_sub(line, prefix, line.len)).len == 0) {
		readable_close(m->c);
		leave_out(m, &at, end);
		return;
	}
	if (level == 0 && !m->c->is_open && (is_made_of(next, "=") || is_made_of(next, "-")))
		level = str_trim(next).at[0] == '=' ? 1 : 2;
	if (level > 0 || is_item)
		readable_close(m->c);
	readable_open(m->c, (struct block){ .level = level, .has_zone = level > 0 || m->is_fenced,
					 .zone = m->is_fenced ? ZONE_RIGHTS : level == 1 ? ZONE_TITLE : ZONE_HEAD });
	size_t from = at;
	leave_out(m, &from, at + prefix);
	read_inline(m, from, end);
	if (level > 0)
		readable_close(m->c);
}

void
readable_markdown(struct readable *c, str bytes)
{
	struct markdown m = { .c = c, .bytes = bytes };
	for (size_t at = 0; at < bytes.len;) {
		size_t len = str_find(str_sub(bytes, at, bytes.len), '\n'), end = at + len;
		size_t behind = end < bytes.len ? end + 1 : end;
		str next = str_sub(bytes, behind, behind + str_find(str_sub(bytes, behind, bytes.len), '\n'));
		read_line(&m, at, end, next);
		if (c->is_open)
			readable_run(c, S("\n"), 0, 1, m.place);
		m.place += behind > end;
		at = behind;
	}
	readable_close(c);
}
