#!/usr/bin/env python3
"""Votes and populations of a council of states, made into minutes: council.py eucouncil_weights.csv >council.minutes

Three rules, each for its years: weighted votes of fifteen, of twenty-five and more, and the double majority."""
import csv
import sys

ERAS = [('v15', 'seats', '1995-01-01', '2004-04-30'), ('v25', 'seats', '2004-11-01', '2014-10-31'),
        ('p2014a', 'population', '2014-11-01', '2016-12-31')]
rows = {r['country'].replace(' ', '-'): r for r in csv.DictReader(open(sys.argv[1], encoding='utf-8'))}
late = {'Bulgaria': '2007-01-01', 'Romania': '2007-01-01', 'Croatia': '2013-07-01'}
joined = {c: late.get(c, '1995-01-01' if r['v15'] else '2004-05-01') for c, r in rows.items()}
print('talks council "a council of states"\n  zone UTC\nsecretariat Registry\nkeeper Registry')
print('party ' + ', '.join(rows))
print('group Council\n  members ' + ', '.join(c for c in rows if rows[c]['v15']))
for name in ('seats', 'population'):
    print(f'weights {name} for Council\n  values:')
    for column, of, since, until in ERAS:
        for c, r in rows.items():
            if of == name and r[column]:
                print(f'    {c} {r[column]} from {since} until {until}')
print('''rule fifteen for Council during 1995-01-01/2004-10-31
  method:
    votes
    yes >= 62 of seats
rule weighted for Council during 2004-11-01/2014-10-31 replaces fifteen
  method:
    votes
    yes > 1/2 of members
    yes >= 255 of seats
rule double for Council during 2014-11-01/.. replaces weighted
  method:
    votes
    yes >= 55% of members
    yes >= 65% of population
    blocked by at least 4
draft act by Registry count 1
under circle public''')
for c in sorted(c for c in rows if not rows[c]['v15']):
    print(f'{joined[c]} {c} joins Council')
against = [('2003-06-01', 'Germany,France,Greece'), ('2003-06-02', 'Germany,France,Austria'), ('2012-06-01', 'Germany,France,Poland'),
           ('2012-06-02', 'Germany,France,Italy,Cyprus'), ('2015-06-01', 'Germany,France,United-Kingdom'),
           ('2015-06-02', 'Germany,France,United-Kingdom,Malta')]
for day, names in against:
    noes = names.split(',')
    print(f'{day} 10:00 Registry calls-vote as v{day} for Council on act rule fifteen')
    print(f'{day} 11:00 {", ".join(noes)} vote v{day} kind no')
    print(f'{day} 11:00 {", ".join(c for c in rows if c not in noes and joined[c] <= day)} vote v{day} kind yes')
