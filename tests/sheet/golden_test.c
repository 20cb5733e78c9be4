/* The sample sheet in every format, held against what it looked like when
 * somebody looked.  With PARAPH_GOLDEN=write the files are written anew; then
 * look again. */
#include "base/file.h"
#include "sheet/sample.h"
#include "test.h"

static void
check_golden(const char *format, unsigned width, bool colour, const char *name)
{
	arena *a = arena_new();
	struct err err = { 0 };
	str path = arena_printf(a, "tests/sheet/golden/%s", name), wanted;
	str got = sample_render(a, sample_sheet(a), format, width, colour);
	const char *what = getenv("PARAPH_GOLDEN");
	if (what && strcmp(what, "write") == 0)
		CHECK_OK(file_write(path, got, &err), err);
	CHECK_OK(file_read(a, path, &wanted, &err), err);
	CHECK_STR(got, wanted);
	arena_free(a);
}

TEST(sheet_golden, text_of_100_columns)
{
	check_golden("text", 100, false, "sample.100.txt");
}

TEST(sheet_golden, text_of_80_columns)
{
	check_golden("text", 80, false, "sample.80.txt");
}

TEST(sheet_golden, text_of_40_columns)
{
	check_golden("text", 40, false, "sample.40.txt");
}

TEST(sheet_golden, text_with_colours)
{
	check_golden("text", 80, true, "sample.colour.txt");
}

TEST(sheet_golden, markdown)
{
	check_golden("md", 0, false, "sample.md");
}

TEST(sheet_golden, html)
{
	check_golden("html", 0, false, "sample.html");
}

TEST(sheet_golden, svg)
{
	check_golden("svg", 0, false, "sample.svg");
}

TEST(sheet_golden, json)
{
	check_golden("json", 0, false, "sample.json");
}

TEST(sheet_golden, csv)
{
	check_golden("csv", 0, false, "sample.csv");
}
