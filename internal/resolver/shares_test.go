package resolver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/resolver/stream"
	"pagewatch/internal/source"
)

// TestShares: a pool has so much for each site that one alone leaves some of it to another.
func TestShares(t *testing.T) {
	s := shares{10, 5, map[string]int{}}
	for _, row := range []struct {
		site string
		add  int
		free map[string]bool // after that
	}{
		{"a", 4, map[string]bool{"a": true, "b": true}},
		{"a", 40, map[string]bool{"a": false, "b": true}},
		{"b", 4, map[string]bool{"a": false, "b": true, "c": true}},
		{"b", 1, map[string]bool{"b": false, "c": false}},
		{"a", -44, map[string]bool{"a": true, "b": false, "c": true}},
		{"b", -5, map[string]bool{"b": true}},
	} {
		s.add(row.site, row.add)
		for site, want := range row.free {
			if got := s.free(site); got != want {
				t.Errorf("after %d of %s, %s: %v, want %v", row.add, row.site, site, got, want)
			}
		}
	}
	if len(s.sites) != 0 {
		t.Errorf("%v is left", s.sites)
	}
}

// TestASiteWaitsForItself: of a site's calls that hold an answer, one at a time exceeds the share,
// and the others wait for it. Another site waits and holds what it needs meanwhile.
func TestASiteWaitsForItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newMemoryBudget()
		first, second, other := s.reservation(), s.reservation(), s.reservation()
		little, much := sized(short+1), sized(longShare)
		taken := func(call *reservation, site string, answer *source.Answer) {
			t.Helper()
			if err := call.take(t.Context(), site, answer); err != nil {
				t.Error(err)
			}
		}
		taken(first, "a", little)
		taken(second, "a", little)
		taken(first, "a", much)
		taken(first, "a", much)
		done := make(chan error, 2)
		go func() { done <- second.take(t.Context(), "a", sized(longShare)) }()
		synctest.Wait()
		if len(done) != 0 {
			t.Fatal("two calls of a site exceed its share")
		}
		if err := s.reservation().take(t.Context(), "a", little); !errors.Is(err, errCrowded) {
			t.Errorf("a third one of the site: %v", err)
		}
		taken(other, "b", much)
		go func() { done <- s.reservation().take(t.Context(), "b", sized(longShare)) }()
		synctest.Wait()
		if len(done) != 0 {
			t.Error("another site does not wait for itself")
		}
		first.release()
		if err := <-done; err != nil {
			t.Error(err)
		}
		other.release()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// askedOf is a provider whose connections called slow never answer, and whose others have very
// long answers.
type askedOf struct{ player }

func (askedOf) Ask(ctx context.Context, link connection.Link, _ source.Question, _ source.Call) (
	*source.Answer, error) {
	if strings.HasPrefix(link.ID, "slow") {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	return sized(longPool), nil
}

// TestAFloodLeavesOthersTheirAlarms: whatever the pages of one site wait for, those of another show
// their alarms.
func TestAFloodLeavesOthersTheirAlarms(t *testing.T) {
	page := func(site string, page int, connections ...string) (tasks []task) {
		for i, name := range connections {
			tasks = append(tasks, userTaskOf(site, fmt.Sprintf("%s-%d", name, page)))
			tasks[i].Index = i
		}
		return tasks
	}
	for name, row := range map[string]struct {
		pages       int
		connections []string
	}{
		"long answers that are kept": {4, []string{"long", "slow"}},
		"questions without answers":  {int(questions.Total), []string{"slow", "slower"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := asking(io.Discard, nil)
			s.Providers.CloudWatch, s.admission, s.Now = askedOf{}, newAdmission(1), time.Now
			view := func(tasks []task) string {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				held, doc := s.admission.holding(), &stream.Document{}
				defer held.release()
				s.run(ctx, asker{requestID: "r", account: "a", holding: held}, tasks, doc)
				return fmt.Sprintf("%.200s", doc.Records())
			}
			for i := range row.pages {
				go view(page("a", i, row.connections...))
			}
			synctest.Wait()
			for range questions.Connection + 1 { // none keeps its place
				got := view(page("b", 0, "long", "longer"))
				if strings.Contains(got, `"code"`) || !strings.Contains(got, `"alarm"`) {
					t.Fatalf("%s: the other site's page has %s", name, got)
				}
			}
		})
	}
}

// TestQuestionsWaitForTheirShare: of their connection, and of their site.
func TestQuestionsWaitForTheirShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAdmission(1)
		asked := func(site, connection string) error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := a.question(ctx, userTaskOf(site, connection))
			return err
		}
		for _, row := range []struct {
			connection string
			more       int64
		}{{"one", questions.Connection}, {"two", questions.Site - questions.Connection}} {
			for range row.more {
				if err := asked("a", row.connection); err != nil {
					t.Fatal(row.connection, err)
				}
			}
			if err := asked("a", row.connection); !errors.Is(err, errTimeout) {
				t.Errorf("one more of connection %s: %v", row.connection, err)
			}
		}
		if err := asked("a", "three"); !errors.Is(err, errTimeout) {
			t.Errorf("one more of the site: %v", err)
		}
		if err := asked("b", "one"); err != nil {
			t.Errorf("another site: %v", err)
		}
	})
}

func userTaskOf(site, id string) task {
	return task{Site: site, Link: connection.Link{ID: id, Kind: connection.AWSUser}}
}

// TestTwoCallsKeepTheLongestAnswers at a time, one of each site: with each call a whole document is
// kept, and the smallest container has to hold them.
func TestTwoCallsKeepTheLongestAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newMemoryBudget()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		kept := 0
		for _, site := range []string{"a", "a", "b", "b", "c"} {
			if s.reservation().take(ctx, site, sized(5<<18)) == nil {
				kept++
			}
		}
		if kept != 2 {
			t.Errorf("%d calls keep such answers", kept)
		}
	})
}
