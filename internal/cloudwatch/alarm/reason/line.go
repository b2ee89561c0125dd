package reason

import (
	"strings"
	"time"
)

// line is a time line with a cell at every step. Times are milliseconds since 1970, an int64 that
// holds the difference of any two of them.
type line struct {
	step  int64
	cells map[int64]cell
	// newest is the time of the newest evaluated point with a value, if it is valued.
	newest int64
	valued bool
}

type cell struct{ value, lower, upper *float64 }

// extent returns the time of the first cell and the number of cells, gaps included, limited to the
// newest ones. The number is 0 if the cells are not evenly spaced.
func (l line) extent() (first int64, count int) {
	if len(l.cells) == 0 {
		return 0, 0
	}
	var last int64
	begun := false
	for t := range l.cells {
		if !begun || t < first {
			first = t
		}
		if !begun || t > last {
			last = t
		}
		begun = true
	}
	for t := range l.cells {
		if (t-first)%l.step != 0 {
			return 0, 0
		}
	}
	if steps := (last - first) / l.step; steps >= maxValues {
		first = last - (maxValues-1)*l.step
	}
	return first, int((last-first)/l.step) + 1
}

// farthest is the first year that is refused. Times of a hostile document could otherwise run
// beyond the year 9999, and such times have no JSON.
const farthest = 2200

// stamp parses a time in CloudWatch's format, "2014-04-09T18:59:06.419+0000", or in RFC 3339.
func stamp(text string) (int64, bool) {
	if utc, ok := strings.CutSuffix(text, "+0000"); ok {
		text = utc + "Z" // package time reads this form several times faster
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.000-0700"} {
		if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= 1970 &&
			t.UTC().Year() < farthest {
			return t.UnixMilli(), true
		}
	}
	return 0, false
}

func at(milliseconds int64) time.Time { return time.UnixMilli(milliseconds).UTC() }
