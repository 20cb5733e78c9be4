/* Rows of a crosswalk, and lists of labels in it. */
#include "talks/build.h"

static const struct { const char *word; int verb; const char *between; } rows[] = {
	{ "keep", ROW_KEEP, "" },       { "renumber", ROW_RENUMBER, "to" }, { "move", ROW_MOVE, "to" },
	{ "split", ROW_SPLIT, "into" }, { "merge", ROW_MERGE, "into" },     { "delete", ROW_DELETE, "" },
	{ "add", ROW_ADD, "" },
};

/* Cuts at the word, which stands between blanks. */
static bool
cut_word(str line, const char *word, str *ret_before, str *ret_after)
{
	for (size_t i = 0; i < line.len; i++) {
		bool starts = i == 0 || line.at[i - 1] == ' ' || line.at[i - 1] == '\t';
		str rest = str_sub(line, i, line.len), w = str_of(word);
		bool ends = rest.len == w.len || (rest.len > w.len && (rest.at[w.len] == ' ' || rest.at[w.len] == '\t'));
		if (!starts || !str_starts(rest, w) || !ends)
			continue;
		*ret_before = str_trim(str_sub(line, 0, i));
		*ret_after = str_trim(str_sub(rest, w.len, rest.len));
		return true;
	}
	return false;
}

bool
crosswalk_row(str line, struct crosswalk_row *ret_row, size_t *ret_fault, const char **ret_why)
{
	struct crosswalk_row row = { 0 };
	str verb, rest, left, who;
	size_t which = 0;
	*ret_fault = 0;
	str_cut(line, ' ', &verb, &rest);
	while (which < sizeof rows / sizeof *rows && !str_eq(verb, str_of(rows[which].word)))
		which++;
	if (which == sizeof rows / sizeof *rows) {
		*ret_why = "a row begins with keep, renumber, move, split, merge, delete or add";
		return false;
	}
	rest = str_trim(rest);
	if (cut_word(rest, "immaterial", &left, &who)) {
		str per;
		if (!cut_word(who, "per", &per, &row.immaterial) || per.len || !row.immaterial.len) {
			*ret_fault = (size_t)(who.at - line.at);
			*ret_why = "who calls it immaterial? write 'immaterial per WHO'";
			return false;
		}
		rest = left;
	}
	row.verb = rows[which].verb;
	row.left = rest;
	if (row.verb == ROW_ADD) {
		row.right = rest;
		row.left = STR_NONE;
	} else if (rows[which].between[0] && !cut_word(rest, rows[which].between, &row.left, &row.right)) {
		*ret_why = rows[which].verb == ROW_RENUMBER || rows[which].verb == ROW_MOVE
				   ? "to which number? write '… to 8-13'"
				   : "into which points? write '… into 6, 7'";
		return false;
	}
	if ((!row.left.len && row.verb != ROW_ADD) || (!row.right.len && rows[which].between[0]) ||
	    (row.verb == ROW_ADD && !row.right.len)) {
		*ret_why = "the number of a point is missing";
		return false;
	}
	if (row.verb == ROW_KEEP)
		row.right = row.left;
	*ret_row = row;
	return true;
}

struct labels
labels_in(arena *a, str list)
{
	return (struct labels){ .a = a, .rest = list };
}

bool
labels_next(struct labels *it, str *ret_label, bool *ret_bad)
{
	*ret_bad = false;
	if (it->open_range) {
		*ret_label = arena_printf(it->a, "%llu", (unsigned long long)it->next);
		it->open_range = it->next++ < it->last;
		return true;
	}
	if (!str_trim(it->rest).len)
		return false;
	str item;
	str_cut(it->rest, ',', &item, &it->rest);
	item = str_trim(item);
	for (size_t i = 0; i < item.len; i++)
		if (item.at[i] == ' ' || item.at[i] == '"')
			item.len = 0;
	if (!item.len) {
		*ret_bad = true;
		return false;
	}
	size_t dash = str_find(item, '-');
	uint64_t from, to;
	if (dash > 0 && dash < item.len && str_u64(str_sub(item, 0, dash), &from) &&
	    str_u64(str_sub(item, dash + 1, item.len), &to)) {
		if (to < from || to - from > 100000) {
			*ret_bad = true;
			return false;
		}
		it->next = from + 1;
		it->last = to;
		it->open_range = from < to;
		*ret_label = str_sub(item, 0, dash);
		return true;
	}
	*ret_label = item;
	return true;
}
