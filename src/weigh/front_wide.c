/* The fold of front_fold.h in numbers of 128 bits. */
#include <stdlib.h>
#include <string.h>

#include "weigh/front_int.h"

typedef wide sum;
#define NAME(x) x##_wide
#include "weigh/front_fold.h"
