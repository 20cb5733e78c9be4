#!/usr/bin/env bash
# Every source and every test stands in its meson.build, once, and the lists are sorted.
set -u
bad=0
complain() {
	echo "$*"
	bad=1
}

# check LIST FOLDER PATTERN: LIST names exactly the files of FOLDER that match, in order.
check() {
	local wanted got
	got=$(sed -n "s/^  '\(.*\.c\)',\$/\1/p" "$1")
	wanted=$(cd "$2" && find . -name "$3" | sed 's|^\./||')
	[ "$got" = "$(printf '%s\n' "$got" | LC_ALL=C sort)" ] || complain "$1 is not sorted"
	diff <(printf '%s\n' "$wanted" | LC_ALL=C sort) <(printf '%s\n' "$got" | LC_ALL=C sort) |
		sed -n "s|^< \(..*\)|$1 does not list \1|p; s|^> \(..*\)|$1 lists \1, which is not there|p" >"$work"
	[ -s "$work" ] && { cat "$work"; bad=1; }
}

work=$(mktemp) || exit 4
trap 'rm -f "$work"' EXIT
for floor in src/*/; do
	floor=${floor%/}
	if [ -f "$floor/meson.build" ]; then
		check "$floor/meson.build" "$floor" '*.c'
	elif [ -n "$(find "$floor" -name '*.c')" ]; then
		complain "$floor has sources and no meson.build"
	fi
done
check tests/meson.build tests '*.c'
for fuzz in fuzz/*_fuzz.c; do
	name=$(basename "$fuzz" _fuzz.c)
	grep -q "^  '$name',\$" fuzz/meson.build || complain "fuzz/meson.build does not list $name"
done
exit $bad
