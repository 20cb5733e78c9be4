/* What each paragraph is.  What markup says stands; of plain text the shape tells:
 * a line without a stop is a heading, one that begins with "Copyright" is none. */
#include <string.h>

#include "base/ascii.h"
#include "clerk/report_int.h"

enum { HEAD_MOST = 16, STAMP_MOST = 24, DATELINE_MOST = 14, CREDIT_MOST = 60 };

static str
word_at(const struct report *r, struct run run, uint32_t i)
{
	return run.from + i < run.to ? syms_str(r->words, r->tokens[run.from + i].word) : STR_NONE;
}

/* The paragraph begins with these words, which a blank parts; '*' is any one token. */
static bool
begins(const struct report *r, struct run run, const char *words)
{
	str rest = str_of(words), word;
	for (uint32_t i = 0; rest.len > 0; i++) {
		str_cut(rest, ' ', &word, &rest);
		str token = word_at(r, run, i);
		if (token.len == 0 || (!str_eq(word, S("*")) && !str_eq(word, token)))
			return false;
	}
	return true;
}

/* Most end at the first letter. */
static bool
begins_any(const struct report *r, struct run run, const char *const *list)
{
	str first = word_at(r, run, 0);
	for (; *list && first.len > 0; list++)
		if (((*list)[0] == first.at[0] || (*list)[0] == '*') && begins(r, run, *list))
			return true;
	return false;
}

static const char *const rights[] = {
	"copyright", "©", "( c )", "c *", "all rights reserved", "read more", "read also", "read next", "related", "see also", "more from", "more on",
	"sign up", "subscribe", "follow us", "click here", "watch :", "listen :", "download", "share this", "advertisement", "associated press writers",
	"associated press writer", "associated press journalists", "ap writers", "ap journalists", "reporting by", "( reporting by", "editing by", "( editing by",
	"additional reporting", "writing by", "with reporting", "this article was", "this story was", "this story has been", "this material may not",
	"the associated press contributed", "the washington post contributed", "reuters contributed", "contact us", "most read", "follow * on",
	"follow ap", NULL,
};

static const char *const stamps[] = {
	"updated", "published", "posted", "last updated", "last modified", "by *", "date :", "time :", "created", "first published", NULL,
};

static const char *const captions[] = {
	"file -", "file –", "file —", "( photo", "photo :", "photo by", "image :", "ap photo", "( ap photo", "getty images", "image source", "image caption",
	"caption :", "video :", NULL,
};

static bool
ends_sentence(const struct report *r, struct run run)
{
	uint32_t i = run.to;
	while (i > run.from) {
		const struct token *t = &r->tokens[--i];
		if (t->kind == TOKEN_CLOSE_QUOTE || (t->kind == TOKEN_MARK && memchr(")]\"'", t->text.at[0], 4)))
			continue;
		char last = t->text.at[t->text.len - 1];
		return memchr(".?!:;,", last, 6) || str_eq(t->text, S("…")) || str_eq(t->text, S("—"));
	}
	return false;
}

/* A verb of a byline is none: "By" and capitals only, until a comma or the end. */
static bool
is_byline(const struct report *r, struct run run)
{
	if (!str_eq(word_at(r, run, 0), S("by")) || run.to - run.from > STAMP_MOST || ends_sentence(r, run))
		return false;
	return run.to - run.from > 1 && (r->tokens[run.from + 1].flags & TOKEN_CAPITAL);
}

static bool
has_digit(const struct report *r, struct run run)
{
	for (uint32_t i = run.from; i < run.to; i++)
		if (r->tokens[i].flags & TOKEN_DIGIT)
			return true;
	return false;
}

static bool
is_month(str word)
{
	static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (word.len > 0 && word.at[0] == months[i][0] && str_starts(word, str_of(months[i])))
			return true;
	return false;
}

/* A date alone in its paragraph. */
static bool
is_date(const struct report *r, struct run run)
{
	bool has_month = false;
	for (uint32_t i = run.from; i < run.to; i++) {
		const struct token *t = &r->tokens[i];
		if (t->kind == TOKEN_WORD && is_small(t->text.at[0]) && t->text.len > 3)
			return false;
		has_month |= is_month(syms_str(r->words, t->word)) || str_find(t->text, '-') == 4;
	}
	return has_month && has_digit(r, run) && run.to - run.from <= 12;
}

/* "A. Writer reported from Cairo. B. Writer in Rome contributed to this report." */
static bool
is_credit(const struct report *r, struct run run)
{
	if (run.to - run.from > CREDIT_MOST)
		return false;
	for (uint32_t i = run.from + 1; i + 2 < run.to; i++) {
		str word = word_at(r, run, i - run.from), next = word_at(r, run, i + 1 - run.from);
		static const char *const pieces[] = { "report", "story", "article", "piece" };
		bool is_here = false;
		for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++)
			is_here |= str_eq(next, S("to")) && str_eq(word_at(r, run, i + 3 - run.from), str_of(pieces[k]));
		if (str_eq(word, S("contributed")) && (is_here || str_eq(next, S("reporting")) || str_eq(next, S("research"))))
			return true;
		if (str_eq(word, S("reported")) && str_eq(next, S("from")) && i + 5 >= run.to)
			return true;            /* and no more than the place */
	}
	return false;
}

static enum zone_kind
zone_of(const struct report *r, struct run run)
{
	uint32_t count = run.to - run.from;
	if (begins_any(r, run, rights) && (count <= HEAD_MOST || !ends_sentence(r, run) || begins(r, run, "copyright") || begins(r, run, "©") ||
					   begins(r, run, "reporting by") || begins(r, run, "( reporting by") ||
					   begins(r, run, "associated press") || begins(r, run, "this story")))
		return ZONE_RIGHTS;
	if (is_credit(r, run))
		return ZONE_RIGHTS;
	if (is_byline(r, run) || is_date(r, run) ||
	    (count <= STAMP_MOST && begins_any(r, run, stamps) && has_digit(r, run) && !ends_sentence(r, run)))
		return ZONE_STAMP;
	if (begins_any(r, run, captions))
		return ZONE_HEAD;
	bool has_letters = false;
	for (uint32_t i = run.from; i < run.to && !has_letters; i++)
		has_letters = r->tokens[i].kind == TOKEN_WORD;
	if (!has_letters && !has_digit(r, run))
		return ZONE_RIGHTS;             /* ___, * * * */
	return count <= HEAD_MOST && !ends_sentence(r, run) ? ZONE_HEAD : ZONE_BODY;
}

/* "GENEVA — ", "KYIV, Ukraine (AP) — ", "Geneva, 24 November (Xinhua) -- ". */
static uint32_t
dateline(const struct report *r, struct run run)
{
	bool has_bracket = false, has_small = false;
	if (run_is_empty(run) || !(r->tokens[run.from].flags & TOKEN_CAPITAL))
		return 0;
	for (uint32_t i = run.from; i < run.to && i < run.from + DATELINE_MOST; i++) {
		const struct token *t = &r->tokens[i];
		if ((t->flags & TOKEN_DASH) && i > run.from && (!(t->flags & TOKEN_GLUED) || str_eq(t->text, S("—"))))
			return has_bracket || (r->tokens[run.from].flags & TOKEN_CAPITALS) || (!has_small && t->text.len > 1) ? i + 1 - run.from
														       : 0;
		if (t->kind == TOKEN_MARK && str_eq(t->text, S("(")))
			has_bracket = true;
		else if (t->kind == TOKEN_MARK ? !memchr(",)./:", t->text.at[0], 5) : t->kind > TOKEN_MARK)
			return 0;
		else if (t->kind == TOKEN_WORD && !(t->flags & (TOKEN_CAPITAL | TOKEN_DIGIT)) && !has_bracket)
			has_small = true;
	}
	return 0;
}

void
report_zones(struct report *r)
{
	bool has_body = false;
	for (size_t i = 0; i < r->paragraph_count; i++) {
		struct paragraph *p = &r->paragraphs[i];
		if (p->zone == ZONE_BODY)
			p->zone = (uint8_t)zone_of(r, p->run);
		if (p->zone == ZONE_BODY) {
			p->dateline = dateline(r, p->run);
			has_body = true;
		} else if (p->zone == ZONE_HEAD && !has_body && i + 1 < r->paragraph_count) {
			p->zone = ZONE_TITLE;
		}
	}
	/* Of one paragraph alone the shape tells nothing. */
	if (!has_body && r->paragraph_count == 1 && r->paragraphs[0].level == 0 && r->paragraphs[0].zone == ZONE_HEAD)
		r->paragraphs[0].zone = ZONE_BODY;
}
