/* body: who belongs to a body at an instant, and the rule it decides by.
 *
 *      size_t n = body_members(t, a, bodies, count, instant, &members);
 *      uint32_t rule = body_rule_at(t, named, instant);
 *      if (body_in_force(t, rule, instant)) ...
 */
#ifndef PARAPH_ANSWER_BODY_H
#define PARAPH_ANSWER_BODY_H

#include "answer/answer.h"
#include "rules/vote.h"

/* The members of these actors at `instant`: of a group those it was declared with,
 * joined by then, and did not leave; anybody else is itself.  Each once, in the order
 * of their names; ret_members in `a`. */
size_t body_members(const talks *t, arena *a, const uint32_t bodies[], size_t count, int64_t instant,
		    const uint32_t **ret_members);

/* The same of the names behind `for` of an entry; of all parties where it has none. */
size_t body_members_for(const talks *t, arena *a, uint32_t entry, int64_t instant, const uint32_t **ret_members);

/* How many members of the bodies behind `for` of an entry nobody names: what the size that
 * a group declares has more than those it was ever said to have.  ret_exact is false where
 * such a size is no exact number. */
size_t body_unnamed_for(const talks *t, arena *a, uint32_t entry, bool *ret_exact);

/* The same of one group, or of somebody who is no group: 0. */
size_t body_unnamed(const talks *t, arena *a, uint32_t group, bool *ret_exact);

/* "who belongs is not settled: …", where a joining or leaving of one of the bodies behind `for` of an entry
 * is by `instant` only claimed by somebody else, or on a condition; else empty. Such an act changes no
 * membership. */
str body_unsettled_for(const talks *t, arena *a, uint32_t entry, int64_t instant);

/* 1 + the act by which an act was withdrawn or disowned since, or 0. */
uint32_t body_taken_back(const talks *t, uint32_t entry);

/* The declaration of a rule or a table of weights: 1 + entry, or 0 where the view has none. */
uint32_t body_declaration(const talks *t, enum decl_id kind, uint32_t sym);

/* The rule that holds at `instant` where `rule` (1 + entry) is named: itself, or what
 * replaced it, or what it replaced, by `during` and `replaces`. */
uint32_t body_rule_at(const talks *t, uint32_t rule, int64_t instant);

/* Does the rule (1 + entry) hold at `instant`, by its `during`?  What body_rule_at gives need
 * not: a rule may end without another in its place. */
bool body_in_force(const talks *t, uint32_t rule, int64_t instant);

/* The rule that an act is decided by: the one it names, as body_rule_at has it; else the only one
 * that could be for its body, holds at `instant` and is of the kind wanted. */
struct body_rule {
	uint32_t rule;          /* 1 + entry; 0: there is none that can be told */
	str name;               /* of the rule; where there is none, as the act has it, or empty */
	bool is_alone;          /* not named, and the only one that could apply */
	str why;                /* where rule is 0: why there is none */
};

/* `is_wanted` is asked only where the act names no rule. The strings are in `a` or the talks'. */
struct body_rule body_rule_of(const talks *t, arena *a, uint32_t act, int64_t instant,
			      bool (*is_wanted)(const talks *t, uint32_t rule));

/* The name of a rule (1 + entry). */
str body_rule_name(const talks *t, uint32_t rule);

/* Is the body behind `for` of an entry among those that the rule (1 + entry) is for? Where one
 * of them does not say, it may be. */
bool body_may_be_for(const talks *t, uint32_t rule, uint32_t entry);

/* The terms of a rule's method; false where it has none, or one that is no vote. */
bool body_terms(const talks *t, uint32_t rule, struct vote_terms *ret);

/* The weight of each member in a table at `instant`, ret_weight[count] in millionths, -1
 * for those that have none there; how many these are is returned. */
size_t body_weights(const talks *t, arena *a, uint32_t weights, const uint32_t members[], size_t count, int64_t instant,
		    int64_t ret_weight[]);

#endif
