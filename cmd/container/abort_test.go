package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/hygiene"
)

// TestAnAbortedAnswerIsCut: the reader sees that the answer is not whole, and the next call is
// served.
func TestAnAbortedAnswerIsCut(t *testing.T) {
	loopback, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half")
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	})
	var log strings.Builder
	go func() {
		ended <- serve(ctx, newLimitListener(loopback, 1),
			hygiene.NewSweeper(func() {}).Around(handler),
			slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})))
	}()
	for range 2 { // one slot: the first answer has released it
		resp, err := http.Get("http://" + loopback.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if string(got) != "half" || err == nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	cancel()
	if err := <-ended; err != nil || log.Len() > 0 {
		t.Errorf("%v, and the log has %s", err, log.String())
	}
}
