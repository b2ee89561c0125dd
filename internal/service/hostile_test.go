package service_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/service/servicetest"
)

// hostile is a transport whose CloudWatch in us-east-1 is not AWS's: it answers with body.
type hostile struct {
	http.RoundTripper
	body func(ctx context.Context) io.Reader
	// unlabelled leaves out the length of AWS's answers.
	unlabelled bool
}

// RoundTrip implements http.RoundTripper.
func (h *hostile) RoundTrip(req *http.Request) (*http.Response, error) {
	if !strings.Contains(req.Header.Get("Authorization"), "/us-east-1/monitoring/") {
		resp, err := h.RoundTripper.RoundTrip(req)
		if err == nil && h.unlabelled {
			resp.ContentLength = -1
		}
		return resp, err
	}
	return &http.Response{StatusCode: http.StatusOK, ContentLength: -1, Request: req,
		Body: io.NopCloser(h.body(req.Context())), Header: http.Header{
			"Content-Type": {"application/cbor"}, "Smithy-Protocol": {"rpc-v2-cbor"}}}, nil
}

// facing links a role for each call, and puts a hostile CloudWatch in place of AWS's in us-east-1.
func facing(b *servicetest.Backend, body func(context.Context) io.Reader,
	calls ...servicetest.Call) (upstream *hostile, ids []string) {
	var external []string
	for _, call := range calls {
		external = append(external, b.ExternalID(call))
	}
	b.Trust(servicetest.RoleARN, external...)
	for _, call := range calls {
		ids = append(ids, b.Create(call, servicetest.RoleDraft(nil)))
	}
	upstream = &hostile{RoundTripper: b.Client.Transport, body: body}
	b.Client.Transport = upstream
	b.Reconfigure(nil)
	return upstream, ids
}

// endless is an answer that neither ends nor goes on.
func endless(ctx context.Context) io.Reader {
	body, _ := io.Pipe()
	context.AfterFunc(ctx, func() { _ = body.CloseWithError(ctx.Err()) })
	return body
}

// TestOneCustomersAnswerHoldsNoOthers: endless answers to the views of one installation hold up
// neither a view of another one, nor the site's own of another connection.
func TestOneCustomersAnswerHoldsNoOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := servicetest.NewInMemory(t, nil)
		other := servicetest.Call{Site: servicetest.OtherSite,
			Installation: servicetest.OtherInstallation}
		neighbour := servicetest.Call{Space: servicetest.Logistics, Person: servicetest.Lena}
		upstream, ids := facing(b, endless, servicetest.Call{}, other, neighbour)
		var held []<-chan servicetest.Answer
		for i := range 8 { // of one connection, each with a question of its own
			held = append(held, later(viewer(b, servicetest.Call{}, asking("inline",
				ids[0]+"@us-east-1", servicetest.Map{"namePrefix": fmt.Sprint(i)}))))
		}
		answers := func(who string, call servicetest.Call, id string) {
			got := later(viewer(b, call, servicetest.View("inline", id+frankfurt)))
			if len(got) == 0 {
				t.Errorf("%s: the view is held up", who)
			}
			if answer := <-got; answer.Records(b)[0].Type != "source" {
				t.Errorf("%s: %s", who, answer.Body)
			}
		}
		answers("another space", neighbour, ids[2])
		upstream.unlabelled = true
		answers("another installation", other, ids[1])
		for _, view := range held {
			if len(view) > 0 {
				t.Error("an endless answer has ended")
			}
		}
		for _, view := range held {
			<-view
		}
	})
}

// TestUpstreamTextsOnTheWire: whatever an upstream sends as texts, records are short and show no
// character that hides or reorders others.
func TestUpstreamTextsOnTheWire(t *testing.T) {
	const most = 32 << 10
	odd := func(words string) cbor.String { return cbor.String("\u202e" + words + "\u2066\u200b") }
	var alarms cbor.List
	for i := range 90 {
		name := odd(fmt.Sprint("a", i))
		alarms = append(alarms, cbor.Map{"AlarmName": name, "StateValue": odd("OK"),
			"AlarmArn":         "arn:aws:cloudwatch:us-east-1:111122223333:alarm:" + name,
			"StateReason":      odd(strings.Repeat("<", 38_000)),
			"AlarmDescription": odd("https://evil.example/moc.knab//:sptth"),
			"Namespace":        odd("N"), "MetricName": odd("M"), "EvaluationState": odd(""),
			"Dimensions": cbor.List{cbor.Map{"Name": odd("n"), "Value": odd("v")}}})
	}
	body := cbor.Encode(cbor.Map{"MetricAlarms": alarms})
	b := servicetest.New(t, nil)
	_, ids := facing(b, func(context.Context) io.Reader { return bytes.NewReader(body) },
		servicetest.Call{})
	source := ids[0] + "@us-east-1"
	records := b.Stream(granted(t, b, source), servicetest.Origin).Body
	for _, line := range strings.Split(records, "\n") {
		if len(line) > most {
			t.Fatalf("a record of %d bytes: %.200s", len(line), line)
		}
	}
	var noARN strings.Builder
	for _, part := range strings.Split(records, `"arn":"`) {
		_, rest, found := strings.Cut(part, `",`)
		if !found {
			t.Fatalf("no end of an ARN: %.200s", part)
		}
		noARN.WriteString(rest)
	}
	exported := b.Do(servicetest.Call{}, "POST", export, exporting(nil, source)).Body
	for name, text := range map[string]string{"stream": noARN.String(), "export": exported} {
		if !strings.Contains(text, "⟨U+202E⟩a89⟨U+2066⟩⟨U+200B⟩") {
			t.Errorf("%s: an alarm's name is gone: %.300s", name, text)
		}
		if strings.ContainsAny(text, "\u202e\u2066\u200b") {
			t.Errorf("%s: an upstream's text hides or reorders", name)
		}
	}
}
