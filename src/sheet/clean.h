/* clean: the characters of a text as they may be shown to people.
 *
 *      for (uint32_t c; clean_next(&text, &c); )
 *              clean_add(out, c);
 *
 * Data comes from papers, sites and other delegations, and is printed on
 * terminals and pages.  It must not move the cursor, ring, set colours, or
 * turn the direction of what stands beside it:
 *
 *      tabs, line ends         a blank
 *      other C0 controls, DEL  their pictures, U+2400 and up: ESC is U+241B
 *      C1 controls             U+FFFD
 *      bidi embeddings, overrides and isolates, U+202A..E and U+2066..9, and
 *      the deprecated U+206A..F
 *                              U+FFFD (Unicode TR 36, 2.5; CVE-2021-42574)
 *      broken UTF-8, noncharacters
 *                              U+FFFD
 *
 * Marks of direction that move nothing alone (U+200E, U+200F, U+061C) stay.
 */
#ifndef PARAPH_SHEET_CLEAN_H
#define PARAPH_SHEET_CLEAN_H

#include "base/buf.h"

/* Takes the next character from the front of `rest`; false at its end. */
bool clean_next(str *rest, uint32_t *ret_char);

/* Adds a character as UTF-8. */
void clean_add(buf *out, uint32_t c);

/* How many bytes at the start are ASCII and print as they are, blanks not
 * among them. */
size_t clean_plain(str s);

/* The whole of `s`, clean. */
void clean_add_str(buf *out, str s);

/* Is it a control of direction, as above? */
bool clean_turns(uint32_t c);

#endif
