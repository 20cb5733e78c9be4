#!/usr/bin/env bash
# The picture in README.md is what the program prints now; `tools/picture` draws it anew.
. tests/cli/check
tools/picture "$PARAPH" "$work/sheet.svg"
holds "doc/sheet.svg is up to date (make, then tools/picture)" cmp -s doc/sheet.svg "$work/sheet.svg"
holds "no colour is left over in it" test -z "$(grep -c "$(printf '\033')" "$work/sheet.svg" | grep -v '^0$')"
finish
