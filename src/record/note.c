#include "record/note.h"

#include "base/utf8.h"

/* ---- base64, and only the form that printing makes ---- */

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_add(buf *out, str bytes)
{
	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		uint32_t three = (uint32_t)(uint8_t)bytes.at[i] << 16;
		if (left > 1)
			three |= (uint32_t)(uint8_t)bytes.at[i + 1] << 8;
		if (left > 2)
			three |= (uint8_t)bytes.at[i + 2];
		const char four[4] = { digits[three >> 18], digits[three >> 12 & 63],
				       left > 1 ? digits[three >> 6 & 63] : '=', left > 2 ? digits[three & 63] : '=' };
		buf_add(out, (str){ four, 4 });
	}
}

static int
digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four characters to `count` bytes, 1 to 3; false with stray bits. */
static bool
read_four(const char *at, unsigned count, char out[3])
{
	uint32_t three = 0;
	for (unsigned i = 0; i < 4; i++) {
		int digit = i <= count ? digit_of(at[i]) : at[i] == '=' ? 0 : -1;
		if (digit < 0)
			return false;
		three = three << 6 | (uint32_t)digit;
	}
	out[0] = (char)(three >> 16);
	out[1] = (char)(three >> 8);
	out[2] = (char)three;
	return count == 3 || (count == 2 && (three & 0xff) == 0) || (count == 1 && (three & 0xffff) == 0);
}

bool
base64_read(str text, buf *out)
{
	if (text.len % 4 != 0)
		return false;
	for (size_t i = 0; i < text.len; i += 4) {
		bool last = i + 4 == text.len;
		unsigned count = !last || text.at[i + 3] != '=' ? 3 : text.at[i + 2] != '=' ? 2 : 1;
		char three[3];
		if (!read_four(text.at + i, count, three))
			return false;
		buf_add(out, (str){ three, count });
	}
	return true;
}

/* ---- notes ---- */

bool
note_take_line(str *rest, str word, str *ret_value)
{
	str line;
	if (!str_starts(*rest, word) || !str_cut(*rest, '\n', &line, rest))
		return false;
	*ret_value = str_sub(line, word.len, line.len);
	return true;
}


/* Every blank that Unicode has, '+', and control characters are no part of a name. */
bool
note_name_is_sound(str name)
{
	static const char *const blanks[] = { "\xc2\x85", "\xc2\xa0", "\xe1\x9a\x80", "\xe2\x80\xa8", "\xe2\x80\xa9",
					      "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80" };
	if (name.len == 0 || name.len > NOTE_NAME_MOST || utf8_bad(name) < name.len)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		uint8_t c = (uint8_t)name.at[i];
		if (c <= ' ' || c == '+' || c == 0x7f)
			return false;
		if (c == 0xe2 && i + 2 < name.len && (uint8_t)name.at[i + 1] == 0x80 && (uint8_t)name.at[i + 2] <= 0x8a)
			return false;
	}
	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (str_find_str(name, str_of(blanks[i])) < name.len)
			return false;
	return true;
}

static const str dash = { "\xe2\x80\x94 ", 4 };

/* Keyed lines are read on their own, so that walking them cannot fail. */
static bool
read_line(str line, struct sigline *ret_line)
{
	char head[6];
	if (!str_starts(line, dash))
		return false;
	line = str_sub(line, dash.len, line.len);
	if (!str_cut(line, ' ', &ret_line->name, &ret_line->base64) || !note_name_is_sound(ret_line->name) ||
	    ret_line->base64.len < 8 || ret_line->base64.len % 4 != 0)
		return false;
	if (!read_four(ret_line->base64.at, 3, head) ||
	    !read_four(ret_line->base64.at + 4, ret_line->base64.at[7] != '=' ? 3 : ret_line->base64.at[6] != '=' ? 2 : 1,
		       head + 3))
		return false;
	memcpy(ret_line->keyid, head, sizeof ret_line->keyid);
	return true;
}

static bool
is_base64(str text)
{
	char three[3];
	for (size_t i = 0; i < text.len; i += 4) {
		bool last = i + 4 == text.len;
		unsigned count = !last || text.at[i + 3] != '=' ? 3 : text.at[i + 2] != '=' ? 2 : 1;
		if (!read_four(text.at + i, count, three))
			return false;
	}
	return true;
}

static bool
lines_are_sound(str lines)
{
	while (lines.len) {
		str line;
		struct sigline sig;
		if (!str_cut(lines, '\n', &line, &lines) || !read_line(line, &sig) || !is_base64(sig.base64))
			return false;
	}
	return true;
}

bool
note_read(str bytes, struct note *ret_note, struct err *err)
{
	if (bytes.len > NOTE_BYTES_MOST)
		return fail(err, ERR_INPUT, "a note of more than %d bytes", NOTE_BYTES_MOST);
	/* The last empty line parts text from signatures. */
	size_t at = bytes.len;
	while (at >= 2 && !(bytes.at[at - 1] == '\n' && bytes.at[at - 2] == '\n'))
		at--;
	if (at < 2 || at == bytes.len)
		return fail(err, ERR_INPUT, "a note without a signature");
	str text = str_sub(bytes, 0, at - 1), lines = str_sub(bytes, at, bytes.len);
	if (!lines_are_sound(lines))
		return fail(err, ERR_INPUT, "a signature line that is none");
	*ret_note = (struct note){ text, lines };
	return true;
}

bool
note_next(struct note *n, struct sigline *ret_line)
{
	str line;
	return n->lines.len && str_cut(n->lines, '\n', &line, &n->lines) && read_line(line, ret_line);
}

bool
sigline_signature(const struct sigline *line, buf *out)
{
	buf_clear(out);
	if (!base64_read(line->base64, out) || out->len <= 4)
		return false;
	memmove(out->at, out->at + 4, out->len - 4);
	out->len -= 4;
	out->at[out->len] = '\0';
	return true;
}

void
note_keyid(str name, enum sig_type type, const struct pubkey *key, uint8_t ret_keyid[4])
{
	static const char ssh_type[] = "\xffparaph-sshsig";
	char text[NOTE_NAME_MOST + 2 + sizeof ssh_type + KEY_BYTES];
	size_t len = name.len < NOTE_NAME_MOST ? name.len : NOTE_NAME_MOST;
	memcpy(text, name.at, len);
	text[len++] = '\n';
	if (type == SIG_SSH) {
		memcpy(text + len, ssh_type, sizeof ssh_type - 1);
		len += sizeof ssh_type - 1;
	} else {
		text[len++] = (char)type;
	}
	memcpy(text + len, key->at, KEY_BYTES);
	struct hash h = seal_hash((str){ text, len + KEY_BYTES });
	memcpy(ret_keyid, h.at, 4);
}

void
note_add_line(buf *out, str name, const uint8_t keyid[4], str signature)
{
	buf bytes = { 0 };
	buf_add(&bytes, (str){ (const char *)keyid, 4 });
	buf_add(&bytes, signature);
	buf_add(out, dash);
	buf_add(out, name);
	buf_add_byte(out, ' ');
	base64_add(out, buf_str(&bytes));
	buf_add_byte(out, '\n');
	buf_done(&bytes);
}

void
note_sign(buf *out, str text, str name, const struct seed *seed, const struct pubkey *key)
{
	struct signature signature;
	uint8_t keyid[4];
	seal_sign(seed, key, text, &signature);
	note_keyid(name, SIG_ED25519, key, keyid);
	buf_add(out, text);
	buf_add_byte(out, '\n');
	note_add_line(out, name, keyid, (str){ (const char *)signature.at, sizeof signature.at });
}
