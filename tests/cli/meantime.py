#!/usr/bin/env python3
"""meantime.py FOLDER OUT: the dates of MEANTIME (news of Wikinews, CC BY, in the CAT format) as TimeML files in OUT.

Only the sentences that are annotated at all are written, its tokens with the blanks that a text has; a date within
another is left out, as TimeML does not nest them.
"""
import os
import re
import sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

folder, out = sys.argv[1:3]
GLUED = re.compile(r"^([.,;:!?%)\]’']|'s|n't|'[a-z]+)$")


def anchors(markable):
    return [int(a.get('t_id')) for a in markable.findall('token_anchor')]


def written(document):
    tokens = [(int(t.get('t_id')), t.text or '', int(t.get('sentence'))) for t in document.iter('token')]
    last = max((n for m in document.find('Markables') for n in anchors(m)), default=0)
    last_sentence = max((s for n, _, s in tokens if n <= last), default=0)
    dates = {min(anchors(t)): (max(anchors(t)), t) for t in document.iter('TIMEX3') if anchors(t)}
    text, sentence, end = '', None, None
    for number, word, of in tokens:
        if of > last_sentence:
            break
        if sentence is not None and of != sentence:
            text += '\n\n' if sentence < 2 else ' '         # the headline and the date stand alone
        elif text and not GLUED.match(word) and not text.endswith(('(', '$')):
            text += ' '
        sentence = of
        if number in dates and end is None:
            end, date = dates[number]
            text += f'<TIMEX3 tid="t{date.get("m_id")}" type="{date.get("type")}" value="{date.get("value")}">'
        text += escape(word)
        if end is not None and number >= end:
            text += '</TIMEX3>'
            end = None
    return text + ('</TIMEX3>' if end is not None else '')


for root, _, files in os.walk(folder):
    for name in sorted(f for f in files if f.endswith('.xml')):
        document = ET.parse(os.path.join(root, name)).getroot()
        day = next((t.get('value') for t in document.iter('TIMEX3') if t.get('functionInDocument') == 'CREATION_TIME'), None)
        if day:
            with open(os.path.join(out, name[:-4] + '.tml'), 'w', encoding='utf-8') as file:
                file.write(f'<?xml version="1.0" ?>\n<TimeML>\n<DCT><TIMEX3 tid="t0" type="DATE" value="{day}" '
                           f'functionInDocument="CREATION_TIME">{day}</TIMEX3></DCT>\n<TEXT>{written(document)}</TEXT>\n</TimeML>\n')
