#include "sheet/width.h"

#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/arena.h"
#include "sheet/clean.h"

enum { JOINER = 0x200d, EMOJI_FACE = 0xfe0f, WORD_END = 0x200b };

void
clusters_done(struct clusters *c)
{
	LIST_DONE(&c->list);
	LIST_DONE(&c->marks);
}

/* The sum of its characters, but 2 where they melt into one picture: an emoji
 * with a skin, a family, a flag, a syllable of Hangul letters. */
static uint8_t
cluster_width(str s)
{
	unsigned sum = 0, first = 0;
	bool is_picture = false;
	for (size_t i = 0; i < s.len;) {
		ucs4_t c;
		i += (size_t)u8_mbtouc(&c, (const uint8_t *)s.at + i, s.len - i);
		int width = uc_width(c, "UTF-8");
		sum += width < 0 ? 1 : (unsigned)width;         /* a tie of flow.c */
		if (first == 0)
			first = sum;
		is_picture |= c == EMOJI_FACE || (c == JOINER && sum > 2);
	}
	if (sum > 2 && first == 2)
		return 2;
	return is_picture && sum > 0 ? 2 : sum < UINT8_MAX ? (uint8_t)sum : UINT8_MAX;
}

static void
marks_room(struct clusters *c, size_t len)
{
	c->marks.count = 0;
	while (c->marks.room < len)
		c->marks.at = list_grow(c->marks.at, &c->marks.room, 1);
}

static bool
ends_in_space_of_no_width(str text, size_t at)
{
	return at >= 3 && str_eq(str_sub(text, at - 3, at), S("\xe2\x80\x8b"));
}

static void
find_breaks(struct clusters *c, str text)
{
	u8_possible_linebreaks((const uint8_t *)text.at, text.len, "UTF-8", c->marks.at);
	for (size_t i = 1; i + 1 < c->list.count; i++) {
		struct cluster *now = &c->list.at[i];
		const struct cluster *before = now - 1;
		bool beside_wide = before->width == 2 || now->width == 2;
		bool is_tied = text.at[before->at] < ' ' && text.at[before->at] > 0;
		if (c->marks.at[now->at] == UC_BREAK_POSSIBLE && !now->is_blank && !is_tied &&
		    (beside_wide || ends_in_space_of_no_width(text, now->at)))
			now->may_break = true;
	}
}

static bool
find_ascii(struct clusters *c, str text)
{
	bool was_blank = false;
	for (size_t i = 0; i < text.len; i++) {
		bool is_blank = text.at[i] == ' ';
		if ((unsigned char)text.at[i] >= 0x80)
			return false;
		*LIST_ADD(&c->list) = (struct cluster){ i, 1, is_blank, was_blank && !is_blank };
		was_blank = is_blank;
	}
	return true;
}

static void
find_any(struct clusters *c, str text)
{
	bool was_blank = false;
	marks_room(c, text.len);
	u8_grapheme_breaks((const uint8_t *)text.at, text.len, c->marks.at);
	for (size_t i = 0, end; i < text.len; i = end) {
		for (end = i + 1; end < text.len && !c->marks.at[end];)
			end++;
		/* A mark set on a blank leaves it a blank to break at. */
		bool is_blank = text.at[i] == ' ';
		*LIST_ADD(&c->list) = (struct cluster){
			i, cluster_width(str_sub(text, i, end)), is_blank, was_blank && !is_blank,
		};
		was_blank = is_blank;
	}
}

void
clusters_find(struct clusters *c, str text)
{
	c->list.count = 0;
	bool is_ascii = find_ascii(c, text);
	if (!is_ascii) {
		c->list.count = 0;
		find_any(c, text);
	}
	*LIST_ADD(&c->list) = (struct cluster){ .at = text.len };
	if (!is_ascii)
		find_breaks(c, text);
}

size_t
width_of(struct clusters *scratch, str text)
{
	size_t width = 0;
	clusters_find(scratch, text);
	for (size_t i = 0; i + 1 < scratch->list.count; i++)
		width += scratch->list.at[i].width;
	return width;
}
