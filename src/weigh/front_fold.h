/* The fold of slots into a front, for one width of numbers: front_narrow.c and
 * front_wide.c define `sum` (the number), NAME(x) and include this once each.
 *
 * Slot by slot: the rows so far, shifted by each choice, are lists in falling
 * lexicographic order, and stay so under a shift; merged, a sum can only be
 * dominated by one that comes before it.  What is left then depends on the number
 * of parties:
 *
 *      1       the first
 *      2       those above the greatest second number so far; few lists are merged one by one
 *      3       a staircase of the second and third number: one binary search each
 *      more    divide and conquer (Kung, Luccio, Preparata, On Finding the Maxima of
 *              a Set of Vectors, 1975): O(n log^(d-2) n) whatever the numbers
 *
 * Rows that cannot reach a red line with the best of what is to come are dropped
 * at once.  Memory is asked for before it is taken: what does not fit is merged
 * choice by choice; what does not fit either is thinned on a grid, whose step is
 * the error that front_error states. */

struct NAME(rows) {
	sum *at;                        /* [row][party] */
	struct front_back *back;
	size_t count, room;
};

/* A list to be merged: rows, all shifted by one choice (or none). */
struct NAME(source) {
	const sum *at;
	const struct front_back *back;  /* NULL: row i comes of parent i and `choice` */
	size_t count, next;
	const sum *shift;               /* or NULL */
	uint32_t choice;
	sum *head;                      /* the shifted row `next` */
};

static void *
NAME(get)(front *f, size_t count, size_t size)
{
	void *block = malloc(arena_size(size, count + 1));

	if (block == NULL)
		arena_exhausted(size * count);
	f->held_bytes += size * count;
	return block;
}

static void
NAME(give)(front *f, void *block, size_t count, size_t size)
{
	free(block);
	f->held_bytes -= size * count;
}

static size_t
NAME(row_bytes)(const front *f)
{
	return f->p->party_count * sizeof(sum) + sizeof(struct front_back);
}

static struct NAME(rows)
NAME(rows_new)(front *f, size_t room)
{
	return (struct NAME(rows)){
		.at = NAME(get)(f, room * f->p->party_count, sizeof(sum)),
		.back = NAME(get)(f, room, sizeof(struct front_back)),
		.room = room,
	};
}

static void
NAME(rows_done)(front *f, struct NAME(rows) *r)
{
	if (r->at != NULL)
		NAME(give)(f, r->at, r->room * f->p->party_count, sizeof(sum));
	if (r->back != NULL)
		NAME(give)(f, r->back, r->room, sizeof(struct front_back));
	*r = (struct NAME(rows)){ 0 };
}

/* Gives back the room that is not used. */
static void
NAME(rows_fit)(front *f, struct NAME(rows) *r)
{
	size_t n = f->p->party_count, over = r->room - r->count;
	void *at = realloc(r->at, (r->count * n + 1) * sizeof(sum));
	void *back = realloc(r->back, (r->count + 1) * sizeof(struct front_back));

	r->at = at != NULL ? at : r->at;
	r->back = back != NULL ? back : r->back;
	f->held_bytes -= over * NAME(row_bytes)(f);
	r->room = r->count;
}

/* Falling lexicographic order: <0 where `x` comes first. */
static inline int
NAME(order)(const sum *x, const sum *y, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (x[i] != y[i])
			return x[i] > y[i] ? -1 : 1;
	return 0;
}

/* ---- maxima by divide and conquer ---- */

/* An item is the numbers from the second party on, and the row they are of:
 * `stride` numbers, the parties' count.  Lists are kept in falling order of the
 * last number but one, by which the sweep goes. */
struct NAME(maxima) {
	size_t stride;
	sum *spare;                     /* [n][stride] */
};

enum {
	NAME(FEW) = 24,         /* below it comparing all with all is the fastest */
	NAME(PAIRS_MOST) = 16,  /* more lists are merged all at once */
	NAME(PARTIES_FEW) = 4,
	NAME(ROWS_MOST) = 50000, /* of more parties: each row costs more, and there is no end of them */
	NAME(ROWS_LEAST) = 256, /* fewer are not thinned: memory that small serves nobody */
};

/* Does `x` give as much as `y` in the numbers from `from` on? */
static inline bool
NAME(covers)(const sum *x, const sum *y, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		if (x[i] < y[i])
			return false;
	return true;
}

static inline void
NAME(copy)(sum *to, const sum *from, size_t stride)
{
	for (size_t i = 0; i < stride; i++)
		to[i] = from[i];
}

/* Drops from `low` what the last two numbers of some of `high` cover. */
static size_t
NAME(sweep)(size_t stride, const sum *high, size_t high_count, sum *low, size_t low_count)
{
	size_t left = 0, h = 0, key = stride - 3, last = stride - 2;
	sum best = 0;
	bool any = false;

	for (size_t i = 0; i < low_count; i++) {
		const sum *l = low + i * stride;

		for (; h < high_count && high[h * stride + key] >= l[key]; h++)
			if (!any || high[h * stride + last] > best) {
				best = high[h * stride + last];
				any = true;
			}
		if (any && best >= l[last])
			continue;
		if (left != i)
			NAME(copy)(low + left * stride, l, stride);
		left++;
	}
	return left;
}

static size_t
NAME(compare_all)(size_t stride, const sum *high, size_t high_count, sum *low, size_t low_count, size_t from)
{
	size_t left = 0;

	for (size_t i = 0; i < low_count; i++) {
		const sum *l = low + i * stride;
		size_t h = 0;

		while (h < high_count && !NAME(covers)(high + h * stride, l, from, stride - 1))
			h++;
		if (h < high_count)
			continue;
		if (left != i)
			NAME(copy)(low + left * stride, l, stride);
		left++;
	}
	return left;
}

struct NAME(extent) { sum least, most; };

static struct NAME(extent)
NAME(extent_of)(size_t stride, const sum *list, size_t count, size_t key)
{
	struct NAME(extent) e = { list[key], list[key] };

	for (size_t i = 1; i < count; i++) {
		sum x = list[i * stride + key];

		e.least = x < e.least ? x : e.least;
		e.most = x > e.most ? x : e.most;
	}
	return e;
}

/* About the median of both lists in number `key`, above their least. */
static sum
NAME(pivot)(size_t stride, const sum *high, size_t high_count, const sum *low, size_t low_count, size_t key, sum least)
{
	enum { SAMPLES = 31 };
	sum sample[SAMPLES];
	size_t n = high_count + low_count;
	bool is_least = true;

	for (size_t i = 0; i < SAMPLES; i++) {
		size_t at = n * i / SAMPLES, k = i;
		sum x = at < high_count ? high[at * stride + key] : low[(at - high_count) * stride + key];

		for (; k > 0 && sample[k - 1] > x; k--)
			sample[k] = sample[k - 1];
		sample[k] = x;
	}
	sum middle = sample[SAMPLES / 2];

	for (size_t i = SAMPLES / 2; i < SAMPLES && is_least; i++) {
		middle = sample[i];
		is_least = middle == least;
	}
	if (!is_least)
		return middle;
	/* The samples are all the least: the next greater there is. */
	for (size_t i = 0; i < n; i++) {
		sum x = i < high_count ? high[i * stride + key] : low[(i - high_count) * stride + key];

		if (x > least && (is_least || x < middle)) {
			middle = x;
			is_least = false;
		}
	}
	return middle;
}

/* Splits a list by number `key`, order kept: those from `pivot` up to `up`, the rest to `down`. */
static size_t
NAME(split)(size_t stride, const sum *list, size_t count, size_t key, sum pivot, sum *up, sum *down)
{
	size_t above = 0, below = 0;

	for (size_t i = 0; i < count; i++) {
		const sum *x = list + i * stride;

		if (x[key] >= pivot)
			NAME(copy)(up + above++ * stride, x, stride);
		else
			NAME(copy)(down + below++ * stride, x, stride);
	}
	return above;
}

/* Merges two lists in falling order of the last number but one. */
static void
NAME(merge)(size_t stride, const sum *x, size_t x_count, const sum *y, size_t y_count, sum *to)
{
	size_t i = 0, k = 0, key = stride - 3;

	while (i < x_count || k < y_count) {
		bool first = k == y_count || (i < x_count && x[i * stride + key] >= y[k * stride + key]);

		NAME(copy)(to, first ? x + i++ * stride : y + k++ * stride, stride);
		to += stride;
	}
}

/* Drops from `low` what some of `high` covers in the numbers from `from` on. */
static size_t
NAME(filter)(size_t stride, const sum *high, size_t high_count, sum *low, size_t low_count, size_t from)
{
	struct NAME(extent) h = { 0 }, l = { 0 };

	for (; high_count > 0 && low_count > 0 && from < stride - 3; from++) {
		if (high_count * low_count <= NAME(FEW) * NAME(FEW))
			return NAME(compare_all)(stride, high, high_count, low, low_count, from);
		h = NAME(extent_of)(stride, high, high_count, from);
		l = NAME(extent_of)(stride, low, low_count, from);
		if (h.most < l.least)
			return low_count;
		if (h.least < l.most)
			break;
	}
	if (high_count == 0 || low_count == 0)
		return low_count;
	if (from == stride - 3)
		return NAME(sweep)(stride, high, high_count, low, low_count);
	sum least = h.least < l.least ? h.least : l.least;
	sum middle = NAME(pivot)(stride, high, high_count, low, low_count, from, least);
	sum *block = malloc((high_count + low_count) * 2 * stride * sizeof(sum));

	if (block == NULL)
		arena_exhausted((high_count + low_count) * 2 * stride * sizeof(sum));
	sum *high_up = block, *high_down = high_up + high_count * stride;
	sum *low_up = high_down + high_count * stride, *low_down = low_up + low_count * stride;
	size_t high_above = NAME(split)(stride, high, high_count, from, middle, high_up, high_down);
	size_t low_above = NAME(split)(stride, low, low_count, from, middle, low_up, low_down);
	size_t low_below = low_count - low_above;

	low_above = NAME(filter)(stride, high_up, high_above, low_up, low_above, from);
	low_below = NAME(filter)(stride, high_up, high_above, low_down, low_below, from + 1);
	low_below = NAME(filter)(stride, high_down, high_count - high_above, low_down, low_below, from);
	NAME(merge)(stride, low_up, low_above, low_down, low_below, low);
	free(block);
	return low_above + low_below;
}

/* The maxima of items in falling lexicographic order of rows; they end in falling
 * order of the last number but one.  `spare` is as long as `items`. */
static size_t
NAME(maxima)(size_t stride, sum *items, size_t count, sum *spare)
{
	if (count <= NAME(FEW)) {
		size_t left = 0;

		for (size_t i = 0; i < count; i++) {
			size_t h = 0;

			while (h < left && !NAME(covers)(items + h * stride, items + i * stride, 0, stride - 1))
				h++;
			if (h == left)
				NAME(copy)(items + left++ * stride, items + i * stride, stride);
		}
		for (size_t i = 1; i < left; i++) {
			size_t k = i, key = stride - 3;

			NAME(copy)(spare, items + i * stride, stride);
			for (; k > 0 && items[(k - 1) * stride + key] < spare[key]; k--)
				NAME(copy)(items + k * stride, items + (k - 1) * stride, stride);
			NAME(copy)(items + k * stride, spare, stride);
		}
		return left;
	}
	size_t half = count / 2;
	sum *low = items + half * stride;
	size_t high_left = NAME(maxima)(stride, items, half, spare);
	size_t low_left = NAME(maxima)(stride, low, count - half, spare);

	low_left = NAME(filter)(stride, items, high_left, low, low_left, 0);
	NAME(merge)(stride, items, high_left, low, low_left, spare);
	memcpy(items, spare, (high_left + low_left) * stride * sizeof(sum));
	return high_left + low_left;
}

/* Keeps of rows in falling lexicographic order, no two equal, the maxima; numbers
 * are first divided by `grid`, where it is not NULL (and rows then come in the
 * order of what is left). `order`: the rows in that order, or NULL: as they stand. */
static void
NAME(keep_maxima)(front *f, struct NAME(rows) *r, const sum *grid, const uint32_t *order)
{
	size_t n = f->p->party_count, left = 0, bytes = r->count * n * 2;
	sum *items = NAME(get)(f, bytes, sizeof(sum)), *spare = items + r->count * n;
	bool *is_kept = NAME(get)(f, r->count, sizeof(bool));

	memset(is_kept, 0, r->count);
	for (size_t i = 0; i < r->count; i++) {
		size_t row = order != NULL ? order[i] : i;

		for (size_t k = 1; k < n; k++)
			items[i * n + k - 1] = grid != NULL ? r->at[row * n + k] / grid[k] : r->at[row * n + k];
		items[i * n + n - 1] = (sum)row;
	}
	if (n >= 3) {
		left = NAME(maxima)(n, items, r->count, spare);
		for (size_t i = 0; i < left; i++)
			is_kept[items[i * n + n - 1]] = true;
	} else {
		sum best = -1;

		for (size_t i = 0; i < r->count; i++) {
			sum second = n == 2 ? items[i * n] : best + (i == 0);

			is_kept[items[i * n + n - 1]] = second > best;
			best = second > best ? second : best;
		}
	}
	left = 0;
	for (size_t i = 0; i < r->count; i++) {
		if (!is_kept[i])
			continue;
		if (left != i) {
			NAME(copy)(r->at + left * n, r->at + i * n, n);
			r->back[left] = r->back[i];
		}
		left++;
	}
	NAME(give)(f, items, bytes, sizeof(sum));
	NAME(give)(f, is_kept, r->count, sizeof(bool));
	r->count = left;
}

/* ---- the staircase of three parties ---- */

/* Steps of falling second and rising third number; what lies on or under one is covered. */
struct NAME(stairs) { sum (*at)[2]; size_t count, room; };

static bool
NAME(stairs_take)(struct NAME(stairs) *s, sum second, sum third)
{
	size_t low = 0, high = s->count;

	/* The first step whose second number is smaller; the one before has the greatest third. */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (s->at[middle][0] >= second)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && s->at[low - 1][1] >= third)
		return false;
	size_t end = low, start = low;

	/* Those with no greater second and third number go: they stand behind. */
	while (end < s->count && s->at[end][1] <= third)
		end++;
	while (start > 0 && s->at[start - 1][0] == second)
		start--;
	if (s->count - (end - start) + 1 > s->room) {
		s->room = s->room * 2 + 64;
		s->at = realloc(s->at, s->room * sizeof(*s->at));
		if (s->at == NULL)
			arena_exhausted(s->room * sizeof(*s->at));
	}
	memmove(s->at + start + 1, s->at + end, (s->count - end) * sizeof(*s->at));
	s->at[start][0] = second;
	s->at[start][1] = third;
	s->count = s->count - (end - start) + 1;
	return true;
}

/* ---- merging ---- */

static void
NAME(head)(struct NAME(source) *s, size_t n)
{
	const sum *row = s->at + s->next * n;

	for (size_t i = 0; i < n; i++)
		s->head[i] = s->shift != NULL ? row[i] + s->shift[i] : row[i];
}

static void
NAME(sift)(struct NAME(source) **heap, size_t count, size_t at, size_t n)
{
	struct NAME(source) *moved = heap[at];

	for (size_t child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count && NAME(order)(heap[child + 1]->head, heap[child]->head, n) < 0)
			child++;
		if (NAME(order)(moved->head, heap[child]->head, n) <= 0)
			break;
		heap[at] = heap[child];
	}
	heap[at] = moved;
}

/* Can a row still reach every red line? `rest`: what the slots to come give at most. */
static inline bool
NAME(reaches)(const sum *row, const sum *rest, const sum *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (row[i] + rest[i] < line[i])
			return false;
	return true;
}

struct NAME(stage) {
	size_t slot;
	const sum *rest, *line;
	bool has_lines;
};

/* Two parties: what is kept so far and one source more, in one pass; both fall in the
 * first number, and what is kept rises in the second. */
static void
NAME(merge_two)(front *f, const struct NAME(stage) *stage, const struct NAME(rows) *so_far, const struct NAME(source) *s,
		struct NAME(rows) *ret)
{
	const sum *old = so_far->at, *new = s->at, none[2] = { 0, 0 }, *shift = s->shift != NULL ? s->shift : none;
	size_t i = 0, k = 0;
	sum best = -1;

	ret->count = 0;
	while (i < so_far->count || k < s->count) {
		sum x = k < s->count ? new[2 * k] + shift[0] : 0, y = k < s->count ? new[2 * k + 1] + shift[1] : 0;
		bool is_old = k == s->count || (i < so_far->count && (old[2 * i] > x || (old[2 * i] == x && old[2 * i + 1] >= y)));
		bool is_same = is_old && k < s->count && old[2 * i] == x && old[2 * i + 1] == y;
		struct front_back back = s->back != NULL && k < s->count ? s->back[k] : (struct front_back){ (uint32_t)k, s->choice };

		if (is_old) {
			x = old[2 * i];
			y = old[2 * i + 1];
			if (!is_same || front_before(f, stage->slot, so_far->back[i], back))
				back = so_far->back[i];
			i++;
			k += is_same;
		} else {
			k++;
		}
		if (y <= best)
			continue;
		ret->at[2 * ret->count] = x;
		ret->at[2 * ret->count + 1] = y;
		ret->back[ret->count++] = back;
		best = y;
	}
}

static struct NAME(rows)
NAME(merge_pairs)(front *f, const struct NAME(stage) *stage, const struct NAME(source) *sources, size_t count, size_t total)
{
	struct NAME(rows) rows = NAME(rows_new)(f, total), other = NAME(rows_new)(f, total);
	size_t left = 0;

	/* A front that is shifted is one; choices of a slot may cover one another. */
	bool is_front = sources[0].shift != NULL && sources[0].back == NULL;

	for (size_t i = 0; is_front && i < sources[0].count; i++) {
		rows.at[2 * i] = sources[0].at[2 * i] + sources[0].shift[0];
		rows.at[2 * i + 1] = sources[0].at[2 * i + 1] + sources[0].shift[1];
		rows.back[rows.count++] = (struct front_back){ (uint32_t)i, sources[0].choice };
	}
	for (size_t i = is_front; i < count; i++) {
		struct NAME(rows) swap = rows;

		NAME(merge_two)(f, stage, &rows, &sources[i], &other);
		rows = other;
		other = swap;
	}
	NAME(rows_done)(f, &other);
	for (size_t i = 0; stage->has_lines && i < rows.count; i++) {
		if (!NAME(reaches)(rows.at + 2 * i, stage->rest, stage->line, 2))
			continue;
		NAME(copy)(rows.at + 2 * left, rows.at + 2 * i, 2);
		rows.back[left++] = rows.back[i];
	}
	if (stage->has_lines)
		rows.count = left;
	NAME(rows_fit)(f, &rows);
	return rows;
}

/* Merges sources into rows: equal sums once, with the first package; of up to
 * three parties only what is not dominated. */
static struct NAME(rows)
NAME(merge_sources)(front *f, const struct NAME(stage) *stage, struct NAME(source) *sources, size_t count)
{
	size_t n = f->p->party_count, total = 0, live = 0;
	struct NAME(source) **heap = NAME(get)(f, count, sizeof(struct NAME(source) *));
	struct NAME(stairs) stairs = { 0 };
	sum best = -1;

	for (size_t i = 0; i < count; i++) {
		sources[i].next = 0;
		total += sources[i].count;
		if (sources[i].count > 0) {
			NAME(head)(&sources[i], n);
			heap[live++] = &sources[i];
		}
	}
	f->steps += total;
	if (n == 2 && count <= NAME(PAIRS_MOST)) {
		NAME(give)(f, heap, count, sizeof(struct NAME(source) *));
		return NAME(merge_pairs)(f, stage, sources, count, total);
	}
	struct NAME(rows) rows = NAME(rows_new)(f, total);

	for (size_t i = live; i-- > 0;)
		NAME(sift)(heap, live, i, n);
	while (live > 0) {
		struct NAME(source) *s = heap[0];
		sum *last = rows.count > 0 ? rows.at + (rows.count - 1) * n : NULL;
		struct front_back back = { (uint32_t)s->next, s->choice };

		if (s->back != NULL)
			back = s->back[s->next];
		if (last != NULL && NAME(order)(last, s->head, n) == 0) {
			if (front_before(f, stage->slot, back, rows.back[rows.count - 1]))
				rows.back[rows.count - 1] = back;
		} else if ((!stage->has_lines || NAME(reaches)(s->head, stage->rest, stage->line, n)) &&
			   (n == 1 ? last == NULL : n == 2 ? s->head[1] > best
			    : n == 3 ? NAME(stairs_take)(&stairs, s->head[1], s->head[2]) : true)) {
			NAME(copy)(rows.at + rows.count * n, s->head, n);
			rows.back[rows.count++] = back;
			if (n == 2)
				best = s->head[1];
		}
		if (++s->next < s->count)
			NAME(head)(s, n);
		else
			heap[0] = heap[--live];
		if (live > 0)
			NAME(sift)(heap, live, 0, n);
	}
	free(stairs.at);
	NAME(give)(f, heap, count, sizeof(struct NAME(source) *));
	if (n > 3)
		NAME(keep_maxima)(f, &rows, NULL, NULL);
	NAME(rows_fit)(f, &rows);
	return rows;
}

/* ---- choices of a slot ---- */

struct NAME(by_sum) { const sum *at; size_t n; };

static int
NAME(by_order)(const void *x, const void *y, void *context)
{
	const struct NAME(by_sum) *by = context;
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	int order = NAME(order)(by->at + a * by->n, by->at + b * by->n, by->n);

	return order != 0 ? order : a < b ? -1 : a > b;
}

/* The choices of a slot that no other of its choices dominates: parent 0, and the choice. */
static struct NAME(rows)
NAME(slot_rows)(front *f, const struct NAME(stage) *stage, const struct slot *slot)
{
	size_t n = f->p->party_count, count = slot->choice_count;
	struct NAME(rows) sorted = NAME(rows_new)(f, count);
	sum *at = NAME(get)(f, count * n, sizeof(sum));
	uint32_t *order = NAME(get)(f, count, sizeof(uint32_t));
	struct NAME(by_sum) by = { at, n };

	for (size_t i = 0; i < count * n; i++)
		at[i] = (sum)slot->values[i];
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	qsort_r(order, count, sizeof(*order), NAME(by_order), &by);
	for (size_t i = 0; i < count; i++) {
		NAME(copy)(sorted.at + i * n, at + order[i] * n, n);
		sorted.back[i] = (struct front_back){ 0, order[i] };
	}
	sorted.count = count;
	NAME(give)(f, at, count * n, sizeof(sum));
	NAME(give)(f, order, count, sizeof(uint32_t));
	sum *head = NAME(get)(f, n, sizeof(sum));
	struct NAME(source) source = { .at = sorted.at, .back = sorted.back, .count = count, .head = head };
	struct NAME(stage) alone = { .slot = 0, .has_lines = false };
	struct NAME(rows) rows = NAME(merge_sources)(f, &alone, &source, 1);

	(void)stage;
	NAME(give)(f, head, n, sizeof(sum));
	NAME(rows_done)(f, &sorted);
	return rows;
}

/* ---- what does not fit ---- */

/* Thins rows on a grid of 2^bits steps per party, until at most `most` are left,
 * and adds the step to the error. */
static bool
NAME(thin)(front *f, struct NAME(rows) *r, size_t most)
{
	size_t n = f->p->party_count;
	sum *grid = NAME(get)(f, n, sizeof(sum)), *at;
	uint32_t *order;

	for (int bits = 16; bits > 0 && r->count > most; bits--) {
		struct NAME(by_sum) by;

		at = NAME(get)(f, r->count * n, sizeof(sum));
		order = NAME(get)(f, r->count, sizeof(uint32_t));
		for (size_t k = 0; k < n; k++)
			grid[k] = (sum)(f->p->most[k] >> bits) + 1;
		for (size_t i = 0; i < r->count * n; i++)
			at[i] = r->at[i] / grid[i % n];
		for (uint32_t i = 0; i < r->count; i++)
			order[i] = i;
		by = (struct NAME(by_sum)){ at, n };
		qsort_r(order, r->count, sizeof(*order), NAME(by_order), &by);
		size_t held = r->count;

		NAME(keep_maxima)(f, r, grid, order);
		NAME(give)(f, at, held * n, sizeof(sum));
		NAME(give)(f, order, held, sizeof(uint32_t));
		for (size_t k = 0; k < n; k++)
			f->error[k] += grid[k] - 1;
	}
	NAME(give)(f, grid, n, sizeof(sum));
	NAME(rows_fit)(f, r);
	return r->count <= most;
}

/* ---- the fold ---- */

/* Bytes that merging `rows` candidates takes, at its worst. */
static size_t
NAME(merging_bytes)(const front *f, size_t rows)
{
	size_t n = f->p->party_count, row = NAME(row_bytes)(f);

	return arena_size(rows, n > 3 ? row + 4 * n * sizeof(sum) + sizeof(bool) : n == 2 ? 2 * row : row);
}

static bool
NAME(fits)(const front *f, size_t rows)
{
	size_t bytes = NAME(merging_bytes)(f, rows);

	return bytes <= f->memory_bytes && f->held_bytes <= f->memory_bytes - bytes;
}

/* One slot more: `so_far` shifted by each of the slot's choices, as many at a time
 * as fit. */
static bool
NAME(add_slot)(front *f, const struct NAME(stage) *stage, struct NAME(rows) *so_far, const struct NAME(rows) *choices,
	       struct NAME(rows) *ret, struct err *err)
{
	size_t n = f->p->party_count, room = choices->count + 1;
	struct NAME(source) *sources = NAME(get)(f, room, sizeof(struct NAME(source)));
	sum *heads = NAME(get)(f, room * n, sizeof(sum));
	struct NAME(rows) rows = { 0 };
	bool fits = true;

	for (size_t c = 0; c < choices->count && fits;) {
		size_t count = 0, held = rows.count;

		if (rows.at != NULL)
			sources[count++] = (struct NAME(source)){ .at = rows.at, .back = rows.back, .count = rows.count };
		/* At least one choice; thin where even that is too much. */
		while (fits && !NAME(fits)(f, held + so_far->count)) {
			struct NAME(rows) *more = held >= so_far->count ? &rows : so_far;

			fits = more->count >= NAME(ROWS_LEAST) && NAME(thin)(f, more, more->count / 2);
			held = rows.count;
			if (stage->slot > 0)
				f->stages[stage->slot - 1] = (struct front_stage){ so_far->back, so_far->count };
		}
		if (!fits)
			break;
		if (count > 0)
			sources[0] = (struct NAME(source)){ .at = rows.at, .back = rows.back, .count = rows.count };
		do {
			sources[count++] = (struct NAME(source)){
				.at = so_far->at, .count = so_far->count, .shift = choices->at + c * n,
				.choice = choices->back[c].choice,
			};
			held += so_far->count;
			c++;
		} while (c < choices->count && NAME(fits)(f, held + so_far->count));
		for (size_t i = 0; i < count; i++)
			sources[i].head = heads + i * n;
		struct NAME(rows) merged = NAME(merge_sources)(f, stage, sources, count);

		NAME(rows_done)(f, &rows);
		rows = merged;
	}
	NAME(give)(f, sources, room, sizeof(struct NAME(source)));
	NAME(give)(f, heads, room * n, sizeof(sum));
	if (!fits) {
		NAME(rows_done)(f, &rows);
		return fail(err, ERR_INPUT, "the frontier does not fit into %zu MB, not even roughly; give --memory more",
			    f->memory_bytes >> 20);
	}
	*ret = rows;
	return true;
}

bool
NAME(front_fold)(front *f, struct err *err)
{
	const struct problem *p = f->p;
	size_t n = p->party_count;
	sum *rest = NAME(get)(f, n, sizeof(sum)), *line = NAME(get)(f, n, sizeof(sum));
	struct NAME(rows) rows = NAME(rows_new)(f, 1);
	struct NAME(stage) stage = { .rest = rest, .line = line };
	bool ok = true, is_reachable = true;

	for (size_t k = 0; k < n; k++) {
		rest[k] = (sum)p->most[k];
		is_reachable = is_reachable && (!f->within_lines || p->line[k] <= p->most[k]);
		line[k] = is_reachable && f->within_lines ? (sum)p->line[k] : 0;
		stage.has_lines = stage.has_lines || line[k] > 0;
		rows.at[k] = 0;
	}
	rows.count = is_reachable;
	for (size_t s = 0; s < p->slot_count && ok; s++) {
		const struct slot *slot = &p->slots[s];
		struct NAME(rows) next = { 0 };

		if (rows.count == 0)
			break;
		stage.slot = s;
		for (size_t k = 0; k < n; k++) {
			wide greatest = 0;

			for (size_t c = 0; c < slot->choice_count; c++)
				greatest = slot->values[c * n + k] > greatest ? slot->values[c * n + k] : greatest;
			rest[k] -= (sum)greatest;
		}
		if (n > NAME(PARTIES_FEW) && rows.count > NAME(ROWS_MOST)) {
			NAME(thin)(f, &rows, NAME(ROWS_MOST));
			f->stages[s - 1] = (struct front_stage){ rows.back, rows.count };
		}
		struct NAME(rows) choices = NAME(slot_rows)(f, &stage, slot);

		ok = NAME(add_slot)(f, &stage, &rows, &choices, &next, err);
		NAME(rows_done)(f, &choices);
		if (!ok)
			break;
		/* The sums of before are not wanted any more, how they came about is: it belongs to the stage. */
		if (s > 0)
			rows.back = NULL;
		NAME(rows_done)(f, &rows);
		f->stages[s] = (struct front_stage){ next.back, next.count };
		rows = next;
	}
	f->count = ok ? rows.count : 0;
	if (ok)
		f->sums = rows.at;
	else
		free(rows.at);
	if (f->stages[0].back == NULL)
		free(rows.back);
	free(rest);
	free(line);
	return ok;
}
