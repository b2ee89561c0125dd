package service_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/connection"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// byPlatform makes a call one of the platform's lifecycle: no principal, no page, no user token.
func byPlatform(module, installation string) servicetest.Call {
	return servicetest.Call{
		Installation: installation,
		Change: func(c *invocation.Claims) {
			c.Context, c.Principal = nil, ""
			c.App.Module = invocation.Module{Type: "core:endpoint", Key: module}
		},
		Header: func(h http.Header) { h.Del("X-Forge-Oauth-User") },
	}
}

var lifecycleRoutes = []string{"/v1/lifecycle/event", "/v1/lifecycle/uninstall",
	"/v1/lifecycle/sweep"}

// TestLifecycleIsThePlatformsAlone holds a row per attempt of a person to make a lifecycle call.
// None erases anything.
func TestLifecycleIsThePlatformsAlone(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	with := func(person string, change func(*invocation.Claims),
		header func(http.Header)) servicetest.Call {
		return servicetest.Call{Person: person, Change: change, Header: header}
	}
	module := func(c *invocation.Claims) { c.App.Module.Key = "uninstall" }
	rows := map[string]servicetest.Call{
		"reader, through invokeRemote":   {Person: servicetest.Ravi},
		"admin, through invokeRemote":    {},
		"visitor, through invokeRemote":  {Person: "-"},
		"admin, with the right module":   with("", module, nil),
		"visitor, with the right module": with("-", module, nil),
		"page without a principal": with("",
			func(c *invocation.Claims) { module(c); c.Principal = "" },
			func(h http.Header) { h.Del("X-Forge-Oauth-User") }),
		"principal without a page": with("",
			func(c *invocation.Claims) { module(c); c.Context = nil },
			func(h http.Header) { h.Del("X-Forge-Oauth-User") }),
		"no person, but a user token": with("",
			func(c *invocation.Claims) { module(c); c.Context, c.Principal = nil, "" }, nil),
		"a function, such as the export":         byPlatform("export-adf", ""),
		"a function, through the pages' module":  byPlatform("api", ""),
		"no module":                              byPlatform("", ""),
		"a module in capitals":                   byPlatform("UNINSTALL", ""),
		"a schedule that is not in the manifest": byPlatform("hourly", ""),
	}
	for name, call := range rows {
		for _, path := range lifecycleRoutes {
			got := b.Do(call, "POST", path, servicetest.Map{
				"eventType": "avi:forge:uninstalled:app"})
			if code, _ := got.Error(b); got.Status != http.StatusForbidden ||
				code != "platform_only" {
				t.Errorf("%s at %s: %d %s", name, path, got.Status, got.Body)
			}
		}
	}
	manifest, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	opens := map[string][]string{
		"/v1/lifecycle/event":     {"lifecycle", "lifecycle-events"},
		"/v1/lifecycle/uninstall": {"uninstall", "pre-uninstall"},
		"/v1/lifecycle/sweep":     {"sweep", "weekly"},
	}
	for _, found := range regexp.MustCompile(`- key: ([a-z-]+)`).FindAllSubmatch(manifest, -1) {
		module := string(found[1])
		for path, modules := range opens {
			if slices.Contains(modules, module) {
				continue
			}
			if got := b.Do(byPlatform(module, ""), "POST", path,
				nil); got.Status != http.StatusForbidden {
				t.Errorf("%s by %s: %d %s", path, module, got.Status, got.Body)
			}
		}
	}
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}

// TestUninstallErasesThatInstallationAlone: of two installations with two spaces, one is
// uninstalled.
func TestUninstallErasesThatInstallationAlone(t *testing.T) {
	b := servicetest.New(t, nil)
	lena := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	theirs := servicetest.Call{Installation: servicetest.OtherInstallation}
	id := b.LinkRole(nil)
	before := b.ExternalID(servicetest.Call{})
	b.ExternalID(lena)
	second := b.Create(lena, b.UserDraft(true))
	b.ExternalID(theirs)
	kept := b.Create(theirs, servicetest.RoleDraft(nil))
	b.Do(servicetest.Call{}, "POST", "/v1/settings/rotation", servicetest.Map{})

	for i, want := range []string{`{"connections":2}`, `{"connections":0}`} {
		got := b.Do(byPlatform("uninstall", ""), "POST", "/v1/lifecycle/uninstall",
			servicetest.Map{})
		if got.Status != http.StatusOK || got.Body != want {
			t.Errorf("call %d: %d %s, want %s", i+1, got.Status, got.Body, want)
		}
	}
	for _, key := range []connection.Key{
		{Class: connection.Secret, Space: servicetest.Payments, ID: id},
		{Class: connection.Secret, Space: servicetest.Logistics, ID: second},
		{Class: connection.Secret, Space: servicetest.Payments, ID: "external-id"},
		{Class: connection.Secret, Space: servicetest.Payments, ID: "external-id-next"},
		{Class: connection.Secret, Space: servicetest.Logistics, ID: "external-id"},
		{Class: connection.Secret, ID: "external-id"},
	} {
		tenant := connection.Tenant{Installation: servicetest.Installation}
		if _, err := b.Store.Get(context.Background(), tenant, key); !errors.Is(err,
			connection.ErrNotFound) {
			t.Errorf("%v is still there: %v", key, err)
		}
	}
	if records := b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(
		b); records[0].Error.Code != "connection_not_found" {
		t.Errorf("a view after the uninstall: %+v", records)
	}
	if b.ExternalID(servicetest.Call{}) == before {
		t.Error("the External ID survived: a reinstall must issue another")
	}
	if list := b.Do(theirs, "GET", "/v1/connections", nil); !strings.Contains(list.Body, kept) {
		t.Errorf("the other installation lost its connection: %s", list.Body)
	}
	if !strings.Contains(b.Audit.String(),
		`"operation":"POST /v1/lifecycle/uninstall","outcome":"ok"`) {
		t.Error("the uninstall was not audited")
	}
}

func TestEventsChangeNothing(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	for _, body := range []any{servicetest.Map{"eventType": "avi:forge:installed:app"},
		servicetest.Map{"eventType": "avi:forge:upgraded:app"}, "", "rubbish"} {
		for range 2 {
			if got := b.Do(byPlatform("lifecycle", ""), "POST", "/v1/lifecycle/event",
				body); got.Status != http.StatusOK {
				t.Errorf("%v: %d %s", body, got.Status, got.Body)
			}
		}
	}
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}

// TestManifestRoutesTheLifecycle compares the manifest's keys and paths with the code's.
func TestManifestRoutesTheLifecycle(t *testing.T) {
	raw, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Modules struct {
			Endpoint []struct {
				Key   string
				Route struct{ Path string }
				Auth  struct {
					AppUserToken struct{ Enabled bool } `yaml:"appUserToken"`
				}
			}
			Trigger, PreUninstall, ScheduledTrigger []struct{ Key, Endpoint string }
		}
	}
	if err := yaml.Unmarshal(
		[]byte(strings.NewReplacer("preUninstall:", "preuninstall:", "scheduledTrigger:",
			"scheduledtrigger:").Replace(string(raw))), &m); err != nil {
		t.Fatal(err)
	}
	b := servicetest.New(t, nil)
	tried := 0
	for _, endpoint := range m.Modules.Endpoint {
		if endpoint.Route.Path == "" {
			continue
		}
		if endpoint.Auth.AppUserToken.Enabled {
			t.Errorf("endpoint %s has a user token: Forge refuses that for triggers, and so do we",
				endpoint.Key)
		}
		keys := []string{endpoint.Key}
		for _, trigger := range slices.Concat(m.Modules.Trigger, m.Modules.PreUninstall,
			m.Modules.ScheduledTrigger) {
			if trigger.Endpoint == endpoint.Key {
				keys = append(keys, trigger.Key)
			}
		}
		for _, key := range keys {
			tried++
			if got := b.Do(byPlatform(key, ""), "POST", endpoint.Route.Path,
				nil); got.Status != http.StatusOK {
				t.Errorf("%s at %s: %d %s", key, endpoint.Route.Path, got.Status, got.Body)
			}
		}
	}
	if tried != 6 {
		t.Errorf("%d keys were tried, want two for each route", tried)
	}
}

// TestLicence: if the operator requires a licence, production without an active one gets a clear
// error. The settings stay readable, connections can be removed, and nothing is lost.
func TestLicence(t *testing.T) {
	active, lapsed := &invocation.License{Active: true}, &invocation.License{}
	licence := func(l *invocation.License, environment string) servicetest.Call {
		return servicetest.Call{
			Change: func(c *invocation.Claims) {
				c.App.License, c.App.Environment.Type = l, environment
			}}
	}
	rows := []struct {
		name    string
		asked   bool
		call    servicetest.Call
		refused bool
	}{
		{"active", true, licence(active, "PRODUCTION"), false},
		{"lapsed", true, licence(lapsed, "PRODUCTION"), true},
		{"none", true, licence(nil, "PRODUCTION"), true},
		{"none in staging", true, licence(nil, "STAGING"), false},
		{"none in development", true, licence(nil, "DEVELOPMENT"), false},
		{"lapsed, not asked for", false, licence(lapsed, "PRODUCTION"), false},
		{"none, not asked for", false, licence(nil, "PRODUCTION"), false},
	}
	for _, row := range rows {
		b := servicetest.New(t, func(s *service.Settings) { s.Licensing = row.asked })
		b.Trust(servicetest.RoleARN, b.ExternalID(servicetest.Call{}))
		id := b.Create(licence(active, "PRODUCTION"), servicetest.RoleDraft(nil))
		b.Cloud.ResetCalls()
		name := servicetest.Map{"connection": servicetest.Map{"name": "Renamed"}}
		for _, try := range []struct {
			method, path string
			body         any
			needs        bool
		}{
			{"POST", "/v1/views", servicetest.View("inline", id+frankfurt), true},
			{"POST", export, exporting(nil, id+frankfurt), true},
			{"POST", "/v1/connections/test", servicetest.Map{"id": id, "step": "principal"}, true},
			{"POST", "/v1/connections", servicetest.Map{"connection": servicetest.RoleDraft(nil)},
				true},
			{"PATCH", "/v1/connections/" + id, name, true},
			{"POST", "/v1/settings/external-id", servicetest.Map{"current": "pw-a-b"}, true},
			{"POST", "/v1/settings/rotation", servicetest.Map{}, true},
			{"POST", "/v1/settings/rotation/end", servicetest.Map{"begun": b.Clock.Now()}, true},
			{"GET", "/v1/settings", nil, false},
			{"GET", "/v1/connections/" + id + "/receipt", nil, false},
			{"GET", "/v1/connections", nil, false},
			{"DELETE", "/v1/connections/" + id, nil, false},
		} {
			got := b.Do(row.call, try.method, try.path, try.body)
			if refused := row.refused &&
				try.needs; refused != (got.Status == http.StatusForbidden) ||
				refused && !strings.Contains(got.Body, `"licence_inactive"`) || got.Status >= 500 {
				t.Errorf("%s: %s %s: %d %s", row.name, try.method, try.path, got.Status, got.Body)
			}
		}
		if row.refused {
			wantCalls(t, b)
		}
	}
}

// TestGuestsAreRefused: only licensed users have a token for Confluence's API.
func TestGuestsAreRefused(t *testing.T) {
	b := servicetest.New(t, nil)
	for accountType, want := range map[string]int{
		"licensed": 200, "": 200, "unlicensed": 403, "customer": 403, "anonymous": 403,
		"tomorrow": 403} {
		call := servicetest.Call{
			Change: func(c *invocation.Claims) { c.Context.AccountType = accountType }}
		asked := b.Confluence.Calls()
		got := b.Do(call, "GET", "/v1/connections", nil)
		if got.Status != want || want == 403 &&
			(b.Confluence.Calls() != asked || !strings.Contains(got.Body, `"no_user"`)) {
			t.Errorf("%q: %d %s", accountType, got.Status, got.Body)
		}
	}
}

// TestSweepListsSpacesThatAreGone: it only lists, until the operator names a space; then it erases
// that one.
func TestSweepListsSpacesThatAreGone(t *testing.T) {
	b := servicetest.New(t, func(s *service.Settings) {
		s.EraseSpaces = []string{servicetest.OtherInstallation + "/" + servicetest.Logistics}
	})
	lena := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	id := b.LinkRole(nil)
	b.ExternalID(lena)
	kept := b.Create(lena, b.UserDraft(true))
	theirs := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics,
		Installation: servicetest.OtherInstallation}
	b.ExternalID(theirs)
	b.Create(theirs, b.UserDraft(true))

	sweep := func(installation, want string) {
		t.Helper()
		if got := b.Do(byPlatform("weekly", installation), "POST", "/v1/lifecycle/sweep",
			nil); got.Body != want {
			t.Errorf("%d %s, want %s", got.Status, got.Body, want)
		}
	}
	sweep("", `{"spaces":2,"orphaned":1,"erased":0}`)
	orphan := `"operation":"orphaned space","outcome":"ok"`
	if strings.Count(b.Audit.String(), orphan) != 1 ||
		!strings.Contains(b.Audit.String(), `"space":"`+servicetest.Logistics+`"`) {
		t.Errorf("the audit does not list the space: %s", b.Audit.String())
	}
	sweep(servicetest.OtherInstallation, `{"spaces":1,"orphaned":0,"erased":1}`)
	sweep(servicetest.OtherInstallation, `{"spaces":0,"orphaned":0,"erased":0}`)
	if list := b.Do(lena, "GET", "/v1/connections", nil); !strings.Contains(list.Body, kept) {
		t.Errorf("a listed space lost its connection: %s", list.Body)
	}
	b.Confluence.Fault(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusForbidden)
	})
	if got := b.Do(byPlatform("sweep", ""), "POST", "/v1/lifecycle/sweep",
		nil); got.Status != http.StatusForbidden {
		t.Errorf("without an answer of Confluence: %d %s", got.Status, got.Body)
	}
	b.Confluence.Fault(nil)
	wantWhole(t, b.Do(servicetest.Call{}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b))
}
