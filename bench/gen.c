/* gen: writes minutes to measure with, and journals of as many entries.
 *
 *      gen [-n PARTIES] [-p POINTS] [-o] ACTS [SEED] FOLDER
 *
 * FOLDER gets talks.minutes (who is there), log.minutes (the acts), v1.md …
 * v4.md, and journal.ledger, a journal of ACTS plain two-posting transactions
 * that ledger and hledger read.  The same arguments write the same bytes.
 *
 * The talks go as long talks do: texts are tabled with crosswalks, points are
 * discussed, amended, accepted, reserved; steps are planned and carried out or
 * called off; statements are made and quoted.  What is opened is, as a rule,
 * settled: of each kind at most PENDING_MOST stand open, however long the
 * talks.  With -o nothing is settled, and what is open grows with the acts.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/civil.h"

enum { DRAFTS = 4, POINTS_MOST = 1000, PARTIES_MOST = 64, PENDING_MOST = 40, DAY_MINUTES = 14 * 60 };

/* Names of one kind of thing that wait for something, N1, N2, …, and whose they are. */
struct waiting { unsigned name, party; };
struct pending { struct waiting at[PENDING_MOST]; unsigned count, next; };

struct gen {
	uint64_t seed;
	unsigned parties, points;
	size_t acts, written;
	bool keeps_open;
	const char *folder;
	FILE *out;
	uint64_t minute;                /* working minutes since the talks began */
	unsigned draft;                 /* tabled last, from 1 */
	unsigned counts[DRAFTS + 1];    /* points of each draft */
	unsigned identity[DRAFTS + 1][POINTS_MOST + 2];
	unsigned meeting;               /* the last one's number */
	struct pending amendments, reservations, questions, promises, steps, deadlines;
};

/* ---- chance ---- */

static uint64_t
draw(struct gen *g)
{
	uint64_t z = g->seed += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static unsigned
below(struct gen *g, size_t limit)
{
	return (unsigned)(draw(g) % limit);
}

static bool
chance(struct gen *g, unsigned percent)
{
	return below(g, 100) < percent;
}

/* ---- words ---- */

static const char *const words[] = {
	"the", "of", "both", "parties", "shall", "port", "lake", "water", "shore", "shores", "within", "days",
	"after", "signature", "and", "or", "to", "under", "without", "delay", "persons", "property", "return",
	"returned", "monitors", "monthly", "published", "report", "reports", "joint", "board", "harbour", "dues",
	"customs", "free", "passage", "vessels", "fishing", "licences", "council", "common", "cost", "notice",
	"written", "each", "neither", "may", "hinder", "towns", "upper", "lower", "annual", "review", "measures",
	"equal", "number", "members", "appointed", "by", "for", "years", "months", "except", "where", "agreed",
};

static void
write_words(struct gen *g, FILE *out, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		const char *word = words[below(g, sizeof words / sizeof *words)];
		fprintf(out, "%s%s", i ? i % 14 == 0 && out != g->out ? "\n   " : " " : "", word);
	}
}

__attribute__((format(printf, 2, 3))) static void
say(struct gen *g, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vfprintf(g->out, format, args);
	va_end(args);
}

static void
say_words(struct gen *g, const char *before, unsigned count, const char *behind)
{
	fputs(before, g->out);
	write_words(g, g->out, count);
	fputs(behind, g->out);
}

static const char *
party(const struct gen *g, unsigned i)
{
	static const char *const names[] = { "UPP", "LOW", "Hill", "Dale", "Marsh", "Reed",
					     "Cove", "Vale", "Isle", "Ford", "Moor", "Weir" };
	static char text[PARTIES_MOST][8];
	(void)g;
	if (i < sizeof names / sizeof *names)
		return names[i];
	snprintf(text[i], sizeof text[i], "P%u", (i + 1) % PARTIES_MOST);
	return text[i];
}

static const char *
some_party(struct gen *g)
{
	return party(g, below(g, g->parties));
}

/* A party, or a person of it; gives the party. */
static unsigned
say_subject(struct gen *g)
{
	unsigned who = below(g, g->parties);
	if (chance(g, 30))
		say(g, " %s.%c", party(g, who), chance(g, 50) ? 'a' : 'b');
	else
		say(g, " %s", party(g, who));
	return who;
}

/* ---- time ---- */

static void
say_time(struct gen *g)
{
	unsigned at = 7 * 60 + (unsigned)(g->minute % DAY_MINUTES);
	struct date d = date_of_days(date_days(2026, 1, 5) + (int64_t)(g->minute / DAY_MINUTES));
	say(g, "%04d-%02u-%02u %02u:%02u", (int)d.year, d.month, d.day, at / 60, at % 60);
}

static void
say_time_in(struct gen *g, unsigned days, bool with_time)
{
	uint64_t now = g->minute;
	g->minute += (uint64_t)days * DAY_MINUTES;
	if (with_time) {
		say_time(g);
	} else {
		struct date d = date_of_days(date_days(2026, 1, 5) + (int64_t)(g->minute / DAY_MINUTES));
		say(g, "%04d-%02u-%02u", (int)d.year, d.month, d.day);
	}
	g->minute = now;
}

/* The front of an act: its time. */
static void
begin(struct gen *g)
{
	g->minute += 1 + (below(g, 8) == 0);
	g->written++;
	say_time(g);
}

/* ---- what waits ---- */

/* A new name; the oldest must be taken first where too much waits. */
static unsigned
pending_add(struct gen *g, struct pending *p, unsigned who)
{
	p->next++;
	if (!g->keeps_open && p->count < PENDING_MOST)
		p->at[p->count++] = (struct waiting){ p->next, who };
	return p->next;
}

static bool
is_due(struct gen *g, const struct pending *p)
{
	return p->count && (p->count == PENDING_MOST || chance(g, 45));
}

static struct waiting
pending_take(struct gen *g, struct pending *p)
{
	unsigned i = p->count == PENDING_MOST ? 0 : below(g, p->count);
	struct waiting taken = p->at[i];
	memmove(p->at + i, p->at + i + 1, (--p->count - i) * sizeof *p->at);
	return taken;
}

/* ---- points ---- */

static unsigned
some_point(struct gen *g)
{
	return 1 + below(g, g->counts[g->draft]);
}

/* `v3:4`, `v3:4,9`, `v3:4-6`, or by its identity. */
static void
say_points(struct gen *g, bool several)
{
	unsigned at = some_point(g), count = g->counts[g->draft], kind = below(g, 20);
	if (kind < 3)
		say(g, " i%u", g->identity[g->draft][at]);
	else if (!several || kind < 14 || count < 5)
		say(g, " v%u:%u", g->draft, at);
	else if (kind < 18)
		say(g, " v%u:%u,%u", g->draft, at, at % count + 1);
	else
		say(g, " v%u:%u-%u", g->draft, at > count - 3 ? count - 3 : at, at > count - 3 ? count : at + 3);
}

static void
say_source(struct gen *g, unsigned percent)
{
	if (chance(g, percent))
		say(g, " source r%zu s%u", g->written * 10 / 10000 + 1, below(g, 60) + 1);
}

/* ---- acts ---- */

static void
position(struct gen *g)
{
	static const char *const verbs[][2] = {
		{ "accepts", "accept" }, { "accepts", "accept" }, { "accepts", "accept" }, { "opposes", "oppose" },
		{ "agrees-objective", "agree-objective" }, { "can-live-with", "can-live-with" },
		{ "is-open-on", "be-open-on" }, { "requires", "require" },
	};
	enum { REQUIRES = sizeof verbs / sizeof *verbs - 1 };
	unsigned verb = chance(g, 1) ? REQUIRES : below(g, REQUIRES);
	begin(g);
	if (g->parties > 1 && chance(g, 25)) {
		unsigned first = below(g, g->parties);
		say(g, " %s, %s %s", party(g, first), party(g, (first + 1) % g->parties), verbs[verb][1]);
	} else {
		say_subject(g);
		say(g, " %s", verbs[verb][0]);
	}
	say_points(g, true);
	if (verb < 3 && chance(g, 40))
		say(g, " ad-ref");
	if (chance(g, 30))
		say(g, " level delegations");
	if (g->meeting && chance(g, 25))
		say(g, " in m%u", g->meeting);
	say_source(g, 10);
	say(g, "\n");
}

static void
reservation(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->reservations)) {
		struct waiting r = pending_take(g, &g->reservations);
		say(g, " %s lifts R%u\n", party(g, r.party), r.name);
		return;
	}
	unsigned who = say_subject(g);
	say(g, " enters-reservation");
	say_points(g, false);
	say(g, " as R%u kind %s\n", pending_add(g, &g->reservations, who), chance(g, 50) ? "scrutiny" : "linguistic");
}

static void
amendment(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->amendments)) {
		struct waiting a = pending_take(g, &g->amendments);
		unsigned how = below(g, 10);
		say(g, " %s %s N%u\n", how < 8 ? "ENV" : party(g, a.party),
		    how < 3 ? "accepts" : how < 8 ? "rejects" : "withdraws", a.name);
		return;
	}
	unsigned who = say_subject(g);
	unsigned verb = below(g, 10);
	say(g, " %s", verb < 7 ? "amends" : verb < 8 ? "deletes" : verb < 9 ? "wants-kept" : "edits");
	say_points(g, false);
	say(g, " as N%u", pending_add(g, &g->amendments, who));
	if (g->meeting && chance(g, 40))
		say(g, " in m%u", g->meeting);
	say(g, "\n");
	if (verb < 7 || verb == 9)
		say_words(g, "  text: ", 12 + below(g, 30), ".\n");
	if (chance(g, 40))
		say_words(g, "  because: ", 6 + below(g, 10), "\n");
}

static void
meeting(struct gen *g)
{
	begin(g);
	unsigned left = DAY_MINUTES - (unsigned)(g->minute % DAY_MINUTES), took = 30 + below(g, 60);
	if (took < left) {
		unsigned end = 7 * 60 + (unsigned)(g->minute % DAY_MINUTES) + took;
		say(g, "/%02u:%02u", end / 60, end % 60);
	}
	say(g, " ENV, %s meet as m%u chair ENV on", some_party(g), ++g->meeting);
	say_points(g, true);
	if (chance(g, 30))
		say(g, " mode phone");
	say(g, "\n");
}

static void
discussion(struct gen *g)
{
	begin(g);
	say(g, " ENV, %s discuss", some_party(g));
	say_points(g, true);
	if (g->meeting)
		say(g, " in m%u", g->meeting);
	say(g, "\n");
}

static void
showing(struct gen *g)
{
	begin(g);
	unsigned how = below(g, 10);
	if (how < 5)
		say(g, " ENV shows v%u to %s form copy %02u%s\n", g->draft, some_party(g), below(g, 90) + 1,
		    chance(g, 50) ? " acknowledged" : "");
	else if (how < 8)
		say(g, " ENV reads v%u:1-%u to %s mode phone\n", g->draft, some_point(g), some_party(g));
	else
		say(g, " %s acknowledges v%u\n", some_party(g), g->draft);
}

static void
statement(struct gen *g)
{
	begin(g);
	say_subject(g);
	say_words(g, " says \"", 6 + below(g, 12), "\" about");
	say_points(g, false);
	say(g, " kind %s", chance(g, 50) ? "statement" : "assessment");
	if (chance(g, 30))
		say(g, " %s", chance(g, 50) ? "on-record" : "background");
	if (chance(g, 30))
		say(g, " grade %c%u", 'A' + (int)below(g, 4), below(g, 4) + 1);
	say_source(g, 50);
	say(g, "\n");
	if (chance(g, 15))
		say_words(g, "  note: ", 8, "\n");
}

static void
claim(struct gen *g)
{
	begin(g);
	say_subject(g);
	say_words(g, chance(g, 50) ? " claims many of v1 kind text-change \"" : " claims v1 kind coverage \"", 8, "\"");
	say_source(g, 60);
	say(g, "\n");
}

static void
question(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->questions)) {
		say(g, " ENV answers q%u", pending_take(g, &g->questions).name);
		say_words(g, " \"", 8, "\"\n");
		return;
	}
	unsigned who = say_subject(g);
	say(g, " asks ENV as q%u", pending_add(g, &g->questions, who));
	say_words(g, " \"", 7, "?\" kind question\n");
}

static void
promise(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->promises)) {
		say(g, " ENV says does p%u\n", pending_take(g, &g->promises).name);
		say_words(g, "  gist: ", 6, "\n");
		return;
	}
	say(g, " ENV promises as p%u to %s due ", pending_add(g, &g->promises, 0), some_party(g));
	say_time_in(g, 7, false);
	say_words(g, " \"", 6, "\"\n");
}

static void
plan(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->steps)) {
		unsigned name = pending_take(g, &g->steps).name, how = below(g, 10);
		if (how < 2) {
			say(g, " ENV cancels s%u\n", name);
		} else if (how < 7) {
			say(g, " ENV says does s%u\n", name);
			say_words(g, "  gist: ", 6, "\n");
		} else {
			say(g, " ENV postpones s%u at ", name);
			say_time_in(g, 5, true);
			say(g, "\n");
			g->steps.at[g->steps.count++] = (struct waiting){ name, 0 };
		}
		return;
	}
	unsigned name = pending_add(g, &g->steps, 0);
	say(g, " ENV, %s will meet as s%u at ", some_party(g), name);
	say_time_in(g, 1 + below(g, 6), true);
	if (name > 1 && chance(g, 30))
		say(g, " after s%u", name - 1);
	say(g, " on");
	say_points(g, true);
	say(g, "\n");
	if (chance(g, 20))
		say(g, "  needs:\n    %s has v%u\n", some_party(g), g->draft);
}

static void
deadline(struct gen *g)
{
	begin(g);
	if (is_due(g, &g->deadlines)) {
		unsigned name = pending_take(g, &g->deadlines).name, how = below(g, 10);
		if (how < 4) {
			say(g, " deputy softens d%u \"there is time\"\n", name);
		} else if (how < 8) {
			say(g, " ENV extends d%u due ", name);
			say_time_in(g, 5, true);
			say(g, "\n");
		} else {
			say(g, " ENV withdraws d%u\n", name);
		}
		return;
	}
	say(g, " ENV sets-deadline d%u for %s due ", pending_add(g, &g->deadlines, 0), some_party(g));
	say_time_in(g, 3 + below(g, 10), true);
	say(g, "\n");
	say_words(g, "  object: ", 5, "\n");
}

static void
incident(struct gen *g)
{
	begin(g);
	say(g, " incident place \"%s shore\" per harbour-master grade B%u\n  figures:\n", chance(g, 50) ? "east" : "west",
	    below(g, 4) + 1);
	say(g, "    injured: %u per harbour-master\n", below(g, 20) + 1);
	if (chance(g, 50))
		say(g, "    killed: ~%u\n", below(g, 5) + 1);
}

static void
passing(struct gen *g)
{
	begin(g);
	unsigned how = below(g, 10);
	say(g, " ENV %s", how < 4 ? "parks" : how < 8 ? "reopens" : "refers");
	say_points(g, false);
	say(g, how < 8 ? "\n" : " to ministers\n");
}

static void
instruction(struct gen *g)
{
	const char *name = some_party(g);
	unsigned half = g->counts[g->draft] / 2 + 1;
	begin(g);
	say(g, " %s instructs %s.a circle %s\n  mandate:\n    delegations v%u:1-%u\n    ministers v%u:%u\n", name, name,
	    name, g->draft, half, g->draft, half + 1 > g->counts[g->draft] ? 1 : half + 1);
}

/* How often each kind of act comes, of a hundred. */
static const struct { unsigned percent; void (*write)(struct gen *g); } kinds[] = {
	{ 34, position }, { 4, reservation }, { 12, amendment }, { 5, meeting }, { 8, discussion },
	{ 7, showing }, { 13, statement }, { 2, claim }, { 3, question }, { 2, promise }, { 4, plan },
	{ 2, deadline }, { 2, incident }, { 1, passing }, { 1, instruction },
};

static void
some_act(struct gen *g)
{
	unsigned left = below(g, 100);
	size_t i = 0;
	while (left >= kinds[i].percent)
		left -= kinds[i++].percent;
	kinds[i].write(g);
}

/* ---- drafts ---- */

static void
write_draft(struct gen *g, unsigned number)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/v%u.md", g->folder, number);
	FILE *out = fopen(path, "w");
	if (!out)
		exit((fprintf(stderr, "gen: cannot write '%s': %s\n", path, strerror(errno)), 4));
	fprintf(out, "# Draft v%u\n\n", number);
	for (unsigned i = 1; i <= g->counts[number]; i++) {
		uint64_t kept = g->seed;
		unsigned point = g->identity[number][i];
		/* A point keeps its words, save every fourth, which each draft words anew. */
		g->seed = point * 7919u + (point % 4 == 0 ? number : 0);
		fprintf(out, "%u. {#i%u} **Point %u.** ", i, point, point);
		write_words(g, out, 30 + below(g, 40));
		if (chance(g, 20)) {
			fprintf(out, " [UPP: ");
			write_words(g, out, 4);
			fprintf(out, "]");
		}
		fprintf(out, ".\n");
		g->seed = kept;
	}
	if (fclose(out) != 0)
		exit((fprintf(stderr, "gen: cannot write '%s': %s\n", path, strerror(errno)), 4));
}

/* v2 splits point 6, v3 adds at the end, v4 puts a new point into the middle. */
static void
number_points(struct gen *g)
{
	static const unsigned share[DRAFTS + 1] = { 0, 28, 31, 36, 40 };
	unsigned fresh = 0;
	for (unsigned d = 1; d <= DRAFTS; d++) {
		unsigned count = g->counts[d] = (g->points * share[d] + 39) / 40, before = g->counts[d - 1];
		unsigned put = d == 2 ? 7 : d == 4 ? before / 2 : 0;
		if (count <= before || put > before)
			put = 0;
		for (unsigned i = 1, old = 1; i <= count; i++)
			g->identity[d][i] = d > 1 && i != put && old <= before ? g->identity[d - 1][old++] : ++fresh;
	}
}

static void
say_crosswalk(struct gen *g, unsigned d)
{
	unsigned count = g->counts[d], before = g->counts[d - 1], put = 0;
	for (unsigned i = 1; i < before && !put; i++)
		if (g->identity[d][i] != g->identity[d - 1][i])
			put = i;
	say(g, "  crosswalk:\n");
	if (!put) {
		say(g, "    keep 1-%u\n", before);
	} else if (d == 2) {
		say(g, "    keep 1-%u\n    split %u into %u, %u\n", put - 2, put - 1, put - 1, put);
	} else {
		say(g, "    keep 1-%u\n    add %u\n", put - 1, put);
	}
	if (put)
		say(g, "    renumber %u-%u to %u-%u\n", put, before, put + 1, before + 1);
	for (unsigned i = before + (put ? 2 : 1); i <= count; i++)
		say(g, "    add %u\n", i);
}

static void
table_draft(struct gen *g)
{
	begin(g);
	g->draft++;
	say(g, " ENV tables v%u from v%u.md", g->draft, g->draft);
	if (g->draft > 1)
		say(g, " base v%u", g->draft - 1);
	say(g, " to UPP, LOW\n");
	if (g->draft > 1)
		say_crosswalk(g, g->draft);
	write_draft(g, g->draft);
}

/* ---- files ---- */

static FILE *
file_new(const struct gen *g, const char *name)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s", g->folder, name);
	FILE *out = fopen(path, "w");
	if (!out)
		exit((fprintf(stderr, "gen: cannot write '%s': %s\n", path, strerror(errno)), 4));
	return out;
}

static void
file_end(FILE *out)
{
	if (ferror(out) | fclose(out))
		exit((fprintf(stderr, "gen: cannot write: %s\n", strerror(errno)), 4));
}

static void
write_frame(struct gen *g)
{
	FILE *out = file_new(g, "talks.minutes");
	fprintf(out, "talks bench \"Bench talks\" zone Europe/Zurich\n"
		     "  levels experts < delegations < ministers < leaders\n\nmediator ENV \"the Envoy\"\n"
		     "person deputy of ENV at experts\nperson harbour-master of unknown\n");
	for (unsigned i = 0; i < g->parties; i++)
		fprintf(out, "party %s\nperson %s.a of %s at delegations\nperson %s.b of %s at experts\n"
			     "circle shuttle-%s for ENV, %s\n", party(g, i), party(g, i), party(g, i), party(g, i),
			party(g, i), party(g, i), party(g, i));
	fprintf(out, "circle table for ENV");
	for (unsigned i = 0; i < g->parties; i++)
		fprintf(out, ", %s", party(g, i));
	fprintf(out, "\n");
	/* A source for every thousand acts, dated within those acts. */
	for (size_t i = 0; i <= g->acts / 1000; i++) {
		struct date d = date_of_days(date_days(2026, 1, 5) + (int64_t)(i * 1125 / DAY_MINUTES));
		fprintf(out, "source r%zu at %04d-%02u-%02u\n", i + 1, (int)d.year, d.month, d.day);
	}
	file_end(out);
}

/* Nine acts of ten are known to the table, the others to one party and ENV. */
static void
write_log(struct gen *g)
{
	static const unsigned share[DRAFTS] = { 0, 25, 55, 80 };
	g->out = file_new(g, "log.minutes");
	say(g, "keeper ENV\n\nunder circle table\n\n");
	for (size_t since = 0; g->written < g->acts; since++) {
		if (since == 180)
			say(g, "\nunder circle shuttle-%s\n\n", some_party(g));
		if (since == 200)
			say(g, "\nunder circle table\n\n");
		since = since == 200 ? 0 : since;
		if (g->draft < DRAFTS && g->written >= g->acts / 100 * share[g->draft])
			table_draft(g);
		else
			some_act(g);
	}
	file_end(g->out);
}

static void
write_journal(struct gen *g)
{
	FILE *out = file_new(g, "journal.ledger");
	for (size_t i = 0; i < g->acts; i++) {
		struct date d = date_of_days(date_days(2016, 1, 1) + (int64_t)(i * 3650 / g->acts));
		fprintf(out, "%04d-%02u-%02u * point %u\n    Assets:Party%u    %u.%02u EUR\n    Income:Point%u\n\n",
			(int)d.year, d.month, d.day, below(g, g->points) + 1, below(g, g->parties) + 1,
			below(g, 1000), below(g, 100), below(g, g->points) + 1);
	}
	file_end(out);
}

static int
usage(void)
{
	fprintf(stderr, "usage: gen [-n PARTIES] [-p POINTS] [-o] ACTS [SEED] FOLDER\n"
			"  -n  parties, 2 to %d (12)\n  -p  points of the last draft, 10 to %d (40)\n"
			"  -o  nothing that is opened is settled\n", PARTIES_MOST, POINTS_MOST);
	return 3;
}

int
main(int argc, char **argv)
{
	struct gen g = { .parties = 12, .points = 40, .seed = 1 };
	int i = 1;
	for (; i < argc && argv[i][0] == '-'; i++)
		if (strcmp(argv[i], "-o") == 0)
			g.keeps_open = true;
		else if (strcmp(argv[i], "-n") == 0 && i + 1 < argc)
			g.parties = (unsigned)strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "-p") == 0 && i + 1 < argc)
			g.points = (unsigned)strtoul(argv[++i], NULL, 10);
		else
			return usage();
	if (argc - i < 2 || argc - i > 3 || g.parties < 2 || g.parties > PARTIES_MOST || g.points < 10 ||
	    g.points > POINTS_MOST)
		return usage();
	g.acts = strtoull(argv[i], NULL, 10);
	if (argc - i == 3)
		g.seed = strtoull(argv[i + 1], NULL, 10);
	g.folder = argv[argc - 1];
	if (mkdir(g.folder, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "gen: cannot make '%s': %s\n", g.folder, strerror(errno));
		return 4;
	}
	number_points(&g);
	write_frame(&g);
	write_log(&g);
	write_journal(&g);
	return 0;
}
