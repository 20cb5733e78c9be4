#include "cli/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 400, STEP_MS = 100, BAR = 30 };

static int64_t
now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
progress_show(void *context, uint64_t done, uint64_t total)
{
	struct progress *p = context;
	int64_t now = now_ms();
	if (!p->is_known) {
		p->is_known = true;
		p->is_terminal = isatty(STDERR_FILENO);
		p->began_ms = now;
	}
	if (!p->is_terminal || total == 0 || now - p->began_ms < PATIENCE_MS || now - p->shown_ms < STEP_MS)
		return;
	int full = (int)(done * BAR / total);
	char bar[BAR + 1];
	for (int i = 0; i < BAR; i++)
		bar[i] = i < full ? '#' : '.';
	bar[BAR] = '\0';
	fprintf(stderr, "\r%s [%s] %3d %%  %llu of %llu ", p->what, bar, (int)(done * 100 / total),
		(unsigned long long)done, (unsigned long long)total);
	fflush(stderr);
	p->shown_ms = now;
	p->is_shown = true;
}

void
progress_end(struct progress *p)
{
	if (p->is_shown)
		fputs("\r\033[K", stderr);
	p->is_shown = false;
}
