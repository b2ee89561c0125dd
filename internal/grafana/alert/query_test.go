package alert_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/input"
)

// TestQueries checks the queries that the page checks too, before it saves one.
func TestQueries(t *testing.T) {
	raw, err := os.ReadFile("../../../testdata/wire/alerts-queries.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Name, Field string
		Query       alert.Query
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		t.Fatal(err)
	}
	valid := 0
	for _, row := range rows {
		var wrong *input.Error
		field := ""
		if err := row.Query.Check("alerts"); errors.As(err, &wrong) {
			field = wrong.Field
		} else if err != nil {
			t.Errorf("%s: %v is no *input.Error", row.Name, err)
		}
		want := ""
		if row.Field != "" {
			want = "alerts." + row.Field
		} else {
			valid++
		}
		if field != want {
			t.Errorf("%s: the wrong field is %q, want %q", row.Name, field, want)
		}
	}
	if valid == 0 || valid == len(rows) {
		t.Errorf("%d of %d queries are valid", valid, len(rows))
	}
}
