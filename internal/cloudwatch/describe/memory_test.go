package describe_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// answers is a CloudWatch that answers each call with the next reply.
type answers struct{ next chan reply }

type reply struct {
	size int64
	body io.Reader
}

func (a answers) RoundTrip(req *http.Request) (*http.Response, error) {
	next := <-a.next
	return &http.Response{
		StatusCode: http.StatusOK, ContentLength: next.size, Body: io.NopCloser(next.body),
		Request: req,
		Header: http.Header{"Content-Type": {"application/cbor"},
			"Smithy-Protocol": {"rpc-v2-cbor"}},
	}, nil
}

// TestLongAnswersAreReadOneAfterAnother: of all callers, one long answer is read at a time, and
// short ones beside it. The wait for memory counts against the call's deadline.
func TestLongAnswersAreReadOneAfterAnother(t *testing.T) {
	const long, unknown = 4 << 20, -1
	empty := cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{}})
	synctest.Test(t, func(t *testing.T) {
		aws := answers{make(chan reply)}
		client := describe.New(describe.Settings{
			Client: &http.Client{Transport: aws}, Now: time.Now})
		ask := func(size int64, body io.Reader) <-chan error {
			out := make(chan error, 1)
			go func() {
				keys := account.Keys{AccessKeyID: secret.New("AKIA"),
					SecretAccessKey: secret.New("x")}
				_, _, err := client.Describe(context.Background(), keys, "eu-central-1",
					alarm.Page{})
				out <- err
			}()
			aws.next <- reply{size, body}
			synctest.Wait()
			return out
		}
		under := func(out <-chan error) bool { return len(out) == 0 }
		slow := func() (*io.PipeReader, func()) {
			body, finish := io.Pipe()
			return body, func() { _, _ = finish.Write(empty); _ = finish.Close(); synctest.Wait() }
		}
		body, finish := slow()
		first := ask(long-100, body)
		if short := ask(100, bytes.NewReader(empty)); under(short) || <-short != nil {
			t.Error("a short answer waited for a long one")
		}
		second := ask(long, bytes.NewReader(empty))
		if !under(first) || !under(second) {
			t.Error("two long answers were read at a time")
		}
		finish()
		if under(second) || <-second != nil || <-first != nil {
			t.Error("the released memory was not taken")
		}
		body, finish = slow()
		third := ask(unknown, body)
		if up := upstream.As(<-ask(1, bytes.NewReader(empty))); up == nil ||
			up.Kind != upstream.Crowded {
			t.Errorf("a wait past the deadline got %v", up)
		}
		finish()
		<-third // in time or not
		if err := <-ask(long, bytes.NewReader(empty)); err != nil {
			t.Errorf("memory was not released: %v", err)
		}
	})
}
