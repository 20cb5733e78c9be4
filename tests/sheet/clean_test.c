#include "sheet/clean.h"

#include "rand.h"
#include "test.h"

TEST(sheet_clean, nothing_unsafe_comes_out_of_any_bytes)
{
	struct rand r = rand_new();
	for (int round = 0; round < 20000; round++) {
		uint8_t bytes[32];
		size_t len = rand_below(&r, sizeof bytes);
		for (size_t i = 0; i < len; i++)
			bytes[i] = (uint8_t)(rand_below(&r, 3) ? rand_below(&r, 256) : 0xe2);
		str rest = { (char *)bytes, len };
		for (uint32_t c; clean_next(&rest, &c);) {
			CHECK(c >= ' ' && !(c >= 0x7f && c < 0xa0));
			CHECK(!clean_turns(c) && !(c >= 0xd800 && c <= 0xdfff) && c <= 0x10ffff);
		}
		CHECK_EQ(rest.len, 0);
	}
}

TEST(sheet_clean, plain_text_passes_as_it_is)
{
	buf out = { 0 };
	clean_add_str(&out, S("Überprüfung, 上岸: \"x\" <y>\tz"));
	CHECK_STR(buf_str(&out), "Überprüfung, 上岸: \"x\" <y> z");
	buf_done(&out);
}
