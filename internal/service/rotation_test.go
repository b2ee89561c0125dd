package service_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/service/servicetest"
)

// rotated is the settings in a rotation.
type rotated struct {
	shown
	Rotation *struct {
		Begun, Until time.Time
		Setup        struct {
			ExternalIDs string
			Files       []struct{ ID, Text string }
		}
		Connections []struct{ ID, State string }
	}
}

// state returns the state of a connection in the rotation, "" without one.
func (r rotated) state(id string) string {
	if r.Rotation != nil {
		for _, c := range r.Rotation.Connections {
			if c.ID == id {
				return c.State
			}
		}
	}
	return ""
}

const (
	rotationPath = "/v1/settings/rotation"
)

// rotation is a space with two linked roles, whose rotation a test walks through.
type rotation struct {
	t *testing.T
	*servicetest.Backend
	first, second string
	old           string
}

func newRotation(t *testing.T) *rotation {
	t.Helper()
	return rotationOn(t, servicetest.New(t, nil))
}

func rotationOn(t *testing.T, b *servicetest.Backend) *rotation {
	t.Helper()
	r := &rotation{t: t, Backend: b, first: b.LinkRole(nil)}
	r.second = b.Create(servicetest.Call{}, servicetest.RoleDraft(servicetest.Map{
		"name": "Second", "regions": []string{"eu-central-1"}}))
	r.old = b.ExternalID(servicetest.Call{})
	return r
}

// post sends a request of an admin and returns the settings.
func (r *rotation) post(path string, body servicetest.Map) rotated {
	r.t.Helper()
	answer := r.Do(servicetest.Call{}, "POST", path, body)
	if answer.Status != http.StatusOK {
		r.t.Fatalf("%s: %d %s", path, answer.Status, answer.Body)
	}
	var out rotated
	answer.Into(r.Backend, &out)
	return out
}

func (r *rotation) begin() rotated {
	r.t.Helper()
	return r.post(rotationPath, servicetest.Map{})
}

func (r *rotation) settings() rotated {
	r.t.Helper()
	var out rotated
	r.Do(servicetest.Call{}, "GET", "/v1/settings", nil).Into(r.Backend, &out)
	return out
}

// passes runs the test of a saved connection, and returns the outcome of the last step.
func (r *rotation) passes(id string, regions ...string) servicetest.Step {
	r.t.Helper()
	steps := append(servicetest.Steps("aws-role", regions...), "refuse-former")
	got := r.Test(servicetest.Call{}, servicetest.Map{"id": id}, steps...)
	return got[len(got)-1]
}

// wantPages reads the page of each connection, inline and as a stream, as a reader does.
func (r *rotation) wantPages(when string, codes map[string]string) {
	r.t.Helper()
	for _, id := range []string{r.first, r.second} {
		for _, way := range []string{"inline", "stream"} {
			answer := r.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views",
				servicetest.View(way, id+frankfurt))
			if way == "stream" {
				var granted struct{ Grant string }
				answer.Into(r.Backend, &granted)
				answer = r.Stream(granted.Grant, servicetest.Origin)
			}
			records := answer.Records(r.Backend)
			if code := codes[id]; code != "" {
				if got := records[0].Error; got.Code != code ||
					strings.Contains(got.Hint+got.Message, "policy") {
					r.t.Errorf("%s: a reader gets %+v, want %s", when, got, code)
				}
				continue
			}
			if len(records) < 3 || records[0].Type != "source" {
				r.t.Errorf("%s: a reader gets %+v", when, records[0])
			}
		}
	}
}

// times matches the times that a rotation has in the records.
var times = regexp.MustCompile(`"(begun|externalIdUntil)":"([^"]*)"`)

// age makes the rotation older. The clocks stay: AWS accepts no signature of another day.
func (r *rotation) age(d time.Duration) {
	r.t.Helper()
	tenant := connection.Tenant{Installation: servicetest.Installation}
	for _, id := range []string{"external-id-next", r.first, r.second} {
		key := connection.Key{Class: connection.Secret, Space: servicetest.Payments, ID: id}
		value, err := r.Store.Get(r.t.Context(), tenant, key)
		if err != nil {
			r.t.Fatal(err)
		}
		value = times.ReplaceAllFunc(value, func(field []byte) []byte {
			parts := times.FindSubmatch(field)
			at, err := time.Parse(time.RFC3339Nano, string(parts[2]))
			if err != nil {
				r.t.Fatal(err)
			}
			return fmt.Appendf(nil, `"%s":"%s"`, parts[1], at.Add(-d).Format(time.RFC3339Nano))
		})
		if err := r.Store.Put(r.t.Context(), tenant,
			connection.Item{Key: key, Value: value}); err != nil {
			r.t.Fatal(err)
		}
	}
}

// TestAPageAnswersAtEveryStepOfARotation walks through a rotation against AWS: the pages of both
// connections answer at every step, and in the end AWS refuses the former External ID.
func TestAPageAnswersAtEveryStepOfARotation(t *testing.T) {
	r := newRotation(t)
	r.wantPages("before", nil)
	begun := r.begin()
	fresh := begun.ExternalID
	if fresh == r.old || begun.Rotation == nil || begun.state(r.first) != "waiting" ||
		begun.Rotation.Setup.ExternalIDs != fresh+","+r.old ||
		!begun.Rotation.Until.Equal(begun.Rotation.Begun.Add(30*24*time.Hour)) {
		t.Fatalf("%+v", begun)
	}
	for _, f := range begun.Setup.Files {
		if strings.Contains(f.Text, r.old) {
			t.Errorf("%s names the former ID to new roles", f.ID)
		}
	}
	r.wantPages("begun", nil)
	r.settings()
	r.wantPages("with the settings opened", nil)

	steps := r.Test(servicetest.Call{}, servicetest.Map{"id": r.first}, roleSteps...)
	if last := steps[len(steps)-1]; last.Step != "assume" || last.Error.Code != "trust_new_id" {
		t.Errorf("a test before the trust policy is changed: %+v", last)
	}
	if now := r.settings(); now.state(r.first) != "waiting" ||
		now.Connections[0].Test.Outcome == "failed" {
		t.Errorf("after a refusal: %+v", now)
	}
	r.wantPages("refused", nil)

	r.Trust(servicetest.RoleARN, fresh, r.old)
	r.wantPages("with both in the trust policy", nil)
	last := r.passes(r.first, "eu-central-1", "us-east-1")
	if last.Step != "refuse-former" || last.Outcome != "failed" || !last.Complete ||
		last.Error.Code != "trust_former_id" {
		t.Errorf("with both in the trust policy, the last step is %+v", last)
	}
	now := r.settings()
	if now.state(r.first) != "former-accepted" || now.state(r.second) != "waiting" {
		t.Errorf("the first has moved: %+v", now.Rotation)
	}
	for _, c := range now.Connections {
		if results := c.Test.Results; c.ID == r.first && (c.Test.Outcome != "passed" ||
			results[len(results)-1].Code != "trust_former_id") {
			t.Errorf("its test does not say that the former ID is accepted: %+v", c.Test)
		}
	}
	r.wantPages("the first moved", nil)
	r.passes(r.second, "eu-central-1")
	r.wantPages("both moved", nil)

	r.Trust(servicetest.RoleARN, fresh)
	r.wantPages("without the old one in the trust policy", nil)
	for id, regions := range map[string][]string{
		r.first: {"eu-central-1", "us-east-1"}, r.second: {"eu-central-1"}} {
		if last := r.passes(id, regions...); last.Outcome != "passed" {
			t.Errorf("with the new one alone, the last step is %+v", last)
		}
	}
	if ended := r.settings(); ended.Rotation != nil || ended.ExternalID != fresh {
		t.Errorf("with every connection settled: %+v", ended)
	}
	r.wantPages("ended", nil)
	audited := r.Audit.String()
	if strings.Count(audited, "move of a connection to the new External ID") != 2 ||
		strings.Contains(audited, fresh) || strings.Contains(audited, r.old) {
		t.Error("the audit does not have each move once, or has an External ID")
	}
}

// TestAConnectionThatDidNotMoveStops: after the end, readers learn that the access is being changed,
// and no instruction of an admin; the admin's test names the trust policy. It works again when the
// trust policy names the new ID.
func TestAConnectionThatDidNotMoveStops(t *testing.T) {
	for name, end := range map[string]func(*rotation, rotated){
		"ended by an admin": func(r *rotation, begun rotated) {
			r.post(rotationPath+"/end", servicetest.Map{"begun": begun.Rotation.Begun})
		},
		"thirty days": func(r *rotation, _ rotated) { r.age(30 * 24 * time.Hour) },
		"thirty days, settings opened": func(r *rotation, _ rotated) {
			r.age(30 * 24 * time.Hour)
			r.settings()
		},
		"replaced at once": func(r *rotation, begun rotated) {
			r.post("/v1/settings/external-id", servicetest.Map{"current": begun.ExternalID})
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRotation(t)
			begun := r.begin()
			r.Trust(servicetest.RoleARN, begun.ExternalID, r.old)
			r.passes(r.first, "eu-central-1", "us-east-1")
			r.Trust(servicetest.RoleARN, r.old)
			codes := map[string]string{r.first: "aws_assume_denied"}
			r.wantPages("moved, and refused since", codes)
			end(r, begun)
			codes[r.second] = "aws_access_changing"
			if name == "replaced at once" {
				codes[r.first] = "aws_access_changing"
			}
			r.wantPages("ended", codes)
			now := r.settings()
			if now.Rotation != nil {
				t.Errorf("a rotation is in progress: %+v", now.Rotation)
			}
			steps := r.Test(servicetest.Call{}, servicetest.Map{"id": r.second}, roleSteps...)
			if last := steps[len(steps)-1]; last.Error.Code != "aws_assume_denied" ||
				!strings.Contains(last.Error.Hint, "trust policy") {
				t.Errorf("the admin's test: %+v", last)
			}
			r.Trust(servicetest.RoleARN, now.ExternalID)
			r.wantPages("with the new ID in the trust policy", nil)
		})
	}
}

// TestOnlyAnAdminOfTheSpaceRotates: others change nothing, and no request names an External ID.
func TestOnlyAnAdminOfTheSpaceRotates(t *testing.T) {
	r := newRotation(t)
	begun := r.begin()
	logistics := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
	elsewhere := servicetest.Call{Installation: servicetest.OtherInstallation}
	r.ExternalID(logistics)
	body := servicetest.Map{"begun": begun.Rotation.Begun}
	claimed := servicetest.Map{"begun": begun.Rotation.Begun, "spaceId": servicetest.Payments}
	for name, row := range map[string]struct {
		call servicetest.Call
		path string
		body servicetest.Map
		code string
	}{
		"a reader begins": {servicetest.Call{Person: servicetest.Ravi}, "", servicetest.Map{},
			"not_admin"},
		"a reader ends":                         {servicetest.Call{Person: servicetest.Ravi}, "/end", body, "not_admin"},
		"a stranger ends":                       {servicetest.Call{Person: servicetest.Lena}, "/end", body, "not_found"},
		"an admin of another space ends theirs": {logistics, "/end", body, "conflict"},
		"an admin of another space names this":  {logistics, "/end", claimed, "invalid_request"},
		"an admin of another site":              {elsewhere, "/end", body, "conflict"},
		"another beginning": {servicetest.Call{}, "/end",
			servicetest.Map{"begun": begun.Rotation.Begun.Add(time.Second)}, "conflict"},
		"no beginning": {servicetest.Call{}, "/end", servicetest.Map{}, "invalid_request"},
		"an External ID of a request": {servicetest.Call{}, "",
			servicetest.Map{"externalId": r.old}, "invalid_request"},
	} {
		answer := r.Do(row.call, "POST", rotationPath+row.path, row.body)
		if code, _ := answer.Error(r.Backend); code != row.code ||
			strings.Contains(answer.Body, r.old[:29]) {
			t.Errorf("%s: %d %s, want %s", name, answer.Status, answer.Body, row.code)
		}
	}
	if now := r.settings(); now.Rotation == nil || now.ExternalID != begun.ExternalID ||
		!now.Rotation.Begun.Equal(begun.Rotation.Begun) {
		t.Errorf("the rotation has changed: %+v", now.Rotation)
	}
}

// TestTheFormerIDCannotComeBack: after the end, nothing that a request can hold makes Pagewatch send
// the former External ID.
func TestTheFormerIDCannotComeBack(t *testing.T) {
	r := newRotation(t)
	begun := r.begin()
	r.Trust(servicetest.RoleARN, begun.ExternalID, r.old)
	steps := r.Test(servicetest.Call{}, servicetest.Map{"id": r.first}, roleSteps...)
	proof := steps[len(steps)-1].Proof
	r.post(rotationPath+"/end", servicetest.Map{"begun": begun.Rotation.Begun})
	r.Trust(servicetest.RoleARN, r.old)
	for _, step := range []string{"refuse-former", "assume"} {
		answer := r.Try(servicetest.Call{}, servicetest.Map{"id": r.first}, step, proof)
		if answer.Status != http.StatusBadRequest {
			t.Errorf("%s with a proof of the rotation: %d %s", step, answer.Status, answer.Body)
		}
	}
	answer := r.Do(servicetest.Call{}, "POST", "/v1/settings/external-id",
		servicetest.Map{"current": r.old})
	if code, _ := answer.Error(r.Backend); code != "conflict" {
		t.Errorf("naming the former ID: %d %s", answer.Status, answer.Body)
	}
	r.wantPages("ended", map[string]string{
		r.first: "aws_assume_denied", r.second: "aws_access_changing"})
	if now := r.settings(); now.ExternalID != begun.ExternalID {
		t.Error("the space has another External ID")
	}
}
