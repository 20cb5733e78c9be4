/* Notes, headers, checkpoints, orders: one spelling each, and every other refused. */
#include "record/checkpoint.h"
#include "record/copy.h"
#include "record/event.h"
#include "record/key.h"
#include "record/order.h"
#include "record/ssh.h"
#include "record/verify.h"

#include "rand.h"

static const struct seed seed = { { 9 } };

static struct header
sample_header(void)
{
	struct header h = { .type = "entry", .seq = 2, .seen_size = 17, .time_ms = 1780531200123, .body_n = 8 };
	h.key = seal_pubkey(&seed);
	memset(h.circle.at, 0xa1, sizeof h.circle.at);
	memset(h.prev.at, 0xb2, sizeof h.prev.at);
	memset(h.seen_root.at, 0xc3, sizeof h.seen_root.at);
	memset(h.body_root.at, 0xd4, sizeof h.body_root.at);
	return h;
}

static str
signed_note(arena *a, const struct header *h)
{
	buf text = { 0 }, note = { 0 };
	struct pubkey key = seal_pubkey(&seed);
	header_print(h, &text);
	note_sign(&note, buf_str(&text), S("ENV"), &seed, &key);
	str whole = arena_str(a, buf_str(&note));
	buf_done(&text);
	buf_done(&note);
	return whole;
}

TEST(record_event, a_header_has_nine_lines_and_reads_back)
{
	struct err err = { 0 };
	struct header h = sample_header(), back;
	buf text = { 0 };
	CHECK(seal_start());
	header_print(&h, &text);
	CHECK(str_starts(buf_str(&text), S("paraph-event v1\ncircle a1a1")));
	CHECK(str_find_str(buf_str(&text), S("\ntime 2026-06-04T00:00:00.123Z\nbody 8 d4")) < text.len);
	CHECK_OK(header_read(buf_str(&text), &back, &err), err);
	CHECK(memcmp(&back.key, &h.key, sizeof h.key) == 0 && back.seq == 2 && back.time_ms == h.time_ms);
	buf_done(&text);
}

static void
refuses(const char *from, const char *to)
{
	struct err err = { 0 };
	struct header h = sample_header(), back;
	buf text = { 0 }, changed = { 0 };
	header_print(&h, &text);
	size_t at = str_find_str(buf_str(&text), str_of(from));
	CHECK(at < text.len);
	buf_add(&changed, str_sub(buf_str(&text), 0, at));
	buf_add(&changed, str_of(to));
	buf_add(&changed, str_sub(buf_str(&text), at + strlen(from), text.len));
	if (header_read(buf_str(&changed), &back, &err))
		test_failed(__FILE__, __LINE__, "'%s' in place of '%s' was read", to, from);
	buf_done(&text);
	buf_done(&changed);
}

TEST(record_event, any_other_spelling_is_refused)
{
	refuses("seq 2\n", "seq 02\n");
	refuses("seq 2\n", "seq +2\n");
	refuses("seq 2\n", "seq 0\n");
	refuses("seq 2\n", "seq 1\n");           /* and a prev */
	refuses("seq 2\n", "seq  2\n");
	refuses("seq 2\n", "seq 2 \n");
	refuses("seq 2\n", "seq 2\r\n");
	refuses("seq 2\n", "");
	refuses("seq 2\n", "seq 2\nseq 2\n");
	refuses("circle a1", "circle A1");
	refuses("type entry", "type Entry");
	refuses("type entry", "type 9entry");
	refuses("type entry", "type e\xc3\xa9");
	refuses("time 2026-06-04T00", "time 2026-02-30T00");
	refuses("time 2026-06-04T00", "time 2026-06-04T24");
	refuses("time 2026-06-04T00", "time 1969-06-04T00");
	refuses(".123Z", ".12Z");
	refuses("seen 17 ", "seen 017 ");
	refuses("paraph-event v1", "paraph-event v2");
	refuses("body 8 ", "body 8 \n");
	refuses("body 8 ", "body 4294967296 ");
}

TEST(record_event, no_flipped_bit_of_a_note_is_read_as_another_good_event)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct header h = sample_header(), back;
	struct hash id, other;
	str note = signed_note(a, &h);
	CHECK_OK(event_check(note, true, &back, &id, NULL, &err), err);
	for (size_t bit = 0; bit < 8 * note.len; bit++) {
		str copy = arena_str(a, note);
		((char *)(uintptr_t)copy.at)[bit / 8] ^= (char)(1 << bit % 8);
		CHECK(!event_check(copy, true, &back, &other, NULL, &err));
	}
	for (size_t len = 0; len < note.len; len++)
		CHECK(!event_check(str_sub(note, 0, len), true, &back, &other, NULL, &err));
	arena_free(a);
}

TEST(record_event, a_signature_of_another_role_or_key_is_none)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct header h = sample_header();
	struct checkpoint c = { .size = 3 };
	buf text = { 0 }, note = { 0 };
	const struct seed other = { { 10 } };
	struct pubkey key = seal_pubkey(&other);
	/* Another's key signs under the header's. */
	header_print(&h, &text);
	note_sign(&note, buf_str(&text), S("ENV"), &other, &key);
	CHECK(!event_check(buf_str(&note), true, NULL, NULL, NULL, &err));
	/* A checkpoint is no event, and an event's signature no checkpoint's. */
	buf_clear(&note);
	checkpoint_sign(&c, &seed, &h.key, &note);
	CHECK(!event_check(buf_str(&note), true, NULL, NULL, NULL, &err));
	CHECK(!checkpoint_read(signed_note(a, &h), &c, &(struct note){ STR_NONE, STR_NONE }, &err));
	buf_done(&text);
	buf_done(&note);
	arena_free(a);
}

TEST(record_event, a_key_that_anybody_can_sign_for_is_no_key)
{
	/* The neutral element, and a point of order eight. */
	static const char *const small[] = {
		"0100000000000000000000000000000000000000000000000000000000000000",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"0000000000000000000000000000000000000000000000000000000000000000",
	};
	struct pubkey key;
	struct signature zero = { { 1 } };
	struct err err = { 0 };
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		CHECK(pubkey_of_hex(str_of(small[i]), &key));
		CHECK(!pubkey_is_sound(&key));
		CHECK(!seal_verify(&key, S("anything"), &zero));
		CHECK_FAILS(pubkey_read(str_of(small[i]), &key, &err), err, ERR_INPUT, "no sound one");
	}
}

TEST(record_note, base64_has_one_spelling)
{
	buf out = { 0 };
	static const char *const bad[] = { "QQ", "QQ=", "QR==", "QUJ=", "Q===", "QUJD\n", "QU JD", "QU-_", "=QUJ" };
	CHECK(base64_read(S("QUJDRA=="), &out));
	CHECK_STR(buf_str(&out), S("ABCD"));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!base64_read(str_of(bad[i]), &out));
	buf_done(&out);
}

TEST(record_note, names_have_no_blank_and_no_plus)
{
	CHECK(note_name_is_sound(S("ENV")) && note_name_is_sound(S("Envoy\xc3\xa9")));
	CHECK(!note_name_is_sound(S("")) && !note_name_is_sound(S("A B")) && !note_name_is_sound(S("A+B")) &&
	      !note_name_is_sound(S("A\xc2\xa0" "B")) && !note_name_is_sound(S("A\xe2\x80\x83" "B")) &&
	      !note_name_is_sound(S("A\x7f")) && !note_name_is_sound(S("\xff")));
}

TEST(record_checkpoint, it_reads_back_and_every_flipped_bit_shows)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct checkpoint c = { .circle = { 1, 2, 3 }, .size = 42 }, back;
	struct note note;
	struct pubkey key = seal_pubkey(&seed);
	buf out = { 0 };
	checkpoint_sign(&c, &seed, &key, &out);
	CHECK_OK(checkpoint_read(buf_str(&out), &back, &note, &err), err);
	CHECK(back.size == 42 && checkpoint_is_signed(&note, &back, &key));
	for (size_t bit = 0; bit < 8 * out.len; bit++) {
		str copy = arena_str(a, buf_str(&out));
		((char *)(uintptr_t)copy.at)[bit / 8] ^= (char)(1 << bit % 8);
		CHECK(!checkpoint_read(copy, &back, &note, &err) || !checkpoint_is_signed(&note, &back, &key));
	}
	buf_done(&out);
	arena_free(a);
}

TEST(record_checkpoint, a_cosignature_is_of_its_key_text_and_time)
{
	int64_t when;
	struct pubkey key = seal_pubkey(&seed), other = key;
	buf line = { 0 };
	other.at[0] ^= 1;
	cosignature_add(S("paraph.record/0102030000000000\n42\nAAAA\n"), S("UPP"), &seed, &key, 1780531200, &line);
	CHECK(cosignature_check(S("paraph.record/0102030000000000\n42\nAAAA\n"), buf_str(&line), &key, &when));
	CHECK_EQ(when, 1780531200);
	CHECK(!cosignature_check(S("paraph.record/0102030000000000\n43\nAAAA\n"), buf_str(&line), &key, &when));
	CHECK(!cosignature_check(S("paraph.record/0102030000000000\n42\nAAAA\n"), buf_str(&line), &other, &when));
	buf_done(&line);
}

TEST(record_order, it_reads_back_and_joins_runs)
{
	struct order_writer w = { 0 };
	struct hash id = { { 7 } };
	order_add_circle(&w, 1, &id);
	order_add_file(&w, S(""), S("a file.minutes"));
	for (uint64_t i = 3; i < 8; i++)
		order_add(&w, &(struct order_place){ 1, i }, 1);
	order_add(&w, (struct order_place[]){ { 1, 9 }, { 2, 0 } }, 2);
	order_add(&w, &(struct order_place){ 1, 10 }, 1);
	str text = order_done(&w);
	CHECK(str_ends(text, S("file - a file.minutes\nrun 1 3 5\nboth 1:9 2:0\nrun 1 10 1\n")));
	struct order_walk it = order_walk(text);
	size_t lines = 0;
	for (struct order_line line; order_next(&it, &line);)
		lines++;
	CHECK(lines == 5 && !it.failed);
	buf_done(&w.out);
	static const char *const bad[] = { "run 1 3\n", "run 01 3 5\n", "run 1 3 0\n", "run 0 3 5\n", "run 1 18446744073709551615 2\n",
					   "both 1:9\n", "both 1:9 2\n", "file ENV\n", "circle 0 00\n", "what 1\n", "run 1 3 5" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct order_line line;
		it = order_walk(str_of(bad[i]));
		CHECK(!order_next(&it, &line) && it.failed);
	}
}

TEST(record_ssh, a_signature_signs_its_text_in_our_namespace_alone)
{
	buf blob = { 0 };
	struct pubkey key = seal_pubkey(&seed), found;
	sshsig_make(&seed, S("the text"), &blob);
	CHECK(sshsig_check(buf_str(&blob), S("the text"), &key));
	CHECK(!sshsig_check(buf_str(&blob), S("the texT"), &key));
	CHECK(sshsig_key(buf_str(&blob), &found) && pubkey_eq(&found, &key));
	for (size_t bit = 0; bit < 8 * blob.len; bit++) {
		blob.at[bit / 8] = (char)(blob.at[bit / 8] ^ 1 << bit % 8);
		/* `reserved` is empty, so every byte counts. */
		CHECK(!sshsig_check(buf_str(&blob), S("the text"), &key));
		blob.at[bit / 8] = (char)(blob.at[bit / 8] ^ 1 << bit % 8);
	}
	for (size_t len = 0; len < blob.len; len++)
		CHECK(!sshsig_check(str_sub(buf_str(&blob), 0, len), S("the text"), &key));
	buf_done(&blob);
}

TEST(record_copy, its_note_has_one_spelling)
{
	arena *a = arena_new();
	struct copy_log logs[2] = { { .id = { { 1 } }, .size = 4 }, { .id = { { 2 } }, .size = 9 } };
	struct copy_note note;
	struct hash order = { { 3 } };
	struct pubkey key = seal_pubkey(&seed);
	buf text = { 0 };
	copy_print(S("LOW"), &key, 1780531200000, logs, 2, &order, &text);
	CHECK(copy_read(a, buf_str(&text), &note));
	CHECK(note.count == 2 && note.logs[1].size == 9);
	CHECK_STR(note.party, S("LOW"));
	for (size_t len = 0; len < text.len; len++)
		CHECK(!copy_read(a, str_sub(buf_str(&text), 0, len), &note));
	buf_clear(&text);
	copy_print(S("LOW"), &key, 1780531200000, (struct copy_log[]){ logs[1], logs[0] }, 2, &order, &text);
	CHECK(!copy_read(a, buf_str(&text), &note));    /* logs stand by id */
	buf_done(&text);
	arena_free(a);
}

TEST(record_fork, evidence_holds_only_where_there_is_a_fork)
{
	arena *a = arena_new();
	struct err err = { 0 };
	struct fork f;
	struct header x = sample_header(), y = x;
	buf out = { 0 };
	y.time_ms++;
	fork_print_events(&x.key, signed_note(a, &x), signed_note(a, &y), &out);
	CHECK_OK(fork_check(a, buf_str(&out), &f, &err), err);
	buf_clear(&out);
	fork_print_events(&x.key, signed_note(a, &x), signed_note(a, &x), &out);
	CHECK_FAILS(fork_check(a, buf_str(&out), &f, &err), err, ERR_BROKEN, "there is no fork");
	y.seq++;
	buf_clear(&out);
	fork_print_events(&x.key, signed_note(a, &x), signed_note(a, &y), &out);
	CHECK_FAILS(fork_check(a, buf_str(&out), &f, &err), err, ERR_BROKEN, "there is no fork");
	buf_done(&out);
	arena_free(a);
}
