/* The version, as meson.build has it; a test holds the two together. */
#ifndef PARAPH_CLI_VERSION_H
#define PARAPH_CLI_VERSION_H

#define PARAPH_VERSION "0.1.0"

#endif
