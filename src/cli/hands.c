#include "cli/hands.h"

#include "base/utf8.h"

bool
operand_is_hand(str operand, str *ret_name, str *ret_path)
{
	str name, path;
	if (!str_cut(operand, '=', &name, &path) || !name.len || !path.len || operand_is_file(name))
		return false;
	*ret_name = name;
	*ret_path = path;
	return true;
}

static bool
read_text(const struct cli *cli, str path, str *ret_text, struct err *err)
{
	if (!cli_opener.open(NULL, cli->a, path, ret_text, err)) {
		err->kind = ERR_INPUT;
		return false;
	}
	if (str_starts(*ret_text, S("\xef\xbb\xbf")))
		*ret_text = str_sub(*ret_text, 3, ret_text->len);
	if (utf8_bad(*ret_text) < ret_text->len)
		return fail(err, ERR_INPUT, "'%.*s' is no UTF-8 text; save it as plain text in UTF-8", STR_ARG(path));
	return true;
}

static bool
add_hand(struct hands *h, const struct cli *cli, str name, str path, struct err *err)
{
	for (size_t i = 0; i < h->count; i++)
		if (str_eq(h->at[i].name, name))
			return fail(err, ERR_USAGE, "'%.*s' has two texts; one is enough", STR_ARG(name));
	h->at[h->count].name = name;
	return read_text(cli, path, &h->at[h->count++].text, err);
}

bool
hands_read(struct hands *h, const struct cli *cli, struct err *err)
{
	*h = (struct hands){ .at = ARENA_ARRAY(cli->a, struct hand, cli->operands.count + 1) };
	for (size_t i = 0; i < cli->operands.count; i++) {
		str operand = cli->operands.at[i], name, path;
		if (operand_is_hand(operand, &name, &path)) {
			if (!add_hand(h, cli, name, path, err))
				return false;
		} else if (h->base_path.len) {
			return fail(err, ERR_USAGE, "'%.*s' or '%.*s': which is the base? The other texts are "
				    "written NAME=FILE", STR_ARG(h->base_path), STR_ARG(operand));
		} else {
			h->base_path = operand;
		}
	}
	if (!h->base_path.len || !h->count)
		return fail(err, ERR_USAGE, "%s what? paraph %s BASE NAME=FILE…", cli->command, cli->command);
	return read_text(cli, h->base_path, &h->base, err);
}
