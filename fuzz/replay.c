/* replay: runs a fuzz target on files, where libFuzzer is not there.
 *
 *      fuzz/minutes tests/fuzz-corpus/minutes/...
 *
 * Each input is copied to a block of its own size, so that a sanitizer sees a
 * read beyond its end.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++) {
		struct err err = { 0 };
		arena *a = arena_new();
		str bytes;
		if (!file_read(a, str_of(argv[i]), &bytes, &err)) {
			fprintf(stderr, "replay: %s\n", err.text);
			arena_free(a);
			return 4;
		}
		uint8_t *data = malloc(bytes.len ? bytes.len : 1);
		if (!data)
			arena_exhausted(bytes.len);
		memcpy(data, bytes.at, bytes.len);
		fprintf(stderr, "%s\n", argv[i]);
		LLVMFuzzerTestOneInput(data, bytes.len);
		free(data);
		arena_free(a);
	}
	return 0;
}
