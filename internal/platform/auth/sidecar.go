package auth

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	// proxyHeader names the invocation of a call to the sidecar.
	proxyHeader = "Forge-Proxy-Authorization"
	contextPath = "/invocation/context"

	// contextTimeout leaves most of an invocation's 25 s for the work. The sidecar runs beside the
	// container and calls no other service.
	contextTimeout = 3 * time.Second
	// maxContext bounds the sidecar's answer in bytes. It holds the macro's configuration.
	maxContext = maxToken
	// maxAttributes bounds, in bytes, a header that is copied into the log alone.
	maxAttributes = 4 << 10

	appARI = "ari:cloud:ecosystem::app/"
	// functionModule is the module type of a function's call. Only the simulated sidecar is known
	// to send it: where the platform sends another, an export shows no live alarms.
	functionModule = "core:function"
)

// invocationID is the form of an invocation's id. All known ids have 40 hex characters. It excludes
// characters that could end the header that holds an id, or begin another pair in it.
var invocationID = regexp.MustCompile(`^[A-Za-z0-9_-]{16,128}$`)

// logAttributes is base64, in either alphabet.
var logAttributes = regexp.MustCompile(`^[A-Za-z0-9+/_=-]*$`)

// Arrivals puts the Arrival of each request into its context, for Sidecar, for outgoing requests
// and for the log. The id is empty unless the request has exactly one of the right form.
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

// Sidecar authenticates the requests of a Forge container by asking its sidecar. The sidecar
// verifies the invocation token and does not pass it on. The container receives an id, and relies
// on a network in which only the sidecar can reach it. Source:
// developer.atlassian.com/platform/forge/containers-reference/ref-api.
type Sidecar struct {
	appID  string
	origin string
	client *http.Client
}

// NewSidecar returns an authenticator for the app with that ARI, with the sidecar at origin.
func NewSidecar(appID, origin string, client *http.Client) *Sidecar {
	return &Sidecar{appID, origin, client}
}

// Authenticate resolves the request's invocation with one call and returns the caller. The caller's
// tokens hold the invocation's id: with it the sidecar acts as the app, and as the person if the
// invocation has one. Every failure is ErrUnauthenticated. An unreachable sidecar is one, because
// the caller is unknown then. errors.Unwrap returns the cause, which is for the log alone.
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

// resolve asks the sidecar for the claims of an invocation.
func (s *Sidecar) resolve(ctx context.Context, id secret.Value) (*invocation.Claims, error) {
	ctx, cancel := context.WithTimeout(ctx, contextTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.origin+contextPath, nil)
	if err != nil {
		return nil, errors.New("the sidecar's address is not one")
	}
	req.Header.Set(proxyHeader, "Forge id="+id.Reveal())
	req.Header.Set("Accept", "application/json")
	body, err := get(s.client, req, maxContext)
	if err != nil {
		return nil, fmt.Errorf("asking the sidecar: %w", err)
	}
	return s.parse(body)
}

// parse reads the claims. Without a principal, the account of the page's context becomes the
// principal.
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
