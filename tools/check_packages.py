#!/usr/bin/env python3
"""Checks what `paraph weigh -o json` printed against the files it was made from.

    paraph weigh --domain domain.xml p1.xml p2.xml -o json >weighed.json
    tools/check_packages.py weighed.json --domain domain.xml p1.xml p2.xml
    tools/check_packages.py weighed.json --brute upper.json lower.json

Shares nothing with the program: reads Genius XML, GeniusWeb and NegoLog JSON and
positions by itself, adds up every package in fractions, and holds that

  * each package takes one option of each point, and its utilities are as printed;
  * no best package lies below a red line, rows that do say so, and none dominates another;
  * no row is better by a measure than the package printed for it;
  * with --brute (up to BRUTE_MOST packages): the frontier is all of it.

Prints what it checked; exits with 1 at the first thing that is not so.
"""
import argparse
import itertools
import json
import re
import sys
import xml.etree.ElementTree as ET
from fractions import Fraction

BRUTE_MOST = 500_000
NEAR = 1e-12


class Party:
    def __init__(self, name):
        self.name, self.line, self.has_line = name, Fraction(0), False
        self.tables = []        # (points, {options: value}), points by name
        self.function = None    # options by name -> Fraction


# ---- Genius ----

def xml_of(path):
    data = open(path, 'rb').read()
    try:
        text = data.decode('utf-8-sig')
    except UnicodeDecodeError:
        text = data.decode('latin-1')
    text = re.sub(r'<\?xml.*?\?>', '', text, count=1, flags=re.S)
    text = re.sub(r'&(?!(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);)', '&amp;', text)
    return ET.fromstring(text.strip())


def issues_of(root):
    return [i for i in root.iter('issue')]


def issue_type(issue):
    kind = issue.get('vtype') or issue.get('type') or issue.get('etype')
    return kind or 'discrete'


def bounds(issue):
    inner = issue.find('range')
    at = issue if issue.get('lowerbound') is not None else inner
    return Fraction(at.get('lowerbound')), Fraction(at.get('upperbound'))


def genius_domain(path):
    points = {}
    for issue in issues_of(xml_of(path)):
        if issue_type(issue) == 'integer':
            low, high = bounds(issue)
            points[issue.get('name')] = [str(v) for v in range(int(low), int(high) + 1)]
        else:
            points[issue.get('name')] = [i.get('value') for i in issue.findall('item')]
    return points


def clamp(x):
    return min(Fraction(1), max(Fraction(0), x))


def integer_value(issue, v):
    e, (low, _) = issue.find('evaluator'), bounds(issue)
    if e.get('offset') is not None:
        return clamp(Fraction(e.get('slope')) * (v - low) + Fraction(e.get('offset')))
    return clamp(Fraction(e.get('parameter1')) * v + Fraction(e.get('parameter0')))


def genius_party(path, points, normalise):
    root = xml_of(path)
    p = Party(re.sub(r'\.[^.]*$', '', path.split('/')[-1]))
    reservation = root.find('.//reservation')
    if reservation is not None:
        p.line, p.has_line = Fraction(reservation.get('value')), True
    utility = root.find('.//utility')
    if utility is not None and utility.find('ufun') is not None:
        p.function = genius_function(root, utility)
        return p
    weights = {w.get('index'): Fraction(w.get('value')) for w in root.iter('weight')}
    for issue in issues_of(root):
        name, weight = issue.get('name'), weights.get(issue.get('index'), Fraction(0))
        if issue_type(issue) == 'integer':
            table = {(o,): weight * integer_value(issue, int(o)) for o in points[name]}
        else:
            values = {i.get('value'): Fraction(i.get('evaluation')) for i in issue.findall('item')}
            most = max(values.values()) if normalise else Fraction(1)
            table = {(o,): weight * (values[o] / most if most >= Fraction('0.00001') else 0) for o in points[name]}
        p.tables.append(((name,), table))
    return p


def genius_function(root, utility):
    names = {i.get('index'): i.get('name') for i in issues_of(root)}
    most = Fraction(utility.get('maxutility'))

    def value(f, package):
        got = []
        for part in f:
            if part.tag == 'ufun':
                got.append(value(part, package))
            elif part.tag == 'hyperRectangle':
                inside = all(int(b.get('min')) <= int(package[names[b.get('index')]]) <= int(b.get('max')) for b in part)
                holds = inside == all(b.tag == 'INCLUDES' for b in part)
                got.append(Fraction(part.get('weight') or 1) * Fraction(part.get('utility')) if holds else Fraction(0))
        join = {'sum': sum, 'max': max, 'min': min}[(f.get('aggregation') or f.get('type') or 'sum').lower()]
        return Fraction(f.get('weight') or 1) * (join(got) if got else 0)

    return lambda package: min(Fraction(1), sum(value(f, package) for f in utility.findall('ufun')) / most)


# ---- JSON ----

def json_of(path):
    return json.load(open(path, encoding='utf-8'), parse_float=Fraction, parse_int=Fraction)


def option_name(v):
    return v if isinstance(v, str) else json.dumps(v) if isinstance(v, bool) else number_name(v)


def number_name(v):
    return str(v) if v.denominator == 1 else repr(float(v))


def geniusweb_options(values):
    """["a", …], {"values": […]}, {"range": [low, high, step]}, or one of them in a wrapper."""
    if isinstance(values, dict) and 'values' not in values and 'range' not in values and len(values) == 1:
        values = next(iter(values.values()))
    if isinstance(values, dict) and 'range' in values:
        low, high, step = (Fraction(x) for x in values['range'])
        return [number_name(low + i * step) for i in range(int((high - low) / step) + 1)]
    return [option_name(v) for v in (values['values'] if isinstance(values, dict) else values)]


def groups_geniusweb(space, party):
    for part in space['partUtilities'].values():
        inner = part if 'issues' in part else next(iter(part.values()))
        listed = {tuple(option_name(v) for v in e['values']): e['util'] for e in inner['utilslist']}
        party.tables.append((tuple(inner['issues']), Missing(listed)))


class Missing(dict):
    """What is not listed is worth nothing."""
    def __missing__(self, key):
        return Fraction(0)


def linear_geniusweb(space, party, points):
    for name, utils in space['issueUtilities'].items():
        kind, inner = next(iter(utils.items())) if len(utils) == 1 and isinstance(next(iter(utils.values())), dict) \
            and 'valueUtilities' not in utils else (None, utils)
        weight = space['issueWeights'][name]
        if 'valueUtilities' in inner:
            table = {(o,): weight * inner['valueUtilities'].get(o, 0) for o in points[name]}
        else:
            low, high = Fraction(inner['lowValue']), Fraction(inner['highValue'])
            lu, hu = Fraction(inner['lowUtility']), Fraction(inner['highUtility'])
            table = {(o,): weight * (lu + (Fraction(o) - low) * (hu - lu) / (high - low)) for o in points[name]}
        party.tables.append(((name,), table))


def negolog_party(data, party, points):
    if 'reservationValue' in data:
        party.line, party.has_line = Fraction(data['reservationValue']), True
    for name, values in data['issues'].items():
        party.tables.append(((name,), {(o,): data['issueWeights'][name] * values[o] for o in points[name]}))


# ---- adding up ----

def utility(party, package):
    u = sum((table[tuple(package[n] for n in names)] for names, table in party.tables), Fraction(0))
    return u + party.function(package) if party.function else u


def fails(message):
    print('NOT SO: ' + message)
    sys.exit(1)


def near(a, b):
    return abs(float(a) - b) <= NEAR * max(1.0, abs(b))


def dominates(x, y):
    return all(a >= b for a, b in zip(x, y)) and x != y


def maxima(vectors):
    """Of a set of vectors those that none dominates: by falling order, one pass against what is kept."""
    kept = []
    for v in sorted(set(vectors), reverse=True):
        if not any(all(a >= b for a, b in zip(k, v)) for k in kept):
            kept.append(v)
    return kept


def measure(name, u, parties, ideal):
    gains = [x - p.line for x, p in zip(u, parties)]
    if name == 'utilitarian':
        return [sum(u)]
    if name == 'nash':
        product = Fraction(1)
        for g in gains:
            product *= g
        return [product]
    if name == 'kalai_smorodinsky':
        gains = [g / (i - p.line) if i > p.line else Fraction(1) for g, i, p in zip(gains, ideal, parties)]
    return sorted(gains)


def read_parties(arguments):
    if arguments.domain:
        points = genius_domain(arguments.domain)
        return points, [genius_party(f, points, arguments.normalise) for f in arguments.profiles]
    first = open(arguments.profiles[0], 'rb').read().lstrip(b'\xef\xbb\xbf \n\r\t')[:1]
    if first == b'<':
        points = genius_domain(arguments.profiles[0])
        return points, [genius_party(f, points, arguments.normalise) for f in arguments.profiles]
    spaces = [json_of(f) for f in arguments.profiles]
    parties = [Party(re.sub(r'\.[^.]*$', '', f.split('/')[-1])) for f in arguments.profiles]
    if 'issueWeights' in spaces[0] and 'issues' in spaces[0]:
        points = {n: list(v) for n, v in spaces[0]['issues'].items()}
        for data, party in zip(spaces, parties):
            negolog_party(data, party, points)
        return points, parties
    inner = [next(iter(s.values())) for s in spaces]
    points = {n: geniusweb_options(v) for n, v in inner[0]['domain']['issuesValues'].items()}
    for data, party in zip(inner, parties):
        if 'partUtilities' in data:
            groups_geniusweb(data, party)
        else:
            linear_geniusweb(data, party, points)
        party.name = data.get('name') or party.name
        bid = {n: option_name(v) for n, v in ((data.get('reservationBid') or {}).get('issuevalues') or {}).items()}
        if bid:
            party.has_line = True
            party.line = sum((table[tuple(bid[n] for n in names)] for names, table in party.tables
                              if all(n in bid for n in names)), Fraction(0))
    return points, parties


def keeps_lines(u, parties):
    return all(not p.has_line or x >= p.line for x, p in zip(u, parties))


def check_package(what, row, points, parties):
    package = row['package']
    if set(package) != set(points):
        fails(f'{what}: the package has other points than the domain')
    for name, option in package.items():
        if option not in points[name]:
            fails(f"{what}: '{option}' is no option of '{name}'")
    u = [utility(p, package) for p in parties]
    for p, exact, printed in zip(parties, u, row['u']):
        if not near(exact, printed):
            fails(f'{what}: {p.name} has {float(exact)}, printed is {printed}')
    below = any(p.has_line and x < p.line for x, p in zip(u, parties))
    if below != row.get('below_red_line', False):
        fails(f'{what}: some party is below its red line, and it is not said; or it is said, and is not so')
    return tuple(u)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('weighed')
    parser.add_argument('--domain')
    parser.add_argument('--normalise', action='store_true')
    parser.add_argument('--brute', action='store_true')
    parser.add_argument('profiles', nargs='+')
    arguments = parser.parse_args()
    weighed = json.load(open(arguments.weighed, encoding='utf-8'))
    points, parties = read_parties(arguments)
    packages = 1
    for options in points.values():
        packages *= len(options)
    if float(weighed['outcomes']) != float(packages):
        fails(f"there are {packages} packages, printed are {weighed['outcomes']}")
    rows = [check_package(f'row {i + 1}', r, points, parties) for i, r in enumerate(weighed['frontier'])]
    if rows and weighed['frontier_exact'] and len(maxima(rows)) != len(rows):
        fails('some row of the frontier dominates another, or stands there twice')
    if rows and len(rows) != weighed['frontier_size']:
        fails('frontier_size is not the number of rows')
    brute = None
    if arguments.brute:
        if packages > BRUTE_MOST:
            fails(f'{packages} packages are too many for --brute')
        vectors = []
        for choice in itertools.product(*points.values()):
            package = dict(zip(points, choice))
            u = tuple(utility(p, package) for p in parties)
            if not weighed['frontier_within_red_lines'] or keeps_lines(u, parties):
                vectors.append(u)
        brute = maxima(vectors)
        if len(brute) != (weighed['frontier_size'] or 0) or (rows and set(brute) != set(rows)):
            fails(f"trying everything gives {len(brute)} rows, printed are {weighed['frontier_size']}")
    known = [r for r in (brute if brute is not None else rows) if keeps_lines(r, parties)]
    ideal = [max(r[k] for r in known) for k in range(len(parties))] if known else None
    checked = 0
    for name in ('nash', 'egalitarian', 'kalai_smorodinsky', 'utilitarian'):
        if not weighed[name]:
            if known:
                fails(f'{name} is missing')
            continue
        u = check_package(name, weighed[name], points, parties)
        checked += 1
        if not known:
            continue
        mine = measure(name, u, parties, ideal)
        if any(measure(name, r, parties, ideal) > mine for r in known):
            fails(f'{name}: some package is better')
    print(f"{packages} packages, {len(parties)} parties: {len(rows)} rows and {checked} best packages add up"
          + (', and nothing is missing' if arguments.brute else ''))


main()
