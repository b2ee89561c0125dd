// Package describe requests alarms from CloudWatch: one DescribeAlarms request, no retry, no second
// page.
package describe

import (
	"context"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/budget"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/cloudwatch/awscall"
	"pagewatch/internal/upstream"
)

const (
	// timeout of the call, inside the 25 s of an invocation.
	timeout = 8 * time.Second
	// maxAnswer in bytes: 100 alarms with the longest fields stay well below it.
	maxAnswer = budget.Longest
)

// Settings come from the operator, never from a tenant.
type Settings struct {
	// Client sends requests through the egress guard.
	Client *http.Client
	// Endpoint replaces AWS's own CloudWatch; "" in production.
	Endpoint string
	// Now is the clock; time.Now in production.
	Now func() time.Time
	// Memory is for the answers of all services. nil: one for this client alone.
	Memory *budget.Budget
}

// Client describes alarms.
type Client struct {
	settings Settings
	memory   memory
}

// New returns a client.
func New(settings Settings) *Client {
	return &Client{settings, newMemory(settings.Memory)}
}

// Describe requests the alarms of a Region with those keys. The Region must be on the allow-list:
// the SDK builds a host name from it. The error is an *upstream.Error.
func (c *Client) Describe(ctx context.Context, keys account.Keys, from alarm.Origin,
	page alarm.Page) (alarm.Answer, upstream.Trace, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	holder := budget.Holder{Site: from.Site, Connection: from.Connection}
	call := &bounded{memory: c.memory, holder: holder, Call: awscall.Start(
		c.settings.Client, c.settings.Now, awscall.Request{Service: awscall.CloudWatch,
			Operation: "DescribeAlarms", Media: "application/cbor", Limit: maxAnswer},
	)}
	defer call.release()
	client := cloudwatch.New(cloudwatch.Options{
		Region:       from.Region,
		BaseEndpoint: awscall.Endpoint(c.settings.Endpoint),
		Credentials:  awscall.Provider(keys),
		HTTPClient:   call,
		Retryer:      aws.NopRetryer{},
		AppID:        awscall.AppID,
	})
	out, err := client.DescribeAlarms(ctx, input(page))
	trace, err := call.End(ctx, err)
	if err != nil {
		return alarm.Answer{}, trace, err
	}
	failed := &upstream.Error{Service: awscall.CloudWatch, Operation: "DescribeAlarms",
		Status: trace.Status}
	if !plausible(out) {
		failed.Kind = upstream.Malformed
		return alarm.Answer{}, trace, failed
	}
	alarms, err := project(ctx, out, page.Query, c.settings.Now())
	if err != nil {
		failed.Kind = upstream.Ended(ctx)
		return alarm.Answer{}, trace, failed
	}
	return alarm.Answer{
		Alarms: alarms,
		Next:   aws.ToString(out.NextToken),
		AsOf:   c.settings.Now().UTC().Truncate(time.Millisecond),
	}, trace, nil
}

// alarmTypes are AWS's names for the kinds.
var alarmTypes = map[alarm.Kind]types.AlarmType{
	alarm.Composite: types.AlarmTypeCompositeAlarm,
	alarm.Metric:    types.AlarmTypeMetricAlarm,
	alarm.Log:       types.AlarmTypeLogAlarm,
}

func input(page alarm.Page) *cloudwatch.DescribeAlarmsInput {
	in := &cloudwatch.DescribeAlarmsInput{
		// AWS leaves out kinds that the request does not name.
		AlarmTypes: []types.AlarmType{
			types.AlarmTypeCompositeAlarm, types.AlarmTypeMetricAlarm, types.AlarmTypeLogAlarm},
		MaxRecords:      aws.Int32(alarm.MaxRecords),
		AlarmNames:      page.Names,
		AlarmNamePrefix: present(page.NamePrefix),
		ActionPrefix:    present(page.ActionPrefix),
		NextToken:       present(page.Next),
	}
	if len(page.Kinds) > 0 {
		in.AlarmTypes = nil
		for _, kind := range page.Kinds {
			in.AlarmTypes = append(in.AlarmTypes, alarmTypes[kind])
		}
	}
	if page.FiringOnly {
		in.StateValue = types.StateValueAlarm
	}
	return in
}

// present returns nil for an empty value, which AWS refuses.
func present(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
