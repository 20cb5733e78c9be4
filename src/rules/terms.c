#include "rules/terms.h"

str
term_word(struct term_words *w)
{
	size_t len = 0;
	str word;

	w->rest = str_trim(w->rest);
	while (len < w->rest.len && w->rest.at[len] != ' ' && w->rest.at[len] != '\t' && w->rest.at[len] != ',')
		len++;
	if (len == 0 && w->rest.len > 0)
		len = 1;
	word = str_sub(w->rest, 0, len);
	w->rest = str_sub(w->rest, len, w->rest.len);
	return word;
}

bool
term_is_at_end(const struct term_words *w)
{
	return str_trim(w->rest).len == 0;
}

bool
term_wrong(const struct term_words *w, str word, size_t *ret_at, const char **ret_why, const char *why)
{
	*ret_at = word.len ? (size_t)(word.at - w->line.at) : w->line.len;
	*ret_why = why;
	return false;
}
