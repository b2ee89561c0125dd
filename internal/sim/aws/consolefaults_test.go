package aws_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/sim/aws"
)

const faultsPath = "/console/faults"

// faulty is the form of the faults page.
func faulty(do string, change ...string) url.Values {
	form := url.Values{"button": {"add"}, "do": {do}, "calls": {"describe"}, "account": {""},
		"region": {""}, "times": {""}, "delay": {""}}
	for i := 0; i < len(change); i += 2 {
		form.Set(change[i], change[i+1])
	}
	return form
}

// TestFaultsPage switches every kind of fault on, one after the other, and off again.
func TestFaultsPage(t *testing.T) {
	w := newWorld(t)
	blank := w.visit(http.MethodGet, faultsPath, nil).Body.String()
	if strings.Count(blank, "<dt>") != 14 || !strings.Contains(blank, "<p>None.</p>") ||
		strings.Contains(blank, "Switch all of them off") {
		t.Errorf("the page without faults: %s", blank)
	}
	for _, option := range strings.Split(blank, `<option value="`)[1:15] {
		name, rest, _ := strings.Cut(option, `"`)
		title, _, _ := strings.Cut(strings.TrimPrefix(rest, ">"), "<")
		got := w.visit(http.MethodPost, faultsPath,
			faulty(name, "account", "111122223333", "region", "us-east-1", "times", "2", "delay",
				"5"))
		if got.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", name, got.Code, got.Body)
		}
		page := w.visit(http.MethodGet, got.Header().Get("Location"), nil).Body.String()
		row := "<tr><td>" + title +
			`</td><td>DescribeAlarms (CloudWatch)</td><td>111122223333</td><td>us-east-1</td><td class="number">2</td><td class="number">5s</td></tr>`
		if !strings.Contains(page, row) || !strings.Contains(page, "Switched on.") {
			t.Errorf("%s: no row %s", name, row)
		}
		want := aws.Fault{Service: aws.CloudWatch, Action: "DescribeAlarms",
			Account: "111122223333", Region: "us-east-1", Times: 2, Delay: 5 * time.Second}
		faults := w.Faults()
		f := faults[0]
		want.Do, want.Code, want.Message, want.URL = f.Do, f.Code, f.Message, f.URL
		if len(faults) != 1 || f != want {
			t.Errorf("%s: injected %+v", name, faults)
		}
		got = w.visit(http.MethodPost, faultsPath, url.Values{"button": {"clear"}})
		if page := w.visit(http.MethodGet, got.Header().Get("Location"), nil).Body.String(); len(
			w.Faults()) != 0 || !strings.Contains(page, "Switched off.") {
			t.Errorf("%s was not switched off: %d", name, got.Code)
		}
	}
}

// TestFaultsOfThePageHappen checks that the chosen calls fail and others do not, and that used-up
// faults leave the page.
func TestFaultsOfThePageHappen(t *testing.T) {
	w := newWorld(t).trust()
	w.visit(http.MethodPost, faultsPath, faulty("throttled", "times", "1"))
	_, err := describe(w, context.Background())
	wantCode(t, err, "Throttling")
	if _, err := describe(w, context.Background()); err != nil || len(w.Faults()) != 0 {
		t.Errorf("after it is used up: %v and %+v", err, w.Faults())
	}
	w.visit(http.MethodPost, faultsPath, faulty("denied", "calls", "assume"))
	_, err = w.sts(w.own()).AssumeRole(context.Background(), right(paymentsRole))
	wantCode(t, err, "AccessDenied")
	// What tests inject is put into words as well.
	w.Inject(aws.Fault{Service: aws.STS, Do: aws.FaultError, Code: "Teapot"})
	w.Inject(aws.Fault{Action: "ListMetrics"})
	page := w.visit(http.MethodGet, faultsPath, nil).Body.String()
	for _, want := range []string{"<td>Access denied</td><td>AssumeRole (STS)</td>",
		"<td>Teapot</td><td>Every call of sts</td>", "<td>Slow</td><td>ListMetrics</td>",
		"until switched off"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %s", want)
		}
	}
}

func TestFaultsPageRefuses(t *testing.T) {
	tests := []struct {
		name   string
		form   url.Values
		status int
		why    string
	}{
		{"no kind", faulty(""), 422, "Choose what goes wrong."},
		{"an unknown kind", faulty("explode"), 422, "Choose what goes wrong."},
		{"unknown calls", faulty("hang", "calls", "ListMetrics"), 422, "Choose the calls"},
		{"an unknown account", faulty("hang", "account", "999999999999"), 422,
			"Choose an account and a Region"},
		{"an unknown Region", faulty("hang", "region", "xx-fake-1"), 422,
			"Choose an account and a Region"},
		{"times that are no number", faulty("hang", "times", "often"), 422, "How many times"},
		{"times below zero", faulty("hang", "times", "-1"), 422, "How many times"},
		{"times beyond a thousand", faulty("hang", "times", "1001"), 422, "How many times"},
		{"too long a delay", faulty("hang", "delay", "61"), 422, "The delay is a number"},
		{"slow without a delay", faulty("slow"), 422, "a slow answer needs one"},
		{"no button", url.Values{}, 400, "no such button"},
		{"too large", faulty(strings.Repeat("x", 65<<10)), 400, "could not be read"},
	}
	w := newWorld(t)
	for _, tt := range tests {
		got := w.visit(http.MethodPost, faultsPath, tt.form)
		if got.Code != tt.status ||
			!strings.Contains(html.UnescapeString(got.Body.String()), tt.why) {
			t.Errorf("%s: %d without %q", tt.name, got.Code, tt.why)
		}
	}
	foreign := w.visit(http.MethodPost, faultsPath, faulty("hang"),
		func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") })
	if foreign.Code != http.StatusForbidden {
		t.Errorf("another page's form: %d", foreign.Code)
	}
	if len(w.Faults()) != 0 {
		t.Errorf("a refused form injected %+v", w.Faults())
	}
	// What was entered stays in the form.
	kept := w.visit(http.MethodPost, faultsPath,
		faulty("hang", "calls", "assume", "account", "111122223333", "region", "eu-west-1", "times",
			"1001", "delay", "7")).Body.String()
	for _, want := range []string{`"hang" selected`, `"assume" selected`, `"111122223333" selected`,
		`"eu-west-1" selected`, `value="1001"`, `value="7"`, "Not switched on."} {
		if !strings.Contains(kept, want) {
			t.Errorf("the form does not keep %s", want)
		}
	}
}
