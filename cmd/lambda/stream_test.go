package main

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

// hangAWS keeps CloudWatch from answering.
func (h *home) hangAWS() { h.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Do: aws.FaultHang}) }

// hold keeps CloudWatch from answering in the second Region until the test releases it.
func (h *home) hold(t *testing.T) (release func()) {
	t.Helper()
	until := make(chan struct{})
	h.Cloud.Inject(aws.Fault{Service: aws.CloudWatch, Region: "us-east-1", Until: until})
	var released bool
	release = func() {
		if !released {
			released = true
			close(until)
		}
	}
	t.Cleanup(release)
	return release
}

// TestStreamsArriveWhileAWSStillAnswers: the first source's records are with the reader while the
// second is held.
func TestStreamsArriveWhileAWSStillAnswers(t *testing.T) {
	h := deploy(t, nil)
	id := h.LinkRole(nil)
	grant := h.granted(t, id+"@eu-central-1", id+"@us-east-1")
	release := h.hold(t)
	first, body := h.open(t, grant)
	if !strings.HasPrefix(first, `{"type":"source","source":0`) {
		t.Errorf("the first piece is %q", first)
	}
	release()
	rest, err := io.ReadAll(body)
	if err != nil || !strings.Contains(string(rest), `"source":1`) ||
		!strings.Contains(string(rest), `{"type":"end","sources":2`) {
		t.Errorf("%v; the rest is …%s", err, rest[max(0, len(rest)-300):])
	}
	if strings.Contains(first+string(rest), "\x00") {
		t.Error("the head's NUL bytes are in the stream")
	}
	if !strings.Contains(h.audit.String(), `"POST /v1/stream"`) {
		t.Errorf("the audit is %s", h.audit)
	}
}

// TestAStreamThatBreaksOffIsSeen: the process is lost in the middle of an answer. The reader sees a
// cut, the last record is not there, Lambda's log says why, and the next call works.
func TestAStreamThatBreaksOffIsSeen(t *testing.T) {
	h := deploy(t, nil)
	id := h.LinkRole(nil)
	grant := h.granted(t, id+"@eu-central-1", id+"@us-east-1")
	h.hold(t)
	pid := h.pid(t)
	first, body := h.open(t, grant)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(body)
	if !errors.Is(err, io.ErrUnexpectedEOF) ||
		strings.Contains(first+string(rest), `"type":"end"`) ||
		!strings.Contains(h.log.String(), "broke off") {
		t.Errorf("read %q, %v; log %s", rest, err, h.log)
	}
	if answer := h.Do(servicetest.Call{}, http.MethodGet, "/v1/connections",
		nil); answer.Status != http.StatusOK || h.pid(t) == pid {
		t.Errorf("the next call: %d %s", answer.Status, answer.Body)
	}
}

// TestAFreezeIsSurvived: between two calls the process stands still, its connections die, and a
// token it has accepted runs out. It wakes up to the real time and to new connections.
func TestAFreezeIsSurvived(t *testing.T) {
	t.Parallel() // it waits
	h := deploy(t, nil)
	id := h.LinkRole(nil)
	pid := h.pid(t)
	view := servicetest.View("inline", id+"@eu-central-1")
	old, end := h.almostExpired(t, view)
	h.aws.CloseClientConnections()
	h.atlassian.CloseClientConnections()
	<-time.After(time.Until(end)) // the process has the real clock: nothing but time passes here
	if answer := h.Do(old, http.MethodPost, "/v1/views",
		view); answer.Status != http.StatusUnauthorized {
		t.Errorf("an old token after the freeze: %d %s", answer.Status, answer.Body)
	}
	records := h.Do(servicetest.Call{}, http.MethodPost, "/v1/views", view).Records(h.Backend)
	if records[len(records)-1].Type != "end" || records[0].Type != "source" || h.pid(t) != pid {
		t.Errorf("after the freeze: %+v, in %d and not %d", records[0], h.pid(t), pid)
	}
}

// almostExpired returns a call whose token the process has accepted, and when that token expires:
// in seconds, or later where the machine is too busy to use it sooner.
func (h *home) almostExpired(t *testing.T, view servicetest.Map) (servicetest.Call, time.Time) {
	t.Helper()
	const life = 35 * time.Second // 25 s, and 10 s of leeway
	for left := 3 * time.Second; left < life; left *= 2 {
		end := time.Now().Add(left)
		token, err := h.Issuer.Mint(end.Add(-life), servicetest.Call{}.Claims())
		if err != nil {
			t.Fatal(err)
		}
		call := servicetest.Call{
			Header: func(header http.Header) { header.Set("Authorization", "Bearer "+token) }}
		answer := h.Do(call, http.MethodPost, "/v1/views", view)
		if answer.Status == http.StatusOK {
			return call, end
		}
		if time.Now().Before(end) {
			t.Fatalf("before: %d %s", answer.Status, answer.Body)
		}
	}
	t.Fatal("no token was used before it expired")
	return servicetest.Call{}, time.Time{}
}
