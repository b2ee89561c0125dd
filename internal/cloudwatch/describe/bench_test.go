package describe_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/rpcv2"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/egress"
	"pagewatch/internal/secret"
	"pagewatch/internal/sim/aws/estate"
)

// many returns an answer of n metric alarms of the usual size, with the data of the last
// evaluation.
func many(b *testing.B, n int) *sdk.DescribeAlarmsOutput {
	b.Helper()
	out := &sdk.DescribeAlarmsOutput{
		MetricAlarms: []types.MetricAlarm{}, CompositeAlarms: []types.CompositeAlarm{},
		LogAlarms: []types.LogAlarm{}}
	made := estate.Of(estate.Payments, "eu-central-1", time.Now()).Metric
	for i := range n {
		one := made[i%len(made)]
		one.AlarmName = aws.String(*one.AlarmName + "-" + strconv.Itoa(i))
		out.MetricAlarms = append(out.MetricAlarms, one)
	}
	return out
}

// canned returns the CBOR of an answer, by the SDK's own encoder.
func canned(b *testing.B, out *sdk.DescribeAlarmsOutput) []byte {
	b.Helper()
	carrier := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	operation := smithy.NewOperationSchema(schemas.DescribeAlarms, schemas.DescribeAlarmsInput,
		schemas.DescribeAlarmsOutput)
	if err := rpcv2.NewCBOR(schemas.GraniteServiceVersion20100801).SerializeRequest(
		context.Background(), operation, out, carrier); err != nil {
		b.Fatal(err)
	}
	body, err := io.ReadAll(carrier.GetStream())
	if err != nil {
		b.Fatal(err)
	}
	return body
}

func eachSize(b *testing.B, run func(b *testing.B, n int)) {
	for _, n := range []int{1, 10, 100} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			run(b, n)
		})
	}
}

// BenchmarkDescribe measures the whole call: a new client, the signature, a connection on loopback,
// CBOR, alarms.
func BenchmarkDescribe(b *testing.B) {
	eachSize(b, func(b *testing.B, n int) {
		body := canned(b, many(b, n))
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			// Otherwise the connection is reset, and the end of a long answer is lost.
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "application/cbor")
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			w.Header().Set("Smithy-Protocol", "rpc-v2-cbor")
			_, _ = w.Write(body)
		}))
		defer server.Close()
		client := describe.New(describe.Settings{
			Client:   egress.New(egress.NewTransport(), egress.DescribeAlarms(server.URL)).Client(),
			Endpoint: server.URL, Now: time.Now,
		})
		keys := account.Keys{AccessKeyID: secret.New("AKIA"), SecretAccessKey: secret.New("x")}
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			answer, _, err := client.Describe(b.Context(), keys, frankfurt, alarm.Page{})
			if err != nil || len(answer.Alarms) != n {
				b.Fatal(len(answer.Alarms), err)
			}
		}
	})
}

// BenchmarkProject measures Pagewatch's part of it: from the SDK's types to alarms.
func BenchmarkProject(b *testing.B) {
	eachSize(b, func(b *testing.B, n int) {
		out := many(b, n)
		for b.Loop() {
			if got := describe.ProjectForTest(out, now); len(got) != n {
				b.Fatal(len(got))
			}
		}
	})
}
