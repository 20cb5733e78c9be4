#include "cli/page.h"

#include "base/utf8.h"

/* Words from column `column` on, where the line stands, to PAGE_WIDTH. */
static void
wrap(buf *out, size_t column, str words)
{
	size_t at = column;
	str word;
	bool is_first = true;
	while (words.len) {
		str_cut(words, ' ', &word, &words);
		size_t width = utf8_count(word);
		if (!is_first && at + 1 + width > PAGE_WIDTH) {
			buf_add_byte(out, '\n');
			buf_add_times(out, ' ', column);
			at = column;
		} else if (!is_first) {
			buf_add_byte(out, ' ');
			at++;
		}
		buf_add(out, word);
		at += width;
		is_first = false;
	}
	buf_add_byte(out, '\n');
}

void
page_pair(buf *out, size_t indent, size_t margin, str label, str words)
{
	size_t width = utf8_count(label);
	buf_add_times(out, ' ', indent);
	buf_add(out, label);
	if (width + 2 > margin) {
		buf_add_byte(out, '\n');
		buf_add_times(out, ' ', indent + margin);
	} else {
		buf_add_times(out, ' ', margin - width);
	}
	wrap(out, indent + margin, words);
}

void
page_para(buf *out, size_t indent, str words)
{
	buf_add_times(out, ' ', indent);
	wrap(out, indent, words);
}
