#include "sheet/markup.h"

#include "sheet/clean.h"

static void
add_char(buf *out, uint32_t c)
{
	switch (c) {
	case '<': buf_add(out, S("&lt;")); break;
	case '>': buf_add(out, S("&gt;")); break;
	case '&': buf_add(out, S("&amp;")); break;
	case '"': buf_add(out, S("&quot;")); break;
	case '\'': buf_add(out, S("&#39;")); break;
	default: clean_add(out, c);
	}
}

/* How many bytes at the start stand for themselves. */
static size_t
plain(str s)
{
	size_t i = 0;
	while (i < s.len && s.at[i] >= ' ' && s.at[i] < 0x7f && s.at[i] != '<' && s.at[i] != '>' &&
	       s.at[i] != '&' && s.at[i] != '"' && s.at[i] != '\'')
		i++;
	return i;
}

void
markup_add(buf *out, str text)
{
	for (uint32_t c;;) {
		size_t len = plain(text);
		buf_add(out, str_sub(text, 0, len));
		text = str_sub(text, len, text.len);
		if (!clean_next(&text, &c))
			return;
		add_char(out, c);
	}
}
