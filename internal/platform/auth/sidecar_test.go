package auth_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/platform/auth"
	"pagewatch/internal/platform/invocation"
)

const invocationID = "0123456789abcdef0123456789abcdef01234567"

// sidecar answers /invocation/context and records the requests.
type sidecar struct {
	asked  []*http.Request
	answer http.HandlerFunc
}

// RoundTrip implements http.RoundTripper without a network.
func (s *sidecar) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked = append(s.asked, r)
	w := httptest.NewRecorder()
	done := make(chan struct{})
	go func() { defer close(done); s.answer(w, r) }()
	select {
	case <-done:
		return w.Result(), nil
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// authenticate sends a request through Arrivals to the authenticator, as in the backend.
func (s *sidecar) authenticate(header http.Header) (caller invocation.Caller, err error) {
	client := &http.Client{
		Transport: s, CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		}}
	verifier := auth.NewSidecar(appID, "http://sidecar:7072", client)
	r := httptest.NewRequest(http.MethodPost, "/v1/views", nil)
	r.Header = header
	auth.Arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		caller, err = verifier.Authenticate(r)
	})).ServeHTTP(httptest.NewRecorder(), r)
	return caller, err
}

func arrival(id string) http.Header {
	return http.Header{"X-Forge-Invocation-Id": {id}, "X-B3-Traceid": {"trace"},
		"X-Forge-Invocation-Log-Attributes": {"e30="}}
}

// with returns a handler that answers with a macro's claims, changed.
func with(change func(*invocation.Claims)) http.HandlerFunc {
	claims := macroClaims()
	// as the documentation and published containers have it
	claims.Principal, claims.Context.AccountID = "", "712020:ada"
	change(&claims)
	return func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(claims) }
}

// TestSidecarReadsTheCaller holds a row per kind of caller: the account, whether the caller is a
// person, and whether the sidecar may act as the user.
func TestSidecarReadsTheCaller(t *testing.T) {
	rows := []struct {
		name    string
		change  func(*invocation.Claims)
		account string
		person  bool
		asUser  bool
	}{
		{"account of the context", func(*invocation.Claims) {}, "712020:ada", true, true},
		{"principal", func(c *invocation.Claims) {
			c.Principal, c.Context.AccountID = "712020:ravi", ""
		}, "712020:ravi", true, true},
		{"both: the principal", func(c *invocation.Claims) { c.Principal = "712020:ravi" },
			"712020:ravi", true, true},
		{"a page without an account", func(c *invocation.Claims) { c.Context.AccountID = "" }, "",
			false, false},
		{"a visitor", func(c *invocation.Claims) {
			c.Context.AccountID, c.Context.AccountType = "unidentified", "anonymous"
		}, "", true, true},
		{"a guest", func(c *invocation.Claims) { c.Context.AccountType = "unlicensed" }, "", true,
			true},
		{"an event", func(c *invocation.Claims) {
			c.Context, c.App.Module = nil, invocation.Module{
				Type: "core:endpoint", Key: "lifecycle"}
		}, "", false, false},
		{"a function", func(c *invocation.Claims) {
			c.Context, c.App.Module = nil, invocation.Module{
				Type: "core:function", Key: "export-alarms"}
		}, "", false, true},
		{"a function's name on a page", func(c *invocation.Claims) {
			c.Context.AccountID, c.App.Module.Type = "", "core:function"
		}, "", false, false},
		{"bare ids", func(c *invocation.Claims) {
			c.App.ID, c.App.InstallationID = strings.TrimPrefix(appID, "ari:cloud:ecosystem::app/"),
				installation
		}, "712020:ada", true, true},
	}
	for _, row := range rows {
		s := &sidecar{answer: with(row.change)}
		got, err := s.authenticate(arrival(invocationID))
		if err != nil {
			t.Errorf("%s: %v", row.name, errors.Unwrap(err))
			continue
		}
		user := ""
		if row.asUser {
			user = invocationID
		}
		if got.Account != row.account || got.Person != row.person ||
			got.UserToken.Reveal() != user || got.SystemToken.Reveal() != invocationID ||
			got.Installation != installation || got.CloudID != cloudID || got.TraceID != "trace" ||
			!got.Production {
			t.Errorf("%s: got %+v, user token %q", row.name, got, got.UserToken.Reveal())
		}
		if len(s.asked) != 1 {
			t.Errorf("%s: the sidecar was asked %d times, want once", row.name, len(s.asked))
			continue
		}
		r := s.asked[0]
		if r.Method != http.MethodGet ||
			r.URL.String() != "http://sidecar:7072/invocation/context" ||
			r.Header.Get("Forge-Proxy-Authorization") != "Forge id="+invocationID {
			t.Errorf("%s: asked %s %s %v", row.name, r.Method, r.URL, r.Header)
		}
	}
}

// TestSidecarRefusals holds a row per invocation without a known caller, a failing sidecar's
// included. All give the same error. Checks of the request come before the call to the sidecar.
func TestSidecarRefusals(t *testing.T) {
	fine := func(*invocation.Claims) {}
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}
	}
	whole, err := json.Marshal(macroClaims())
	if err != nil {
		t.Fatal(err)
	}
	text := string(whole)
	rows := []struct {
		name   string
		header http.Header
		answer http.HandlerFunc
		asked  int
	}{
		{"no id", http.Header{}, with(fine), 0},
		{"an empty id", arrival(""), with(fine), 0},
		{"two ids", http.Header{"X-Forge-Invocation-Id": {invocationID, invocationID}}, with(fine),
			0},
		{"a short id", arrival("0123"), with(fine), 0},
		{"a long id", arrival(strings.Repeat("0", 129)), with(fine), 0},
		{"an id that is two pairs", arrival(invocationID + ",as=user"), with(fine), 0},
		{"an id with a space", arrival(invocationID + " "), with(fine), 0},
		{"a bearer token", http.Header{"Authorization": {"Bearer " + invocationID}}, with(fine), 0},

		{"unknown to the sidecar", arrival(invocationID), answer(401, `{"code":"UNAUTHORIZED"}`),
			1},
		{"forbidden", arrival(invocationID), answer(403, text), 1},
		{"sidecar failing", arrival(invocationID), answer(503, ""), 1},
		{"created", arrival(invocationID), answer(201, text), 1},
		{"redirect", arrival(invocationID), func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://evil.example/", http.StatusFound)
		}, 1},
		{"nothing", arrival(invocationID), answer(200, ""), 1},
		{"HTML", arrival(invocationID), answer(200, "<html>"), 1},
		{"an array", arrival(invocationID), answer(200, "["+text+"]"), 1},
		{"another shape", arrival(invocationID), answer(200, `{"app":7}`), 1},
		{"cut", arrival(invocationID), answer(200, text[:len(text)-1]), 1},
		{"trailing data", arrival(invocationID), answer(200, text+"{}"), 1},
		{"a repeated field", arrival(invocationID),
			answer(200, `{"principal":"712020:ada",`+text[1:]), 1},
		{"too large", arrival(invocationID), answer(200, text+strings.Repeat(" ", 64<<10)), 1},
		{"too deep", arrival(invocationID),
			answer(200, `{"x":`+strings.Repeat("[", 40)+strings.Repeat("]", 40)+`}`), 1},
		{"empty object", arrival(invocationID), answer(200, "{}"), 1},
		{"another app", arrival(invocationID), with(func(c *invocation.Claims) { c.App.ID += "0" }),
			1},
		{"no app", arrival(invocationID), with(func(c *invocation.Claims) { c.App.ID = "" }), 1},
		{"Isolated Cloud", arrival(invocationID),
			with(func(c *invocation.Claims) { c.ICLabel = "orange" }), 1},
		{"no installation", arrival(invocationID),
			with(func(c *invocation.Claims) { c.App.InstallationID = "" }), 1},
		{"installation with a path", arrival(invocationID),
			with(func(c *invocation.Claims) { c.App.InstallationID += "/../x" }), 1},
		{"no site", arrival(invocationID),
			with(func(c *invocation.Claims) { c.App.APIBaseURL, c.Context.CloudID = "", "" }), 1},
		{"two sites", arrival(invocationID),
			with(func(c *invocation.Claims) { c.Context.CloudID = installation }), 1},
	}
	for _, row := range rows {
		s := &sidecar{answer: row.answer}
		got, err := s.authenticate(row.header)
		if !errors.Is(err, auth.ErrUnauthenticated) ||
			err.Error() != auth.ErrUnauthenticated.Error() || got.Installation != "" ||
			!got.SystemToken.Empty() {
			t.Errorf("%s: %+v, %v, want ErrUnauthenticated and nothing else", row.name, got, err)
		}
		if cause := errors.Unwrap(err); cause == nil ||
			strings.Contains(cause.Error(), invocationID) {
			t.Errorf("%s: the cause is %v", row.name, cause)
		}
		if len(s.asked) != row.asked {
			t.Errorf("%s: the sidecar was asked %d times, want %d", row.name, len(s.asked),
				row.asked)
		}
	}
}

// TestSidecarTimeout: a call to the sidecar ends after 3 s, of the 25 s that an invocation may
// take.
func TestSidecarTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		s := &sidecar{answer: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }}
		if _, err := s.authenticate(arrival(invocationID)); !errors.Is(err,
			auth.ErrUnauthenticated) || time.Since(started) != 3*time.Second {
			t.Errorf("%v after %v", err, time.Since(started))
		}
	})
}

// TestArrivals: log attributes outside the platform's form are dropped.
func TestArrivals(t *testing.T) {
	for text, want := range map[string]string{
		"eyJhIjoxfQ==": "eyJhIjoxfQ==", "a-b_c": "a-b_c", "": "", `x","level":"FATAL`: "",
		"a\nb": "", strings.Repeat("A", 4<<10+1): "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header["X-Forge-Invocation-Log-Attributes"] = []string{text}
		auth.Arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if got := invocation.ArrivalOf(r.Context()); got.LogAttributes != want ||
				!got.ID.Empty() {
				t.Errorf("%.20q became %+v", text, got)
			}
		})).ServeHTTP(httptest.NewRecorder(), r)
	}
}

// TestRepeatedLogAttributesAreDropped: of two headers, one may be the page's, and the two cannot be
// distinguished.
func TestRepeatedLogAttributesAreDropped(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header["X-Forge-Invocation-Log-Attributes"] = []string{"cGFnZQ==", "cGxhdGZvcm0="}
	auth.Arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if got := invocation.ArrivalOf(r.Context()).LogAttributes; got != "" {
			t.Errorf("the log attributes are %q", got)
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
}

// FuzzSidecar: any answer of the sidecar gives a caller of this app with an installation and a
// site, or an error.
func FuzzSidecar(f *testing.F) {
	claims := macroClaims()
	claims.Context.AccountID = "712020:ada"
	whole, err := json.Marshal(claims)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(
		[]byte(`{"app":{"id":"` + appID + `","installationId":"` + installation +
			`"},"context":{"cloudId":"` + cloudID + `"}}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		s := &sidecar{answer: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) }}
		got, err := s.authenticate(arrival(invocationID))
		var read invocation.Claims
		_ = json.Unmarshal(body, &read)
		if err == nil {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		switch {
		case err != nil && (!errors.Is(err, auth.ErrUnauthenticated) || got.Installation != "" ||
			!got.SystemToken.Empty() || !got.UserToken.Empty()):
			t.Errorf("%+v with %v", got, err)
		case err == nil && (len(got.Installation) != 36 || len(got.CloudID) != 36 ||
			!strings.HasSuffix(appID, read.App.ID) || len(read.App.ID) < 36):
			t.Errorf("%s became %+v", body, got)
		}
	})
}
