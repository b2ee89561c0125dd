package faults_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/embedded"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
	"pagewatch/internal/service"
	"pagewatch/internal/service/faults/killed"
	"pagewatch/internal/service/servicetest"
)

const (
	lifePath = "PAGEWATCH_TEST_LIFE"
	lifeKey  = "w:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
	before   = "Payments production"
	renamed  = "Payments, renamed"
)

// local is the backend of the local target, whose store is a file.
type local struct {
	*servicetest.Backend
	t     *testing.T
	store *embedded.Store
}

func newLocal(t *testing.T) *local {
	t.Helper()
	keys, err := secret.ParseKeyring(lifeKey)
	if err != nil {
		t.Fatal(err)
	}
	return &local{Backend: servicetest.New(t, func(s *service.Settings) { s.Keys = keys }), t: t}
}

// on restarts the backend on the store in that file.
func (l *local) on(path string) {
	l.t.Helper()
	var err error
	if l.store, err = embedded.Open(path, l.Settings.Keys); err != nil {
		l.t.Fatal(err)
	}
	l.Handler, err = service.New(l.Settings, service.Deployment{
		Store: l.store, Audit: l.Audit, Log: slog.New(slog.NewJSONHandler(l.Log, nil)),
		Transport: l.Client.Transport, Now: l.Clock.Now,
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// uninstalling is the platform's call before it uninstalls the app.
var uninstalling = servicetest.Call{
	Change: func(c *invocation.Claims) {
		c.Context, c.Principal = nil, ""
		c.App.Module = invocation.Module{Type: "core:endpoint", Key: "uninstall"}
	},
	Header: func(h http.Header) { h.Del("X-Forge-Oauth-User") },
}

// wants calls a route that has to succeed.
func (l *local) wants(call servicetest.Call, method, path string, body any) {
	l.t.Helper()
	if got := l.Do(call, method, path, body); got.Status != http.StatusOK {
		l.t.Fatalf("%s: %d %s", path, got.Status, got.Body)
	}
}

func acknowledge(words ...any) { _, _ = fmt.Println(append([]any{"ack"}, words...)...) }

// TestLifeToBeKilled is the run that TestKilledWhileLinking kills: a connection's whole life, over
// the API.
func TestLifeToBeKilled(t *testing.T) {
	path := os.Getenv(lifePath)
	if path == "" {
		t.Skip("TestKilledWhileLinking runs it")
	}
	l := newLocal(t)
	runtime.LockOSThread()
	l.on(path)
	t.Cleanup(func() {
		if t.Failed() {
			fmt.Println("ack afterwards",
				l.Do(servicetest.Call{}, http.MethodGet, "/v1/settings", nil).Status)
		}
	})
	external := l.ExternalID(servicetest.Call{})
	acknowledge("issued", external)
	id := l.Create(servicetest.Call{}, servicetest.RoleDraft(nil))
	acknowledge("created", id)
	l.wants(servicetest.Call{}, http.MethodPatch, "/v1/connections/"+id,
		servicetest.Map{"connection": servicetest.Map{"name": renamed}})
	acknowledge("renamed")
	l.wants(servicetest.Call{}, http.MethodDelete, "/v1/connections/"+id, nil)
	acknowledge("removed")
	l.wants(uninstalling, http.MethodPost, "/v1/lifecycle/uninstall", servicetest.Map{})
	acknowledge("uninstalled")
	_ = l.store.Close()
}

// TestKilledWhileLinking kills the local target at its writes while an admin issues an External ID,
// links, renames and removes a role, and while the app is uninstalled. Acknowledged changes hold;
// the change in progress is whole or can be repaired.
func TestKilledWhileLinking(t *testing.T) {
	t.Parallel()
	l := newLocal(t)
	killed.Everywhere(t, func(t *testing.T) killed.Run {
		path := filepath.Join(t.TempDir(), "store.db")
		return killed.Run{
			Args: []string{"-test.run=^TestLifeToBeKilled$"}, Env: []string{lifePath + "=" + path},
			Calls: []string{"pwrite64", "fdatasync", "ftruncate"},
			After: func(t *testing.T, _ bool, out string) {
				l.t = t
				l.on(path)
				defer func() { _ = l.store.Close() }()
				l.goesOn(acknowledged(out))
			},
		}
	})
}

// acknowledged returns the acknowledged operations with their values.
func acknowledged(out string) map[string]string {
	acks := map[string]string{}
	for line := range strings.Lines(out) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "ack" {
			acks[words[1]] = words[len(words)-1]
		}
	}
	return acks
}

// goesOn checks the next start: what an admin and the platform find, and can do.
func (l *local) goesOn(acks map[string]string) {
	l.t.Helper()
	external := l.ExternalID(servicetest.Call{})
	_, removed := acks["removed"]
	if issued := acks["issued"]; issued != "" && issued != external && !removed {
		l.t.Errorf("the External ID %s was issued, and now it is %s", issued, external)
	}
	l.Trust(servicetest.RoleARN, external)
	found := l.linked()
	created, isNamed := acks["created"], acks["renamed"] != ""
	switch {
	case removed && len(found) > 0:
		l.t.Errorf("it was removed, and is there: %+v", found)
	case created != "" && !isNamed &&
		(len(found) != 1 || found[0].Status != "ready" ||
			found[0].Name != before && found[0].Name != renamed):
		l.t.Errorf("it was linked, and there is %+v", found)
	case created != "" && !isNamed:
		l.shows(created)
	}
	for _, c := range found {
		l.wants(servicetest.Call{}, http.MethodDelete, "/v1/connections/"+c.ID, nil)
	}
	if left := l.linked(); len(left) > 0 {
		l.t.Errorf("after the removal there is %+v", left)
	}
	l.shows(l.Create(servicetest.Call{}, servicetest.RoleDraft(nil)))
	l.wants(uninstalling, http.MethodPost, "/v1/lifecycle/uninstall", servicetest.Map{})
	l.empty(created)
}

type listed struct{ ID, Name, Status string }

// linked returns the connections that the settings show.
func (l *local) linked() []listed {
	l.t.Helper()
	var out struct{ Connections []listed }
	got := l.Do(servicetest.Call{}, http.MethodGet, "/v1/settings", nil)
	got.Into(l.Backend, &out)
	if got.Status != http.StatusOK {
		l.t.Errorf("settings: %d %s", got.Status, got.Body)
	}
	return out.Connections
}

// shows checks that a view of the connection is whole.
func (l *local) shows(id string) {
	l.t.Helper()
	records := l.Do(servicetest.Call{}, http.MethodPost, "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(l.Backend)
	if len(records) < 3 || records[0].Type != "source" || records[len(records)-1].Type != "end" {
		l.t.Errorf("%s does not show: %+v", id, records)
	}
}

// empty checks that nothing of the installation is left, not even a secret that no list names.
func (l *local) empty(id string) {
	l.t.Helper()
	ctx, tenant := context.Background(), connection.Tenant{Installation: servicetest.Installation}
	if items, err := l.store.List(ctx, tenant, ""); err != nil || len(items) > 0 {
		l.t.Errorf("after the uninstall: %v, %v", items, err)
	}
	for _, key := range []connection.Key{
		{Class: connection.Secret, Space: servicetest.Payments, ID: id},
		{Class: connection.Secret, Space: servicetest.Payments, ID: "external-id"},
		{Class: connection.Secret, Space: servicetest.Payments, ID: "external-id-next"},
		{Class: connection.Secret, ID: "external-id"},
	} {
		if _, err := l.store.Get(ctx, tenant, key); !errors.Is(err, connection.ErrNotFound) {
			l.t.Errorf("after the uninstall %v is there: %v", key, err)
		}
	}
}
