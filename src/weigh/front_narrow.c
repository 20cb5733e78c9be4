/* The fold of front_fold.h in numbers of 64 bits. */
#include <stdlib.h>
#include <string.h>

#include "weigh/front_int.h"

typedef int64_t sum;
#define NAME(x) x##_narrow
#include "weigh/front_fold.h"
