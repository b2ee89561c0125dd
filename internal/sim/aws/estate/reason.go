package estate

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// stamp is the time format inside StateReasonData.
const stamp = "2006-01-02T15:04:05.000-0700"

// decimal prints a number as CloudWatch does: always with a fraction.
type decimal float64

func (d decimal) String() string {
	s := strconv.FormatFloat(float64(d), 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// MarshalJSON keeps the fraction of whole numbers.
func (d decimal) MarshalJSON() ([]byte, error) { return []byte(d.String()), nil }

// reasonData is the JSON document in StateReasonData, version 1.0.
type reasonData struct {
	Version   string      `json:"version"`
	QueryDate string      `json:"queryDate"`
	StartDate string      `json:"startDate,omitempty"`
	Statistic string      `json:"statistic,omitempty"`
	Period    int         `json:"period"`
	Recent    []decimal   `json:"recentDatapoints"`
	Lower     []decimal   `json:"recentLowerThresholds,omitempty"`
	Upper     []decimal   `json:"recentUpperThresholds,omitempty"`
	Threshold *decimal    `json:"threshold,omitempty"`
	Evaluated []evaluated `json:"evaluatedDatapoints,omitempty"`
}

// evaluated is one point, newest first; a point that was missing has a time only.
type evaluated struct {
	Timestamp   string   `json:"timestamp"`
	SampleCount *decimal `json:"sampleCount,omitempty"`
	Value       *decimal `json:"value,omitempty"`
}

// at returns the time of the point with this index, relative to the time of the state's change.
func (m metric) at(i int, changed time.Time) time.Time {
	return changed.Truncate(m.every).Add(-time.Duration(len(m.points)-i) * m.every)
}

// reason words the state as CloudWatch does.
func (m metric) reason(changed time.Time) string {
	total := len(m.points)
	if m.words != "" {
		return m.words
	}
	switch m.state() {
	case types.StateValueInsufficientData:
		return "Insufficient Data: 1 datapoint was unknown."
	case types.StateValueAlarm:
		hits := m.breaching()
		return fmt.Sprintf(
			"Threshold Crossed: %d out of the last %d datapoints [%s] %s %s the threshold (%s) (minimum %s for OK -> ALARM transition).",
			len(hits), total, m.listed(hits, changed), were(len(hits)), operators[m.breach].words,
			decimal(m.limit), datapoints(m.needed()))
	}
	last := []int{total - 1}
	return fmt.Sprintf(
		"Threshold Crossed: 1 out of the last %d datapoints [%s] was not %s the threshold (%s) (minimum 1 datapoint for ALARM -> OK transition).",
		total, m.listed(last, changed), operators[m.breach].words, decimal(m.limit))
}

// listed prints points newest first, at most five of them.
func (m metric) listed(indexes []int, changed time.Time) string {
	var parts []string
	for i := len(indexes) - 1; i >= 0 && len(parts) < 5; i-- {
		point := indexes[i]
		parts = append(parts,
			fmt.Sprintf("%s (%s)", decimal(m.points[point]),
				m.at(point, changed).Format("02/01/06 15:04:05")))
	}
	return strings.Join(parts, ", ")
}

func (m metric) reasonData(changed time.Time) string {
	limit := decimal(m.limit)
	data := reasonData{
		Version: "1.0", QueryDate: changed.Format(stamp), Statistic: m.stat,
		Period: int(m.every / time.Second), Recent: []decimal{}, Threshold: &limit,
	}
	if strings.HasPrefix(m.stat, "p") {
		data.Statistic = ""
	}
	if len(m.points) > 0 {
		data.StartDate = m.at(0, changed).Format(stamp)
	}
	samples := decimal(60)
	for i, v := range m.points {
		if !math.IsNaN(v) {
			data.Recent = append(data.Recent, decimal(v))
		}
		newest := len(m.points) - 1 - i
		point := evaluated{Timestamp: m.at(newest, changed).Format(stamp)}
		if value := decimal(m.points[newest]); !math.IsNaN(float64(value)) {
			point.SampleCount, point.Value = &samples, &value
		}
		data.Evaluated = append(data.Evaluated, point)
	}
	return encoded(data)
}

// encoded returns the JSON of a document. It cannot fail: the documents hold only strings and
// finite numbers.
func encoded(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func datapoints(n int) string {
	if n == 1 {
		return "1 datapoint"
	}
	return fmt.Sprintf("%d datapoints", n)
}
