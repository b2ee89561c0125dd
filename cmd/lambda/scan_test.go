//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/hygiene/hygienetest"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/grafana"
	"pagewatch/internal/sim/lambda"
)

// Kinds of what a function is sent.
const (
	userKey = "IAM user key"
	fit     = "invocation token"
	grant   = "view grant"
)

// unwiped is what a process says of itself whose freed memory stays as it was.
const unwiped = "freed memory is not overwritten"

var roleRegions = []string{"eu-central-1", "us-east-1", "eu-west-1"}

// newBurst deploys the function, links a role in five spaces, and an IAM user and a stack in one
// each, and looks at all of them, inline and by stream, with several processes at work.
func newBurst(t *testing.T, change func(*lambda.Config)) *deployment {
	t.Helper()
	stacks, err := grafana.New(grafana.Config{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(stacks)
	t.Cleanup(server.Close)
	d := deploy(t, func(cfg *lambda.Config) {
		cfg.Variables["PAGEWATCH_GRAFANA_ORIGIN"] = server.URL
		if change != nil {
			change(cfg)
		}
	})
	d.Confluence.Fault(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w,
			`{"operations":[{"operation":"read","targetType":"space"},{"operation":"administer","targetType":"space"}]}`)
	})
	spaces := []string{servicetest.Payments, "1002", "1003", "1004", "1005"}
	var ids []string
	for _, space := range spaces {
		ids = append(ids, d.ExternalID(d.in(space)))
	}
	d.marks.Secret(hygienetest.ExternalID, ids...)
	d.Trust(servicetest.RoleARN, ids...)
	user := d.UserDraft(true)
	d.marks.Whole(userKey, user["accessKeyId"].(string), user["secretAccessKey"].(string))
	views := []func(){}
	for _, space := range spaces {
		id := d.Create(d.in(space), servicetest.RoleDraft(servicetest.Map{"regions": roleRegions}))
		for _, region := range roleRegions {
			views = append(views, func() { d.inline(space, id+"@"+region) })
			if space == servicetest.Payments {
				views = append(views, func() { d.streamed(t, id+"@"+region) })
			}
		}
	}
	id := d.Create(d.in("1006"), user)
	views = append(views, func() { d.inline("1006", id+"@eu-central-1") })
	linked := stacks.Stacks()[0]
	token := linked.Accounts[0].Token
	d.marks.Secret(hygienetest.StackToken, token)
	id = d.Create(d.in("1007"), servicetest.StackDraft(servicetest.Map{
		"stack": "https://" + linked.Host, "token": token}))
	views = append(views, func() { d.rules(t, linked.Host, id) })
	all(views)
	return d
}

// rules looks at the rules of a stack.
func (d *deployment) rules(t *testing.T, host, id string) {
	var got struct{ Records []json.RawMessage }
	d.Do(d.in("1007"), http.MethodPost, "/v1/views",
		servicetest.AlertViewOf(host, id, servicetest.Map{})).Into(d.Backend, &got)
	if d.marks.Alarms(got.Records...) == 0 {
		t.Errorf("no rules: %s", got.Records)
	}
}

// in is an invocation in a space. Its token is marked.
func (d *deployment) in(space string) servicetest.Call {
	return servicetest.Call{Space: space, Header: func(header http.Header) {
		d.marks.Secret(fit, strings.TrimPrefix(header.Get("Authorization"), "Bearer "))
	}}
}

// all does everything three times, four at a time.
func all(views []func()) {
	work := make(chan func())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for view := range work {
				view()
			}
		})
	}
	for range 3 {
		for _, view := range views {
			work <- view
		}
	}
	close(work)
	readers.Wait()
}

func (d *deployment) inline(space, source string) {
	var got struct{ Records []json.RawMessage }
	d.Do(d.in(space), http.MethodPost, "/v1/views", servicetest.View("inline", source)).Into(
		d.Backend, &got)
	d.marks.Alarms(got.Records...)
}

func (d *deployment) streamed(t *testing.T, source string) {
	sealed := d.granted(t, source)
	d.marks.Secret(grant, sealed)
	for line := range strings.Lines(d.Stream(sealed, servicetest.Origin).Body) {
		d.marks.Alarms(json.RawMessage(line))
	}
}

// memory looks through the memory of all processes. They are frozen.
func (d *deployment) memory(t *testing.T) hygienetest.Found {
	t.Helper()
	all := hygienetest.Found{}
	for _, pid := range d.function.Processes() {
		found, err := d.marks.Memory(pid)
		if errors.Is(err, fs.ErrPermission) {
			t.Skip("only root may read the memory of a process that forbids it: ", err)
		}
		if err != nil {
			t.Fatal(err)
		}
		for kind, n := range found {
			all[kind] += n
		}
	}
	return all
}

// TestAFrozenProcessHoldsNothing: many calls have been answered, and the processes are frozen, for
// who knows how long. No credential, External ID, alarm, rule, token or grant is in their memory. With
// the overwriting switched off, some are: so this would be seen.
func TestAFrozenProcessHoldsNothing(t *testing.T) {
	d := newBurst(t, nil)
	found := d.memory(t)
	t.Logf("of %v, in %d processes: %v", d.marks.Count(), len(d.function.Processes()), found)
	if len(found) > 0 {
		t.Errorf("there are still %v", found)
	}
	if found := d.marks.Text(d.log.String(), d.audit.String(), d.errors.String()); len(found) > 0 {
		t.Errorf("log and audit hold %v", found)
	}
	if said := d.errors.String(); strings.Contains(said, unwiped) {
		t.Errorf("the start found fault with the build: %s", said)
	}

	off := newBurst(t, func(cfg *lambda.Config) { cfg.Variables["GODEBUG"] = "clobberfree=0" })
	found = off.memory(t)
	t.Logf("without overwriting, of %v: %v", off.marks.Count(), found)
	if found[hygienetest.SessionToken] == 0 || found[hygienetest.AlarmName] == 0 ||
		found[hygienetest.RuleName] == 0 {
		t.Errorf("without overwriting, only %v are found: this test would see nothing", found)
	}
	if said := off.errors.String(); !strings.Contains(said, unwiped) {
		t.Errorf("the start found no fault: %s", said)
	}
}
