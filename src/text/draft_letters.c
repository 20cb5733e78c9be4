/* Lettered paragraphs are no lists in CommonMark, and "(a)" at the start of a
 * line may be anything.  So either everything at a point that looks like a
 * letter falls into place, or nothing is taken for one.  "(i)" after "(h)" is
 * the ninth letter, unless "(ii)" comes next.
 */
#include "text/draft_int.h"

struct sequence {
	bool roman;
	unsigned last, count;
};

static str
inside(str digits)
{
	return str_sub(digits, 1, digits.len - 1);
}

static unsigned
value_in(const struct sequence *s, str letters)
{
	return s->roman ? roman_value(letters) : letter_value(letters);
}

/* The deepest open sequence that `letters` goes on with; `depth` if none. */
static size_t
sequence_of(const struct sequence open[2], size_t depth, str letters, str next)
{
	for (size_t d = depth; d-- > 0;) {
		bool begins_roman = !open[d].roman && depth < 2 && str_eq(letters, S("i")) &&
				    str_eq(next, S("ii"));
		if (!begins_roman && value_in(&open[d], letters) == open[d].last + 1)
			return d;
	}
	return depth;
}

static bool
may_begin(const struct sequence open[2], size_t depth, str letters, bool *ret_roman)
{
	*ret_roman = str_eq(letters, S("i"));
	return (*ret_roman || str_eq(letters, S("a"))) &&
	       (depth == 0 || (depth == 1 && open[0].roman != *ret_roman));
}

bool
letters_order(struct letter letters[], size_t count)
{
	struct sequence open[2];
	size_t depth = 0;
	for (size_t i = 0; i < count; i++) {
		str name = inside(letters[i].number.digits);
		str next = i + 1 < count ? inside(letters[i + 1].number.digits) : S("");
		bool roman;
		size_t d = sequence_of(open, depth, name, next);
		if (d < depth) {
			for (; depth > d + 1; depth--)
				if (open[depth - 1].count < 2)
					return false;
			open[d].last++;
			open[d].count++;
		} else if (may_begin(open, depth, name, &roman)) {
			open[depth++] = (struct sequence){ roman, 1, 1 };
		} else {
			return false;
		}
		letters[i].level = (unsigned)depth;
	}
	for (; depth > 0; depth--)
		if (open[depth - 1].count < 2)
			return false;
	return true;
}
