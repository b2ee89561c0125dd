package faults_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"pagewatch/internal/service/servicetest"
)

// by returns the call that makes the change.
func (c change) by(w *world) servicetest.Call {
	if c.name != "uninstalling" {
		return w.call
	}
	return servicetest.Call{Header: func(h http.Header) {
		w.call.Header(h)
		h.Set("X-Forge-Invocation-Id", uninstallID)
	}}
}

// allowedCodes are the error codes of a change whose storage fails. A harmless fault has no error.
var allowedCodes = []string{"", lost, "conflict", "not_found"}

// checkAnswer checks the answer of a change that met a fault, and the log and the audit.
func (w *world) checkAnswer(name string, got servicetest.Answer) {
	w.t.Helper()
	code := ""
	if got.Status >= http.StatusBadRequest {
		code, _ = got.Error(w.Backend)
		if found := w.secrets.in(got.Body); len(found) > 0 {
			w.t.Errorf("%s: the answer holds %q", name, found)
		}
	}
	if !slices.Contains(allowedCodes, code) {
		w.t.Errorf("%s: %d %s", name, got.Status, got.Body)
	}
	if found := w.secrets.in(w.Log.String() + w.Audit.String()); len(found) > 0 {
		w.t.Errorf("%s: log or audit hold %q", name, found)
	}
}

// checkRepair makes the calls that an admin makes next, and then the platform.
func (w *world) checkRepair(name string, c change, id, external string) {
	w.t.Helper()
	now := w.ExternalID(w.call)
	w.secrets.add(now)
	if !slices.Contains(newIDs, c.name) && now != external {
		w.t.Errorf("%s: the External ID is another", name)
	}
	w.trusts(external)
	stays := c.name != "removing" && c.name != "uninstalling"
	found := w.linked()
	if stays && !slices.ContainsFunc(found, func(l listed) bool { return l.ID == id }) {
		w.t.Errorf("%s: the connection is not listed: %+v", name, found)
	}
	for _, l := range found {
		if got := w.views(l.ID); got != "" &&
			(l.Status == "ready" && stays || stays && l.ID == id) {
			w.t.Errorf("%s: %+v does not show: %s", name, l, got)
		}
		if l.ID != id || !stays {
			w.removes(name, l.ID)
		}
	}
	if stays {
		w.repeats(name, c, id, external)
	} else if got := w.views(id); got != "connection_not_found" {
		w.t.Errorf("%s: removed, and a view says %q", name, got)
	}
	w.leavesNothing(name, id, found)
}

// newIDs are the changes after which the settings may show another External ID.
var newIDs = []string{"another External ID", "beginning a rotation", "uninstalling"}

// trusts lets in the External ID that the settings show, and during a rotation that of before.
func (w *world) trusts(before string) {
	w.t.Helper()
	var out struct {
		ExternalID string
		Rotation   *struct{}
	}
	w.Do(w.call, http.MethodGet, "/v1/settings", nil).Into(w.Backend, &out)
	ids := []string{out.ExternalID}
	if out.Rotation != nil {
		ids = append(ids, before)
	}
	w.Trust(servicetest.RoleARN, ids...)
}

// linked returns the connections that the settings show.
func (w *world) linked() []listed {
	w.t.Helper()
	var out struct{ Connections []listed }
	w.Do(w.call, http.MethodGet, "/v1/settings", nil).Into(w.Backend, &out)
	return out.Connections
}

// views returns the code of a view's error, "" for alarms.
func (w *world) views(id string) string {
	w.t.Helper()
	return w.Do(w.call, http.MethodPost, "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(w.Backend)[0].Error.Code
}

func (w *world) removes(name, id string) {
	w.t.Helper()
	if got := w.Do(w.call, http.MethodDelete, "/v1/connections/"+id,
		nil); got.Status != http.StatusOK {
		w.t.Errorf("%s: removing what is left: %d %s", name, got.Status, got.Body)
	}
}

// repeats makes the change again, as a person does after a failure.
func (w *world) repeats(name string, c change, id, external string) {
	w.t.Helper()
	if got := w.Do(c.by(w), c.method, strings.Replace(c.path, "ID", id, 1),
		c.body(w, id)); got.Status >= http.StatusBadRequest {
		w.t.Errorf("%s: once more: %d %s", name, got.Status, got.Body)
	}
	w.trusts(external)
	for _, l := range w.linked() {
		if got := w.views(l.ID); l.Status != "ready" || got != "" {
			w.t.Errorf("%s: after the second time there is %+v, and a view says %q", name, l, got)
		}
	}
}

// leavesNothing uninstalls the app and looks into the storage, past the backend.
func (w *world) leavesNothing(name, id string, found []listed) {
	w.t.Helper()
	uninstall := changes[len(changes)-1]
	if got := w.Do(uninstall.by(w), uninstall.method, uninstall.path,
		servicetest.Map{}); got.Status != http.StatusOK {
		w.t.Errorf("%s: the uninstall: %d %s", name, got.Status, got.Body)
	}
	if left := w.inStorage("query", `{}`); left != `{"data":[]}` {
		w.t.Errorf("%s: the uninstall left %s", name, left)
	}
	ids := []string{id}
	for _, l := range found {
		ids = append(ids, l.ID)
	}
	for _, key := range append(ids, "external-id", "external-id-next") {
		for _, space := range []string{servicetest.Payments, ""} {
			if left := w.inStorage("secret/get",
				`{"key":"pagewatch:secret:`+space+`:`+key+`"}`); !strings.Contains(left,
				"KEY_NOT_FOUND") {
				w.t.Errorf("%s: the uninstall left the secret %s", name, key)
			}
		}
	}
}

// inStorage calls the storage directly.
func (w *world) inStorage(operation, body string) string {
	out := httptest.NewRecorder()
	w.stored.For(servicetest.Installation).ServeHTTP(out,
		httptest.NewRequest(http.MethodPost, "/v1/"+operation, strings.NewReader(body)))
	return strings.TrimSpace(out.Body.String())
}
