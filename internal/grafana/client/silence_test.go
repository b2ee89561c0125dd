package client_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pagewatch/internal/grafana/client"
	"pagewatch/internal/upstream"
)

// silent sends the beginning of an answer, if there is one, and then nothing until the request ends.
type silent struct{ begins string }

func (s silent) RoundTrip(req *http.Request) (*http.Response, error) {
	if s.begins == "" {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}
	rest, w := io.Pipe()
	go func() {
		<-req.Context().Done()
		_ = w.CloseWithError(req.Context().Err())
	}()
	return &http.Response{StatusCode: http.StatusOK, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(io.MultiReader(strings.NewReader(s.begins), rest))}, nil
}

// TestSilence: how long a stack may take for an answer, until its last byte.
func TestSilence(t *testing.T) {
	for name, begins := range map[string]string{
		"no answer": "", "half an answer": `{"status":"success","data":{"groups":[{"name":"g"`,
		"an answer without an end": `{"status":"success","data":{"groups":[]}}`} {
		for within, ask := range map[time.Duration]func(*client.Client) error{
			8 * time.Second: func(c *client.Client) error {
				_, _, err := c.Org(context.Background(), example)
				return err
			},
			12 * time.Second: func(c *client.Client) error {
				_, _, err := c.Rules(context.Background(), example, client.RulesQuery{})
				return err
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				err := ask(client.New(client.Settings{
					Client: &http.Client{Transport: silent{begins}}, Now: time.Now}))
				failed := upstream.As(err)
				if failed == nil || failed.Kind != upstream.Timeout || time.Since(began) != within {
					t.Errorf("%s: %v after %v, want a timeout after %v", name, err,
						time.Since(began), within)
				}
			})
		}
	}
}

// TestACallerWhoLeaves: a caller who leaves while an answer comes is no fault of the stack.
func TestACallerWhoLeaves(t *testing.T) {
	for name, begins := range map[string]string{"no answer": "", "half an answer": `{"status":`,
		"an answer without an end": `{"status":"success","data":{"groups":[]}}`} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			c := client.New(client.Settings{Client: &http.Client{Transport: silent{begins}}, Now: time.Now})
			_, _, err := c.Rules(ctx, example, client.RulesQuery{})
			if failed := upstream.As(err); failed == nil || failed.Kind != upstream.Canceled {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}
