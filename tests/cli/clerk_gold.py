#!/usr/bin/env python3
"""clerk_gold.py PARAPH REPORT GOLD DAY: what the clerk finds in a report against what a reader found.

Prints `statements FOUND RIGHT ALL`, `events FOUND RIGHT ALL`, `dates FOUND RIGHT ALL`, `false N`, and with
CLERK_GOLD_SHOW set each line that is not right. The form of GOLD is in tests/clerk/reports/README.md.
"""
import json
import os
import re
import subprocess
import sys

paraph, report, gold, day = sys.argv[1:5]
text = open(report, encoding='utf-8-sig', newline='').read()
out = subprocess.run([paraph, 'clerk', report, '--at', day, '--in-order', '-o', 'json'], capture_output=True, text=True, check=True).stdout
data = json.loads(out)
EVENTS = {'meeting', 'exposure', 'deadline', 'incident', 'red-line', 'point'}
counts = {key: [0, 0, 0] for key in ('statements', 'events', 'dates')}
used = set()


def span(word):
    a, b = word.split('-')
    return int(a), int(b)


def meets(run, at):
    return run and run['start'] < at[1] and at[0] < run['end']


def words(runs):
    return {m.start() + a for a, b in runs for m in re.finditer(r'\w+', text[a:b])}


def names(word):
    if word.startswith('='):
        return [name.replace('_', ' ').lower() for name in word[1:].split('|')]
    a, b = span(word)
    return [text[a:b].lower()]


def is_speaker(entry, who):
    said = entry['speaker']
    if who == '-':
        return True
    return said is not None and any(n in f"{said['name']} | {said['party']}".lower() for n in names(who))


def is_said(entry, cue, content):
    said = words([(c['start'], c['end']) for c in entry['content']])
    wanted = words([content])
    return meets(entry['cue'], cue) and len(said & wanted) >= .5 * len(said | wanted)


def is_event(entry, mood, when, more):
    value = (entry['when'] or {}).get('value') or '-'
    figures = {q['class'] + ('/' + q['part'] if q['part'] else ''): q['number'] for q in entry['figures']}
    head = entry['minutes'].split(' source ')[0].lower()
    if mood not in ('-', entry['mood']) or (when not in ('-', '.') and not value.startswith(when)):
        return False
    for item in more:
        name, _, number = item.partition('=')
        if number and not item.startswith('='):
            if name not in figures or str(figures[name]) != number:
                return False
        elif not any(n.split()[-1] in head for n in names(item)):
            return False
    return True


def note(key, line, found, right):
    counts[key][0] += found
    counts[key][1] += right
    counts[key][2] += 1
    if not right and os.environ.get('CLERK_GOLD_SHOW'):
        print('wrong' if found else 'missed', line)


for line in open(gold, encoding='utf-8'):
    kind, *rest = line.split()
    if kind == 'say':
        cue, content, who = span(rest[0]), span(rest[1]), rest[2]
        found = [e for e in data['entries'] if is_said(e, cue, content)]
        used.update(id(e) for e in found)
        note('statements', line.rstrip(), bool(found), any(is_speaker(e, who) for e in found))
    elif kind == 'date':
        found = [d for d in data['dates'] if meets(d, span(rest[0]))]
        note('dates', line.rstrip(), bool(found), any(d['value'] == rest[1] for d in found))
    else:
        found = [e for e in data['entries'] if e['kind'] == kind and meets(e, span(rest[0]))]
        used.update(id(e) for e in found)
        note('events', line.rstrip(), bool(found), any(is_event(e, rest[1], rest[2], rest[3:]) for e in found))
for key, (found, right, total) in counts.items():
    print(key, found, right, total)
print('false', sum(1 for e in data['entries'] if e['kind'] in EVENTS and id(e) not in used))
