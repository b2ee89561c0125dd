package main

import (
	"net/http"
	"testing"
	"time"

	"pagewatch/bench/stage"
)

func TestChoose(t *testing.T) {
	if all, err := choose(nil); err != nil || len(all) != len(sections) {
		t.Errorf("without names: %d sections, %v", len(all), err)
	}
	if some, err := choose([]string{"cold", "views"}); err != nil || len(some) != 2 ||
		some[0].name != "cold" {
		t.Errorf("by name: %v, %v", some, err)
	}
	if _, err := choose([]string{"veiws"}); err == nil {
		t.Error("an unknown name is accepted")
	}
}

// TestAWrongAnswerIsNotMeasured checks that an incomplete answer ends the measurement.
func TestAWrongAnswerIsNotMeasured(t *testing.T) {
	alarm := `{"type":"alarm"}`
	for name, row := range map[string]struct {
		status int
		body   string
		want   bool
	}{
		"as many as asked":    {http.StatusOK, alarm + alarm, true},
		"the yardstick's":     {http.StatusOK, `{"AlarmArn":"a"},{"AlarmArn":"b"}`, true},
		"too few":             {http.StatusOK, alarm, false},
		"too many":            {http.StatusOK, alarm + alarm + alarm, false},
		"a source has failed": {http.StatusOK, alarm + alarm + `{"type":"error"}`, false},
		"an error":            {http.StatusBadGateway, alarm + alarm, false},
	} {
		if err := right(stage.Answer{Status: row.status, Body: []byte(row.body)}, 2); (err == nil) != row.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStatistics(t *testing.T) {
	if got := median([]time.Duration{5, 1, 3}); got != 3 {
		t.Errorf("median %d", got)
	}
	if got := quantile([]float64{4, 1, 2, 3}, 0.95); got != 4 {
		t.Errorf("p95 %v", got)
	}
	if got := quantile([]float64{}, 0.5); got != 0 {
		t.Errorf("of nothing %v", got)
	}
	// A round in which everything was slow changes nothing.
	if got := ratio([]turn{{cpu: 2}, {cpu: 40}, {cpu: 3}},
		[]turn{{cpu: 1}, {cpu: 20}, {cpu: 2}}); got != 2 {
		t.Errorf("ratio %v", got)
	}
	if a, b := ms(1500*time.Microsecond), ms(-250*time.Millisecond); a != "1.50 ms" ||
		b != "-250 ms" {
		t.Errorf("%s, %s", a, b)
	}
}
