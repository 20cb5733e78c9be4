/* talks: the state folded from a view.
 *
 *      talks *t = talks_new(a, v);
 *      const struct tdraft *now = talks_current(t);
 *      for (uint32_t r = now->first; r < now->first + now->count; r++) {
 *              struct standing s = talks_standing(t, t->readings.at[r].point);
 *              ...
 *      }
 *
 * Indices run from 1; 0 is "none".  Pure and deterministic: the same view
 * gives the same talks, whatever the clock, the order of files, or what else
 * the files hold.  O(acts) but for texts and positions on whole drafts.
 */
#ifndef PARAPH_TALKS_TALKS_H
#define PARAPH_TALKS_TALKS_H

#include "talks/view.h"

/* Somebody: a party, a mediator, a group, a person, … */
struct actor {
	uint32_t sym;
	uint8_t kind;           /* enum decl_id; DECL_NONE: named, not declared in this view */
	uint8_t level;          /* of a person: index into levels, or 0 */
	bool of_unknown;
	uint32_t of;            /* of a person or group: the actor it belongs to */
	uint32_t decl;          /* 1 + entry, or 0 */
	str name;               /* display name, or the token */
	uint32_t memberships;   /* the groups it is a member of, or 0 */
};

struct membership_of { uint32_t group, next; };

enum draft_status { DRAFT_NAMED, DRAFT_DECLARED, DRAFT_CIRCULATED, DRAFT_SHOWN, DRAFT_TABLED, DRAFT_WITHDRAWN };

/* A text, or what this view has of it. */
struct tdraft {
	uint32_t sym;
	str title;
	uint8_t status;         /* enum draft_status */
	bool whole;             /* the view has every point of it */
	bool text_unknown;
	uint32_t author;        /* actor, the first if several */
	uint32_t base;          /* draft */
	uint32_t decl;          /* 1 + entry of its declaration, or 0 */
	uint32_t act;           /* 1 + entry that tabled, circulated or first showed it, or 0 */
	uint32_t adopted;       /* 1 + entry, or 0 */
	int64_t since;          /* when this view first has it, or SPAN_START */
	const struct item *count;       /* its declared count of points, or NULL */
	uint32_t first, count_held;     /* its readings: first..first + count_held - 1 */
};

enum crossing { CROSS_NONE, CROSS_KEEP, CROSS_MATCHED, CROSS_RENUMBER, CROSS_MOVE, CROSS_SPLIT, CROSS_MERGE, CROSS_ADD };
extern const char *const crossing_names[];

/* A point as one draft words it. */
struct reading {
	uint32_t draft, point;
	uint32_t before;        /* the reading in the base it came from, or 0 */
	uint8_t how;            /* enum crossing: how it came from there */
	uint32_t immaterial;    /* actor who calls the difference in place immaterial, or 0 */
	uint32_t words_immaterial;      /* the same, of any difference to `before` */
	uint32_t parent;        /* the reading it is a sub-point of, or 0 */
	const struct draft_point *text; /* NULL: only the number is known */
	str number;
	uint64_t plain;         /* 1 + the number where it is digits alone, or 0 */
};

/* A point by its identity, whatever its number. */
struct point {
	uint32_t sym;           /* its identity, or 0 where it never had one */
	uint32_t decl;          /* 1 + entry of a `point` declaration, or 0 */
	uint32_t first, last;   /* its readings: in the first and the latest draft, or 0 */
	uint32_t draft;         /* of a declared point without reading: its draft, or 0 */
	uint32_t from;          /* first of the origins (split, merge), or 0 */
	uint32_t deleted_in;    /* draft whose crosswalk deletes it, or 0 */
	uint32_t crossed_in;    /* draft whose crosswalk splits it, or merges it into another, or 0 */
	uint32_t referred;      /* 1 + entry that passed it up, or 0 */
	uint8_t referred_level;
	uint32_t reserved;      /* 1 + entry that keeps it for a level, or 0 */
	uint8_t reserved_level;
	uint32_t reserved_claim;        /* the same, where it is only claimed */
	uint32_t parked;        /* 1 + entry, or 0 */
	uint32_t discussed;     /* 1 + the latest entry that discussed it, or 0 */
	uint32_t touched;       /* 1 + the latest entry about it, or 0 */
	uint32_t positions;     /* the latest position on it, chained by `prev_on_point` */
	uint32_t amendments;    /* the latest amendment to it, chained by `prev_on_point` */
	uint32_t reopened_order;        /* positions before this order are reopened */
};

struct origin { uint32_t point, draft, next; };

enum stance {
	STANCE_NONE, STANCE_ACCEPT, STANCE_LIVE_WITH, STANCE_OBJECTIVE, STANCE_OPEN, STANCE_RESERVE,
	STANCE_PROPOSE, STANCE_KEEP, STANCE_DELETE, STANCE_OPPOSE, STANCE_RED_LINE, STANCE_REQUIRE,
	STANCE_NO_POSITION, STANCE_DECLINED, STANCE_COUNT
};
extern const char *const stance_names[STANCE_COUNT];    /* as data: "accept" */
extern const char *const stance_words[STANCE_COUNT];    /* for people: "agreed" */

struct position {
	uint32_t entry;         /* index of the act */
	uint32_t order;         /* its place in the fold, from 1 */
	uint32_t holder;        /* actor: a party where the subject is of one */
	uint32_t subject;       /* actor as typed */
	uint32_t point;         /* 0: the draft as a whole, or some of it */
	uint32_t reading;       /* held on, or 0 */
	uint32_t draft;         /* held on, or 0 */
	uint32_t per;           /* actor who says so, or 0 */
	uint8_t stance, level;
	bool second_hand, own, conditional, ad_ref, unseen, withdrawn, confirms, on_whole;
	bool no_words;          /* there were no words to see: a gist */
	bool partial;           /* on many, some, almost all of a draft */
	uint32_t prev_in_cell, prev_on_point;
};

/* Somebody was shown words, or says (or is said) not to have seen them. */
struct exposure {
	uint32_t entry, order;
	uint32_t actor;         /* the recipient; 0: everybody */
	uint32_t draft;
	bool whole;             /* the whole draft */
	bool says_not;
	bool carries_words;     /* the form does: not told-gist */
	bool by_recipient;      /* typed with the recipient as subject */
	uint32_t per;
	const struct item *refs;        /* the points, where not whole */
	uint32_t ref_count;
	uint32_t acknowledged;  /* 1 + entry, or 0 */
	uint32_t prev_of_actor; /* of the same draft */
};

enum amendment_status { AMENDMENT_OPEN, AMENDMENT_ACCEPTED, AMENDMENT_REJECTED, AMENDMENT_PARKED,
			AMENDMENT_WITHDRAWN, AMENDMENT_REPLACED };
extern const char *const amendment_status_names[];

struct amendment {
	uint32_t entry, author;
	uint32_t point, reading;
	uint8_t verb;           /* VERB_amends, … */
	uint8_t status;
	bool editorial;
	uint32_t decided;       /* 1 + entry, or 0 */
	uint32_t sponsored;     /* the latest sponsorship of its entry, chained by `prev`, or 0 */
	uint32_t prev_on_point;
};

/* Somebody stands behind an amendment of another: the entry says who. */
struct sponsorship { uint32_t entry, actor, prev; };

enum step_status { STEP_PLANNED, STEP_DONE, STEP_CANCELLED, STEP_POSTPONED, STEP_LAPSED, STEP_OVERDUE };
extern const char *const step_status_names[];

/* Something planned, excluded or demanded. */
struct step {
	uint32_t entry;
	uint8_t status;
	uint32_t done_by;       /* 1 + entry, or 0 */
	uint32_t moved_by;      /* 1 + entry of the latest `postpones`, or 0 */
};

enum deadline_status { DEADLINE_SET, DEADLINE_SOFTENED, DEADLINE_MOVED, DEADLINE_WITHDRAWN, DEADLINE_STOPPED,
		       DEADLINE_PASSED, DEADLINE_BROKEN };
extern const char *const deadline_status_names[];

struct deadline {
	uint32_t entry, sym, setter;
	uint32_t due_entry;     /* the entry whose `due` counts now */
	uint8_t status;
	uint32_t first_move;    /* into moves, or 0 */
	uint32_t last_move;
	bool softened_by_lower;
};

struct deadline_move { uint32_t entry, actor; bool counts; uint32_t next; };

/* What is owed: a question, a demand, a promise. */
struct owed { uint32_t entry, answered; };

/* A point of a draft that an act names by number. */
struct named_label { uint32_t draft, label; };      /* syms */

/* Keys of cells beside points: the draft as a whole; a red line on a point. */
enum { CELL_WHOLE = 0x7ffffffe, CELL_RED_LINE = 0x40000000 };
#define SEEN_WHOLE 0x80000000u

typedef struct talks talks;
struct talks {
	arena *a;
	const view *v;
	const docket *d;
	const minutes *m;
	const struct entry *frame;      /* the `talks` declaration, or NULL */
	LIST(uint32_t) levels;          /* syms, from low to high; [0] unused */
	LIST(struct actor) actors;
	LIST(struct membership_of) memberships;
	LIST(uint32_t) parties;         /* actors of kind party, in the order of declaration */
	LIST(struct tdraft) drafts;     /* in the order in which this view has them */
	LIST(struct reading) readings;
	LIST(struct point) points;
	LIST(struct origin) origins;
	LIST(struct position) positions;
	LIST(struct exposure) exposures;
	LIST(struct amendment) amendments;
	LIST(struct sponsorship) sponsorships;
	LIST(struct step) steps;
	LIST(struct deadline) deadlines;
	LIST(struct deadline_move) moves;
	LIST(struct owed) owed;
	LIST(uint32_t) apart;           /* acts that bring or withdraw a draft, or correct, in order */
	uint32_t *actor_of, *draft_of, *point_of, *level_of;    /* by sym */
	uint32_t *what_of;      /* by entry: amendment, step, deadline, owed index of its kind */
	uint32_t *order_of;     /* by entry: place in the fold from 1, or 0 */
	uint8_t *dead;          /* by entry: corrected, so as if never entered */
	uint32_t *settled_by;   /* by entry: 1 + the entry that confirms, disowns or withdraws it, or 0 */
	map cells;              /* holder << 32 | point or CELL_WHOLE: the latest position */
	map seen;               /* actor << 32 | reading, or SEEN_WHOLE + draft: the first exposure */
	LIST(struct named_label) named;
	map named_seen;
	map readings_by_label;  /* draft << 32 | sym of a number or identity: reading */
	uint32_t current;       /* the draft under discussion, or 0 */
	int64_t now;            /* the view's moment: --at, --known, else its latest instant */
	map latest_exposure;    /* actor << 32 | draft: the latest, chained by `prev_of_actor` */
	bool has_mandates;
};

talks *talks_new(arena *a, const view *v);
void talks_done(talks *t);

/* ---- looking things up ---- */

static inline const struct entry *
talks_entry(const talks *t, uint32_t entry)
{
	return &t->m->entries.at[entry];
}

static inline const struct tdraft *
talks_current(const talks *t)
{
	return &t->drafts.at[t->current];
}

uint32_t talks_actor(const talks *t, uint32_t sym);     /* 0 where nobody */
str talks_actor_token(const talks *t, uint32_t actor);  /* "UPP"; "?" for 0 */
str talks_actor_name(const talks *t, uint32_t actor);   /* "Upper Shore" */
/* The party, mediator or group for which an actor acts: itself, or what it is of. */
uint32_t talks_side(const talks *t, uint32_t actor);
str talks_level(const talks *t, unsigned level);        /* "" for 0 */
uint32_t talks_find_act(const talks *t, uint32_t from_entry, uint32_t sym);    /* 1 + entry, or 0 */

/* What a reference in an act means in this view. */
enum target_kind { TARGET_NONE, TARGET_DRAFT, TARGET_READING, TARGET_POINT, TARGET_ACT, TARGET_ACTOR,
		   TARGET_NOT_SHOWN, /* a point of a draft that the viewer was not shown */
		   TARGET_NAMED /* only the name that the act has, a sym */ };
struct target { enum target_kind kind; uint32_t index; };

/* Walks the references under `key`, ranges taken apart:
 *
 *      struct targets it = talks_targets(t, entry, KEY_OBJECT);
 *      for (struct target what; targets_next(&it, &what); )
 */
struct targets {
	const talks *t;
	uint32_t entry;
	const struct item *item, *end;
	uint32_t next_reading, left;
};
struct targets talks_targets(const talks *t, uint32_t entry, unsigned key);
bool targets_next(struct targets *it, struct target *ret_target);

/* The points that an act is about, by object, `on`, or `about`; readings give
 * their points. */
uint32_t target_point(const talks *t, struct target what);

/* "port", "v3:6", "3" – the name of a point for people and data: its identity
 * where it has one, else draft and number of its first reading. */
str talks_point_name(const talks *t, uint32_t point);
str talks_point_title(const talks *t, uint32_t point);  /* heading, else gist, else its name */
str talks_point_gist(const talks *t, uint32_t point);
/* The point's reading in the current draft, or 0. */
uint32_t talks_point_now(const talks *t, uint32_t point);
/* The point's reading in the latest draft that the view had by `instant`, or 0. */
uint32_t talks_point_held(const talks *t, uint32_t point, int64_t instant);
/* Draft and number of a reading: "v3:6". */
str talks_reading_name(const talks *t, uint32_t reading);

/* "S2" or "#1a2b3c4d": an act's name, else the start of its canonical bytes'
 * hash; the same in every view that has the act. */
str talks_act_name(const talks *t, uint32_t entry);
/* Its source, "report s17", or else its name: for footnotes and `source` keys. */
str talks_act_source(const talks *t, uint32_t entry);
/* "3 June 2026 16:00-17:40" in words; ISO in data. */
str talks_act_when(const talks *t, uint32_t entry);
str talks_act_iso(const talks *t, uint32_t entry, bool end);
/* The latest instant of an act on the zone's clock: "3 June 17:40". */
str talks_instant(const talks *t, int64_t instant);
/* Who says so: the actor of `per`, or 0 (the keeper vouches). */
uint32_t talks_act_per(const talks *t, uint32_t entry);
/* The subjects in words: "UPP, ENV". */
str talks_act_subjects(const talks *t, uint32_t entry);
/* A references clause in words, points not shown left out: "v3:1-8". */
str talks_act_refs(const talks *t, uint32_t entry, unsigned key);
/* Whose an amendment is: the sides of its subjects, then those that sponsor it and
 * have not taken that back; each once.  `ret_owners` in `a`. */
size_t talks_amendment_owners(const talks *t, arena *a, uint32_t amendment, const uint32_t **ret_owners);
/* The text of a clause, or empty. */
str talks_act_text(const talks *t, uint32_t entry, unsigned key);
str talks_act_word(const talks *t, uint32_t entry, unsigned key);
bool talks_act_has(const talks *t, uint32_t entry, unsigned key);
/* Its `mode` for people: "in person", "by phone"; or empty. */
const char *talks_mode_words(const talks *t, uint32_t entry);
/* The whole act in plain words, for people, without circle and source. */
str talks_act_words(const talks *t, uint32_t entry);

/* The words that an act conveys to the viewer: points of the text that comes with it, or of
 * the one that it shows. */
struct conveyed {
	const draft *text;
	bool is_own;            /* it comes with the act */
	bool is_whole;          /* the draft as such, not these and those points */
	bool *points;           /* by place in the text, in `a` */
	size_t count;           /* how many of them */
};
/* False where it conveys none of this draft.  A draft's author has all of its text. */
bool talks_conveyed(const talks *t, arena *a, uint32_t entry, uint32_t draft_name, struct conveyed *ret_conveyed);

/* ---- where parties stand (standing.c) ---- */

/* One cell of the matrix: where a party stands on a point as it is worded now. */
enum tell { TELL_NO, TELL_YES, TELL_CANNOT };
struct cell {
	uint32_t position;      /* 0: unknown */
	enum stance stance;
	enum tell earlier_wording;      /* held on other words or another place than now */
	bool same_again;        /* other words came between, the words held are back */
	bool inherited;         /* held before a split or merge */
	bool unseen, second_hand, conditional, own, ad_ref, reopened;
	uint32_t reservation;   /* a position: a reservation kept beside the stance, or 0 */
	uint32_t hearsay;       /* a later position that somebody else reports, or 0 */
	uint32_t red_line;      /* a position that draws a red line on the point, or 0 */
	uint32_t immaterial;    /* actor who called the difference immaterial, or 0 */
};
struct cell talks_cell(const talks *t, uint32_t holder, uint32_t point);

/* Who besides parties holds positions: `ret_actors` in `a`, parties first. */
size_t talks_holders(const talks *t, arena *a, const uint32_t **ret_actors);

enum status {
	STATUS_REFERRED, STATUS_BRACKETED, STATUS_OBJECTIVE, STATUS_INHERITED, STATUS_AGREED_AD_REF,
	STATUS_AGREED, STATUS_PARKED, STATUS_DISCUSSED, STATUS_UNDISCUSSED, STATUS_GIST, STATUS_UNKNOWN,
	STATUS_DELETED, STATUS_COUNT
};
extern const char *const status_names[STATUS_COUNT];    /* "agreed-ad-ref" */
extern const char *const status_words[STATUS_COUNT];    /* "agreed ad referendum" */

struct standing {
	enum status status;
	unsigned level;         /* reached, referred or reserved to; 0 unknown */
	unsigned brackets, bracket_words, word_count;
	bool capped;            /* agreed by all, but kept for a higher level */
};
struct standing talks_standing(const talks *t, uint32_t point);

/* The board's points in order: those of the current draft, or gists; each an
 * index into points.  `ret_unknown` is how many more are declared, not held. */
size_t talks_board_points(const talks *t, arena *a, const uint32_t **ret_points, uint32_t *ret_unknown);

/* The earliest exposure that gave `actor` (or its side) the words of a reading
 * at or before fold order `order`; 0 none. */
uint32_t talks_exposure_of(const talks *t, uint32_t actor, uint32_t reading, uint32_t order);

/* Are two readings the same in every character and place? */
bool reading_same_place(const talks *t, uint32_t a, uint32_t b);
bool reading_same_words(const talks *t, uint32_t a, uint32_t b);

#endif
