package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-lambda-go/lambdaurl"

	"pagewatch/internal/hygiene"
)

// leave is how long before the function's deadline a call is cancelled: enough to answer. Lambda
// gives no warning; it ends the process, and the reader's answer with it.
const leave = time.Second

// inTime cancels calls shortly before Lambda would end the process.
func inTime(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if deadline, ok := r.Context().Deadline(); ok {
			ctx, cancel := context.WithDeadline(r.Context(), deadline.Add(-leave))
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

// answering returns the Lambda function of a handler. An event that lambdaurl cannot turn into a
// request gets 404 no_such_route: anyone can send such a path, and an error of the function would
// raise an operator's alarm.
//
// After each answer the process rests.
func answering(handler http.Handler, log *slog.Logger, rest rest) func(context.Context, *request) (
	*response, error) {
	answer := lambdaurl.Wrap(handler)
	return func(ctx context.Context, call *request) (*response, error) {
		if out, err := answer(ctx, call); err == nil {
			after := rest.close
			if hygiene.Needed(call.RawPath, out.StatusCode) || bringsTokens(call) {
				after = rest.all
			}
			out.Body = &resting{out.Body, after}
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

// bringsTokens reports whether a request contains a person's or the app's tokens. A refused
// invocation contains them too.
func bringsTokens(call *request) bool {
	for name := range call.Headers {
		if strings.HasPrefix(strings.ToLower(name), "x-forge-oauth-") {
			return true
		}
	}
	return false
}

// rest is the work before Lambda may freeze the process.
type rest struct {
	// close closes connections, which may be dead after a freeze.
	close func()
	// clear overwrites the memory that a call has used.
	clear func()
}

// all does both, connections first, so that their buffers are overwritten too.
func (r rest) all() {
	r.close()
	r.clear()
}

// resting is an answer's body that rests the process when it is closed. The runtime closes it once
// Lambda has taken the whole answer, and requests the next call afterwards; until then Lambda does
// not freeze the process. So the rest delays no reader, but its time is billed. Source:
// aws-lambda-go lambda/invoke_loop.go, handleInvoke; the page lambda-runtime-environment, "Invoke
// phase".
type resting struct {
	io.Reader
	after func()
}

// Close implements io.Closer. If the answer was cut short, the handler's further writes fail.
func (r *resting) Close() error {
	defer r.after()
	if body, ok := r.Reader.(io.Closer); ok {
		return body.Close()
	}
	return nil
}
