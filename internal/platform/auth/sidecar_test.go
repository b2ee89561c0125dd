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

// sidecar answers /invocation/context and counts.
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

// says answers with claims.
func says(change func(*invocation.Claims)) http.HandlerFunc {
	claims := macroClaims()
	// as the documentation and others' containers have it
	claims.Principal, claims.Context.AccountID = "", "712020:ada"
	change(&claims)
	return func(w http.ResponseWriter, _ *http.Request) { _ = json.NewEncoder(w).Encode(claims) }
}

// TestSidecarReadsTheCaller holds a row per kind of caller: whose account it is, whether there is a
// person, and whether the sidecar may be asked as the user.
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
		{"nobody on a page", func(c *invocation.Claims) { c.Context.AccountID = "" }, "", false,
			false},
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
		s := &sidecar{answer: says(row.change)}
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

// TestSidecarRefusals holds a row per way in which nobody can be told. All are the same error, and
// what costs nothing is looked at first. A sidecar that is out of order is among them, as a key set
// is: who calls is unknown then.
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
		{"no id", http.Header{}, says(fine), 0},
		{"an empty id", arrival(""), says(fine), 0},
		{"two ids", http.Header{"X-Forge-Invocation-Id": {invocationID, invocationID}}, says(fine),
			0},
		{"a short id", arrival("0123"), says(fine), 0},
		{"a long id", arrival(strings.Repeat("0", 129)), says(fine), 0},
		{"an id that is two pairs", arrival(invocationID + ",as=user"), says(fine), 0},
		{"an id with a space", arrival(invocationID + " "), says(fine), 0},
		{"a bearer token", http.Header{"Authorization": {"Bearer " + invocationID}}, says(fine), 0},

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
		{"something behind", arrival(invocationID), answer(200, text+"{}"), 1},
		{"said twice", arrival(invocationID), answer(200, `{"principal":"712020:ada",`+text[1:]),
			1},
		{"too large", arrival(invocationID), answer(200, text+strings.Repeat(" ", 64<<10)), 1},
		{"too deep", arrival(invocationID),
			answer(200, `{"x":`+strings.Repeat("[", 40)+strings.Repeat("]", 40)+`}`), 1},
		{"empty object", arrival(invocationID), answer(200, "{}"), 1},
		{"another app", arrival(invocationID), says(func(c *invocation.Claims) { c.App.ID += "0" }),
			1},
		{"no app", arrival(invocationID), says(func(c *invocation.Claims) { c.App.ID = "" }), 1},
		{"Isolated Cloud", arrival(invocationID),
			says(func(c *invocation.Claims) { c.ICLabel = "orange" }), 1},
		{"no installation", arrival(invocationID),
			says(func(c *invocation.Claims) { c.App.InstallationID = "" }), 1},
		{"installation with a path", arrival(invocationID),
			says(func(c *invocation.Claims) { c.App.InstallationID += "/../x" }), 1},
		{"no site", arrival(invocationID),
			says(func(c *invocation.Claims) { c.App.APIBaseURL, c.Context.CloudID = "", "" }), 1},
		{"two sites", arrival(invocationID),
			says(func(c *invocation.Claims) { c.Context.CloudID = installation }), 1},
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

// TestASlowSidecarIsNotWaitedFor: three seconds, of the 25 that a call may take.
func TestASlowSidecarIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		s := &sidecar{answer: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }}
		if _, err := s.authenticate(arrival(invocationID)); !errors.Is(err,
			auth.ErrUnauthenticated) || time.Since(started) != 3*time.Second {
			t.Errorf("%v after %v", err, time.Since(started))
		}
	})
}

// TestArrivals: what goes into the log is what the platform may have sent, and nothing else.
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

// TestAPageCannotNameItsLines: where a page's own header came along beside the platform's, nobody
// can tell which is which.
func TestAPageCannotNameItsLines(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header["X-Forge-Invocation-Log-Attributes"] = []string{"cGFnZQ==", "cGxhdGZvcm0="}
	auth.Arrivals(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if got := invocation.ArrivalOf(r.Context()).LogAttributes; got != "" {
			t.Errorf("the line is of %q", got)
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
}

// FuzzSidecar: whatever the sidecar says, a caller is of this app's, has an installation and a
// site, or there is none.
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
	f.Fuzz(func(t *testing.T, said []byte) {
		s := &sidecar{answer: func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(said) }}
		got, err := s.authenticate(arrival(invocationID))
		var read invocation.Claims
		_ = json.Unmarshal(said, &read)
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
			t.Errorf("%s became %+v", said, got)
		}
	})
}
