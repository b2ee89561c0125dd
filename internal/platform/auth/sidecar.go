package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"pagewatch/internal/input"
	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/secret"
)

const (
	invocationHeader    = "X-Forge-Invocation-Id"
	logAttributesHeader = "X-Forge-Invocation-Log-Attributes"
	// proxyHeader says to the sidecar which invocation a call belongs to.
	proxyHeader = "Forge-Proxy-Authorization"
	contextPath = "/invocation/context"

	// contextTimeout leaves most of an invocation's 25 s for the work. The sidecar is next door and
	// asks nobody.
	contextTimeout = 3 * time.Second
	// maxContext bounds the sidecar's answer in bytes. The macro's configuration is in it.
	maxContext = maxToken
	// maxAttributes bounds the header that only the log repeats.
	maxAttributes = 4 << 10

	appARI = "ari:cloud:ecosystem::app/"
	// functionModule is the type of a function's call. Only the imitation says so for sure: where
	// the platform says otherwise, an export shows no live alarms.
	functionModule = "core:function"
)

// invocationID is the form of an invocation's id: 40 hex characters in all that was seen. What
// could end the header it is put into, or begin another of its pairs, is no id.
var invocationID = regexp.MustCompile(`^[A-Za-z0-9_-]{16,128}$`)

// logAttributes is base64, in either alphabet.
var logAttributes = regexp.MustCompile(`^[A-Za-z0-9+/_=-]*$`)

// Arrivals notes how each request reached the container, in its context: for the Sidecar, for
// whatever goes out, and for the log. A request without one invocation id of the right form has no
// arrival.
func Arrivals(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var a invocation.Arrival
		if ids := r.Header.Values(invocationHeader); len(ids) == 1 &&
			invocationID.MatchString(ids[0]) {
			a.ID = secret.New(ids[0])
		}
		if texts := r.Header.Values(logAttributesHeader); len(texts) == 1 &&
			len(texts[0]) <= maxAttributes && logAttributes.MatchString(texts[0]) {
			a.LogAttributes = texts[0]
		}
		next.ServeHTTP(w, r.WithContext(invocation.WithArrival(r.Context(), a)))
	})
}

// Sidecar asks a Forge container's sidecar who calls. The sidecar has verified the invocation token
// and keeps it to itself: a container sees an id, and trusts the network that only the sidecar can
// reach it by. Source: developer.atlassian.com/platform/forge/containers-reference/ref-api.
type Sidecar struct {
	appID  string
	origin string
	client *http.Client
}

// NewSidecar returns an authenticator for the app with that ARI, by the sidecar at origin.
func NewSidecar(appID, origin string, client *http.Client) *Sidecar {
	return &Sidecar{appID, origin, client}
}

// Authenticate resolves the request's invocation, with one call, and returns who it is from. The
// caller's tokens hold the invocation's id: with it the sidecar acts for the app, and for the
// person where there is one. Every failure is ErrUnauthenticated, also that the sidecar does not
// answer, as it is with a key set that does not: who calls is unknown then. The cause can be read
// with errors.Unwrap by the log alone.
func (s *Sidecar) Authenticate(r *http.Request) (invocation.Caller, error) {
	id := invocation.ArrivalOf(r.Context()).ID
	if id.Empty() {
		return invocation.Caller{}, failure{errors.New("no invocation id, or not one")}
	}
	claims, err := s.resolve(r.Context(), id)
	if err != nil {
		return invocation.Caller{}, failure{err}
	}
	caller, err := claims.Caller()
	if err != nil {
		return invocation.Caller{}, failure{err}
	}
	caller.SystemToken = id
	if caller.Person || !caller.OnPage && claims.App.Module.Type == functionModule {
		caller.UserToken = id
	}
	caller.TraceID = r.Header.Get(traceHeader)
	return caller, nil
}

// resolve returns what the sidecar says about an invocation.
func (s *Sidecar) resolve(ctx context.Context, id secret.Value) (*invocation.Claims, error) {
	ctx, cancel := context.WithTimeout(ctx, contextTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.origin+contextPath, nil)
	if err != nil {
		return nil, errors.New("the sidecar's address is not one")
	}
	req.Header.Set(proxyHeader, "Forge id="+id.Reveal())
	req.Header.Set("Accept", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return nil, errors.New("asking the sidecar: " + why(err))
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("asking the sidecar: status %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxContext+1))
	switch {
	case err != nil:
		return nil, errors.New("the sidecar's answer broke off")
	case len(body) > maxContext:
		return nil, errors.New("the sidecar's answer is too large")
	}
	return s.parse(body)
}

// parse reads the claims. A person who is not the principal is the account of the page's context.
func (s *Sidecar) parse(body []byte) (*invocation.Claims, error) {
	var claims invocation.Claims
	if input.Object(body, maxDepth) != nil || json.Unmarshal(body, &claims) != nil {
		return nil, errors.New("the sidecar's answer is not strict JSON of the right shape")
	}
	switch {
	case strings.TrimPrefix(claims.App.ID, appARI) != strings.TrimPrefix(s.appID, appARI):
		return nil, errors.New("another app, or none")
	case claims.ICLabel != "":
		return nil, errors.New("an invocation of Isolated Cloud, which is not served")
	}
	if claims.Context != nil && claims.Principal == "" {
		claims.Principal = claims.Context.AccountID
	}
	return &claims, nil
}
