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
	if open, ok := next.body.(*io.PipeReader); ok { // its connection ends with the call
		context.AfterFunc(req.Context(), func() { _ = open.Close() })
	}
	return &http.Response{
		StatusCode: http.StatusOK, ContentLength: next.size, Body: io.NopCloser(next.body),
		Request: req,
		Header: http.Header{"Content-Type": {"application/cbor"},
			"Smithy-Protocol": {"rpc-v2-cbor"}},
	}, nil
}

const endless, unknown = 4 << 20, -1

var empty = cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{}})

// asker asks a CloudWatch that answers as it is told.
type asker struct {
	aws    answers
	client *describe.Client
}

func newAsker() asker {
	aws := answers{make(chan reply)}
	return asker{aws, describe.New(describe.Settings{
		Client: &http.Client{Transport: aws}, Now: time.Now})}
}

// ask returns once the call waits or has ended.
func (a asker) ask(ctx context.Context, from alarm.Origin, size int64,
	body io.Reader) <-chan error {
	out := make(chan error, 1)
	go func() {
		keys := account.Keys{AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("x")}
		_, _, err := a.client.Describe(ctx, keys, from, alarm.Page{})
		out <- err
	}()
	a.aws.next <- reply{size, body}
	synctest.Wait()
	return out
}

// short asks for a short answer.
func (a asker) short(from alarm.Origin) <-chan error {
	return a.ask(context.Background(), from, int64(len(empty)), bytes.NewReader(empty))
}

// slow is an answer that ends when finish is called.
func slow() (body io.Reader, finish func()) {
	reader, writer := io.Pipe()
	return reader, func() { _, _ = writer.Write(empty); _ = writer.Close(); synctest.Wait() }
}

func under(out <-chan error) bool { return len(out) == 0 }

// TestLongAnswersAreReadOneAfterAnother: of one connection, one long answer is read at a time, and
// short ones beside it. The wait for memory counts against the call's deadline.
func TestLongAnswersAreReadOneAfterAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker()
		body, finish := slow()
		first := a.ask(t.Context(), frankfurt, endless-100, body)
		if short := a.short(frankfurt); under(short) || <-short != nil {
			t.Error("a short answer waited for a long one")
		}
		second := a.ask(t.Context(), frankfurt, endless, bytes.NewReader(empty))
		if !under(first) || !under(second) {
			t.Error("two long answers were read at a time")
		}
		finish()
		if under(second) || <-second != nil || <-first != nil {
			t.Error("the released memory was not taken")
		}
		body, finish = slow()
		// It outlives its own deadline, which is that of the next call too.
		third := a.ask(t.Context(), frankfurt, unknown, struct{ io.Reader }{body})
		if up := upstream.As(<-a.short(frankfurt)); up == nil || up.Kind != upstream.Crowded {
			t.Errorf("a wait past the deadline got %v", up)
		}
		finish()
		<-third // in time or not
		if err := <-a.ask(t.Context(), frankfurt, endless, bytes.NewReader(empty)); err != nil {
			t.Errorf("memory was not released: %v", err)
		}
	})
}

// TestAnEndlessAnswerHoldsItsOwnShare: answers of one connection that never end leave a share to
// others of its site, and those of one site leave other sites theirs.
func TestAnEndlessAnswerHoldsItsOwnShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker()
		from := func(site, connection string) alarm.Origin {
			return alarm.Origin{Region: "eu-central-1", Site: site, Connection: connection}
		}
		drip := func(connection string, size int64) {
			body, _ := slow()
			if !under(a.ask(t.Context(), from("hostile", connection), size, body)) {
				t.Fatal("an endless answer has ended")
			}
		}
		drip("1", unknown)
		drip("1", unknown)
		if got := a.short(from("hostile", "2")); under(got) || <-got != nil {
			t.Error("another connection of the site was held up")
		}
		drip("2", unknown)
		drip("3", 1<<20)
		if got := a.short(from("other", "1")); under(got) || <-got != nil {
			t.Error("another site was held up")
		}
		if got := a.ask(t.Context(), from("other", "1"), unknown,
			bytes.NewReader(empty)); under(got) || <-got != nil {
			t.Error("an answer of unknown length to another site was held up")
		}
	})
}

// TestOneLongAnswerIsDecodedAtATime: an answer that has arrived waits until it may be decoded, and
// that wait is no fault of the service.
func TestOneLongAnswerIsDecodedAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker()
		release := a.client.DecodeForTest()
		first := a.short(frankfurt)
		if !under(first) {
			t.Error("an answer was decoded beside a long one")
		}
		if up := upstream.As(<-first); up == nil || up.Kind != upstream.Crowded {
			t.Errorf("a wait past the deadline got %v", up)
		}
		second := a.short(frankfurt)
		release()
		if err := <-second; err != nil {
			t.Errorf("the released memory was not taken: %v", err)
		}
		a.client.DecodeForTest() // has all of it, or waits for ever
	})
}

// last is an answer whose caller leaves as it ends.
type last struct {
	io.Reader
	leave func()
}

func (l last) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	if err != nil {
		l.leave()
	}
	return n, err
}

// TestACallThatEndedHasNoAnswer: whoever left gets no alarms, though all of them have arrived.
func TestACallThatEndedHasNoAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := newAsker()
		ctx, leave := context.WithCancel(t.Context())
		err := <-a.ask(ctx, frankfurt, int64(len(empty)), last{bytes.NewReader(empty), leave})
		if up := upstream.As(err); up == nil || up.Kind != upstream.Canceled {
			t.Errorf("got %v", err)
		}
	})
}
