package reason

import (
	"strconv"
	"strings"
)

// usual parses a metric alarm's document in the form that AWS writes: no space, no escape, known
// members only, each once, with values of their type. For any other form it returns false, and
// encoding/json parses the document. A page has up to a hundred documents with their points;
// encoding/json alone took a quarter of a view's CPU.
//
// Where usual returns true, the document equals the one of encoding/json: FuzzUsual checks that.
func usual(text string) (document, bool) {
	var d document
	r := reader{rest: text}
	r.object(func(member string) {
		switch member {
		case "version", "queryDate", "statistic", "unit":
			r.text()
		case "startDate":
			d.StartDate = r.text()
		case "period":
			d.Period = r.number()
		case "threshold":
			threshold := r.number()
			d.Threshold = &threshold
		case "recentDatapoints":
			d.Recent = r.numbers()
		case "recentLowerThresholds":
			d.Lower = r.numbers()
		case "recentUpperThresholds":
			d.Upper = r.numbers()
		case "evaluatedDatapoints":
			d.Evaluated = r.points()
		default:
			r.unusual = true
		}
	})
	return d, !r.unusual && r.rest == ""
}

// point is one evaluated data point.
type point struct {
	Timestamp string   `json:"timestamp"`
	Value     *float64 `json:"value"`
}

// reader parses a document from its beginning. After an unusual part, its results are meaningless.
type reader struct {
	rest    string
	unusual bool
}

// skip consumes next, which must come next.
func (r *reader) skip(next string) {
	rest, ok := strings.CutPrefix(r.rest, next)
	r.rest, r.unusual = rest, r.unusual || !ok
}

// next consumes next if it comes next, and reports whether it did.
func (r *reader) next(next string) bool {
	rest, ok := strings.CutPrefix(r.rest, next)
	r.rest = rest
	return ok && !r.unusual
}

// object calls read with each member's name to parse its value. A name occurs once.
func (r *reader) object(read func(member string)) {
	r.skip("{")
	if r.next("}") {
		return
	}
	var known [11]string // the number of members
	for n := 0; !r.unusual; n++ {
		member := r.text()
		for _, former := range known[:min(n, len(known))] {
			r.unusual = r.unusual || former == member
		}
		if n >= len(known) {
			r.unusual = true
			return
		}
		known[n] = member
		r.skip(":")
		read(member)
		if !r.next(",") {
			break
		}
	}
	r.skip("}")
}

// text parses a string of plain ASCII.
func (r *reader) text() string {
	r.skip(`"`)
	for i := range len(r.rest) {
		switch c := r.rest[i]; {
		case c == '"':
			text := r.rest[:i]
			r.rest = r.rest[i+1:]
			return text
		case c < ' ' || c > '~' || c == '\\':
			r.unusual = true
			return ""
		}
	}
	r.unusual = true
	return ""
}

// number parses a JSON number.
func (r *reader) number() float64 {
	whole := r.rest
	r.next("-")
	if !r.next("0") {
		r.digits()
	}
	if r.next(".") {
		r.digits()
	}
	if r.next("e") || r.next("E") {
		_ = r.next("+") || r.next("-")
		r.digits()
	}
	n, err := strconv.ParseFloat(whole[:len(whole)-len(r.rest)], 64)
	r.unusual = r.unusual || err != nil
	return n
}

// digits parses one or more digits.
func (r *reader) digits() {
	n := 0
	for n < len(r.rest) && '0' <= r.rest[n] && r.rest[n] <= '9' {
		n++
	}
	r.rest, r.unusual = r.rest[n:], r.unusual || n == 0
}

// numbers parses a list of numbers and nulls.
func (r *reader) numbers() []*float64 {
	r.skip("[")
	if r.next("]") {
		return []*float64{}
	}
	end := strings.IndexByte(r.rest, ']')
	if end < 0 {
		r.unusual = true
		return nil
	}
	count := strings.Count(r.rest[:end], ",") + 1
	values, list := make([]float64, count), make([]*float64, count)
	for i := 0; i < count && !r.unusual; i++ {
		if i > 0 {
			r.skip(",")
		}
		if !r.next("null") {
			values[i] = r.number()
			list[i] = &values[i]
		}
	}
	r.skip("]")
	return list
}

// points parses a list of evaluated data points.
func (r *reader) points() []point {
	r.skip("[")
	if r.next("]") {
		return []point{}
	}
	var list []point
	for !r.unusual {
		var p point
		r.object(func(member string) {
			switch member {
			case "timestamp":
				p.Timestamp = r.text()
			case "sampleCount":
				r.number()
			case "value":
				value := r.number()
				p.Value = &value
			default:
				r.unusual = true
			}
		})
		list = append(list, p)
		if !r.next(",") {
			break
		}
	}
	r.skip("]")
	return list
}
