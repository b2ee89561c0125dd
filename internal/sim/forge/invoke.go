package forge

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// invocationTime bounds an invocation from a page, without retries (Forge invocation limits).
const invocationTime = 25 * time.Second

// The scopes that an endpoint's auth settings need to yield a token (Forge scopes).
const (
	userTokenScope   = "read:app-user-token"
	systemTokenScope = "read:app-system-token"
)

// Invoke calls the app's backend for the caller: it mints the invocation token and the tokens that
// the endpoint enables, sends the request and applies the platform's rules to the answer. A
// Rejection is an error for the page.
func (p *Platform) Invoke(ctx context.Context, caller Caller, call Call) (Reply, error) {
	if err := call.check(); err != nil {
		return Reply{}, err
	}
	f, ok := p.cfg.Manifest.module(call.Module)
	if !ok {
		return Reply{}, Rejection("the app has no module " + call.Module)
	}
	endpoint, ok := p.cfg.Manifest.endpoint(f.endpoint)
	if !ok {
		return Reply{}, Rejection("the module names no endpoint")
	}
	if want := endpoint.invokeType(); call.InvokeType != want {
		return Reply{}, Rejection("the endpoint " + endpoint.Key + " is called with " +
			invokers[want])
	}
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	req, err := p.request(ctx, call, endpoint)
	if err != nil {
		return Reply{}, err
	}
	token, err := p.cfg.Issuer.Sign(p.claims(caller, call, f))
	if err != nil {
		return Reply{}, fmt.Errorf("invoking: %w", err)
	}
	p.sign(req.Header, token)
	p.addEndpointTokens(req.Header, endpoint, caller)
	return p.send(req, call.InvokeType)
}

// invokers are the bridge's functions for each type of invocation.
var invokers = map[string]string{RemoteFetch: "invokeRemote", ContainerFetch: "invokeService"}

// sign adds the invocation token and trace ids.
func (p *Platform) sign(h http.Header, token string) {
	h.Set("X-B3-Traceid", randomHex(16))
	h.Set("X-B3-Spanid", randomHex(8))
	h.Set("Authorization", "Bearer "+token)
}

// request builds the backend's request, without tokens.
func (p *Platform) request(ctx context.Context, call Call, endpoint endpointModule) (*http.Request,
	error) {
	url, err := target(p.base(endpoint), call.Path)
	if err != nil {
		return nil, err
	}
	var body []byte
	if call.hasBody() {
		body = call.Body
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, url, bytes.NewReader(body))
	if err != nil {
		return nil, Rejection("the request is malformed")
	}
	req.Header = call.header()
	if call.hasBody() {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// addEndpointTokens adds the tokens of an endpoint's calls.
func (p *Platform) addEndpointTokens(h http.Header, endpoint endpointModule, caller Caller) {
	if endpoint.Service != "" {
		p.addServiceTokens(h, caller)
		return
	}
	p.addTokens(h, endpoint.Auth, caller)
}

// addTokens adds the tokens that the manifest enables and the scopes allow. A missing scope yields
// no token and no error. A user token also needs a person and at least one scope of a product.
func (p *Platform) addTokens(h http.Header, auth authOpts, caller Caller) {
	scopes := p.cfg.Manifest.Permissions.Scopes
	if auth.AppSystemToken.Enabled && slices.Contains(scopes, systemTokenScope) {
		h.Set("X-Forge-Oauth-System", p.tokens.issueSystem(scopes))
	}
	if auth.AppUserToken.Enabled && slices.Contains(scopes, userTokenScope) &&
		slices.ContainsFunc(scopes, isProductScope) && caller.AccountID != "" {
		h.Set("X-Forge-Oauth-User", p.tokens.issue(caller.AccountID, scopes))
	}
}

func isProductScope(scope string) bool {
	return scope != userTokenScope && scope != systemTokenScope &&
		!strings.HasPrefix(scope, "storage:")
}

func (p *Platform) send(req *http.Request, invokeType string) (Reply, error) {
	resp, err := p.client.Do(req)
	if errors.Is(err, context.DeadlineExceeded) {
		return Reply{}, Rejection("the remote did not answer within 25 seconds")
	}
	if err != nil {
		return Reply{}, Rejection("the remote could not be reached")
	}
	defer resp.Body.Close()
	body, err := readAnswer(resp.Body)
	if err != nil {
		return Reply{}, err
	}
	if invokeType == ContainerFetch {
		return serviceReply(resp, body)
	}
	return remoteReply(resp, body)
}

func randomHex(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the program on an error
	return hex.EncodeToString(b)
}
