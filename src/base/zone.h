/* zone: what offset the clocks of a place show, from the tz database's files.
 *
 *      zone *z = zone_read(a, bytes_of_tzif_file, S("Europe/Zurich"), &err);
 *      zone_offset(z, instant)         seconds east of Greenwich
 *
 * Zones are an input of reading minutes: they become offsets there, so the
 * fold never asks.  Reads TZif versions 1 to 4 (RFC 8536, RFC 9636) and the
 * rule in the footer for the time after the last transition.
 */
#ifndef PARAPH_BASE_ZONE_H
#define PARAPH_BASE_ZONE_H

#include "base/arena.h"
#include "base/err.h"

typedef struct zone zone;

/* Never fails and needs no file. */
const zone *zone_utc(void);

/* From a TZif file's bytes, which need not outlive the call.  Damaged input is
 * an error, NULL, never a crash; so is a file that counts leap seconds. */
zone *zone_read(arena *a, str bytes, str name, struct err *err);

/* Is it a name that may be looked up ("Europe/Zurich", no "..", no "/" first)? */
bool zone_name_ok(str name);

str zone_name(const zone *z);
int32_t zone_offset(const zone *z, int64_t instant);
str zone_abbreviation(const zone *z, int64_t instant);  /* "CEST" */

/* The instants at which the wall clock shows `civil` (seconds since 1970 on
 * the clock): 1 as a rule, 0 in a gap, 2 in an overlap (earlier one first).
 * In a gap ret_instants[0] is the instant of the jump.  Exact for all time:
 * a rule is followed beyond the file's end.  Arguments are cut to 2^60 either
 * way.  O(log n), some 10 ns. */
unsigned zone_instants(const zone *z, int64_t civil, int64_t ret_instants[2]);

#endif
