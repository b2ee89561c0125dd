package stage

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/rpcv2"

	"pagewatch/internal/sim/aws/estate"
)

// maxAlarms is the greatest number of alarms in an answer of AWS.
const maxAlarms = 100

// alarms returns the body of an answer with n alarms, in AWS's form and without a further page:
// metric alarms of all states with their reasons and data, and from ten on a composite alarm with
// its rule and a log alarm.
func alarms(n int) ([]byte, error) {
	checkout := estate.Of(estate.Payments, "eu-central-1", time.Now())
	fleet := estate.Of(estate.Payments, "us-east-1", time.Now())
	out := cloudwatch.DescribeAlarmsOutput{
		MetricAlarms: []types.MetricAlarm{}, CompositeAlarms: []types.CompositeAlarm{},
		LogAlarms: []types.LogAlarm{}}
	if n >= 10 {
		out.CompositeAlarms = checkout.Composite[:min(len(checkout.Composite), n/10)]
		out.LogAlarms = checkout.Log[:1]
	}
	metric := append(checkout.Metric, fleet.Metric...)
	out.MetricAlarms = metric[:n-len(out.CompositeAlarms)-len(out.LogAlarms)]
	return encode(&out)
}

// encode writes an answer with the SDK's own serializer, as if it were a request.
func encode(out *cloudwatch.DescribeAlarmsOutput) ([]byte, error) {
	operation := smithy.NewOperationSchema(schemas.DescribeAlarms, schemas.DescribeAlarmsInput,
		schemas.DescribeAlarmsOutput)
	carrier := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := rpcv2.NewCBOR(schemas.GraniteServiceVersion20100801).SerializeRequest(
		context.Background(), operation, out, carrier); err != nil {
		return nil, fmt.Errorf("encoding alarms: %w", err)
	}
	return io.ReadAll(carrier.GetStream())
}
