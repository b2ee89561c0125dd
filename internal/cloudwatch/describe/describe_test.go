package describe_test

import (
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/secret"
	"pagewatch/internal/upstream"
)

var frankfurt = alarm.Origin{Region: "eu-central-1", Site: "s", Connection: "c"}

// ask requests alarms from a server that answers with status and body.
func ask(t *testing.T, status int, body []byte) (alarm.Answer, error) {
	t.Helper()
	return askAs(t, "application/cbor", status, body)
}

func askAs(t *testing.T, media string, status int, body []byte) (alarm.Answer, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	defer server.Close()
	client := describe.New(describe.Settings{
		Client: server.Client(), Endpoint: server.URL, Now: time.Now})
	keys := account.Keys{AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("x")}
	answer, _, err := client.Describe(context.Background(), keys, frankfurt, alarm.Page{})
	return answer, err
}

func one(fields cbor.Map) []byte {
	fields["AlarmName"], fields["StateValue"] = cbor.String("a"), cbor.String("OK")
	return cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{fields}})
}

// TestMalformedAnswersAreRefused: any other response that could read as "no alarms" is refused.
func TestMalformedAnswersAreRefused(t *testing.T) {
	empty := cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{}, "CompositeAlarms": cbor.List{}})
	many := make(cbor.List, 101)
	for i := range many {
		many[i] = cbor.Map{}
	}
	rows := []struct {
		name   string
		status int
		body   []byte
		ok     bool
	}{
		{"empty lists", 200, empty, true},
		{"one list", 200, one(cbor.Map{}), true},
		{"no lists", 200, cbor.Encode(cbor.Map{}), false},
		{"something else", 200,
			cbor.Encode(cbor.Map{"__type": cbor.String("x#ThrottlingException")}), false},
		{"lists that are null", 200, cbor.Encode(cbor.Map{"MetricAlarms": &cbor.Nil{}}), false},
		{"more than was asked for", 200, cbor.Encode(cbor.Map{"MetricAlarms": many}), false},
		{"nothing", 200, nil, false},
		{"JSON", 200, []byte(`{"MetricAlarms":[]}`), false},
		{"201 with lists", 201, empty, false},
		{"202 with lists", 202, empty, false},
		{"204", 204, nil, false},
		{"206 with lists", 206, empty, false},
	}
	for _, row := range rows {
		got, err := ask(t, row.status, row.body)
		if row.ok && err != nil {
			t.Errorf("%s: %v", row.name, err)
		}
		if up := upstream.As(err); !row.ok &&
			(up == nil || up.Kind != upstream.Malformed || len(got.Alarms) != 0) {
			t.Errorf("%s: %+v, %v, want it refused as malformed", row.name, got, err)
		}
	}
}

// TestInvalidTimesAreLeftOut: they would have no JSON.
func TestInvalidTimesAreLeftOut(t *testing.T) {
	for _, seconds := range []float64{
		math.NaN(), math.Inf(1), math.Inf(-1), 1e18, -1e12, 253402300800} {
		stamp := &cbor.Tag{ID: 1, Value: cbor.Float64(seconds)}
		got, err := ask(t, 200,
			one(cbor.Map{"StateUpdatedTimestamp": stamp, "StateTransitionedTimestamp": stamp}))
		if upstream.As(err) != nil {
			continue // refused as a whole is as good
		}
		if len(got.Alarms) != 1 {
			t.Fatalf("%v: %+v, %v", seconds, got, err)
		}
		for _, at := range []time.Time{got.Alarms[0].Since, got.Alarms[0].Updated} {
			if _, err := at.MarshalJSON(); err != nil {
				t.Errorf("%v became a time without JSON: %v", seconds, err)
			}
		}
	}
}

func TestAnotherMediaTypeIsRefused(t *testing.T) {
	for _, media := range []string{"text/html", "application/json", "application/octet-stream",
		"rubbish"} {
		if _, err := askAs(t, media, http.StatusOK, one(cbor.Map{})); upstream.As(err) == nil {
			t.Errorf("%s was taken for CBOR", media)
		}
	}
}
