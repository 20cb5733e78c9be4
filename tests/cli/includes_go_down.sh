#!/usr/bin/env bash
# The tree is the architecture: a file includes only from its own floor and from those before it.
set -u
climbs=$(find src -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	BEGIN {
		count = split("base text sheet minutes rules talks record weigh answer io clerk web cli", floors, " ")
		for (i = 1; i <= count; i++)
			rank[floors[i]] = i
	}
	FNR == 1 {
		split(FILENAME, parts, "/")
		from = parts[2]
		if (!(from in rank))
			printf "%s: src/%s is no floor of the house\n", FILENAME, from
	}
	/^#[ \t]*include[ \t]+"/ {
		to = $0
		sub(/^[^"]*"/, "", to)
		if (to !~ /^[a-z]+\// || !(substr(to, 1, index(to, "/") - 1) in rank)) {
			if (to !~ /^paraph\.h"/)
				printf "%s:%d: include by floor, as in \"base/str.h\"\n", FILENAME, FNR
			next
		}
		sub(/\/.*/, "", to)
		if (rank[to] > rank[from])
			printf "%s:%d: %s includes from %s, which stands above it\n", FILENAME, FNR, from, to
	}')
[ -z "$climbs" ] && exit 0
echo "$climbs"
exit 1
