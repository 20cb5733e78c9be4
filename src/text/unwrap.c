#include "text/unwrap.h"

#include "base/ascii.h"

static bool
is_item(str rest)
{
	return rest.len > 1 && (rest.at[0] == '-' || rest.at[0] == '*' || rest.at[0] == '+') &&
	       rest.at[1] == ' ';
}

str
text_unwrapped(arena *a, str text)
{
	char *out = arena_get(a, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len;) {
		size_t line_ends = 0;
		for (; i < text.len && is_space(text.at[i]); i++)
			line_ends += text.at[i] == '\n';
		if (i == text.len)
			break;
		bool blank = len && i && is_space(text.at[i - 1]);
		if (blank && line_ends > 1) {
			out[len++] = '\n';
			out[len++] = '\n';
		} else if (blank) {
			out[len++] = line_ends && is_item(str_sub(text, i, text.len)) ? '\n' : ' ';
		}
		while (i < text.len && !is_space(text.at[i]))
			out[len++] = text.at[i++];
	}
	return (str){ out, len };
}
