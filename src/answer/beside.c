#include "answer/beside.h"

#include "answer/redline.h"

sheet *
beside_sheet(arena *a, str base_name, str base, const struct hand *hands, size_t count)
{
	struct redlined_look whole = { .context = SIZE_MAX };
	struct named_text *texts = ARENA_ARRAY(a, struct named_text, count + 1);
	sheet *s = sheet_new(a, "columns");
	sheet_title(s, arena_printf(a, "%.*s and %zu text%s beside it", STR_ARG(base_name), count, count == 1 ? "" : "s"));
	texts[0] = (struct named_text){ base_name, base, TEXT_PLAIN };
	for (size_t i = 0; i < count; i++)
		texts[i + 1] = (struct named_text){ hands[i].name, hands[i].text, TEXT_PLAIN };
	redline_several(s, texts, count + 1, &whole);
	return s;
}
