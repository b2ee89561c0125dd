package forge

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed assets/function/runner.cjs
var runnerScript string

// nodeCommand runs functions. Their runtime on the platform is Node.js too.
const nodeCommand = "node"

// maxLine bounds one message of a function in bytes: the largest payload, and the JSON around it.
const maxLine = maxResponse + 64<<10

// maxCalls bounds the requests of one run of a function.
const maxCalls = 100

// Export has the app's function make the document that replaces a macro in an export. payload is
// the platform's argument to the function. caller is the person of the session, the zero Caller for
// none. A Rejection is an error for people.
func (p *Platform) Export(ctx context.Context, caller Caller, macro string, payload any) (
	json.RawMessage, error) {
	x, ok := p.cfg.Manifest.macro(macro)
	if !ok || x.ADFExport.Function == "" {
		return nil, Rejection("the app makes no document for the macro " + macro)
	}
	f, _ := p.cfg.Manifest.function(x.ADFExport.Function) // the manifest was checked
	ctx, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	return p.run(ctx, caller, f, payload)
}

// run has Node.js run the function and makes the calls that it requests. The process gets no
// environment variable of this one, and ends with this method.
func (p *Platform) run(ctx context.Context, caller Caller, f functionModule, payload any) (
	json.RawMessage, error) {
	file, name, _ := strings.Cut(f.Handler, ".")
	node, err := exec.LookPath(nodeCommand)
	if err != nil {
		return nil, Rejection("Node.js runs the app's functions, and it is not installed here")
	}
	cmd := exec.CommandContext(ctx, node, "-e", runnerScript, "--",
		filepath.Join(p.cfg.Functions, file+".cjs"), name)
	cmd.Env = []string{}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("running a function: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("running a function: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("running a function: %w", err)
	}
	c := conversation{Platform: p, caller: caller, function: f.Key, in: json.NewEncoder(in),
		out: bufio.NewReader(io.LimitReader(out, 2*maxLine))}
	result, err := c.hold(ctx, payload)
	_ = cmd.Process.Kill() // it has sent its result, or too much
	_ = cmd.Wait()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, Rejection("the function did not finish within 25 seconds")
	}
	return result, err
}

// conversation is the exchange of messages between a running function and the platform.
type conversation struct {
	*Platform
	caller   Caller
	function string
	in       *json.Encoder
	out      *bufio.Reader
}

// message is one message of a function.
type message struct {
	Fetch  *fetchCall      `json:"fetch"`
	Result json.RawMessage `json:"result"`
	Error  string          `json:"error"`
}

// fetchCall is a request that @forge/api composed (version 8.3.0, out/api/endpoint.js).
type fetchCall struct {
	Target struct {
		Type    string `json:"type"`
		Remote  string `json:"remote"`
		Service string `json:"service"`
	} `json:"target"`
	Path    string            `json:"path"`
	Method  string            `json:"method"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

// The target types of invokeRemote and invokeService.
const (
	remoteCall  = "frc"
	serviceCall = "fcc"
)

// fetched is the answer to a fetchCall.
type fetched struct {
	Status  int               `json:"status,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
	Error   string            `json:"error,omitempty"`
}

func (c conversation) hold(ctx context.Context, payload any) (json.RawMessage, error) {
	if err := c.in.Encode(map[string]any{"payload": payload}); err != nil {
		return nil, Rejection("the function did not start")
	}
	for range maxCalls {
		line, err := c.out.ReadBytes('\n')
		var received message
		if err != nil || json.Unmarshal(line, &received) != nil {
			return nil, Rejection("the function ended without a result: is it built?")
		}
		switch {
		case received.Error != "":
			return nil, Rejection("the function failed: " + received.Error)
		case received.Fetch == nil:
			return received.Result, nil
		}
		if err := c.in.Encode(c.fetch(ctx, *received.Fetch)); err != nil {
			return nil, Rejection("the function left")
		}
	}
	return nil, Rejection("the function makes too many calls")
}

// fetch calls a remote or the service. A remote gets a token that names no person, and the tokens
// that its settings enable.
func (c conversation) fetch(ctx context.Context, call fetchCall) fetched {
	remote, ok := c.cfg.Manifest.remote(call.Target.Remote)
	base, kind := c.cfg.BackendOrigin, call.Target.Type
	switch {
	case kind == serviceCall && !c.cfg.Manifest.hasService(call.Target.Service):
		return fetched{Error: "no service " + call.Target.Service}
	case kind == remoteCall && !ok:
		return fetched{Error: "no remote " + call.Target.Remote}
	case kind == remoteCall:
		base = c.local(remote)
	case kind != serviceCall:
		return fetched{Error: "only invokeRemote and invokeService work in the local simulation"}
	}
	url, err := target(base, call.Path)
	if err != nil {
		return fetched{Error: err.Error()}
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, url, strings.NewReader(call.Body))
	if err != nil {
		return fetched{Error: "the request is malformed"}
	}
	token, err := c.cfg.Issuer.Sign(c.functionClaims(c.function))
	if err != nil {
		return fetched{Error: "the platform failed"}
	}
	req.Header = Call{Headers: call.Headers}.header()
	c.sign(req.Header, token)
	if kind == serviceCall {
		c.addServiceTokens(req.Header, c.caller)
	} else {
		c.addTokens(req.Header, remote.Auth, c.caller)
	}
	return c.answer(req)
}

func (c conversation) answer(req *http.Request) fetched {
	resp, err := c.client.Do(req)
	if err != nil {
		return fetched{Error: "the remote could not be reached"}
	}
	defer resp.Body.Close()
	body, err := readAnswer(resp.Body)
	if err != nil {
		return fetched{Error: err.Error()}
	}
	headers := map[string]string{}
	for name, values := range resp.Header {
		headers[name] = strings.Join(values, ", ")
	}
	return fetched{Status: resp.StatusCode, Headers: headers, Body: string(body)}
}
