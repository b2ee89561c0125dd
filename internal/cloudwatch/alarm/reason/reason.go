// Package reason parses StateReasonData, the data of an alarm's last evaluation, which comes in the
// same answer as the alarm. AWS documents the member as "JSON format" and no more; the shapes in
// testdata were recorded.
package reason

import (
	"encoding/json"
	"math"
	"slices"
	"time"
)

// Limits of a document and of what is read from it.
const (
	maxDocument = 16 << 10 // AWS keeps to 4,000 characters
	maxValues   = 100
	maxTriggers = 100
	maxPeriod   = 7 * 24 * 60 * 60 // seconds: CloudWatch evaluates a week at most
)

// Spark holds the data points of the last evaluation, evenly spaced and in chronological order.
type Spark struct {
	// From and To are the times of the first and the last value.
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Period is the time from one value to the next, in seconds.
	Period int64 `json:"period"`
	// Values has a nil for each missing data point.
	Values []*float64 `json:"values"`
	// Threshold is the one of that evaluation, nil for a band or none.
	Threshold *float64 `json:"threshold,omitempty"`
	// Lower and Upper are the edges of a band, one per value.
	Lower []*float64 `json:"lower,omitempty"`
	Upper []*float64 `json:"upper,omitempty"`
}

// Reason is the content of a document; any part may be missing.
type Reason struct {
	Spark *Spark
	// Listed means that the document lists the data points of the evaluation, if only in an empty
	// list. Seen means that one of them has a value.
	Listed, Seen bool
	// Triggers are the ARNs of the alarms that caused a composite's state.
	Triggers []string
}

// document is StateReasonData, of metric alarms and of composites.
type document struct {
	// StartDate is the time of the first recent data point.
	StartDate string     `json:"startDate"`
	Period    float64    `json:"period"`
	Threshold *float64   `json:"threshold"`
	Recent    []*float64 `json:"recentDatapoints"` // oldest first; missing ones are left out
	Lower     []*float64 `json:"recentLowerThresholds"`
	Upper     []*float64 `json:"recentUpperThresholds"`
	// Evaluated are newest first, and may be fewer than the recent ones; a missing one has no
	// value.
	Evaluated  []point `json:"evaluatedDatapoints"`
	Triggering []struct {
		ARN string `json:"arn"`
	} `json:"triggeringAlarms"`
}

// Parse parses a document. It returns nothing of an unexpected one: half a picture would mislead.
func Parse(text string) Reason {
	if len(text) > maxDocument {
		return Reason{}
	}
	d, ok := usual(text)
	if !ok {
		d, ok = unusual(text)
	}
	if !ok {
		return Reason{}
	}
	var r Reason
	for _, alarm := range d.Triggering {
		if alarm.ARN != "" && len(r.Triggers) < maxTriggers {
			r.Triggers = append(r.Triggers, alarm.ARN)
		}
	}
	r.Spark = d.spark()
	r.Listed, r.Seen = d.Recent != nil || d.Evaluated != nil, d.seen()
	return r
}

// seen reports whether a data point has a value, whether or not it has a place on a time line.
func (d document) seen() bool {
	return slices.ContainsFunc(d.Recent, func(value *float64) bool { return value != nil }) ||
		slices.ContainsFunc(d.Evaluated, func(p point) bool { return p.Value != nil })
}

// unusual parses any document with encoding/json.
func unusual(text string) (d document, ok bool) {
	err := json.Unmarshal([]byte(text), &d)
	return d, err == nil
}

// spark places the points on one evenly spaced time line, nil if they do not fit on one.
func (d document) spark() *Spark {
	if d.Period < 1 || d.Period > maxPeriod || d.Period != math.Trunc(d.Period) {
		return nil
	}
	period := int64(d.Period)
	l := line{
		step: period * 1000, cells: make(map[int64]cell, max(len(d.Evaluated), len(d.Recent)))}
	d.evaluated(&l)
	d.recent(&l)
	first, count := l.extent()
	if count == 0 {
		return nil
	}
	s := &Spark{Period: period, Threshold: d.Threshold, From: at(first),
		To: at(first + int64(count-1)*l.step)}
	all := make([]*float64, 3*count)
	s.Values, s.Lower, s.Upper = all[:count:count], all[count:2*count:2*count], all[2*count:]
	for i := range count {
		c := l.cells[first+int64(i)*l.step]
		s.Values[i], s.Lower[i], s.Upper[i] = c.value, c.lower, c.upper
	}
	s.Lower, s.Upper = edge(s.Lower), edge(s.Upper)
	return s
}

func (d document) evaluated(l *line) {
	for _, point := range d.Evaluated {
		if t, ok := stamp(point.Timestamp); ok {
			l.cells[t] = cell{value: point.Value}
			if point.Value != nil && (!l.valued || t > l.newest) {
				l.newest, l.valued = t, true
			}
		}
	}
}

// recent adds the recent data points. Only the first has a time, and missing points are left out.
// So they are placed only if the newest then falls on the time of an evaluated point, or if nothing
// contradicts that: a point at a wrong time is worse than none.
func (d document) recent(l *line) {
	start, ok := stamp(d.StartDate)
	last := start + int64(len(d.Recent)-1)*l.step
	if !ok || len(d.Recent) == 0 || l.valued && last != l.newest {
		return
	}
	for i, value := range d.Recent {
		t := start + int64(i)*l.step
		c, known := l.cells[t]
		if !known || c.value == nil {
			c.value = value
		}
		c.lower, c.upper = beside(d.Lower, d.Recent, i), beside(d.Upper, d.Recent, i)
		l.cells[t] = c
	}
}

// beside returns the edge at i, nil unless the band has one edge per value.
func beside(edges, values []*float64, i int) *float64 {
	if len(edges) != len(values) {
		return nil
	}
	return edges[i]
}

// edge drops an edge without a single value.
func edge(values []*float64) []*float64 {
	for _, v := range values {
		if v != nil {
			return values
		}
	}
	return nil
}
