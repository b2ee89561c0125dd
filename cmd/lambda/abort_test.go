package main

import (
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"testing"

	aws "github.com/aws/aws-lambda-go/lambda"

	"pagewatch/internal/sim/lambda"
)

// abortsVariable makes the test binary a function that aborts each answer.
const abortsVariable = "TEST_ABORTS"

const half = `{"records":[`

// serveHalves serves half an answer to each call, and aborts it as the resolver does.
func serveHalves() {
	aws.StartHandlerFunc(answering(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, half)
		panic(http.ErrAbortHandler)
	}), slog.New(slog.DiscardHandler), restless))
}

// TestAnAbortedAnswerIsCut: the reader sees that the answer is not whole, and the process lives.
func TestAnAbortedAnswerIsCut(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d := deploy(t, func(cfg *lambda.Config) {
		cfg.Binary, cfg.Variables = self, maps.Clone(cfg.Variables)
		cfg.Variables[abortsVariable] = "1"
	})
	var pids [2]int
	for i := range pids {
		resp, err := http.Get(d.url + "/half")
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if string(got) != half || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("answer %d: %q, %v", i, got, err)
		}
		pids[i] = d.pid(t)
	}
	if pids[0] != pids[1] {
		t.Error("the process did not survive")
	}
}
