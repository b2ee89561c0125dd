package aws

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/sim/aws/estate"
	"pagewatch/internal/sim/aws/policy"
)

// defaultPage is how many alarms an answer holds where MaxRecords does not say.
const defaultPage = 50

// describeAlarms answers DescribeAlarms for the caller's account in the Region of the signature.
func (c *Cloud) describeAlarms(q *request, f rpc, who identity) (answer, *refusal) {
	in, err := f.decode(q.http.Context(), q.body)
	if err != nil {
		return answer{}, refuse("MalformedInput", "The request body could not be read.")
	}
	if refused := checkQuestion(in); refused != nil {
		return answer{}, refused
	}
	account, region := who.caller.Account, q.call.Region
	if refused := who.authorize("cloudwatch:DescribeAlarms",
		"arn:aws:cloudwatch:"+region+":"+account+":alarm:*"); refused != nil {
		return answer{}, refused
	}
	// AWS omits composite alarms, without an error, where the permission is not for every resource.
	everything := who.may("cloudwatch:DescribeAlarms", "*") == policy.Allowed
	listed := filter(list(c.alarms(account, region), everything), in)
	start, ok := c.tokens.open(in, account, region)
	if !ok || start > len(listed) {
		return answer{}, refuse("InvalidNextToken", "The next token specified is invalid.")
	}
	size := defaultPage
	if in.MaxRecords != nil {
		size = int(*in.MaxRecords)
	}
	end := min(start+size, len(listed))
	out := page(listed[start:end])
	if end < len(listed) {
		token := c.tokens.seal(in, account, region, end)
		out.NextToken = &token
	}
	a, err := f.encode(q.http.Context(), out)
	if err != nil {
		return answer{}, refuse("InternalFailure", "The answer could not be written.")
	}
	return a, nil
}

// listing is an alarm of any kind with the fields that filters use.
type listing struct {
	kind    types.AlarmType
	name    string
	state   types.StateValue
	actions []string
	addTo   func(*cloudwatch.DescribeAlarmsOutput)
}

// list puts the alarms of all kinds in one order: composite, metric, log, each by name.
func list(a estate.Alarms, composites bool) []listing {
	var all []listing
	if composites {
		for _, x := range a.Composite {
			all = append(all,
				listing{types.AlarmTypeCompositeAlarm, *x.AlarmName, x.StateValue,
					slices.Concat(x.AlarmActions, x.OKActions, x.InsufficientDataActions),
					func(out *cloudwatch.DescribeAlarmsOutput) {
						out.CompositeAlarms = append(out.CompositeAlarms, x)
					}})
		}
	}
	for _, x := range a.Metric {
		all = append(all,
			listing{types.AlarmTypeMetricAlarm, *x.AlarmName, x.StateValue,
				slices.Concat(x.AlarmActions, x.OKActions, x.InsufficientDataActions),
				func(out *cloudwatch.DescribeAlarmsOutput) {
					out.MetricAlarms = append(out.MetricAlarms, x)
				}})
	}
	for _, x := range a.Log {
		all = append(all,
			listing{types.AlarmTypeLogAlarm, *x.AlarmName, x.StateValue,
				slices.Concat(x.AlarmActions, x.OKActions, x.InsufficientDataActions),
				func(out *cloudwatch.DescribeAlarmsOutput) {
					out.LogAlarms = append(out.LogAlarms, x)
				}})
	}
	return all
}

func filter(all []listing, in cloudwatch.DescribeAlarmsInput) []listing {
	wanted := kinds(in)
	return slices.DeleteFunc(all, func(l listing) bool {
		switch {
		case !slices.Contains(wanted, l.kind),
			in.StateValue != "" && l.state != in.StateValue,
			in.AlarmNames != nil && !slices.Contains(in.AlarmNames, l.name),
			in.AlarmNamePrefix != nil && !strings.HasPrefix(l.name, *in.AlarmNamePrefix):
			return true
		}
		return in.ActionPrefix != nil &&
			!slices.ContainsFunc(l.actions, func(a string) bool {
				return strings.HasPrefix(a, *in.ActionPrefix)
			})
	})
}

// page makes an output. It holds all three lists even when empty, as AWS's answers do.
func page(alarms []listing) *cloudwatch.DescribeAlarmsOutput {
	out := &cloudwatch.DescribeAlarmsOutput{
		MetricAlarms:    []types.MetricAlarm{},
		CompositeAlarms: []types.CompositeAlarm{},
		LogAlarms:       []types.LogAlarm{},
	}
	for _, l := range alarms {
		l.addTo(out)
	}
	return out
}
