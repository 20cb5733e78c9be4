/* The version, as meson.build has it; a test holds the two together. */
#ifndef PARAPH_CLI_VERSION_H
#define PARAPH_CLI_VERSION_H

#define PARAPH_VERSION "0.1.0"

/* To be raised where an answer to the same acts changes: what is kept of an older one is then
 * derived anew, and never called forged. */
#define PARAPH_FOLD "1"

#endif
