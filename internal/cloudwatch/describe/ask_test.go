package describe_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/secret"
)

// asked returns the request that AWS receives.
func asked(t *testing.T, page alarm.Page) cbor.Map {
	t.Helper()
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/cbor")
		w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
		_, _ = w.Write(cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{}}))
	}))
	defer server.Close()
	client := describe.New(describe.Settings{
		Client: server.Client(), Endpoint: server.URL, Now: time.Now})
	keys := account.Keys{AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("x")}
	if _, _, err := client.Describe(context.Background(), keys, frankfurt, page); err != nil {
		t.Fatal(err)
	}
	value, err := cbor.Decode(body)
	question, ok := value.(cbor.Map)
	if err != nil || !ok {
		t.Fatalf("asked with %x, %v", body, err)
	}
	return question
}

func texts(words ...string) cbor.List {
	var list cbor.List
	for _, word := range words {
		list = append(list, cbor.String(word))
	}
	return list
}

// TestEveryRequestIsComplete: a request names every kind and the limit of a hundred, and has no
// empty member.
func TestEveryRequestIsComplete(t *testing.T) {
	every := texts("CompositeAlarm", "MetricAlarm", "LogAlarm")
	rows := []struct {
		name string
		page alarm.Page
		want cbor.Map
	}{
		{"nothing", alarm.Page{}, cbor.Map{"AlarmTypes": every}},
		{"a prefix", alarm.Page{Query: alarm.Query{NamePrefix: "a"}},
			cbor.Map{"AlarmTypes": every, "AlarmNamePrefix": cbor.String("a")}},
		{"names", alarm.Page{Query: alarm.Query{Names: []string{"b", "ä"}}},
			cbor.Map{"AlarmTypes": every, "AlarmNames": texts("b", "ä")}},
		{"kinds", alarm.Page{Query: alarm.Query{Kinds: []alarm.Kind{alarm.Log, alarm.Metric}}},
			cbor.Map{"AlarmTypes": texts("LogAlarm", "MetricAlarm")}},
		{"an action", alarm.Page{Query: alarm.Query{ActionPrefix: "arn:"}},
			cbor.Map{"AlarmTypes": every, "ActionPrefix": cbor.String("arn:")}},
		{"firing only", alarm.Page{Query: alarm.Query{FiringOnly: true}},
			cbor.Map{"AlarmTypes": every, "StateValue": cbor.String("ALARM")}},
		{"without Auto Scaling, which AWS cannot be asked",
			alarm.Page{Query: alarm.Query{WithoutAutoScaling: true}},
			cbor.Map{"AlarmTypes": every}},
		{"the rest", alarm.Page{Next: "n"},
			cbor.Map{"AlarmTypes": every, "NextToken": cbor.String("n")}},
	}
	for _, row := range rows {
		row.want["MaxRecords"] = cbor.Uint(100)
		if got := asked(t, row.page); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: asked %s, want %s", row.name, printed(got), printed(row.want))
		}
	}
}

func printed(m cbor.Map) string {
	var parts []string
	for name := range m {
		parts = append(parts, name)
	}
	return strings.Join(parts, " ")
}
