//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"testing"

	"pagewatch/internal/hygiene/hygienetest"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/lambda"
)

// Kinds of what a function is sent.
const (
	userKey = "IAM user key"
	token   = "invocation token"
	grant   = "view grant"
)

// unwiped is what a process says of itself whose freed memory stays as it was.
const unwiped = "freed memory is not overwritten"

var roleRegions = []string{"eu-central-1", "us-east-1", "eu-west-1"}

// newBurst deploys the function, links a role in five spaces and an IAM user in one, and looks at
// all of them, inline and by stream, with several processes at work.
func newBurst(t *testing.T, change func(*lambda.Config)) *home {
	t.Helper()
	h := deploy(t, change)
	h.Confluence.Fault(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w,
			`{"operations":[{"operation":"read","targetType":"space"},{"operation":"administer","targetType":"space"}]}`)
	})
	spaces := []string{servicetest.Payments, "1002", "1003", "1004", "1005"}
	var ids []string
	for _, space := range spaces {
		ids = append(ids, h.ExternalID(h.in(space)))
	}
	h.marks.Secret(hygienetest.ExternalID, ids...)
	h.Trust(servicetest.RoleARN, ids...)
	user := h.UserDraft(true)
	h.marks.Whole(userKey, user["accessKeyId"].(string), user["secretAccessKey"].(string))
	views := []func(){}
	for _, space := range spaces {
		id := h.Create(h.in(space), servicetest.RoleDraft(servicetest.Map{"regions": roleRegions}))
		for _, region := range roleRegions {
			views = append(views, func() { h.inline(space, id+"@"+region) })
			if space == servicetest.Payments {
				views = append(views, func() { h.streamed(t, id+"@"+region) })
			}
		}
	}
	id := h.Create(h.in("1006"), user)
	views = append(views, func() { h.inline("1006", id+"@eu-central-1") })
	all(views)
	return h
}

// in is an invocation in a space. Its token is marked.
func (h *home) in(space string) servicetest.Call {
	return servicetest.Call{Space: space, Header: func(header http.Header) {
		h.marks.Secret(token, strings.TrimPrefix(header.Get("Authorization"), "Bearer "))
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

func (h *home) inline(space, source string) {
	var got struct{ Records []json.RawMessage }
	h.Do(h.in(space), http.MethodPost, "/v1/views", servicetest.View("inline", source)).Into(
		h.Backend, &got)
	h.marks.Alarms(got.Records...)
}

func (h *home) streamed(t *testing.T, source string) {
	sealed := h.granted(t, source)
	h.marks.Secret(grant, sealed)
	for line := range strings.Lines(h.Stream(sealed, servicetest.Origin).Body) {
		h.marks.Alarms(json.RawMessage(line))
	}
}

// memory looks through the memory of all processes. They are frozen.
func (h *home) memory(t *testing.T) hygienetest.Found {
	t.Helper()
	all := hygienetest.Found{}
	for _, pid := range h.function.Processes() {
		found, err := h.marks.Memory(pid)
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
// who knows how long. No credential, External ID, alarm, token or grant is in their memory. With
// the overwriting switched off, some are: so this would be seen.
func TestAFrozenProcessHoldsNothing(t *testing.T) {
	h := newBurst(t, nil)
	found := h.memory(t)
	t.Logf("of %v, in %d processes: %v", h.marks.Count(), len(h.function.Processes()), found)
	if len(found) > 0 {
		t.Errorf("there are still %v", found)
	}
	if found := h.marks.Text(h.log.String(), h.audit.String(), h.errors.String()); len(found) > 0 {
		t.Errorf("log and audit hold %v", found)
	}
	if said := h.errors.String(); strings.Contains(said, unwiped) {
		t.Errorf("the start found fault with the build: %s", said)
	}

	off := newBurst(t, func(cfg *lambda.Config) { cfg.Variables["GODEBUG"] = "clobberfree=0" })
	found = off.memory(t)
	t.Logf("without overwriting, of %v: %v", off.marks.Count(), found)
	if found[hygienetest.SessionToken] == 0 || found[hygienetest.AlarmName] == 0 {
		t.Errorf("without overwriting, only %v are found: this test would see nothing", found)
	}
	if said := off.errors.String(); !strings.Contains(said, unwiped) {
		t.Errorf("the start found no fault: %s", said)
	}
}
