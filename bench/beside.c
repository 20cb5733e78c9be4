/* beside: times commands as whole processes, in turn: A B C, A B C, …
 *
 *      beside RUNS NAME COMMAND [NAME COMMAND]...
 *
 * Each command runs in `sh -c exec…` with its output thrown away, and may end with 1, as diff does; times and peak of
 * memory are the kernel's own accounting of the finished process.  One run of
 * each is not counted.  The ratio is taken run by run, over the first command,
 * so it holds where the machine's speed drifts.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MOST = 25, COMMANDS_MOST = 12 };

struct sample { double cpu_s, wall_s, peak_mib; };

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static struct sample
run(const char *command)
{
	struct timespec from, to;
	struct rusage used;
	int status = 0;
	clock_gettime(CLOCK_MONOTONIC, &from);
	pid_t pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		char *line = malloc(strlen(command) + 6);
		if (null < 0 || !line)
			_exit(126);
		dup2(null, STDOUT_FILENO);
		strcpy(line, "exec ");
		strcat(line, command);
		execl("/bin/sh", "sh", "-c", line, (char *)NULL);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
		fprintf(stderr, "beside: '%s' failed with status %d\n", command, status);
		exit(4);
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	return (struct sample){
		seconds(used.ru_utime) + seconds(used.ru_stime),
		(double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9,
		(double)used.ru_maxrss / 1024,
	};
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static double
median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_size);
	return values[count / 2];
}

int
main(int argc, char **argv)
{
	static struct sample samples[COMMANDS_MOST][RUNS_MOST];
	size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 0, count = argc > 2 ? (size_t)(argc - 2) / 2 : 0;
	if (!runs || runs > RUNS_MOST || !count || count > COMMANDS_MOST || argc % 2) {
		fprintf(stderr, "usage: beside RUNS NAME COMMAND [NAME COMMAND]...\n");
		return 3;
	}
	for (size_t i = 0; i < count; i++)
		run(argv[3 + 2 * i]);
	for (size_t r = 0; r < runs; r++)
		for (size_t i = 0; i < count; i++)
			samples[i][r] = run(argv[3 + 2 * i]);
	printf("| program | CPU s | wall s | peak MiB | times the CPU of the first |\n|---|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < count; i++) {
		double cpu[RUNS_MOST], wall[RUNS_MOST], peak[RUNS_MOST], ratio[RUNS_MOST];
		for (size_t r = 0; r < runs; r++) {
			cpu[r] = samples[i][r].cpu_s;
			wall[r] = samples[i][r].wall_s;
			peak[r] = samples[i][r].peak_mib;
			ratio[r] = samples[i][r].cpu_s / samples[0][r].cpu_s;
		}
		printf("| %s | %.3f | %.3f | %.0f | %.1f |\n", argv[2 + 2 * i], median(cpu, runs), median(wall, runs),
		       median(peak, runs), median(ratio, runs));
	}
	return 0;
}
