/* preferences: files of preferences, read into a domain.
 *
 *      struct preference_file profiles[] = { { S("upper.json"), bytes }, … };
 *      struct preference_files files = { .profiles = profiles, .profile_count = 2 };
 *      if (!preferences_read(a, &files, &domain, &err)) ...
 *
 * Genius XML (domain and profiles), GeniusWeb and NegoLog JSON (profiles that carry
 * their domain), and positions with saliences (CSV).  Which one a file is, its
 * content says.  Everything read is exact; what cannot be read is refused with its
 * place, and what is wanted there.
 */
#ifndef PARAPH_IO_PREFERENCES_H
#define PARAPH_IO_PREFERENCES_H

#include "weigh/domain.h"

struct preference_file { str name, bytes; };

struct preference_files {
	const struct preference_file *domain;   /* NULL where profiles carry their own */
	const struct preference_file *profiles;
	size_t profile_count;
	bool normalise;         /* of Genius: divide evaluations by the greatest of their issue */
};

/* In `a`; strings may be parts of the bytes.  Fails with ERR_INPUT. */
bool preferences_read(arena *a, const struct preference_files *files, struct domain *ret, struct err *err);

#endif
