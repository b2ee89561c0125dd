package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-lambda-go/lambdaurl"

	"pagewatch/internal/hygiene"
)

// margin is how long before the function's timeout a call is ended: enough to answer with the
// reason. Lambda gives no warning; it ends the process, and the reader's answer with it.
const margin = time.Second

// inTime ends calls a moment before Lambda would.
func inTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if deadline, ok := r.Context().Deadline(); ok {
			ctx, cancel := context.WithDeadline(r.Context(), deadline.Add(-margin))
			defer cancel()
			r = r.WithContext(ctx)
		}
		next.ServeHTTP(w, r)
	})
}

type (
	request  = events.LambdaFunctionURLRequest
	response = events.LambdaFunctionURLStreamingResponse
)

// answering returns the function that serves a handler. An event that lambdaurl cannot turn into a
// request gets 404 no_such_route. Anyone can send such a path; an error of the function would raise
// the alarm on its errors.
//
// The process rests after each answer.
func answering(handler http.Handler, log *slog.Logger, rest rest) func(context.Context, *request) (
	*response, error) {
	return func(ctx context.Context, call *request) (*response, error) {
		var cut atomic.Bool
		if out, err := lambdaurl.Wrap(recovering(handler, &cut))(ctx, call); err == nil {
			after := rest.close
			if hygiene.Needed(call.RawPath, out.StatusCode) || bringsTokens(call) {
				after = rest.all
			}
			out.Body = &resting{out.Body, &cut, after}
			return out, nil
		}
		id := ""
		if known, ok := lambdacontext.FromContext(ctx); ok {
			id = known.AwsRequestID
		}
		log.Warn("a request was none", "requestId", id)
		body, err := json.Marshal(map[string]any{"error": map[string]string{
			"code": "no_such_route", "message": "There is no such route.", "requestId": id,
		}})
		return &response{
			StatusCode: http.StatusNotFound, Body: strings.NewReader(string(body)),
			Headers: map[string]string{
				"Content-Type": "application/json", "Cache-Control": "no-store",
				"X-Content-Type-Options": "nosniff"},
		}, err
	}
}

// recovering sets cut where the handler aborts its answer. lambdaurl calls the handler in a new
// goroutine, where a panic ends the process. Source: aws-lambda-go lambdaurl/http_handler.go, Wrap.
func recovering(next http.Handler, cut *atomic.Bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch cause := recover(); cause {
			case nil:
			case http.ErrAbortHandler:
				cut.Store(true)
			default:
				panic(cause)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// bringsTokens reports whether a request carries the user's or the app's OAuth tokens, which it
// does also if the invocation is refused.
func bringsTokens(call *request) bool {
	for name := range call.Headers {
		if strings.HasPrefix(strings.ToLower(name), "x-forge-oauth-") {
			return true
		}
	}
	return false
}

// rest holds the steps before the process may be frozen.
type rest struct {
	// close closes connections: after a freeze they may be dead.
	close func()
	// clear overwrites what a call has left in memory.
	clear func()
}

// all does both. A connection's buffers are cleared with the rest.
func (r rest) all() {
	r.close()
	r.clear()
}

// resting is an answer's body that runs those steps when it is closed. The runtime closes it once
// Lambda has taken the whole answer, and requests the next call afterwards; until then Lambda does
// not freeze the process. So no reader waits for the steps, but their time is billed. Source:
// aws-lambda-go lambda/invoke_loop.go, handleInvoke; the page lambda-runtime-environment, "Invoke
// phase".
type resting struct {
	io.Reader
	cut   *atomic.Bool
	after func()
}

// Read implements io.Reader. An answer that its handler aborted ends with io.ErrUnexpectedEOF. The
// runtime reports that error to Lambda in the trailer, and requests the next call. Source:
// aws-lambda-go lambda/runtime_api_client.go, errorCapturingReader.
func (r *resting) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if errors.Is(err, io.EOF) && r.cut.Load() {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// Close implements io.Closer. If the answer was cut short, the writes of its handler fail.
func (r *resting) Close() error {
	defer r.after()
	if body, ok := r.Reader.(io.Closer); ok {
		return body.Close()
	}
	return nil
}
