package client_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/upstream"
)

// limit of a page, in bytes.
const limit = 8 << 20

// filled is a page of rules with as many copies of a piece as fit into it.
func filled(before, piece, after string) string {
	n := (limit - 1024) / (len(piece) + 1)
	return `{"status":"success","data":{"groups":[` + before + piece + strings.Repeat(","+piece, n-1) +
		after + `]}}`
}

// pairs is an object with n different names.
func pairs(n int) string {
	var out strings.Builder
	for i := range n {
		fmt.Fprintf(&out, `,"l%d":"v"`, i)
	}
	return "{" + out.String()[1:] + "}"
}

// members are n different members of an object.
func members(n int) string {
	all := pairs(n)
	return all[1 : len(all)-1]
}

// group is a page with one group of these rules.
func group(rules string) string {
	return `{"status":"success","data":{"groups":[{"name":"g","folderUid":"prod","rules":[` + rules +
		`]}]}}`
}

// templated is a rule of 20 instances whose texts are long, with a summary of its own.
func templated(summary string) string {
	text := strings.Repeat("x", 1000)
	one := `{"state":"Alerting","annotations":{"summary":"` + text + `","description":"` + text + `"}}`
	return `{"name":"a","annotations":{"summary":"` + summary + `"},"alerts":[` + one +
		strings.Repeat(","+one, 19) + `]}`
}

// hostile are answers for rules, by what they try, with the kind of failure and how many rules come.
var hostile = map[string]struct {
	body  func() string
	kind  upstream.Kind
	rules int
	cut   bool
}{
	"a label of 8 MiB": {func() string {
		return group(`{"name":"a","labels":{"x":"` + strings.Repeat("x", limit-1000) + `"}}`)
	}, upstream.Malformed, 0, false},
	"a label of 8 MiB, not kept": {func() string {
		return group(`{"name":"a","query":"` + strings.Repeat("x", limit-1000) + `"}`)
	}, upstream.Malformed, 0, false},
	"5,000 labels": {func() string { return group(`{"name":"a","labels":` + pairs(5000) + `}`) },
		"", 1, false},
	"200,000 labels": {func() string {
		return group(`{"name":"a","labels":` + pairs(100_000) + `,"annotations":` + pairs(90_000) + `}`)
	}, upstream.Malformed, 0, false},
	"labels of instances": {func() string {
		one := `{"state":"Alerting","labels":` + pairs(30) + `}`
		rule := `{"name":"a","alerts":[` + one + strings.Repeat(","+one, 19) + `]}`
		return filled(`{"rules":[`, rule, `]}`)
	}, "", 131, true},
	"templates filled in": {func() string { return filled(`{"rules":[`, templated("{{ $value }}"), `]}`) },
		"", 73, true},
	"texts without templates": {func() string { return filled(`{"rules":[`, templated("down"), `]}`) },
		"", 202, false},
	"empty groups":    {func() string { return filled("", `{}`, "") }, upstream.Malformed, 0, false},
	"empty rules":     {func() string { return filled(`{"rules":[`, `{}`, `]}`) }, "", 6144, true},
	"recording rules": {func() string { return filled(`{"rules":[`, `{"type":"recording"}`, `]}`) }, "", 0, false},
	"labels again and again": {func() string {
		return filled(`{"rules":[`, `{"labels":{"a":""`+strings.Repeat(`,"":""`, 998)+`}}`, `]}`)
	}, "", 1396, false},
	"totals again and again": {func() string {
		return filled(`{"rules":[`, `{"totals":{"a":1`+strings.Repeat(`,"":1`, 998)+`}}`, `]}`)
	}, "", 1674, false},
	"labels of instances, again and again": {func() string {
		one := `{"labels":{"":""` + strings.Repeat(`,"":""`, 998) + `}}`
		return filled(`{"rules":[`, `{"alerts":[`+one+strings.Repeat(","+one, 19)+`]}`, `]}`)
	}, "", 69, false},
	"instances, and others instead": {func() string {
		return filled(`{"rules":[{"name":"a",`, `"alerts":[{}`+strings.Repeat(`,{}`, 19)+`]`, `}]}`)
	}, upstream.Malformed, 0, false},
	"members that are there twice": {func() string {
		return group(`{"labels":{},"labels":{}}`)
	}, upstream.Malformed, 0, false},
	"a member of an instance that is there twice": {func() string {
		return group(`{"alerts":[{"state":"Alerting","state":"Normal"}]}`)
	}, upstream.Malformed, 0, false},
	"groups that are there twice": {func() string {
		return `{"status":"success","data":{"groups":[{"rules":[{}]}],"groups":[]}}`
	}, upstream.Malformed, 0, false},
	"a status that is there twice": {func() string {
		return `{"status":"error","data":{"groups":[]},"status":"success"}`
	}, upstream.Malformed, 0, false},
	"groups of small junk": {func() string {
		return filled("", `{`+strings.Repeat(`"":1,`, 49)+`"x":1}`, "")
	}, upstream.Malformed, 0, false},
	"50 members": {func() string {
		return `{` + members(48) + `,"status":"success","data":{"groups":[]}}`
	}, "", 0, false},
	"51 members": {func() string {
		return `{` + members(49) + `,"status":"success","data":{"groups":[]}}`
	}, upstream.Malformed, 0, false},
	"2,001 groups": {func() string {
		return `{"status":"success","data":{"groups":[{}` + strings.Repeat(",{}", 2000) + `]}}`
	}, upstream.Malformed, 0, false},
	"an error after too many rules": {func() string {
		return `{"status":"error","data":{"groups":[{"rules":[{}` + strings.Repeat(",{}", 7000) + `]}]}}`
	}, upstream.Malformed, 0, false},
	"empty instances": {func() string { return filled(`{"rules":[{"alerts":[`, `{}`, `]}]}`) },
		upstream.Malformed, 0, false},
	"a MiB of instances": {func() string {
		return group(`{"name":"a","alerts":[{}` + strings.Repeat(`,{}`, 300_000) + `]}`)
	}, "", 1, false},
	"totals": {func() string {
		return group(`{"name":"a","totals":` + strings.ReplaceAll(pairs(50_000), `"v"`, "1") + `}`)
	},
		"", 1, false},
	"one key, again and again": {func() string {
		return filled(`{"rules":[{"name":"a",`, `"state":"firing"`, `}]}`)
	}, upstream.Malformed, 0, false},
	"deep": {func() string {
		return group(`{"name":"a","x":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`)
	}, upstream.Malformed, 0, false},
	"deep, outside": {func() string {
		return strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)
	}, upstream.Malformed, 0, false},
	"spaces": {func() string { return strings.Repeat(" ", limit) }, upstream.Malformed, 0, false},
	"10 MiB": {func() string { return `{"x":[` + strings.Repeat("1,", 5<<20) + `1]}` }, upstream.Malformed, 0, false},
	"small junk": {func() string {
		return `{` + strings.Repeat(`"x":1,`, limit/6-100) + `"status":"success","data":{"groups":[]}}`
	}, upstream.Malformed, 0, false},
	"a label of 6 MiB": {func() string {
		return group(`{"name":"a","labels":{"x":"` + strings.Repeat("x", 6<<20) + `"}}`)
	}, upstream.Malformed, 0, false},
	"a long token": {func() string {
		return `{"status":"success","data":{"groups":[],"groupNextToken":"` + strings.Repeat("x", 1025) + `"}}`
	}, upstream.Malformed, 0, false},
	"2,000 groups": {func() string {
		return `{"status":"success","data":{"groups":[{}` + strings.Repeat(",{}", 1999) + `]}}`
	}, "", 0, false},
}

// stream is a network that answers with a body, and counts what was read of it.
type stream struct {
	body   string
	status int
	read   int
}

func (s *stream) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: max(s.status, http.StatusOK), ContentLength: -1, Body: io.NopCloser(&counted{
		strings.NewReader(s.body), &s.read}), Header: http.Header{"Content-Type": {"application/json"}}}, nil
}

type counted struct {
	io.Reader
	n *int
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += n
	return n, err
}

// facing returns a client of a stack that answers with body, and a lease of its own.
func facing(body string) (*client.Client, client.Stack, *stream) {
	network := &stream{body: body}
	s := example
	s.Memory = budget.OfAnswers().Lease(budget.Holder{Site: "a", Connection: "1"})
	return client.New(client.Settings{Client: &http.Client{Transport: network},
		Now: func() time.Time { return now }}), s, network
}

// TestHostileAnswers: what a stack may send, and what is kept of it.
func TestHostileAnswers(t *testing.T) {
	for name, row := range hostile {
		c, s, network := facing(row.body())
		page, got, err := c.Rules(context.Background(), s, client.RulesQuery{})
		var kind upstream.Kind
		if failed := upstream.As(err); failed != nil {
			kind = failed.Kind
		}
		kept, _ := json.Marshal(page.Rules)
		if kind != row.kind || err == nil && (len(page.Rules) != row.rules || got.Cut != row.cut) ||
			network.read > limit+1<<20 || len(kept) > budget.Longest {
			t.Errorf("%s: %v, %d rules of %d bytes, cut %v, read %d", name, err, len(page.Rules),
				len(kept), got.Cut, network.read)
		}
		s.Memory.End()
	}
}

// BenchmarkHostileAnswers measures the work for one answer; the limit is 200 ms.
func BenchmarkHostileAnswers(b *testing.B) {
	for name, row := range hostile {
		body := row.body()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c, s, _ := facing(body)
				_, _, _ = c.Rules(context.Background(), s, client.RulesQuery{})
				s.Memory.End()
			}
		})
	}
}

// TestAnswersThatInflate: no answer in an encoding is read, since none was asked for.
func TestAnswersThatInflate(t *testing.T) {
	for name, row := range map[string]struct {
		status   int
		encoding string
		size     int
		kind     upstream.Kind
	}{
		"small":         {200, "gzip", 1 << 10, upstream.Malformed},
		"a bomb":        {200, "gzip", 64 << 20, upstream.Malformed},
		"a refusal":     {503, "gzip", 64 << 20, upstream.Refused},
		"another":       {200, "br", 1 << 10, upstream.Malformed},
		"not what said": {200, "identity, gzip", 1 << 10, upstream.Malformed},
	} {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		_, _ = io.WriteString(w, `{"x":"`+strings.Repeat("x", row.size)+
			`","status":"success","data":{"groups":[]}}`)
		_ = w.Close()
		c, _ := asked(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", row.encoding)
			answer(row.status, "application/json", packed.String())(w, r)
		})
		_, got, err := c.Rules(context.Background(), example, client.RulesQuery{})
		var kind upstream.Kind
		if failed := upstream.As(err); failed != nil {
			kind = failed.Kind
		}
		if kind != row.kind || got.Size > 0 {
			t.Errorf("%s: %v, read %d", name, err, got.Size)
		}
	}
}

// TestRefusalsAreReadInPart: of a refusal, only as much is read as a message needs.
func TestRefusalsAreReadInPart(t *testing.T) {
	network := &stream{body: `{"message":"` + strings.Repeat("x", 1<<20) + `"}`, status: 500}
	c := client.New(client.Settings{Client: &http.Client{Transport: network}, Now: time.Now})
	if _, _, err := c.Org(context.Background(), example); err == nil || network.read > 8<<10 {
		t.Errorf("%v, read %d", err, network.read)
	}
}

// mute is a network where nobody answers.
type mute struct{}

func (mute) RoundTrip(req *http.Request) (*http.Response, error) {
	<-req.Context().Done()
	return nil, req.Context().Err()
}

// TestRequestsEnd: a stack that does not answer ends a request in time, and so does memory that does
// not become free, which is not the stack's fault.
func TestRequestsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := client.New(client.Settings{Client: &http.Client{Transport: mute{}}, Now: time.Now})
		began := time.Now()
		_, _, small := c.Org(t.Context(), example)
		_, _, rules := c.Rules(t.Context(), example, client.RulesQuery{})
		if took := time.Since(began); took != 20*time.Second || upstream.As(small).Kind !=
			upstream.Timeout || upstream.As(rules).Kind != upstream.Timeout {
			t.Errorf("after %s: %v, %v", took, small, rules)
		}
		c, s, _ := facing(group(`{}`))
		other := budget.OfAnswers()
		holder := budget.Holder{Site: "a", Connection: "1"}
		release, err := other.Acquire(t.Context(), holder, budget.Longest)
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		s.Memory = other.Lease(holder)
		_, _, crowded := c.Rules(t.Context(), s, client.RulesQuery{})
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, context.Canceled)
		defer cancel()
		_, _, left := c.Rules(ctx, s, client.RulesQuery{})
		if upstream.As(crowded).Kind != upstream.Crowded || upstream.As(left).Kind != upstream.Canceled {
			t.Errorf("%v, %v", crowded, left)
		}
	})
}

// TestTotalsOfTooManyStates: totals that nobody can count hide no state.
func TestTotalsOfTooManyStates(t *testing.T) {
	for totals, want := range map[string]alert.State{
		`{"alerting":9000000000000000000,"Alerting":9000000000000000000}`: alert.Firing,
		`{"normal":1,"alerting":-1}`:                                      alert.Unknown,
		strings.ReplaceAll(pairs(25), `"v"`, "0"):                         alert.Unknown,
		`{"normal":1` + strings.Repeat(`,"normal":1`, 20) + `}`:           alert.Unknown,
	} {
		c, s, _ := facing(group(`{"state":"inactive","health":"ok","totals":` + totals + `}`))
		page, _, err := c.Rules(context.Background(), s, client.RulesQuery{})
		if err != nil || len(page.Rules) != 1 || page.Rules[0].State != want ||
			page.Rules[0].Counts[want] < 0 {
			t.Errorf("%.60s: %+v, %v", totals, page.Rules, err)
		}
		s.Memory.End()
	}
}

// TestFoldersAreBounded: more folders than Grafana sends at once are not kept.
func TestFoldersAreBounded(t *testing.T) {
	c, s, _ := facing(`[{"uid":"a"}` + strings.Repeat(`,{"uid":"b"}`, 6000) + `]`)
	folders, got, err := c.Folders(context.Background(), s)
	if err != nil || len(folders) != 5000 || !got.Cut {
		t.Errorf("%d folders, %v", len(folders), err)
	}
	for body, cut := range map[string]bool{
		`[{"uid":"a"}` + strings.Repeat(`,{}`, 4998) + `]`:    false,
		`[{"uid":"a"}` + strings.Repeat(`,{}`, 4999) + `]`:    true,
		`[{"uid":"a"}` + strings.Repeat(`,{}`, 900_000) + `]`: true,
	} {
		c, s, network := facing(body)
		folders, got, err := c.Folders(context.Background(), s)
		if err != nil || len(folders) != 1 || got.Cut != cut || network.read > 1<<17 {
			t.Errorf("%d folders, cut %v, %v", len(folders), got.Cut, err)
		}
	}
}
