#include "text/plain_words.h"

#include <unictype.h>
#include <uniwbrk.h>

#include "rand.h"

static size_t
count(str text)
{
	size_t words = 0;
	plain_words it = { 0 };
	plain_words_start(&it, text, 0, text.len);
	for (size_t at, end; plain_words_next(&it, &at, &end);) {
		CHECK(at < end && end <= text.len);
		words++;
	}
	plain_words_done(&it);
	return words;
}

TEST(text_plain_words, a_word_holds_a_letter_or_a_digit)
{
	CHECK_EQ(count(S("")), 0);
	CHECK_EQ(count(S("The port shall be open.")), 5);
	CHECK_EQ(count(S("can't 3.5 1,000 non-paper — [x]")), 6);
	CHECK_EQ(count(S("l’accord “é” 中文")), 4);
}

TEST(text_plain_words, the_short_way_agrees_with_the_unicode_library)
{
	struct rand r = rand_new();
	char room[24], breaks[24];
	for (int round = 0; round < 50000; round++) {
		str text = rand_text(&r, "ab19_.,:;'-[] \n\r\"@", room, 1 + rand_below(&r, 23));
		size_t words = 0;
		bool word = false;
		u8_wordbreaks((const uint8_t *)text.at, text.len, breaks);
		for (size_t i = 0; i < text.len; i++) {
			word = word && !breaks[i];
			if (!word && uc_is_alnum((ucs4_t)text.at[i])) {
				word = true;
				words++;
			}
		}
		size_t got = count(text);
		if (got != words)
			CHECK_STR(text, "");
	}
}
