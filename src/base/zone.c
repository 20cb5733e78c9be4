/* A zone is a list of stretches of time, each with one offset: stretch i runs
 * from starts[i] up to starts[i + 1].  The first begins before all time.
 *
 * A TZif file lists the changes of the past and ends in a rule for the rest,
 * in the notation of the TZ variable ("CET-1CEST,M3.5.0,M10.5.0/3").  The rule
 * is unrolled once, when the file is read, for a little over 400 years: the
 * Gregorian calendar repeats after 400 years, weekdays with it, so an instant
 * beyond is moved back by whole cycles and answered from the same list.  That
 * leaves one path, a binary search over about a thousand numbers, for 1970 as
 * for 2300.  Rejected: working the rule out per question (slower, and a second
 * path to test), and unrolling to a fixed year (wrong after it).
 *
 * From the wall clock back: the clock shows `civil` at an instant between
 * civil - (largest offset) and civil - (smallest).  The stretches that touch
 * this window, one or two as a rule, are each asked whether `civil` lies in
 * them.  If none has it, one of the changes in the window jumped over it.
 *
 * Cost: reading is linear in the file plus about 20 us for the rule; a
 * question is O(log n), no allocation.
 *
 * Sources: RFC 9636 (TZif), section 3; POSIX.1-2017, Base Definitions 8.3, for
 * TZ, with RFC 9636 section 3.3.2: hours from -167 to 167 in rules.  Files that
 * count leap seconds ("right/…") are refused: the rest of the program has
 * days of 86400 seconds.
 */
#include "base/zone.h"

#include <string.h>

#include "base/ascii.h"
#include "base/civil.h"

enum {
	HEADER_BYTES = 44,
	TYPE_BYTES = 6,
	TYPES_MOST = 256,
	ABBREVIATION_MOST = 15,
	OFFSET_MOST = 26 * 3600,
	/* Years of the rule that are unrolled: one cycle, and some at both ends
	 * so that no question about the cycle looks beyond them. */
	RULE_YEARS = 405,
};

#define CYCLE ((int64_t)146097 * DAY_SECONDS)
#define INSTANT_MOST ((int64_t)1 << 60)         /* offsets added never overflow */
#define RULE_FROM_MOST ((int64_t)1 << 40)       /* the year 36812 */

struct kind {
	int32_t offset;
	str abbreviation;
};

struct zone {
	str name;
	size_t count;           /* stretches */
	int64_t *starts;
	int32_t *offsets;
	uint16_t *kinds_at;     /* index into kinds */
	struct kind *kinds;
	size_t kind_count;
	int32_t least, most;    /* offsets that occur */
	int64_t cycle_from, cycle_to;   /* what lies outside is moved by cycles */
};

const zone *
zone_utc(void)
{
	static int64_t starts[1] = { INT64_MIN };
	static int32_t offsets[1];
	static uint16_t kinds_at[1];
	static struct kind kinds[1] = { { 0, { "UTC", 3 } } };
	static const zone utc = {
		.name = { "UTC", 3 },
		.count = 1,
		.starts = starts,
		.offsets = offsets,
		.kinds_at = kinds_at,
		.kinds = kinds,
		.kind_count = 1,
		.cycle_from = INT64_MIN,
		.cycle_to = INT64_MAX,
	};
	return &utc;
}

/* --- the rule ----------------------------------------------------------- */

enum day_form { DAY_WEEK, DAY_JULIAN, DAY_COUNTED };    /* Mm.w.d, Jn, n */

struct turn {
	enum day_form form;
	int month, week, day;
	int32_t time;           /* seconds from 00:00 of that day */
};

struct rule {
	struct kind std, dst;
	bool has_dst;
	struct turn start, end; /* of the daylight time */
};

static bool
take_byte(str *s, char byte)
{
	if (s->len == 0 || s->at[0] != byte)
		return false;
	*s = str_sub(*s, 1, s->len);
	return true;
}

static bool
take_number(str *s, int most, int *ret_value)
{
	int value = 0;
	size_t i = 0;
	for (; i < s->len && i < 3 && is_digit(s->at[i]); i++)
		value = value * 10 + (s->at[i] - '0');
	if (i == 0 || value > most)
		return false;
	*s = str_sub(*s, i, s->len);
	*ret_value = value;
	return true;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool
take_hours(str *s, int hours_most, int32_t *ret_seconds)
{
	bool negative = take_byte(s, '-');
	if (!negative)
		take_byte(s, '+');
	int hours, minutes = 0, seconds = 0;
	if (!take_number(s, hours_most, &hours))
		return false;
	if (take_byte(s, ':')) {
		if (!take_number(s, 59, &minutes))
			return false;
		if (take_byte(s, ':') && !take_number(s, 59, &seconds))
			return false;
	}
	int32_t whole = hours * 3600 + minutes * 60 + seconds;
	*ret_seconds = negative ? -whole : whole;
	return true;
}

static bool
abbreviation_ok(str s)
{
	if (s.len == 0 || s.len > ABBREVIATION_MOST)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_letter(s.at[i]) && !is_digit(s.at[i]) && s.at[i] != '+' && s.at[i] != '-')
			return false;
	return true;
}

/* CEST, or <+03>. */
static bool
take_name(str *s, str *ret_name)
{
	size_t len = 0;
	if (take_byte(s, '<')) {
		len = str_find(*s, '>');
		*ret_name = str_sub(*s, 0, len);
		*s = str_sub(*s, len, s->len);
		return take_byte(s, '>') && abbreviation_ok(*ret_name);
	}
	while (len < s->len && is_letter(s->at[len]))
		len++;
	*ret_name = str_sub(*s, 0, len);
	*s = str_sub(*s, len, s->len);
	return abbreviation_ok(*ret_name);
}

static bool
take_turn_day(str *s, struct turn *ret)
{
	if (take_byte(s, 'J')) {
		ret->form = DAY_JULIAN;
		return take_number(s, 365, &ret->day) && ret->day >= 1;
	}
	if (!take_byte(s, 'M')) {
		ret->form = DAY_COUNTED;
		return take_number(s, 365, &ret->day);
	}
	ret->form = DAY_WEEK;
	return take_number(s, 12, &ret->month) && ret->month >= 1 && take_byte(s, '.') &&
	       take_number(s, 5, &ret->week) && ret->week >= 1 && take_byte(s, '.') &&
	       take_number(s, 6, &ret->day);
}

static bool
take_turn(str *s, struct turn *ret)
{
	if (!take_byte(s, ',') || !take_turn_day(s, ret))
		return false;
	ret->time = 2 * 3600;
	return !take_byte(s, '/') || take_hours(s, 167, &ret->time);
}

/* TZ counts hours west of Greenwich, we count them east. */
static bool
take_rule(str *s, struct rule *ret)
{
	if (!take_name(s, &ret->std.abbreviation) || !take_hours(s, 24, &ret->std.offset))
		return false;
	ret->std.offset = -ret->std.offset;
	ret->has_dst = s->len > 0;
	if (!ret->has_dst)
		return true;
	if (!take_name(s, &ret->dst.abbreviation))
		return false;
	ret->dst.offset = ret->std.offset + 3600;
	if (s->len > 0 && s->at[0] != ',') {
		if (!take_hours(s, 24, &ret->dst.offset))
			return false;
		ret->dst.offset = -ret->dst.offset;
	}
	return take_turn(s, &ret->start) && take_turn(s, &ret->end);
}

static int64_t
turn_day(const struct turn *t, int64_t year)
{
	int64_t new_year = date_days(year, 1, 1);
	if (t->form == DAY_COUNTED)
		return new_year + t->day;
	if (t->form == DAY_JULIAN)      /* 29 February is not counted: J60 is 1 March */
		return new_year + t->day - 1 +
		       (t->day >= 60 && date_month_days(year, 2) == 29);
	int64_t first = date_days(year, (unsigned)t->month, 1);
	int day = (t->day - (int)date_weekday(first) + 7) % 7 + (t->week - 1) * 7;
	if (day >= (int)date_month_days(year, (unsigned)t->month))
		day -= 7;
	return first + day;
}

static int64_t
turn_instant(const struct turn *t, int64_t year, int32_t offset_before)
{
	return turn_day(t, year) * DAY_SECONDS + t->time - offset_before;
}

/* --- stretches ---------------------------------------------------------- */

static void
add_stretch(zone *z, int64_t start, size_t kind)
{
	int32_t offset = z->kinds[kind].offset;
	if (z->count == 0 || offset < z->least)
		z->least = offset;
	if (z->count == 0 || offset > z->most)
		z->most = offset;
	z->starts[z->count] = start;
	z->offsets[z->count] = offset;
	z->kinds_at[z->count] = (uint16_t)kind;
	z->count++;
}

static size_t
add_kind(zone *z, struct kind kind)
{
	z->kinds[z->kind_count] = kind;
	return z->kind_count++;
}

struct change {
	int64_t instant;
	size_t kind;
};

/* The changes that the rule makes, in order.  Turns of two years lie out of
 * order only when a rule's hours reach over New Year, and then by one place,
 * so insertion costs nothing.  Where the end of one year's daylight time is
 * the start of the next one's, daylight time goes on (RFC 9636, 3.3.2). */
static size_t
rule_changes(const struct rule *r, int64_t year, size_t std, size_t dst,
	     struct change ret_changes[2 * RULE_YEARS])
{
	size_t count = 0;
	for (int i = 0; i < RULE_YEARS; i++) {
		struct change two[2] = {
			{ turn_instant(&r->start, year + i, r->std.offset), dst },
			{ turn_instant(&r->end, year + i, r->dst.offset), std },
		};
		for (int k = 0; k < 2; k++) {
			size_t at = count++;
			for (; at > 0; at--) {
				const struct change *before = &ret_changes[at - 1];
				if (before->instant < two[k].instant ||
				    (before->instant == two[k].instant && two[k].kind == dst))
					break;
				ret_changes[at] = *before;
			}
			ret_changes[at] = two[k];
		}
	}
	return count;
}

static void
unroll_rule(zone *z, arena *a, const struct rule *r, int64_t year, int64_t after)
{
	size_t std = add_kind(z, r->std), dst = add_kind(z, r->dst);
	struct change *changes = ARENA_ARRAY(a, struct change, 2 * RULE_YEARS);
	size_t count = rule_changes(r, year, std, dst, changes);
	for (size_t i = 0; i < count; i++) {
		bool lasts = i + 1 == count || changes[i + 1].instant > changes[i].instant;
		if (lasts && changes[i].instant > after)
			add_stretch(z, changes[i].instant, changes[i].kind);
	}
	z->cycle_to = date_days(year + RULE_YEARS - 2, 1, 1) * DAY_SECONDS;
}

/* Without a single change in the file the rule holds for all time. */
static void
add_rule(zone *z, arena *a, const struct rule *r)
{
	int64_t last = z->starts[z->count - 1];
	bool always = z->count == 1;
	if (!r->has_dst) {
		if (always) {
			z->count = 0;
			add_stretch(z, INT64_MIN, add_kind(z, r->std));
		}
		return;
	}
	if (!always && last > RULE_FROM_MOST)
		return;
	/* The first year before the last change, for a turn that spills over. */
	int64_t year = always ? 1700 : date_of_days(civil_days(last)).year - 1;
	unroll_rule(z, a, r, year, always ? INT64_MIN : last);
	if (always)
		z->cycle_from = z->cycle_to - CYCLE;
}

/* --- the file ----------------------------------------------------------- */

struct block {
	unsigned version;
	unsigned width;         /* bytes of a time */
	size_t time_count, type_count, char_count;
	const char *times, *indices, *types, *chars;
};

static bool
damaged(struct err *err, str name, const char *what)
{
	return fail(err, ERR_INPUT, "the zone file of '%.*s' is damaged: %s", STR_ARG(name), what);
}

static uint64_t
big_endian(const char *at, unsigned bytes)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

static int64_t
block_time(const struct block *b, size_t i)
{
	const char *at = b->times + i * b->width;
	return b->width == 8 ? (int64_t)big_endian(at, 8) : (int32_t)big_endian(at, 4);
}

/* Takes one header with its data off the front of `rest`. */
static bool
take_block(str *rest, unsigned width, str name, struct block *ret, struct err *err)
{
	if (rest->len < HEADER_BYTES || !str_starts(*rest, S("TZif")))
		return damaged(err, name, "no 'TZif' where a header should be");
	uint64_t counts[6];     /* ut, standard, leap, time, type, char */
	for (unsigned i = 0; i < 6; i++)
		counts[i] = big_endian(rest->at + 20 + 4 * i, 4);
	struct block b = {
		.version = (unsigned char)rest->at[4],
		.width = width,
		.time_count = counts[3],
		.type_count = counts[4],
		.char_count = counts[5],
	};
	/* Six 32-bit counts with factors below 16: no overflow in 64 bits. */
	uint64_t size = counts[3] * (width + 1) + counts[4] * TYPE_BYTES + counts[5] +
			counts[2] * (width + 4) + counts[1] + counts[0];
	if (rest->len - HEADER_BYTES < size)
		return damaged(err, name, "it ends too early");
	if (counts[2] > 0)
		return fail(err, ERR_INPUT,
			    "the zone file of '%.*s' counts leap seconds, which are not read",
			    STR_ARG(name));
	b.times = rest->at + HEADER_BYTES;
	b.indices = b.times + b.time_count * width;
	b.types = b.indices + b.time_count;
	b.chars = b.types + b.type_count * TYPE_BYTES;
	*rest = str_sub(*rest, HEADER_BYTES + (size_t)size, rest->len);
	*ret = b;
	return true;
}

static bool
read_kinds(zone *z, arena *a, const struct block *b, struct err *err)
{
	if (b->type_count < 1 || b->type_count > TYPES_MOST)
		return damaged(err, z->name, "it has no offsets, or too many");
	str chars = arena_str(a, (str){ b->chars, b->char_count });
	for (size_t i = 0; i < b->type_count; i++) {
		const char *type = b->types + i * TYPE_BYTES;
		int32_t offset = (int32_t)big_endian(type, 4);
		if (offset < -OFFSET_MOST || offset > OFFSET_MOST)
			return damaged(err, z->name, "an offset of more than a day");
		str tail = str_sub(chars, (unsigned char)type[5], chars.len);
		str abbreviation = str_sub(tail, 0, str_find(tail, '\0'));
		if (abbreviation.len == tail.len || !abbreviation_ok(abbreviation))
			return damaged(err, z->name, "an abbreviation is not one");
		add_kind(z, (struct kind){ offset, abbreviation });
	}
	return true;
}

static bool
read_changes(zone *z, const struct block *b, struct err *err)
{
	add_stretch(z, INT64_MIN, 0);
	for (size_t i = 0; i < b->time_count; i++) {
		int64_t start = block_time(b, i);
		unsigned kind = (unsigned char)b->indices[i];
		if (start < -INSTANT_MOST || start > INSTANT_MOST ||
		    start <= z->starts[z->count - 1])
			return damaged(err, z->name, "its changes are out of order");
		if (kind >= b->type_count)
			return damaged(err, z->name, "a change to an offset that is not there");
		add_stretch(z, start, kind);
	}
	return true;
}

static bool
read_footer(zone *z, arena *a, str footer, struct err *err)
{
	str text, after;
	if (!take_byte(&footer, '\n') || !str_cut(footer, '\n', &text, &after))
		return damaged(err, z->name, "its last line is missing");
	if (text.len == 0)
		return true;
	struct rule rule = { 0 };
	text = arena_str(a, text);
	if (!take_rule(&text, &rule) || text.len > 0)
		return damaged(err, z->name, "its last line is not a rule");
	add_rule(z, a, &rule);
	return true;
}

zone *
zone_read(arena *a, str bytes, str name, struct err *err)
{
	struct block block;
	bool has_footer = false;
	if (!take_block(&bytes, 4, name, &block, err))
		return NULL;
	if (block.version >= '2') {
		if (!take_block(&bytes, 8, name, &block, err))
			return NULL;
		has_footer = true;
	}
	size_t room = block.time_count + 1 + 2 * RULE_YEARS;
	zone *z = ARENA_NEW(a, zone);
	*z = (zone){
		.name = arena_str(a, name),
		.starts = ARENA_ARRAY(a, int64_t, room),
		.offsets = ARENA_ARRAY(a, int32_t, room),
		.kinds_at = ARENA_ARRAY(a, uint16_t, room),
		.kinds = ARENA_ARRAY(a, struct kind, TYPES_MOST + 2),
		.cycle_from = INT64_MIN,
		.cycle_to = INT64_MAX,
	};
	if (!read_kinds(z, a, &block, err) || !read_changes(z, &block, err))
		return NULL;
	if (has_footer && !read_footer(z, a, bytes, err))
		return NULL;
	return z;
}

/* --- questions ---------------------------------------------------------- */

bool
zone_name_ok(str name)
{
	enum { NAME_MOST = 64 };
	bool part_begins = true;
	if (name.len == 0 || name.len > NAME_MOST)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool inner = c == '_' || c == '-' || c == '+' || c == '/';
		if (!is_letter(c) && !is_digit(c) && (part_begins || !inner))
			return false;
		part_begins = c == '/';
	}
	return !part_begins;
}

str
zone_name(const zone *z)
{
	return z->name;
}

static int64_t
clamp(int64_t t)
{
	return t < -INSTANT_MOST ? -INSTANT_MOST : t > INSTANT_MOST ? INSTANT_MOST : t;
}

/* How far to move `t` so that it lies in the part that was unrolled. */
static int64_t
shift_of(const zone *z, int64_t t)
{
	if (t >= z->cycle_to)
		return -((t - z->cycle_to) / CYCLE + 1) * CYCLE;
	if (t < z->cycle_from)
		return ((z->cycle_from - 1 - t) / CYCLE + 1) * CYCLE;
	return 0;
}

/* The last stretch that starts at `instant` or before. */
static size_t
stretch_at(const zone *z, int64_t instant)
{
	const int64_t *at = z->starts;
	for (size_t left = z->count; left > 1;) {
		size_t half = left / 2;
		at += at[half] <= instant ? half : 0;
		left -= half;
	}
	return (size_t)(at - z->starts);
}

static size_t
stretch_of(const zone *z, int64_t instant)
{
	instant = clamp(instant);
	return stretch_at(z, instant + shift_of(z, instant));
}

int32_t
zone_offset(const zone *z, int64_t instant)
{
	return z->offsets[stretch_of(z, instant)];
}

str
zone_abbreviation(const zone *z, int64_t instant)
{
	return z->kinds[z->kinds_at[stretch_of(z, instant)]].abbreviation;
}

unsigned
zone_instants(const zone *z, int64_t civil, int64_t ret_instants[2])
{
	civil = clamp(civil);
	int64_t shift = shift_of(z, civil), jump = civil;
	civil += shift;
	unsigned count = 0;
	size_t i = stretch_at(z, civil - z->most);
	for (; i < z->count && z->starts[i] <= civil - z->least && count < 2; i++) {
		int64_t instant = civil - z->offsets[i];
		bool begun = z->starts[i] <= instant;
		bool over = i + 1 < z->count && instant >= z->starts[i + 1];
		if (begun && !over)
			ret_instants[count++] = instant - shift;
		else if (!begun && i > 0 && civil - z->offsets[i - 1] >= z->starts[i])
			jump = z->starts[i] - shift;
	}
	if (count == 0)
		ret_instants[0] = jump;
	return count;
}
