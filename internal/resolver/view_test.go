package resolver

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/input"
	"pagewatch/internal/source"
)

// TestAViewsAccountsAreBounded: each has a length, and together with the other texts they fit into
// a configuration.
func TestAViewsAccountsAreBounded(t *testing.T) {
	sources := func(n, region, account int) []source.Source {
		var out []source.Source
		for i := range n {
			out = append(out, source.Source{Connection: fmt.Sprint("c-", i),
				Region:  strings.Repeat("r", region),
				Account: strings.Repeat("1", account)})
		}
		return out
	}
	for _, row := range []struct {
		name    string
		sources []source.Source
		field   string
	}{
		{"an account number", sources(1, 12, 12), ""},
		{"the longest account", sources(1, 12, 64), ""},
		{"a longer one", sources(1, 12, 65), "sources[0].account"},
		{"64 KB", sources(1, 12, 64<<10), "sources[0].account"},
		{"without accounts, it fits", sources(10, 180, 0), ""},
		{"with accounts, it does not", sources(10, 180, 64), "sources"},
	} {
		err := viewRequest{Answer: answerInline, Sources: row.sources, Query: alarm.Query{}}.validate()
		var wrong *input.Error
		if errors.As(err, &wrong) != (row.field != "") || wrong != nil && wrong.Field != row.field {
			t.Errorf("%s: %v, want an error of %q", row.name, err, row.field)
		}
	}
}
