#!/usr/bin/env python3
"""Snapshots of a table of ratifications, made into minutes: ratifications.py FILE.csv… >paris.minutes

A ratification is a vote, known from its day on; what a later snapshot says otherwise is a correction,
known from the day of that snapshot (the date that its name begins with)."""
import csv
import sys

known = {}
print('''talks paris "an agreement that enters into force"
  zone UTC
secretariat Depositary
keeper Depositary
draft agreement by Depositary count 29
under circle public''')
rows = [(path.split('/')[-1][:10], list(csv.DictReader(open(path, encoding='utf-8')))) for path in sys.argv[1:]]
first = {r.get('Code') or r['Country Code']: r for r in rows[0][1]}
# The union acceded, and counts as a party; its members' emissions are counted once.
weights = {code: '0' if code.startswith('EU') else r['Percentage'] or '0' for code, r in first.items()}
print('party ' + ', '.join(sorted(weights)))
print('group Parties\n  members ' + ', '.join(sorted(weights)))
print('weights emissions for Parties\n  values:')
for code in sorted(weights):
    print(f'    {code} {weights[code]}')
print('''rule entry for Parties
  decides: on the thirtieth day after 55 parties that account for 55 per cent of emissions have ratified
  method:
    votes
    yes >= 55
    yes >= 55 of emissions''')
print('2016-04-22 Depositary calls-vote as into-force for Parties on agreement rule entry')
for day, table in rows:
    for r in table:
        code = (r.get('Code') or r['Country Code']).replace('EUU', 'EU28')
        date = r.get('Ratification') or r.get('Ratification-Acceptance-Approval') or ''
        if code not in weights or known.get(code, '') == date:
            continue
        since = '' if table is rows[0][1] else f' recorded {day}'
        if known.get(code):
            print(f'{known[code]} Depositary corrects v-{code}{since}')
        if date:
            print(f'{date} {code} votes into-force kind yes as v-{code}{"-again" if known.get(code) else ""}{since}')
        known[code] = date
