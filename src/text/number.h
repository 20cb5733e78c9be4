/* number: the numbers of points as people write them.
 *
 *      struct number n;
 *      if (number_marker(S("3bis. The port"), &n))
 *              use(n.digits);                  "3bis"
 *
 * A number is digits with a suffix (3, 3a, 3bis, 3 alt, 3alt2), joined by dots
 * (6.1), after a letter or Roman numeral (B.2, IV.1), after PP or OP (OP3bis),
 * or below zero (-1a), and may end in letters in parentheses (6(a)).
 */
#ifndef PARAPH_TEXT_NUMBER_H
#define PARAPH_TEXT_NUMBER_H

#include "base/str.h"

struct number {
	str digits;             /* "3", "B.2", "3 alt", "(a)"; without marks around */
	size_t used;            /* bytes with the marks, without the blanks behind */
	bool bracketed;         /* a "[" before it, which `used` includes */
	bool plain;             /* digits and one mark: a marker of CommonMark's own */
};

enum { NUMBER_MARKER_MOST = 13, NUMBER_MOST = 64 };     /* bytes */

/* At the start of a line: "3.", "3)", "3bis.", "[3.]", and "[3." whose bracket
 * closes somewhere behind.  It holds a digit, ends in "." or ")", and a blank
 * or the end of the line follows. */
bool number_marker(str line, struct number *ret_number);

/* At the start of a heading: "3", "3.", "B.2", "Article 4", "[Article 3bis]",
 * "[3.]".  Article, Art., Section, Point, Paragraph, Rule, Clause and § may
 * stand before it and are dropped; without them, letters alone (A, IV) need a
 * "." or ")", and years ("2026 talks") and dates ("4 June") are no numbers. */
bool number_heading(str heading, struct number *ret_number);

/* At the start of a line: "(a)", "(iv)" and a blank; `digits` is "(a)". */
bool number_letter(str line, struct number *ret_number);

/* 1 … 26 for one small letter, else 0; the value of a small Roman numeral up
 * to 39 in its regular form, else 0. */
unsigned letter_value(str letters);
unsigned roman_value(str letters);

#endif
