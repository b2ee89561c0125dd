package api_test

import (
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/kvs"
)

// onHostedStorage is the whole backend with its records in the imitated storage, as production has
// it.
func onHostedStorage(t *testing.T) (*servicetest.Backend, *kvs.Server) {
	t.Helper()
	b, s := servicetest.New(t, nil), hosted(t)
	mux := http.NewServeMux()
	mux.Handle(prefix+"/",
		http.StripPrefix(prefix, s.Guarded(func(r *http.Request) (string, error) {
			if r.Header.Get("Authorization") != "Bearer system-token" {
				return "", kvs.ErrUnauthenticated
			}
			return servicetest.Installation, nil
		})))
	mux.Handle("/ex/confluence/", b.Confluence)
	atlassian := httptest.NewServer(mux)
	t.Cleanup(atlassian.Close)
	b.Settings.AtlassianAPI = atlassian.URL
	var err error
	b.Handler, err = service.New(b.Settings, service.Deployment{
		Audit: b.Audit, Log: slog.New(slog.NewJSONHandler(b.Log, nil)),
		Transport: b.Client.Transport, Now: b.Clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b, s
}

// TestAViewReadsOneSecretPerSource, and nothing else of the storage: neither before, nor when its
// stream is opened.
func TestAViewReadsOneSecretPerSource(t *testing.T) {
	b, storage := onHostedStorage(t)
	one := b.LinkRole(nil)
	other := b.LinkRole(servicetest.Map{"name": "Second"})
	for answer, sources := range map[string][]string{
		"inline": {one + "@eu-central-1", other + "@us-east-1"},
		"stream": {one + "@eu-central-1", other + "@us-east-1"},
	} {
		before := storage.Calls()
		got := b.Do(servicetest.Call{}, http.MethodPost, "/v1/views",
			servicetest.View(answer, sources...))
		if answer == "stream" {
			var view struct{ Grant string }
			got.Into(b, &view)
			got = b.Stream(view.Grant, servicetest.Origin)
		}
		ended := 0
		for _, record := range got.Records(b) {
			if record.Type == "end" {
				ended++
			}
			if record.Type == "error" {
				t.Errorf("%s: %+v", answer, record.Error)
			}
		}
		want := maps.Clone(before)
		want["secret/get"] += len(sources)
		if now := storage.Calls(); !maps.Equal(now, want) || ended == 0 {
			t.Errorf("%s: the storage was called %v, before the view %v; %d ends", answer, now,
				before, ended)
		}
	}
}

// TestTroubleOfTheStorageIsSaid, in the words for it: that a connection is not there is never one
// of them.
func TestTroubleOfTheStorageIsSaid(t *testing.T) {
	b, storage := onHostedStorage(t)
	view := servicetest.View("inline", b.LinkRole(nil)+"@eu-central-1")
	for name, fault := range map[string]http.HandlerFunc{
		"down": status(http.StatusServiceUnavailable), "busy": status(http.StatusTooManyRequests),
		"a gateway's 404": http.NotFound,
		"no answer":       func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		storage.Break(fault)
		before := storage.Calls()["secret/get"]
		got := b.Do(servicetest.Call{}, http.MethodPost, "/v1/views", view)
		said := ""
		for _, record := range got.Records(b) {
			if record.Type == "error" {
				said += record.Error.Code
			}
		}
		if said != "store_unavailable" {
			t.Errorf("%s: the source says %q", name, said)
		}
		if asked := storage.Calls()["secret/get"] - before; asked != 1 {
			t.Errorf("%s: the storage was asked %d times", name, asked)
		}
		got = b.Do(servicetest.Call{}, http.MethodGet, "/v1/connections", nil)
		if code, _ := got.Error(b); got.Status != http.StatusServiceUnavailable ||
			code != "store_unavailable" || got.Header.Get("Retry-After") == "" {
			t.Errorf("%s: the list says %d %s", name, got.Status, got.Body)
		}
	}
}
