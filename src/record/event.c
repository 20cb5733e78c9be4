/* Reading a header is strict by construction: what was read is printed again, and
 * compared.  So there is one spelling for each header, and the parser itself may be
 * simple. */
#include "record/event.h"

#include <stdio.h>

#include "base/civil.h"
#include "record/ssh.h"

/* ---- instants ---- */

void
instant_print(int64_t ms, buf *out)
{
	int64_t seconds = ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
	int64_t days = civil_days(seconds), in_day = seconds - days * DAY_SECONDS;
	struct date d = date_of_days(days);
	buf_printf(out, "%04lld-%02u-%02uT%02d:%02d:%02d.%03dZ", (long long)d.year, d.month, d.day,
		   (int)(in_day / 3600), (int)(in_day / 60 % 60), (int)(in_day % 60), (int)(ms - seconds * 1000));
}

static bool
take_digits(const char *at, unsigned count, int64_t *ret_number)
{
	int64_t number = 0;
	for (unsigned i = 0; i < count; i++) {
		if (at[i] < '0' || at[i] > '9')
			return false;
		number = number * 10 + (at[i] - '0');
	}
	*ret_number = number;
	return true;
}

bool
instant_read(str text, int64_t *ret_ms)
{
	int64_t year, month, day, hour, minute, second, ms;
	if (text.len != sizeof "2026-06-04T06:10:00.000Z" - 1)
		return false;
	const char *at = text.at;
	bool fits = take_digits(at, 4, &year) && at[4] == '-' && take_digits(at + 5, 2, &month) && at[7] == '-' &&
		    take_digits(at + 8, 2, &day) && at[10] == 'T' && take_digits(at + 11, 2, &hour) && at[13] == ':' &&
		    take_digits(at + 14, 2, &minute) && at[16] == ':' && take_digits(at + 17, 2, &second) &&
		    at[19] == '.' && take_digits(at + 20, 3, &ms) && at[23] == 'Z';
	if (!fits || year < 1970 || month < 1 || month > 12 || day < 1 || day > date_month_days(year, (unsigned)month) ||
	    hour > 23 || minute > 59 || second > 59)
		return false;
	int64_t days = date_days(year, (unsigned)month, (unsigned)day);
	*ret_ms = (days * DAY_SECONDS + hour * 3600 + minute * 60 + second) * 1000 + ms;
	return true;
}

/* ---- headers ---- */

static void
add_hex(buf *out, const uint8_t *at)
{
	struct hash h;
	memcpy(h.at, at, sizeof h.at);
	struct hex hex = hash_hex(&h);
	buf_add(out, (str){ hex.at, 2 * HASH_BYTES });
}

static void
add_decimal(buf *out, uint64_t number)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%llu", (unsigned long long)number);
	buf_add(out, (str){ text, (size_t)len });
}

void
header_print(const struct header *h, buf *out)
{
	buf_reserve(out, 512);
	buf_add(out, S("paraph-event v1\ncircle "));
	if (h->opens)
		buf_add_byte(out, '-');
	else
		add_hex(out, h->circle.at);
	buf_add(out, S("\ntype "));
	buf_add(out, str_of(h->type));
	buf_add(out, S("\nkey "));
	add_hex(out, h->key.at);
	buf_add(out, S("\nseq "));
	add_decimal(out, h->seq);
	buf_add(out, S("\nprev "));
	if (h->seq == 1)
		buf_add_byte(out, '-');
	else
		add_hex(out, h->prev.at);
	buf_add(out, S("\nseen "));
	add_decimal(out, h->seen_size);
	buf_add_byte(out, ' ');
	add_hex(out, h->seen_root.at);
	buf_add(out, S("\ntime "));
	instant_print(h->time_ms, out);
	buf_add(out, S("\nbody "));
	add_decimal(out, h->body_n);
	buf_add_byte(out, ' ');
	add_hex(out, h->body_root.at);
	buf_add_byte(out, '\n');
}

static bool
take_line(str *rest, const char *word, str *ret_rest)
{
	str line, name = str_of(word);
	if (!str_cut(*rest, '\n', &line, rest) || !str_starts(line, name) || line.len <= name.len ||
	    line.at[name.len] != ' ')
		return false;
	*ret_rest = str_sub(line, name.len + 1, line.len);
	return true;
}

static bool
type_read(str text, char *out)
{
	if (text.len == 0 || text.len > EVENT_TYPE_MOST || text.at[0] < 'a' || text.at[0] > 'z')
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	memcpy(out, text.at, text.len);
	out[text.len] = '\0';
	return true;
}

/* "<number> <64 hex>" */
static bool
pair_read(str text, uint64_t *ret_number, struct hash *ret_hash)
{
	str number, hex;
	return str_cut(text, ' ', &number, &hex) && str_u64(number, ret_number) && hash_of_hex(hex, ret_hash);
}

static bool
no_header(struct err *err, const char *line)
{
	return fail(err, ERR_INPUT, "the line '%s' of an event's header is not as it must be", line);
}

static bool
header_parse(str text, struct header *ret_header, struct err *err)
{
	struct header h = { .opens = false };
	str rest = text, first, part;
	uint64_t body_n;
	if (text.len > HEADER_BYTES_MOST)
		return fail(err, ERR_INPUT, "an event's header of more than %d bytes", HEADER_BYTES_MOST);
	if (!str_cut(rest, '\n', &first, &rest) || !str_eq(first, S("paraph-event v1")))
		return fail(err, ERR_INPUT, "an event that does not begin with 'paraph-event v1'");
	if (!take_line(&rest, "circle", &part) || (!(h.opens = str_eq(part, S("-"))) && !hash_of_hex(part, &h.circle)))
		return no_header(err, "circle");
	if (!take_line(&rest, "type", &part) || !type_read(part, h.type))
		return no_header(err, "type");
	if (!take_line(&rest, "key", &part) || !pubkey_of_hex(part, &h.key))
		return no_header(err, "key");
	if (!take_line(&rest, "seq", &part) || !str_u64(part, &h.seq) || h.seq == 0)
		return no_header(err, "seq");
	if (!take_line(&rest, "prev", &part) || (h.seq > 1 && !hash_of_hex(part, &h.prev)))
		return no_header(err, "prev");
	if (!take_line(&rest, "seen", &part) || !pair_read(part, &h.seen_size, &h.seen_root))
		return no_header(err, "seen");
	if (!take_line(&rest, "time", &part) || !instant_read(part, &h.time_ms))
		return no_header(err, "time");
	if (!take_line(&rest, "body", &part) || !pair_read(part, &body_n, &h.body_root) || body_n > UINT32_MAX)
		return no_header(err, "body");
	h.body_n = (uint32_t)body_n;
	*ret_header = h;
	return true;
}

bool
header_read(str text, struct header *ret_header, struct err *err)
{
	struct header h;
	buf again = { 0 };
	if (!header_parse(text, &h, err))
		return false;
	header_print(&h, &again);
	bool same = str_eq(buf_str(&again), text);
	buf_done(&again);
	if (!same)
		return fail(err, ERR_INPUT, "an event's header is not in the one form that it may have");
	*ret_header = h;
	return true;
}

bool
header_skim(str note, struct header *ret_header, struct err *err)
{
	return header_parse(str_sub(note, 0, str_find_str(note, S("\n\n")) + 1), ret_header, err);
}

struct hash
event_id(str text)
{
	return seal_hash(text);
}

/* ---- notes ---- */

/* The signature of a line whose key id is that of `key`, by the type that the id tells. */
static bool
line_is_good(const struct note *note, const struct sigline *line, const struct pubkey *key, bool check_signature,
	     struct err *err)
{
	uint8_t plain[4], ssh[4];
	struct signature signature;
	buf bytes = { 0 };
	note_keyid(line->name, SIG_ED25519, key, plain);
	note_keyid(line->name, SIG_SSH, key, ssh);
	bool is_ssh = memcmp(line->keyid, ssh, sizeof ssh) == 0;
	if (!is_ssh && memcmp(line->keyid, plain, sizeof plain) != 0)
		return fail(err, ERR_BROKEN, "the signature line is not of the key that it should be of");
	bool good = sigline_signature(line, &bytes);
	if (good && is_ssh) {
		good = !check_signature || sshsig_check(buf_str(&bytes), note->text, key);
	} else if (good) {
		good = bytes.len == sizeof signature.at;
		if (good)
			memcpy(signature.at, bytes.at, sizeof signature.at);
		good = good && (!check_signature || seal_verify(key, note->text, &signature));
	}
	buf_done(&bytes);
	return good || fail(err, ERR_BROKEN, "the signature is not that of its key over these words");
}

bool
note_signed_by(const struct note *note, str name, const struct pubkey *key)
{
	struct note walk = *note;
	struct sigline line;
	return note_next(&walk, &line) && str_eq(line.name, name) &&
	       line_is_good(note, &line, key, true, &(struct err){ 0 });
}

bool
event_check(str bytes, bool check_signature, struct header *ret_header, struct hash *ret_id, str *ret_name,
	    struct err *err)
{
	struct note note;
	struct sigline line;
	struct header h;
	if (!note_read(bytes, &note, err) || !header_read(note.text, &h, err))
		return false;
	struct note walk = note;
	if (!note_next(&walk, &line))
		return fail(err, ERR_BROKEN, "an event without a signature");
	if (!line_is_good(&note, &line, &h.key, check_signature, err))
		return false;
	if (ret_header)
		*ret_header = h;
	if (ret_id)
		*ret_id = event_id(note.text);
	if (ret_name)
		*ret_name = line.name;
	return true;
}
