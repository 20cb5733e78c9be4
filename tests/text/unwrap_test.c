#include "text/unwrap.h"

#include "test.h"

static void
unwraps(const char *text, const char *wanted)
{
	arena *a = arena_new();
	CHECK_STR(text_unwrapped(a, str_of(text)), wanted);
	arena_free(a);
}

TEST(text_unwrap, a_broken_line_is_one_line)
{
	unwraps("The port shall\n    be  open.\r\n", "The port shall be open.");
	unwraps("  \n ", "");
	unwraps("one", "one");
}

TEST(text_unwrap, paragraphs_and_items_stay_apart)
{
	unwraps("One.\n\n\n   Two.\n", "One.\n\nTwo.");
	unwraps("These:\n  - the port;\n  - the\n    coast", "These:\n- the port;\n- the coast");
	unwraps("a\n-b", "a -b");
}
