/* file: whole files in and out.
 *
 *      str bytes;
 *      if (!file_read(a, str_of(argv[1]), &bytes, &err))
 *              return report(&err);
 *      ...
 *      if (!file_write(path, buf_str(&out), &err))
 *              return report(&err);
 *
 * Messages name the file and say what to do.
 */
#ifndef PARAPH_BASE_FILE_H
#define PARAPH_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* The whole of the file at `path`, in `a`, ending in NUL; "-" is standard
 * input.  Pipes and terminals are read to their end; a folder, a device and
 * what has 4 GiB or more is refused.  A regular file is read once, into its
 * place; of one that changes meanwhile, what was there is given. */
bool file_read(arena *a, str path, str *ret_bytes, struct err *err);

/* Puts `bytes` at `path`: wholly, or the file stays as it was.  They go to a
 * new file in the same folder, to the disk, and then into place; an existing
 * file keeps its mode, a link stays a link.  What is no regular file, such as
 * a pipe, is written to directly. */
bool file_write(str path, str bytes, struct err *err);

/* Everything up to the last slash, with it; empty where there is none. */
str path_folder(str path);

/* Puts the folder of `path` to the disk, so that a file made in it is there after
 * a power cut too. */
void file_sync_folder(str path);

#endif
