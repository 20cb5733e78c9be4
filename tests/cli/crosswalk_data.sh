#!/usr/bin/env bash
# crosswalk over the drafts of a constitution as its committees left them, where the data is there: titles taken off, points
# are found again by their words, and held against the titles. Some of the titles are wrong in the source.
. tests/cli/check
data=${PARAPH_DATA:-../shared/data}/chile-convention
{ [ -d "$data" ] && command -v python3 >/dev/null; } || exit 77

# found_again GAP RECALL PRECISION: drafts so many steps apart; in 1000.
found_again() {
	python3 - "$data" "$PARAPH" "$work" "$@" <<'END'
import collections, glob, json, re, subprocess, sys
data, paraph, work, gap, recall, precision = sys.argv[1:4] + [int(n) for n in sys.argv[4:7]]

def words(text):
    text = re.sub(r'\s+', ' ', text or '').strip().replace('[', '(').replace(']', ')')
    return re.sub(r'^[^A-Za-zÁÉÍÓÚáéíóúñÑ]', 'x', text)

def points(path):
    all = [(words(p['article']).lower(), words(p.get('text', p.get('content')))) for p in json.load(open(path))]
    return [p for p in all if p[1]]

def places(draft):
    count = collections.Counter(title for title, _ in draft)
    return {title: str(i + 1) for i, (title, _) in enumerate(draft) if count[title] == 1}

there = found = right = 0
for folder in sorted(glob.glob(data + '/comision-*')):
    drafts = [points(path) for path in sorted(glob.glob(folder + '/draft-after-indications/*.json'))]
    for i in range(0, len(drafts) - gap, 2):
        for name, draft in ('a.md', drafts[i]), ('b.md', drafts[i + gap]):
            with open(f'{work}/{name}', 'w') as out:
                out.writelines(f'{k + 1}. {text}\n' for k, (_, text) in enumerate(draft))
        got = subprocess.run([paraph, 'crosswalk', f'{work}/a.md', f'{work}/b.md', '-o', 'json'], capture_output=True, text=True)
        if got.returncode:
            sys.exit(got.stderr)
        links = {(r['from'], r['to']) for r in json.loads(got.stdout)['rows'] if r['from'] and r['to']}
        a, b = places(drafts[i]), places(drafts[i + gap])
        truth = {(a[title], b[title]) for title in a if title in b}
        known = {x for x, _ in truth}, {y for _, y in truth}
        there += len(truth)
        found += sum(x in known[0] or y in known[1] for x, y in links)
        right += len(truth & links)
if not there or right * 1000 < recall * there or right * 1000 < precision * found:
    sys.exit(f'{there} pairs, {found} found, {right} right')
END
}

holds "points of the next draft" found_again 1 970 990
holds "points four drafts later" found_again 4 900 980
finish
