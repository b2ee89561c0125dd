package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/audit"
	"pagewatch/internal/upstream"
)

func record(t *testing.T, e audit.Event) (map[string]any, string) {
	t.Helper()
	var out bytes.Buffer
	hash := func(s string) string {
		if s == "" {
			return ""
		}
		return "hashed"
	}
	audit.To(slog.NewJSONHandler(&out, nil), hash, func(err error) { t.Error(err) }).Record(
		context.Background(), e)
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil ||
		strings.Count(out.String(), "\n") != 1 {
		t.Fatalf("not one line of JSON: %s %v", out.String(), err)
	}
	return got, out.String()
}

func TestRecordHoldsTheDecision(t *testing.T) {
	got, text := record(t, audit.Event{
		Operation: "use of a connection", Outcome: "aws_throttled", RequestID: "req",
		TraceID: "abc", Installation: "inst", Space: "42",
		Connection: "c-1", Region: "eu-central-1", Account: "712020:ada",
		Duration: 1500 * time.Millisecond,
		Upstream: upstream.Trace{Service: "sts", Operation: "AssumeRole", Status: 400,
			Code: "Throttling", RequestID: "aws-1", Duration: time.Second},
	})
	if strings.Contains(text, "712020") || got["account"] != "hashed" {
		t.Errorf("the account id is written: %s", text)
	}
	up, _ := got["upstream"].(map[string]any)
	if got["outcome"] != "aws_throttled" || got["ms"] != 1500.0 || up["code"] != "Throttling" ||
		up["requestId"] != "aws-1" || up["ms"] != 1000.0 {
		t.Errorf("got %s", text)
	}
}

func TestRecordLeavesOutWhatIsNotKnown(t *testing.T) {
	got, text := record(t,
		audit.Event{Operation: "unknown route", Outcome: "no_such_route", RequestID: "req",
			TraceID: "not a word\n{}", Region: "anybody's text", Connection: "not a word",
			Claimed: "not a word"})
	for _, absent := range []string{
		"traceId", "installation", "space", "claimedSpace", "connection", "region", "account",
		"upstream", "ms"} {
		if _, there := got[absent]; there {
			t.Errorf("%s is there: %s", absent, text)
		}
	}
}

// full is a disk without free space.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestALostRecordIsReported(t *testing.T) {
	var reported error
	audit.To(slog.NewJSONHandler(full{}, nil), func(string) string { return "" },
		func(err error) { reported = err }).Record(context.Background(), audit.Event{})
	if !errors.Is(reported, errFull) {
		t.Errorf("reported %v", reported)
	}
}
