package service_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
)

// TestEndsOfTokens: authors learn from 14 days before that the token of a stack ends, and its day.
// Plain readers never do, nor does anybody who reads a view.
func TestEndsOfTokens(t *testing.T) {
	b := servicetest.New(t, nil)
	b.FaceStacks(stackOf(leaky(twoFolders)))
	b.Clock.Stop()
	day := b.Clock.Now().UTC().AddDate(0, 0, 15).Format(time.DateOnly)
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(servicetest.Map{"expires": day}))
	const reads, writes = `{"operation":"read","targetType":"space"}`,
		`{"operation":"create","targetType":"page"}`
	listed := func(may ...string) string {
		b.Confluence.Fault(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"operations":[`+strings.Join(may, ",")+`]}`)
		})
		defer b.Confluence.Fault(nil)
		asked := b.Confluence.Calls()
		got := b.Do(servicetest.Call{Person: servicetest.Ravi}, "GET", "/v1/connections", nil)
		if got.Status != http.StatusOK || b.Confluence.Calls() != asked+1 {
			t.Fatalf("%d, %d calls: %s", got.Status, b.Confluence.Calls()-asked, got.Body)
		}
		return got.Body
	}
	left := 15
	for _, row := range []struct {
		days int
		soon bool
	}{{15, false}, {14, true}, {1, true}, {0, true}, {-40, true}} {
		b.Clock.Advance(time.Duration(left-row.days) * 24 * time.Hour)
		left = row.days
		if got := listed(reads, writes); strings.Contains(got, `"expires":"`+day+`"`) != row.soon {
			t.Errorf("an author, %d days before: %s", row.days, got)
		}
		if got := listed(reads); strings.Contains(got, "expires") || strings.Contains(got, day) {
			t.Errorf("a reader, %d days before: %s", row.days, got)
		}
		view := b.Do(servicetest.Call{}, "POST", "/v1/views",
			servicetest.AlertView(id, servicetest.Map{}))
		if strings.Contains(view.Body, `"expires"`) || strings.Contains(view.Body, `"`+day+`"`) {
			t.Errorf("a view, %d days before: %s", row.days, view.Body)
		}
	}
}
