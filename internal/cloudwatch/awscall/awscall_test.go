package awscall_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go"

	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

// start begins a call of AssumeRole.
func start(client *http.Client) *awscall.Call {
	return awscall.Start(client, func() time.Time { return signed }, awscall.Request{
		Service: awscall.STS, Operation: "AssumeRole", Media: "text/xml", Limit: 100})
}

// TestACallIsOneRequest: whatever an SDK client tries, no second request reaches the wire.
func TestACallIsOneRequest(t *testing.T) {
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests++
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer server.Close()
	call := start(server.Client())
	req := httptest.NewRequest(http.MethodPost, server.URL, nil)
	req.RequestURI = ""
	if resp, err := call.Do(req); err != nil || resp.Body.Close() != nil {
		t.Fatal(err)
	}
	_, err := call.Do(req)
	if err == nil || requests != 1 {
		t.Errorf("%v after %d requests, want a refusal after 1", err, requests)
	}
	if trace, ended := call.End(context.Background(), err); upstream.As(ended) == nil ||
		upstream.As(ended).Kind != upstream.Malformed || trace.Status != 503 {
		t.Errorf("ended with %+v, %v", trace, ended)
	}
}

// TestOnlyPlainWordsOfAnAnswerAreKept: a trace holds the status of a failed call, and its request
// id and error code if they are plain words.
func TestOnlyPlainWordsOfAnAnswerAreKept(t *testing.T) {
	for word, want := range map[string]string{
		"abc-1": "abc-1", "words of the upstream": "", strings.Repeat("x", 65): ""} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Amzn-Requestid", word)
			w.WriteHeader(http.StatusBadRequest)
		}))
		call := start(server.Client())
		req := httptest.NewRequest(http.MethodPost, server.URL, nil)
		req.RequestURI = ""
		if resp, err := call.Do(req); err != nil || resp.Body.Close() != nil {
			t.Fatal(err)
		}
		trace, err := call.End(t.Context(), &smithy.GenericAPIError{Code: word, Message: "planted"})
		if trace.RequestID != want || trace.Code != want || trace.Status != 400 ||
			strings.Contains(err.Error(), "planted") {
			t.Errorf("%q: %+v, %v", word, trace, err)
		}
		server.Close()
	}
}

func TestNoConnectionIsUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	call := start(http.DefaultClient)
	req := httptest.NewRequest(http.MethodPost, server.URL, nil)
	req.RequestURI = ""
	_, err := call.Do(req)
	_, ended := call.End(context.Background(), errors.Join(err))
	if up := upstream.As(ended); up == nil || up.Kind != upstream.Unreachable || up.Status != 0 {
		t.Errorf("got %v", ended)
	}
}

// TestCancellationIsNoTimeout: a call that its caller cancelled says nothing about AWS.
func TestCancellationIsNoTimeout(t *testing.T) {
	for cause, want := range map[error]upstream.Kind{
		context.Canceled: upstream.Canceled, context.DeadlineExceeded: upstream.Timeout} {
		asked := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			close(asked)
			<-r.Context().Done()
		}))
		ctx, end := context.WithCancelCause(t.Context())
		go func() { <-asked; end(cause) }()
		call := start(server.Client())
		req := httptest.NewRequestWithContext(ctx, http.MethodPost, server.URL, nil)
		req.RequestURI = ""
		_, err := call.Do(req)
		if _, ended := call.End(ctx, err); upstream.As(ended) == nil ||
			upstream.As(ended).Kind != want {
			t.Errorf("%v: %v, want the kind %s", cause, ended, want)
		}
		server.Close()
	}
}
