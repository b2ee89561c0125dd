package describe_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

// fixedAnswer is a CloudWatch that gives one answer, without a network.
type fixedAnswer struct {
	status int
	body   []byte
	calls  int
}

func (s *fixedAnswer) RoundTrip(r *http.Request) (*http.Response, error) {
	s.calls++
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{
		StatusCode: s.status, ContentLength: int64(len(s.body)),
		Body: io.NopCloser(bytes.NewReader(s.body)), Request: r,
		Header: http.Header{"Content-Type": {"application/cbor"},
			"Smithy-Protocol": {"rpc-v2-cbor"}},
	}, nil
}

// FuzzDescribe sends arbitrary bytes through the AWS SDK. The result is alarms, each with JSON and
// no more than requested, or one *upstream.Error, after one call.
func FuzzDescribe(f *testing.F) {
	stamp := &cbor.Tag{ID: 1, Value: cbor.Float64(1.7e9)}
	f.Add(200,
		one(cbor.Map{"StateUpdatedTimestamp": stamp, "StateReason": cbor.String("r"),
			"StateReasonData": cbor.String(`{"version":"1.0","recentDatapoints":[]}`)}))
	f.Add(200, cbor.Encode(cbor.Map{"CompositeAlarms": cbor.List{cbor.Map{
		"AlarmName": cbor.String("c"), "StateValue": cbor.String("ALARM"),
		"AlarmRule": cbor.String("ALARM(a) OR OK(b)"),
		"AlarmArn":  cbor.String("arn:aws:cloudwatch:eu-central-1:1:alarm:c"),
	}}, "NextToken": cbor.String("n")}))
	f.Add(200, cbor.Encode(cbor.Map{}))
	f.Add(200, []byte("\xbf\xff"))
	f.Add(200, []byte("\x9f\x9f\x9f\x9f"))
	f.Add(400,
		cbor.Encode(cbor.Map{"__type": cbor.String("com.amazonaws#ThrottlingException"),
			"message": cbor.String("planted")}))
	f.Add(503, []byte("<html>"))
	keys := account.Keys{AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("x")}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 200 || status > 599 {
			return // net/http lets none of these through
		}
		s := &fixedAnswer{status: status, body: body}
		client := describe.New(describe.Settings{
			Client: &http.Client{Transport: s}, Endpoint: "https://cw.example", Now: time.Now})
		answer, _, err := client.Describe(context.Background(), keys, frankfurt, alarm.Page{})
		if s.calls != 1 {
			t.Errorf("%d calls", s.calls)
		}
		if err != nil {
			t.Log("refused")
			up := upstream.As(err)
			if up == nil || len(answer.Alarms) != 0 || len(err.Error()) > 200 ||
				bytes.Contains([]byte(err.Error()), []byte("planted")) {
				t.Errorf("%d %x: %+v, %v", status, body, answer, err)
			}
			return
		}
		t.Log("accepted")
		if status != http.StatusOK || len(answer.Alarms) > alarm.MaxRecords {
			t.Errorf("%d %x: %d alarms", status, body, len(answer.Alarms))
		}
		for _, a := range answer.Alarms {
			if _, err := json.Marshal(a); err != nil {
				t.Errorf("%x has an alarm without JSON: %v", body, err)
			}
		}
	})
}
