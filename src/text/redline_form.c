/* A difference is of form where both sides are the same but for blanks, but for
 * the bytes that a character is written in, but for capitals, but for marks;
 * or where both are the number that a paragraph begins with.  It is classed,
 * not judged: a comma has decided wars. */
#include "text/redline_form.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "text/number.h"

/* What is left of a text when blanks, capitals or marks do not count. */
struct plain { bool no_capitals, no_marks; };

static bool
is_left_out(ucs4_t c, struct plain how)
{
	return uc_is_property_white_space(c) ||
	       (how.no_marks && uc_is_punct(c) && c != '[' && c != ']');
}

static void
plain_add_normal(buf *out, str text, struct plain how)
{
	size_t len = 0;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)text.at, text.len, NULL, &len);
	str t = nfc ? (str){ (const char *)nfc, len } : text;
	for (size_t i = 0; i < t.len;) {
		ucs4_t c;
		uint8_t room[6];
		i += (size_t)u8_mbtouc(&c, (const uint8_t *)t.at + i, t.len - i);
		if (is_left_out(c, how))
			continue;
		int used = u8_uctomb(room, how.no_capitals ? uc_tolower(c) : c, sizeof room);
		if (used > 0)
			buf_add(out, (str){ (const char *)room, (size_t)used });
	}
	free(nfc);
}

/* ASCII is NFC as it stands; nearly all text goes this way. */
static void
plain_add(buf *out, str text, struct plain how)
{
	unsigned char high = 0;
	for (size_t i = 0; i < text.len; i++)
		high |= (unsigned char)text.at[i];
	if (high & 0x80) {
		plain_add_normal(out, text, how);
		return;
	}
	buf_reserve(out, text.len);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		bool capital = is_capital(c);
		bool plain = is_letter(c) || is_digit(c);
		if (plain || !is_left_out((ucs4_t)c, how))
			buf_add_byte(out, capital && how.no_capitals ? (char)(c + ('a' - 'A')) : c);
	}
}

static bool
same_plain(str x, str y, struct plain how)
{
	buf a = { 0 }, b = { 0 };
	plain_add(&a, x, how);
	plain_add(&b, y, how);
	bool same = str_eq(buf_str(&a), buf_str(&b));
	buf_done(&a);
	buf_done(&b);
	return same;
}

bool
same_but_blanks(str x, str y)
{
	for (size_t i = 0, j = 0;; i++, j++) {
		i = blanks_end(x, i);
		j = blanks_end(y, j);
		if (i == x.len || j == y.len)
			return i == x.len && j == y.len;
		if (x.at[i] != y.at[j])
			return false;
	}
}

static bool
begins_line(str text, size_t at)
{
	while (at > 0 &&
	       (text.at[at - 1] == ' ' || text.at[at - 1] == '\t' || text.at[at - 1] == '#'))
		at--;
	return at == 0 || text.at[at - 1] == '\n';
}

/* Is it nothing but a number, as points and paragraphs have them? */
static bool
is_number(str text)
{
	char room[NUMBER_MOST];
	struct number n;
	text = str_trim(text);
	if (text.len == 0 || text.len + 2 > sizeof room)
		return text.len == 0;
	for (size_t i = 0; i < text.len; i++)
		room[i] = text.at[i];
	size_t len = text.len;
	if (room[len - 1] != '.' && room[len - 1] != ')')
		room[len++] = '.';
	return (number_marker((str){ room, len }, &n) && n.used == len) ||
	       (number_letter((str){ room, text.len }, &n) && n.used == text.len);
}

static size_t
words_of(const struct op *x)
{
	return x ? x->words : 0;
}

/* "1,000" and "1.000" differ in a mark, and are other numbers. */
static bool
has_number(const struct op *x)
{
	return x && x->flags & (TOKEN_NUMBER | TOKEN_DATE | TOKEN_AMOUNT);
}

static enum op_form
form_of(const struct redline *r, const struct op *del, const struct op *ins)
{
	str x = del ? op_text(r, del) : S(""), y = ins ? op_text(r, ins) : S("");
	/* "not able" and "notable" differ in a blank, and are other words. */
	if (same_but_blanks(x, y))
		return words_of(del) + words_of(ins) ? FORM_WORDS : FORM_BLANKS;
	bool is_new_number = (!del || begins_line(r->old, del->from)) &&
			     (!ins || begins_line(r->new, ins->to)) && is_number(x) && is_number(y);
	if ((!words_of(del) || !words_of(ins)) && words_of(del) + words_of(ins))
		return is_new_number ? FORM_NUMBERING : FORM_WORDS;
	bool letters = same_plain(x, y, (struct plain){ true, true });
	if (letters && same_plain(x, y, (struct plain){ false, false }))
		return FORM_ENCODING;
	if (letters && same_plain(x, y, (struct plain){ true, false }))
		return FORM_CAPITALS;
	if (is_new_number)
		return FORM_NUMBERING;
	if (letters && !has_number(del) && !has_number(ins))
		return FORM_PUNCTUATION;
	return FORM_WORDS;
}

void
redline_forms(struct redline *r)
{
	for (size_t i = 0; i < r->ops.count; i++) {
		struct op *x = &r->ops.at[i], *y = i + 1 < r->ops.count ? &r->ops.at[i + 1] : NULL;
		if (x->kind != OP_DEL && x->kind != OP_INS)
			continue;
		bool pair = x->kind == OP_DEL && y && y->kind == OP_INS && x->move == y->move;
		const struct op *ins = pair ? y : x->kind == OP_INS ? x : NULL;
		enum op_form form = form_of(r, x->kind == OP_DEL ? x : NULL, ins);
		x->form = (uint8_t)form;
		if (pair)
			y->form = (uint8_t)form, i++;
	}
}
