/* Preference files: up to three, cut at a line of "=-=" each; the first may be a domain. What
 * is read has to be sound, and small domains are weighed: every row adds up again. */
#include "io/preferences.h"

#include <stdlib.h>

#include "weigh/weigh.h"

enum { FILES_MOST = 3, PACKAGES_MOST = 3000 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
look_at(const struct domain *d)
{
	for (size_t i = 0; i < d->point_count; i++)
		must(d->points[i].option_count > 0 && d->points[i].name.at != NULL);
	for (size_t k = 0; k < d->party_count; k++)
		for (size_t t = 0; t < d->parties[k].table_count; t++)
			for (size_t i = 0; i < d->parties[k].tables[t].point_count; i++)
				must(d->parties[k].tables[t].points[i] < d->point_count);
}

static void
weigh_it(arena *a, const struct domain *d)
{
	struct weigh_options options = { .memory_bytes = (size_t)64 << 20, .steps = 20000 };
	struct weighed w;
	struct err err = { 0 };

	if (!weigh(a, d, &options, &w, &err)) {
		must(err.kind != ERR_NONE);
		return;
	}
	for (size_t row = 0; w.front != NULL && row < front_count(w.front); row += 7) {
		struct package p = weighed_row(a, &w, row);

		for (size_t k = 0; k < d->party_count; k++) {
			struct ratio u = domain_utility(d, k, p.option);

			must(!ratio_ok(u) || ratio_cmp(u, p.u[k]) == 0);
		}
	}
	for (int m = 0; m < MEASURE_COUNT; m++)
		must(!w.solutions[m].is_found || domain_feasible(d, w.solutions[m].package.option));
	weighed_done(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const str cut = { "=-=\n", 4 };
	arena *a = arena_new();
	struct preference_file files[FILES_MOST];
	struct preference_files all = { .profiles = files };
	str rest = { (const char *)bytes, size };
	struct domain d;
	struct err err = { 0 };

	while (all.profile_count < FILES_MOST && (rest.len > 0 || all.profile_count == 0)) {
		size_t end = str_find_str(rest, cut);

		files[all.profile_count].name = arena_printf(a, "file%zu.x", all.profile_count);
		files[all.profile_count].bytes = str_sub(rest, 0, end);
		all.profile_count++;
		rest = str_sub(rest, end + cut.len, rest.len);
	}
	for (int with_domain = 0; with_domain < 2; with_domain++) {
		if (with_domain) {
			if (all.profile_count < 2)
				break;
			all.domain = files;
			all.profiles = files + 1;
			all.profile_count--;
			all.normalise = true;
		}
		if (!preferences_read(a, &all, &d, &err)) {
			must(err.kind != ERR_NONE);
			continue;
		}
		look_at(&d);
		if (domain_packages(&d) <= PACKAGES_MOST)
			weigh_it(a, &d);
	}
	arena_free(a);
	return 0;
}
