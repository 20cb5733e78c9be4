/* progress: a bar on standard error for what takes long, where that is a terminal.
 *
 *      struct progress p = { .what = "verifying" };
 *      progress_show(&p, done, total);         as often as one likes
 *      progress_end(&p);
 */
#ifndef PARAPH_CLI_PROGRESS_H
#define PARAPH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *what;
	int64_t began_ms, shown_ms;
	bool is_shown, is_terminal, is_known;
};

/* `context` is a struct progress. */
void progress_show(void *context, uint64_t done, uint64_t total);
void progress_end(struct progress *p);

#endif
