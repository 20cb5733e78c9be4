/* Preference files: what is read, exactly, and what is refused, with its place. */
#include "io/preferences.h"

#include "base/buf.h"
#include "io/json_read.h"
#include "test.h"

static bool
read_all(arena *a, struct domain *d, struct err *err, bool normalise, const char *domain, const char *const profiles[])
{
	struct preference_file files[8], of = { S("domain.xml"), str_of(domain) };
	struct preference_files all = { .profiles = files, .normalise = normalise, .domain = domain != NULL ? &of : NULL };

	for (; profiles[all.profile_count] != NULL; all.profile_count++)
		files[all.profile_count] = (struct preference_file){
			arena_printf(a, "folder/file%zu.x", all.profile_count + 1), str_of(profiles[all.profile_count]) };
	return preferences_read(a, &all, d, err);
}

#define PROFILES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
utility_is(const struct domain *d, size_t party, const char *const options[], const char *wanted)
{
	arena *a = arena_new();
	uint32_t *option = ARENA_ARRAY(a, uint32_t, d->point_count);

	for (size_t i = 0; i < d->point_count; i++) {
		while (option[i] < d->points[i].option_count && !str_eq(d->points[i].options[option[i]], str_of(options[i])))
			option[i]++;
		CHECK(option[i] < d->points[i].option_count);
	}
	CHECK_STR(ratio_print(a, domain_utility(d, party, option)), wanted);
	arena_free(a);
}

static const char genius_domain[] =
	"<negotiation_template><utility_space number_of_issues='2'><objective index='0' name='Boats' type='objective'>"
	"<issue index='1' name='hull'><item index='1' value='oak'/><item index='2' value='ash'/></issue>"
	"<issue index='4' name='crew' type='integer' lowerbound='2' upperbound='4'/></objective></utility_space></negotiation_template>";

static const char genius_profile[] =
	"<utility_space><objective index='0' name='Boats'><weight index='1' value='0.25'/><weight index='4' value='0.75'/>"
	"<issue index='1' name='hull'><item index='2' value='ash' evaluation='8'/><item index='1' value='oak' evaluation='2'/></issue>"
	"<issue index='4' name='crew' type='integer' lowerbound='2' upperbound='4'><evaluator ftype='linear' offset='0.1' slope='0.6'/>"
	"</issue></objective><reservation value='0.3'/></utility_space>";

TEST(io_preferences, genius_counts_evaluations_as_they_stand)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, genius_domain, PROFILES(genius_profile)), err);
	CHECK_STR(d.name, "Boats");
	CHECK_STR(d.parties[0].name, "file1");
	CHECK(d.parties[0].has_line);
	utility_is(&d, 0, PROFILES("ash", "2"), "2.075");       /* 0.25 × 8 + 0.75 × 0.1 */
	utility_is(&d, 0, PROFILES("oak", "4"), "1.25");        /* held at 1: 0.25 × 2 + 0.75 × 1 */
	CHECK_OK(read_all(a, &d, &err, true, genius_domain, PROFILES(genius_profile)), err);
	utility_is(&d, 0, PROFILES("oak", "2"), "0.1375");      /* 0.25 × 2 / 8 + 0.75 × 0.1 */
	arena_free(a);
}

/* A profile of two issues from 0 to 1, and of hyperRectangles. */
static const char *
boxes_profile(arena *a, const char *aggregation, const char *rectangles)
{
	return arena_printf(a,
			    "<utility_space type='nonlinear'><objective><issue index='1' name='a' type='integer' lowerbound='0' upperbound='1'/>"
			    "<issue index='2' name='b' type='integer' lowerbound='0' upperbound='1'/><utility maxutility='10'>"
			    "<ufun type='PlainUfun' weight='1' aggregation='%s'>%s</ufun></utility></objective></utility_space>",
			    aggregation, rectangles).at;
}

/* genius.core.utility.ExclusiveHyperRectangle: the utility counts where any bound fails. */
TEST(io_preferences, genius_excludes_the_box_and_not_each_of_its_bounds)
{
	static const char excludes[] = "<hyperRectangle utility='4'><EXCLUDES index='1' min='0' max='0'/>"
				       "<EXCLUDES index='2' min='0' max='0'/></hyperRectangle>";
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(boxes_profile(a, "sum", excludes), boxes_profile(a, "max", excludes))), err);
	for (size_t party = 0; party < 2; party++) {
		utility_is(&d, party, PROFILES("0", "0"), "0");
		utility_is(&d, party, PROFILES("0", "1"), "0.4");
		utility_is(&d, party, PROFILES("1", "0"), "0.4");
		utility_is(&d, party, PROFILES("1", "1"), "0.4");
	}
	arena_free(a);
}

/* genius.core.utility.UtilityFunction: what does not hold takes part, with 0. */
TEST(io_preferences, genius_takes_the_least_of_what_holds_and_of_what_does_not)
{
	static const char includes[] = "<hyperRectangle utility='4'><INCLUDES index='1' min='0' max='0'/></hyperRectangle>"
				       "<hyperRectangle utility='12' weight='0.5'><INCLUDES index='2' min='0' max='0'/></hyperRectangle>";
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(boxes_profile(a, "min", includes), boxes_profile(a, "max", includes),
							     boxes_profile(a, "sum", includes))), err);
	utility_is(&d, 0, PROFILES("0", "0"), "0.4");
	utility_is(&d, 0, PROFILES("1", "0"), "0");
	utility_is(&d, 1, PROFILES("0", "0"), "0.6");
	utility_is(&d, 1, PROFILES("0", "1"), "0.4");
	utility_is(&d, 2, PROFILES("0", "0"), "1");
	arena_free(a);
}

TEST(io_preferences, genius_items_that_are_whole_numbers_are_items)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(
		"<utility_space><objective><issue index='1' etype='discrete' type='discrete' vtype='integer' name='i'>"
		"<item index='1' value='5' evaluation='0.2'/><item index='2' value='9' evaluation='1'/></issue>"
		"<weight index='1' value='0.5'/></objective></utility_space>")), err);
	utility_is(&d, 0, PROFILES("5"), "0.1");
	utility_is(&d, 0, PROFILES("9"), "0.5");
	arena_free(a);
}

/* `text` in sixteen bits a character, with its mark; the text is ASCII. */
static struct preference_file
in_utf16(arena *a, const char *name, const char *text, bool is_big_endian)
{
	buf b = { 0 };
	struct preference_file ret = { .name = str_of(name) };

	buf_add(&b, is_big_endian ? S("\xfe\xff") : S("\xff\xfe"));
	for (; *text != '\0'; text++) {
		buf_add_byte(&b, is_big_endian ? '\0' : *text);
		buf_add_byte(&b, is_big_endian ? *text : '\0');
	}
	ret.bytes = arena_str(a, buf_str(&b));
	buf_done(&b);
	return ret;
}

/* A file saved by an editor of Windows was taken for a list of positions. */
TEST(io_preferences, genius_in_sixteen_bits)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };
	struct preference_file of = in_utf16(a, "d.xml", genius_domain, true), profile = in_utf16(a, "p.xml", genius_profile, false);
	struct preference_files all = { .profiles = &profile, .profile_count = 1, .domain = &of };

	CHECK_OK(preferences_read(a, &all, &d, &err), err);
	utility_is(&d, 0, PROFILES("ash", "2"), "2.075");
	profile.bytes = str_sub(profile.bytes, 0, profile.bytes.len - 3);
	CHECK(!preferences_read(a, &all, &d, &err));
	arena_free(a);
}

TEST(io_preferences, xml_that_is_not_well_formed_is_mended)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };
	static const char odd[] = "<!-- first -->\n<?xml version='1.0'?>\n<utility_space><objective name='x'>"
				  "<issue index='1' name='caf\xe9 & bar'><item index='1' value='a&b' evaluation='1'/></issue>"
				  "<weight index='1' value='1'/></objective></utility_space>";

	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(odd)), err);
	CHECK_STR(d.points[0].name, "caf\xc3\xa9 & bar");
	CHECK_STR(d.points[0].options[0], "a&b");
	arena_free(a);
}

TEST(io_preferences, geniusweb_has_lists_ranges_groups_and_a_bid)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };
	static const char linear[] =
		"{\"LinearAdditiveUtilitySpace\": {\"issueUtilities\": {\"fish\": {\"discreteutils\": {\"valueUtilities\": {\"carp\": 0.5}}},"
		"\"boats\": {\"numberutils\": {\"lowValue\": 1, \"lowUtility\": 0, \"highValue\": 3, \"highUtility\": 1}}},"
		"\"issueWeights\": {\"fish\": 0.6, \"boats\": 0.4}, \"domain\": {\"name\": \"lake\", \"issuesValues\": "
		"{\"fish\": {\"values\": [\"pike\", \"carp\"]}, \"boats\": {\"range\": [1, 3, 0.5]}}}, \"name\": \"upper\","
		"\"reservationBid\": {\"issuevalues\": {\"boats\": 2}}}}";
	static const char groups[] =
		"{\"SumOfGroupsUtilitySpace\": {\"domain\": {\"name\": \"hall\", \"issuesValues\": {\"stage\": {\"values\": [\"big\", \"small\"]},"
		"\"light\": {\"values\": [\"on\", \"off\"]}}}, \"name\": \"singer\", \"partUtilities\": {\"p\": {\"partsutils\": "
		"{\"issues\": [\"light\", \"stage\"], \"utilslist\": [{\"values\": [\"off\", \"big\"], \"util\": 0.7}]}}}}}";

	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(linear)), err);
	CHECK_EQ(d.points[1].option_count, 5);
	utility_is(&d, 0, PROFILES("carp", "2.5"), "0.6");      /* 0.6 × 0.5 + 0.4 × 0.75 */
	utility_is(&d, 0, PROFILES("pike", "1"), "0");
	CHECK_STR(ratio_print(a, d.parties[0].line), "0.2");    /* of the bid: its fish is missing */
	CHECK_STR(d.parties[0].name, "upper");
	CHECK_OK(read_all(a, &d, &err, false, NULL, PROFILES(groups)), err);
	utility_is(&d, 0, PROFILES("big", "off"), "0.7");
	utility_is(&d, 0, PROFILES("big", "on"), "0");
	arena_free(a);
}

TEST(io_preferences, negolog_keeps_every_digit_in_any_order)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, NULL,
			  PROFILES("{\"issueWeights\": {\"x\": 0.1, \"y\": 0.2}, \"issues\": {\"x\": {\"a\": 1, \"b\": 0}, \"y\": {\"c\": 1, \"d\": 0.3}}}",
				   "{\"issueWeights\": {\"y\": 0.30000000000000004, \"x\": 1}, \"issues\": {\"y\": {\"d\": 1, \"c\": 0}, \"x\": {\"b\": 1, \"a\": 0}}}")),
		 err);
	utility_is(&d, 0, PROFILES("a", "c"), "0.3");
	utility_is(&d, 1, PROFILES("a", "d"), "0.30000000000000004");
	arena_free(a);
}

TEST(io_preferences, a_position_is_worth_its_nearness_times_its_salience)
{
	arena *a = arena_new();
	struct domain d;
	struct err err = { 0 };

	CHECK_OK(read_all(a, &d, &err, false, NULL,
			  PROFILES("#A\tU\n'#A'\t'L'\n#P\tport\n#M\tport\t0\n#M\tport\t10\n#P\tdues\n#D\tU\tport\t2\t0.5\t1\n"
				   "#D\tL\tport\t9.5\t0.25\t1\n#D\tU\tdues\t40\t0.5\t1\n")),
		 err);
	CHECK_EQ(d.party_count, 2);
	utility_is(&d, 0, PROFILES("2", "40"), "1");
	utility_is(&d, 0, PROFILES("9.5", "40"), "0.625");
	utility_is(&d, 1, PROFILES("2", "40"), "0.25");
	arena_free(a);
}

TEST(io_preferences, what_cannot_be_read_is_told_with_its_place)
{
	static const struct { const char *domain, *profile, *other, *says; } cases[] = {
		{ NULL, "", NULL, "there is nothing in it" },
		{ NULL, "{", NULL, "line 1: this is no JSON" },
		{ NULL, "{\"issues\": {}}", NULL, "'issueWeights' is missing" },
		{ NULL, "{\"issues\": {}, \"issueWeights\": {}}", NULL, "there are no points" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1}}, \"issueWeights\": {}}", NULL, "issue 'x' has no weight" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1, \"a\": 2}}, \"issueWeights\": {}}", NULL, "a member stands there twice" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": true}}, \"issueWeights\": {\"x\": 1}}", NULL, "a utility is no number" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1}}, \"issueWeights\": {\"x\": 1}}",
		  "{\"issues\": {\"x\": {\"b\": 1}}, \"issueWeights\": {\"x\": 1}}", "'b' is no value of issue 'x' in the first file; it has 'a'" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1}}, \"issueWeights\": {\"x\": 1}}", "<a/>", "all are to be of one kind" },
		{ "{}", "{\"issues\": {\"x\": {\"a\": 1}}, \"issueWeights\": {\"x\": 1}}", NULL, "carries its domain" },
		{ NULL, "<utility_space>", NULL, "this is no XML" },
		{ NULL, "<utility_space></utility_space>", NULL, "no issues in it" },
		{ genius_domain, genius_domain, NULL, "has no evaluation: is it a domain, and no profile?" },
		{ NULL, "<u><issue index='1' name='r' type='real'><range lowerbound='0' upperbound='1'/></issue></u>", NULL,
		  "takes any real number" },
		{ genius_domain, "<u><issue index='1' name='hull'><item value='elm' evaluation='1'/></issue></u>", NULL,
		  "item 'elm' is no value of issue 'hull' in the domain; it has 'oak', 'ash'" },
		{ NULL, "<?xml version='1.0'\n?>\n<u>\n<v></u>", NULL, "line 4: this is no XML" },
		{ NULL, "<u><issue index='1' name='a' type='integer' lowerbound='0' upperbound='1'/><utility maxutility='1'><ufun>"
			"<hyperRectangle utility='1'><INCLUDES index='1' min='0' max='0'/><EXCLUDES index='1' min='0' max='0'/>"
			"</hyperRectangle></ufun></utility></u>", NULL, "INCLUDES and EXCLUDES" },
		{ NULL, "#A\tU\n#P\tp\n#M\tp\t50\n#D\tU\tp\t10\t1\n", NULL, "line 3: a scale has two ends, and one is given: 'p'" },
		{ genius_domain, "<u><issue index='1' name='mast'/></u>", NULL, "issue 'mast' is not in the domain" },
		{ NULL, "#A\tU\n#D\tU\tport\t1\t1\t1\n", NULL, "line 2: no #P line before it declares the point: 'port'" },
		{ NULL, "#A\tU\n#P\tp\n#D\tU\tp\t101\t1\n#D\tL\tp\t1\t1\n", NULL, "and 1 more fault" },
		{ NULL, "#A\tU\n#M\tp\t0\n#P\tp\n", NULL, "line 2: no #P line before it declares the point: 'p'" },
		{ NULL, "#M\n", NULL, "line 1: a point is missing behind: '#M'" },
		{ NULL, "#A\tU\n#P\tp\n#D\tU\tp\t101\t1\n#D\tU\tp\t1\t1\n#D\tL\tp\t1\t1\n", NULL,
		  "line 3: a position lies outside its scale: 'p'; and 2 more faults" },
		{ NULL, "#A\tU\n#P\tp\n#M\tp\t7\n#D\tL\tp\t1\t1\n", NULL, "line 3: a scale has two ends, and one is given: 'p'; and 1 more fault" },
		{ NULL, "{\"LinearAdditiveUtilitySpace\": {}}", NULL, "'domain' with 'issuesValues' is missing" },
		{ NULL, "{\"SumOfGroupsUtilitySpace\": {\"domain\": {\"issuesValues\": {\"stage\": {\"values\": [\"big\"]}}}, \"partUtilities\": "
			"{\"p\": {\"partsutils\": {\"issues\": [\"stage\"], \"utilslist\": [{\"values\": [\"big\"], \"util\": 1},\n"
			"{\"values\": [\"big\"], \"util\": 0}]}}}}}", NULL, "line 2: the same combination of values stands there twice" },
		{ NULL, "{\"issues\": {},\n  \"issueWeights\": {,}}", NULL, "line 2: this is no JSON, at column 20: " },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1, \"b\": 0}}, \"issueWeights\": {\"x\": 1}}",
		  "{\"issues\": {\"x\": {\"b\": 1}}, \"issueWeights\": {\"x\": 1}}", "issue 'x' lacks the value 'a', which the first file has" },
		{ NULL, "{\"issues\": {\"x\": {\"a\": 1}}, \"issueWeights\": {\"x\": 1}}",
		  "{\"issues\": {\"x\": {\"a\": 1},\n\"y\": {}}, \"issueWeights\": {\"x\": 1}}", "line 2: the first file has no issue 'y'" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		arena *a = arena_new();
		struct domain d;
		struct err err = { 0 };

		CHECK_FAILS(read_all(a, &d, &err, false, cases[i].domain, PROFILES(cases[i].profile, cases[i].other)), err, ERR_INPUT,
			    cases[i].says);
		arena_free(a);
	}
}

TEST(io_json_read, it_is_json_and_nothing_else)
{
	static const char *const good[] = { "null", " [1, -0.5e+3, \"\\u00e9\\ud83d\\ude00\"] ", "{\"a\": {\"b\": [true, false]}}", "0" };
	static const char *const bad[] = { "", "01", "1.", "[1,]", "{\"a\" 1}", "{a: 1}", "\"\\x\"", "\"\\ud800\"", "nul", "1 2", "\"\t\"", "-",
					   "[1", "{\"a\": 1, \"a\": 2}", "\"\xff\"" };
	struct json_fault fault;

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		arena *a = arena_new();

		CHECK(json_read(a, str_of(good[i]), &fault) != NULL);
		arena_free(a);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		arena *a = arena_new();

		if (json_read(a, str_of(bad[i]), &fault) != NULL)
			test_failed(__FILE__, __LINE__, "'%s' was read", bad[i]);
		CHECK(fault.why != NULL);
		arena_free(a);
	}
}
