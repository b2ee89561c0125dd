package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-lambda-go/lambdaurl"
)

// leave is how long before the end of the function's time a call is ended by us: enough to say what happened. Lambda
// gives no warning; it ends the process, and the reader's answer with it.
const leave = time.Second

// inTime ends calls a moment before Lambda would.
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

// answering makes the function of a handler. What lambdaurl cannot make a request of is answered as a route that there is
// not. Anybody can send such a path; as an error of the function it would wake whoever watches its errors.
func answering(handler http.Handler, log *slog.Logger) func(context.Context, *request) (*response, error) {
	answer := lambdaurl.Wrap(handler)
	return func(ctx context.Context, call *request) (*response, error) {
		if out, err := answer(ctx, call); err == nil {
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
			Headers: map[string]string{"Content-Type": "application/json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
		}, err
	}
}
