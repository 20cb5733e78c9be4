#include "cli/hands.h"

/* "EDRi=b.txt": where the "=" is, or 0. */
static size_t
name_len(str operand)
{
	size_t at = str_find(operand, '=');
	return at < operand.len && str_find(str_sub(operand, 0, at), '/') == at ? at : 0;
}

bool
hands_are_named(const struct cli *cli)
{
	for (size_t i = 0; i < cli->operands.count; i++)
		if (name_len(cli->operands.at[i]))
			return true;
	return false;
}

static bool
hand_read(struct cli *cli, struct hands *h, str operand, struct err *err)
{
	size_t at = name_len(operand);
	str name = str_sub(operand, 0, at), path = str_sub(operand, at + 1, operand.len);
	if (!path.len)
		return fail(err, ERR_USAGE, "no file stands behind '%.*s'; write %.*s=FILE", STR_ARG(operand),
			    STR_ARG(name));
	for (size_t i = 0; i < h->count; i++)
		if (str_eq(h->at[i].name, name))
			return fail(err, ERR_USAGE, "'%.*s' is named twice, with '%.*s' and '%.*s'; one name has one text",
				    STR_ARG(name), STR_ARG(h->paths[i]), STR_ARG(path));
	struct hand *hand = &h->at[h->count];
	hand->name = name;
	h->paths[h->count++] = path;
	return cli_text(cli, path, &hand->text, err);
}

static bool
operands_read(struct cli *cli, struct hands *h, struct err *err)
{
	for (size_t i = 0; i < cli->operands.count; i++) {
		str operand = cli->operands.at[i];
		if (name_len(operand)) {
			if (!hand_read(cli, h, operand, err))
				return false;
		} else if (h->base_path.at) {
			return fail(err, ERR_USAGE, "whose text is '%.*s'? The base is '%.*s'; others have a name before "
				    "them, as in 'UPP=%.*s'", STR_ARG(operand), STR_ARG(h->base_path), STR_ARG(operand));
		} else {
			h->base_path = operand;
			if (!cli_text(cli, operand, &h->base, err))
				return false;
		}
	}
	if (!h->base_path.at)
		return fail(err, ERR_USAGE, "%s against which base? paraph %s BASE NAME=FILE…", cli->command, cli->command);
	return h->count > 0 || fail(err, ERR_USAGE, "%s which texts? paraph %s BASE NAME=FILE…", cli->command,
				    cli->command);
}

static bool
spares_texts(const struct cli *cli, const struct hands *h, struct err *err)
{
	bool spares = cli_spares(cli, h->base_path, err);
	for (size_t i = 0; spares && i < h->count; i++)
		spares = cli_spares(cli, h->paths[i], err);
	return spares;
}

bool
hands_read(struct cli *cli, struct hands *h, struct err *err)
{
	*h = (struct hands){ .at = ARENA_ARRAY(cli->a, struct hand, cli->operands.count + 1),
			     .paths = ARENA_ARRAY(cli->a, str, cli->operands.count + 1) };
	return operands_read(cli, h, err) && spares_texts(cli, h, err);
}
