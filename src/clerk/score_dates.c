#include "clerk/score_dates.h"

#include "clerk/timeml.h"

void
score_dates(const struct timex3 *gold, size_t gold_count, const struct timex3 *found, size_t found_count,
	    struct date_score *score)
{
	score->gold += gold_count;
	score->found += found_count;
	for (size_t g = 0, f = 0; g < gold_count && f < found_count;) {
		struct run a = gold[g].run, b = found[f].run;
		if (a.to <= b.from) {
			g++;
		} else if (b.to <= a.from) {
			f++;
		} else {
			score->relaxed++;
			score->strict += a.from == b.from && a.to == b.to;
			score->type += gold[g].type == found[f].type;
			score->value += str_eq(gold[g].value, found[f].value);
			g++;
			f++;
		}
	}
}

static double
share(size_t part, size_t whole)
{
	return whole ? (double)part / (double)whole : 1;
}

static double
f1(double precision, double recall)
{
	return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

struct date_marks
date_marks(const struct date_score *s)
{
	struct date_marks m = {
		.strict_precision = share(s->strict, s->found),
		.strict_recall = share(s->strict, s->gold),
		.relaxed_precision = share(s->relaxed, s->found),
		.relaxed_recall = share(s->relaxed, s->gold),
	};
	m.strict_f1 = f1(m.strict_precision, m.strict_recall);
	m.relaxed_f1 = f1(m.relaxed_precision, m.relaxed_recall);
	m.type_f1 = m.relaxed_f1 * share(s->type, s->relaxed);
	m.value_f1 = m.relaxed_f1 * share(s->value, s->relaxed);
	return m;
}

static uint8_t
type_of(str name)
{
	for (int type = TIMEX_DATE; type < TIMEX_SET; type++)
		if (str_eq(name, str_of(timex_type_name((enum timex_type)type))))
			return (uint8_t)type;
	return TIMEX_SET;
}

/* The tokens that a gold date touches. */
static struct timex3 *
gold_dates(arena *a, const struct timeml *file, const struct report *r)
{
	struct timex3 *gold = ARENA_ARRAY(a, struct timex3, file->count + 1);
	uint32_t at = 0;
	for (size_t i = 0; i < file->count; i++) {
		while (at < r->token_count && r->tokens[at].end <= file->dates[i].start)
			at++;
		uint32_t to = at;
		while (to < r->token_count && r->tokens[to].start < file->dates[i].end)
			to++;
		gold[i] = (struct timex3){ .run = { at, to },
					   .type = type_of(file->dates[i].type),
					   .value = file->dates[i].value };
	}
	return gold;
}

bool
score_timeml(arena *a, date_words *words, syms *shared, str name, str bytes, struct date_score *score,
	     struct err *err)
{
	struct timeml file;
	struct report r;
	struct anchor anchor = { 0 };
	struct timex3 *found;
	size_t count;
	if (!timeml_read(a, name, bytes, &file, err) ||
	    !report_read(a, shared, name, file.text, REPORT_PLAIN, &r, err))
		return false;
	anchor_read(file.created, &anchor);
	dates_find(a, words, &r, &anchor, &found, &count);
	score_dates(gold_dates(a, &file, &r), file.count, found, count, score);
	return true;
}
