#include "text/style.h"

const char *const style_names[STYLE_COUNT] = {
	"attributed", "plain", "un", "unfccc", "eu", "columns",
};

bool
style_find(str name, enum style *ret_style)
{
	for (size_t i = 0; i < STYLE_COUNT; i++) {
		if (str_eq(name, str_of(style_names[i]))) {
			*ret_style = (enum style)i;
			return true;
		}
	}
	return false;
}
