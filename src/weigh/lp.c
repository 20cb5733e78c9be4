#include "weigh/lp.h"

/* Such readers take no line of any length. */
enum { TERMS_A_LINE = 8 };

struct writing {
	const struct problem *p;
	const struct gain *gains;
	buf *out;
	size_t terms;
};

static void
number(buf *out, wide value)
{
	char digits[42], *at = digits + sizeof(digits);
	wide rest = value < 0 ? -value : value;

	do
		*--at = (char)('0' + (int)(rest % 10));
	while ((rest /= 10) != 0);
	if (value < 0)
		*--at = '-';
	buf_add(out, (str){ at, (size_t)(digits + sizeof(digits) - at) });
}

static void
term(struct writing *w, wide factor, size_t slot, size_t choice)
{
	if (factor == 0)
		return;
	if (w->terms++ % TERMS_A_LINE == TERMS_A_LINE - 1)
		buf_add(w->out, S("\n  "));
	buf_add(w->out, factor < 0 ? S(" - ") : S(" + "));
	number(w->out, factor < 0 ? -factor : factor);
	buf_printf(w->out, " x_%zu_%zu", slot + 1, choice + 1);
}

/* The gain of a party over all choices. */
static void
gain_terms(struct writing *w, const struct gain *f)
{
	for (size_t s = 0; s < w->p->slot_count; s++)
		for (size_t c = 0; c < w->p->slots[s].choice_count; c++)
			term(w, f->times * w->p->slots[s].values[c * w->p->party_count + f->party], s, c);
}

static void
utilitarian_goal(struct writing *w)
{
	for (size_t s = 0; s < w->p->slot_count; s++)
		for (size_t c = 0; c < w->p->slots[s].choice_count; c++) {
			wide sum = 0;

			for (size_t k = 0; k < w->p->party_count; k++)
				sum += w->gains[k].times * w->p->slots[s].values[c * w->p->party_count + k];
			term(w, sum, s, c);
		}
}

static void
forms(struct writing *w, bool with_least)
{
	for (size_t k = 0; k < w->p->party_count; k++) {
		if (!with_least && !w->p->d->parties[k].has_line)
			continue;
		w->terms = 0;
		buf_printf(w->out, " gain_%zu:", k + 1);
		gain_terms(w, &w->gains[k]);
		buf_add(w->out, with_least ? S(" - t >= ") : S(" + 0 x_1_1 >= "));
		number(w->out, -w->gains[k].plus);
		buf_add_byte(w->out, '\n');
	}
}

static void
slots(struct writing *w)
{
	for (size_t s = 0; s < w->p->slot_count; s++) {
		w->terms = 0;
		buf_printf(w->out, " slot_%zu:", s + 1);
		for (size_t c = 0; c < w->p->slots[s].choice_count; c++)
			term(w, 1, s, c);
		buf_add(w->out, S(" = 1\n"));
	}
}

/* Names are anybody's: a line end in one would end the comment. */
static void
name(buf *out, str text)
{
	for (size_t i = 0; i < text.len; i++)
		buf_add_byte(out, (unsigned char)text.at[i] < ' ' ? ' ' : text.at[i]);
}

static void
legend(struct writing *w)
{
	const struct domain *d = w->p->d;

	for (size_t k = 0; k < w->p->party_count; k++) {
		buf_printf(w->out, "\\ gain_%zu: ", k + 1);
		name(w->out, d->parties[k].name);
		buf_add_byte(w->out, '\n');
	}
	for (size_t s = 0; s < w->p->slot_count; s++)
		for (size_t c = 0; c < w->p->slots[s].choice_count; c++) {
			const struct slot *slot = &w->p->slots[s];

			buf_printf(w->out, "\\ x_%zu_%zu:", s + 1, c + 1);
			for (size_t i = 0; i < slot->point_count; i++) {
				const struct domain_point *point = &d->points[slot->points[i]];

				buf_add(w->out, i ? S(", ") : S(" "));
				name(w->out, point->name);
				buf_add(w->out, S(" = "));
				name(w->out, point->options[slot->options[c * slot->point_count + i]]);
			}
			buf_add_byte(w->out, '\n');
		}
}

bool
lp_write(arena *a, const struct domain *d, str measure, buf *out, struct err *err)
{
	bool least = str_eq(measure, S("egalitarian"));
	struct problem p;
	struct gain *gains;
	struct ratio unit;
	struct writing w = { .p = &p, .out = out };

	if (!least && !str_eq(measure, S("utilitarian")))
		return fail(err, ERR_USAGE,
			    "'--lp' wants egalitarian or utilitarian, not '%.*s'; a product is no linear programme",
			    STR_ARG(measure));
	if (!problem_make(a, d, &p, err))
		return false;
	if (p.is_empty)
		return fail(err, ERR_INPUT, "no option of some point is left: every one is ruled out");
	if (!weigh_gains(a, &p, &gains, &unit))
		return fail(err, ERR_INPUT, "brought to one denominator the parties' numbers need too many digits");
	w.gains = gains;
	buf_printf(out, "\\ %s: %s\n\\ one unit of a gain is ", least ? "egalitarian" : "utilitarian",
		   measure_meanings[least ? MEASURE_EGALITARIAN : MEASURE_UTILITARIAN]);
	number(out, unit.num);
	buf_add_byte(out, '/');
	number(out, unit.den);
	buf_add_byte(out, '\n');
	legend(&w);
	buf_add(out, S("Maximize\n goal:"));
	if (least)
		buf_add(out, S(" t"));
	else
		utilitarian_goal(&w);
	buf_add(out, S("\nSubject To\n"));
	forms(&w, least);
	slots(&w);
	if (least)
		buf_add(out, S("Bounds\n t free\n"));
	buf_add(out, S("Binary\n"));
	for (size_t s = 0; s < p.slot_count; s++)
		for (size_t c = 0; c < p.slots[s].choice_count; c++)
			buf_printf(out, " x_%zu_%zu\n", s + 1, c + 1);
	buf_add(out, S("End\n"));
	return true;
}
