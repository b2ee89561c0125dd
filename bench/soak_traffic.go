package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"pagewatch/bench/stage"
)

// rubbish marks malformed bodies; none of it may be written anywhere.
const rubbish = "planted-rubbish"

// plantedKey is a secret access key that belongs to nobody.
const plantedKey = "plantedSecretAccessKey000000000000000000"

// traffic is the mixed traffic of a soak.
type traffic struct {
	*contestant
	// secrets must not be written.
	secrets []string

	mu       sync.Mutex
	outcomes map[string]map[string]int // by kind
	wrong    []error
}

// kind is one kind of request.
type kind struct {
	name string
	// may are the permitted outcomes: a status, and a code where the answer has one.
	may  []string
	send func(context.Context, *traffic) (string, error)
}

// kinds are sent in turn. Views of one Region repeat the same question, as on a page with many
// readers.
var kinds = []kind{
	{"views", []string{"200"}, view(stage.Reader, "inline", regions[0])},
	{"views that would be streamed", []string{"200"}, view(stage.Admin, "stream", regions[0])},
	{"views of a throttled Region", []string{"200 aws_throttled", "200 aws_busy"},
		view(stage.Reader, "inline", throttled)},
	{"views of three Regions", []string{"200", "200 aws_throttled", "200 aws_busy"},
		view(stage.Reader, "inline", regions[0], throttled, slow)},
	{"readers who leave", []string{"200", "left"}, leaving},
	{"settings", []string{"200"}, call(stage.Call{Path: "/v1/settings"})},
	{"settings, not for a reader", []string{"403 not_admin"},
		call(stage.Call{Person: stage.Reader, Path: "/v1/settings"})},
	{"what a macro may show", []string{"200"},
		call(stage.Call{Person: stage.Reader, Path: "/v1/connections"})},
	{"exports", []string{"200"}, export},
	{"tests of a role", []string{"200 passed", "200 inconclusive"}, test},
	{"tests of keys nobody has", []string{"200 failed", "200 inconclusive"}, testKeys},
	{"forged invocations", []string{"401 unauthenticated"}, forged},
	{"forged tokens", []string{"401 INVALID_FORGE_INVOCATION_TOKEN"},
		call(stage.Call{Path: "/v1/settings", Token: rubbish, Platform: true})},
	{"forged grants", []string{"403 origin_refused"},
		call(stage.Call{Method: http.MethodPost, Path: "/v1/stream", Body: rubbish, Stream: true})},
	{"rubbish", []string{"400 invalid_request"},
		call(stage.Call{Method: http.MethodPost, Path: "/v1/views", Body: `{"` + rubbish + `":`})},
	{"too much", []string{"413 too_large"},
		call(stage.Call{Method: http.MethodPost, Path: "/v1/views",
			Body: `"` + strings.Repeat(rubbish, 70<<10/len(rubbish)) + `"`})},
	{"no such route", []string{"404 no_such_route"}, call(stage.Call{Path: "/" + rubbish})},
	{"another space", []string{"404 not_found"},
		call(stage.Call{Person: stage.Reader, Path: "/v1/connections?spaceId=99999999",
			Space: "99999999"})},
	{"half a request", []string{"left"}, halfOfOne},
	{"health", []string{"200"}, func(ctx context.Context, t *traffic) (string, error) {
		return "200", t.healthy(ctx)
	}},
}

func kindNames() string {
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
	}
	return strings.Join(names, ", ")
}

// traffic links the connections that the requests need.
func (c *contestant) traffic(ctx context.Context) (*traffic, error) {
	t := &traffic{contestant: c, outcomes: map[string]map[string]int{}}
	link, err := c.LinkAs(ctx, "Soaked", regions[0], throttled, slow)
	if err != nil {
		return nil, err
	}
	c.link = link
	var settings struct{ ExternalID string }
	answer, err := c.Do(ctx, stage.Call{Path: "/v1/settings"})
	if err := errors.Join(err, answer.Into(&settings)); err != nil {
		return nil, err
	}
	id, err := c.InvocationID(ctx, stage.Call{Path: "/v1/settings"})
	t.secrets = []string{settings.ExternalID, id, rubbish, plantedKey, "planted-upstream-words",
		"user-token-", "system-token"}
	return t, errors.Join(err, c.troubles())
}

// flow sends the traffic for that long.
func (t *traffic) flow(ctx context.Context, last time.Duration) (*samples, error) {
	looking, enough := context.WithTimeout(ctx, last)
	defer enough()
	var wg sync.WaitGroup
	wg.Go(func() {
		ticker := time.NewTicker(time.Second / soakRate)
		defer ticker.Stop()
		for i := 0; ; i++ {
			select {
			case <-ticker.C:
				wg.Go(func() { t.one(ctx, kinds[i%len(kinds)]) })
			case <-looking.Done():
				return
			}
		}
	})
	seen, err := t.sample(looking)
	wg.Wait()
	return seen, err
}

// one sends a request and records its outcome.
func (t *traffic) one(ctx context.Context, k kind) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	outcome, err := k.send(ctx, t)
	if err != nil {
		outcome = "no answer"
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.outcomes[k.name] == nil {
		t.outcomes[k.name] = map[string]int{}
	}
	t.outcomes[k.name][outcome]++
	switch {
	case err != nil:
		t.wrong = append(t.wrong, fmt.Errorf("%s: %w", k.name, err))
	case !slices.Contains(k.may, outcome):
		t.wrong = append(t.wrong, fmt.Errorf("%s: %s, want one of %q", k.name, outcome, k.may))
	}
}

// check returns the wrong outcomes, ten at most.
func (t *traffic) check() error {
	if len(t.wrong) > 10 {
		return errors.Join(append(t.wrong[:10], fmt.Errorf("and %d more", len(t.wrong)-10))...)
	}
	return errors.Join(t.wrong...)
}

func (t *traffic) table() *table {
	out := newTable("", "answers")
	for _, k := range kinds {
		var all []string
		for outcome, n := range t.outcomes[k.name] {
			all = append(all, fmt.Sprintf("%d × %s", n, outcome))
		}
		slices.Sort(all)
		out.add(k.name, strings.Join(all, ", "))
	}
	return out
}

// call returns a function that sends the call unchanged.
func call(c stage.Call) func(context.Context, *traffic) (string, error) {
	return func(ctx context.Context, t *traffic) (string, error) { return t.answered(t.Do(ctx, c)) }
}

// answered returns the outcome of an answer: its status and, where it has one, its first code.
func (t *traffic) answered(a stage.Answer, err error) (string, error) {
	return outcome(a, err, "code")
}

// tested returns the outcome of a step of a test.
func (t *traffic) tested(a stage.Answer, err error) (string, error) {
	return outcome(a, err, "outcome")
}

func outcome(a stage.Answer, err error, member string) (string, error) {
	if err != nil {
		return "", err
	}
	_, rest, found := strings.Cut(string(a.Body), `"`+member+`":"`)
	if !found {
		return strconv.Itoa(a.Status), nil
	}
	word, _, _ := strings.Cut(rest, `"`)
	return strconv.Itoa(a.Status) + " " + word, nil
}

func view(person, answer string, from ...string) func(context.Context, *traffic) (string, error) {
	return func(ctx context.Context, t *traffic) (string, error) {
		var sources []string
		for _, region := range from {
			sources = append(sources, t.link+"@"+region)
		}
		c := t.View(answer, sources...)
		c.Person = person
		return t.answered(t.Do(ctx, c))
	}
}

// leaving sends a view of a slow Region and disconnects before the answer.
func leaving(ctx context.Context, t *traffic) (string, error) {
	ctx, leave := context.WithTimeout(ctx, 50*time.Millisecond)
	defer leave()
	outcome, err := view(stage.Reader, "inline", slow)(ctx, t)
	if errors.Is(err, context.DeadlineExceeded) {
		return left, nil
	}
	return outcome, err
}

func export(ctx context.Context, t *traffic) (string, error) {
	config := map[string]any{
		"v": 1, "sources": []map[string]any{{"connection": t.link, "region": regions[0]}},
		"namePrefix": "", "states": []string{"ALARM"}}
	return t.answered(
		t.Do(ctx, stage.Call{Person: stage.Reader, Method: http.MethodPost, Path: "/v1/exports",
			Body: map[string]any{"config": config}}))
}

// test sends the first step of a role's test.
func test(ctx context.Context, t *traffic) (string, error) {
	draft := map[string]any{"name": "Draft", "kind": "aws-role", "roleArn": stage.RoleARN,
		"regions": []string{regions[0]}, "namePrefixes": []string{}}
	return t.tested(
		t.Do(ctx, stage.Call{Method: http.MethodPost, Path: "/v1/connections/test",
			Body: map[string]any{"step": "principal", "connection": draft}}))
}

func testKeys(ctx context.Context, t *traffic) (string, error) {
	draft := map[string]any{
		"name": "Draft", "kind": "aws-user", "regions": []string{regions[0]},
		"namePrefixes": []string{},
		"accessKeyId":  "AKIAPLANTEDKEYID0000", "secretAccessKey": plantedKey,
	}
	return t.tested(
		t.Do(ctx, stage.Call{Method: http.MethodPost, Path: "/v1/connections/test",
			Body: map[string]any{"step": "identity", "connection": draft}}))
}

// forged sends a request under an id that the sidecar does not know.
func forged(ctx context.Context, t *traffic) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, t.URL()+"/v1/settings", nil)
	if err != nil {
		return "", err
	}
	req.Close = true
	req.Header.Set("X-Forge-Invocation-Id", rubbish+rubbish)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return t.answered(stage.Answer{Status: resp.StatusCode, Body: body}, err)
}

// halfOfOne sends half a request and disconnects.
func halfOfOne(ctx context.Context, t *traffic) (string, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", strings.TrimPrefix(t.URL(), "http://"))
	if err != nil {
		return "", err
	}
	_, err = io.WriteString(conn, halfRequests[1].text)
	time.Sleep(200 * time.Millisecond)
	return left, errors.Join(err, conn.Close())
}
