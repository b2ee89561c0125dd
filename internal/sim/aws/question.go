package aws

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/smithy-go"
)

// question is the input of DescribeAlarms with a deserializer; the SDK only has a serializer.
type question cloudwatch.DescribeAlarmsInput

// Deserialize reads the members from either protocol. It skips unknown ones, as AWS does.
func (q *question) Deserialize(d smithy.ShapeDeserializer) error {
	return smithy.ReadStruct(d, schemas.DescribeAlarmsInput, func(member *smithy.Schema) error {
		text := func(into **string) error {
			*into = new(string)
			return d.ReadString(member, *into)
		}
		switch member {
		case schemas.DescribeAlarmsInput_ActionPrefix:
			return text(&q.ActionPrefix)
		case schemas.DescribeAlarmsInput_AlarmNamePrefix:
			return text(&q.AlarmNamePrefix)
		case schemas.DescribeAlarmsInput_ChildrenOfAlarmName:
			return text(&q.ChildrenOfAlarmName)
		case schemas.DescribeAlarmsInput_ParentsOfAlarmName:
			return text(&q.ParentsOfAlarmName)
		case schemas.DescribeAlarmsInput_NextToken:
			return text(&q.NextToken)
		case schemas.DescribeAlarmsInput_StateValue:
			return d.ReadString(member, (*string)(&q.StateValue))
		case schemas.DescribeAlarmsInput_MaxRecords:
			q.MaxRecords = new(int32)
			return d.ReadInt32(member, q.MaxRecords)
		case schemas.DescribeAlarmsInput_AlarmNames:
			return readTexts(d, member, &q.AlarmNames)
		case schemas.DescribeAlarmsInput_AlarmTypes:
			return readTexts(d, member, &q.AlarmTypes)
		}
		return nil
	})
}

func readTexts[T ~string](d smithy.ShapeDeserializer, list *smithy.Schema, into *[]T) error {
	return smithy.ReadList(d, list, func() error {
		var s string
		if err := d.ReadString(list.ListMember(), &s); err != nil {
			return err
		}
		*into = append(*into, T(s))
		return nil
	})
}

// checkQuestion applies the constraints of the CloudWatch API reference.
func checkQuestion(in cloudwatch.DescribeAlarmsInput) *refusal {
	if len(in.AlarmNames) > 100 {
		return invalid(len(in.AlarmNames), "alarmNames", "have length less than or equal to 100")
	}
	for _, name := range in.AlarmNames {
		if refused := checkLength(&name, "alarmNames", 255); refused != nil {
			return refused
		}
	}
	for _, row := range []struct {
		value *string
		field string
		most  int
	}{
		{in.AlarmNamePrefix, "alarmNamePrefix", 255},
		{in.ActionPrefix, "actionPrefix", 1024},
		{in.ChildrenOfAlarmName, "childrenOfAlarmName", 255},
		{in.ParentsOfAlarmName, "parentsOfAlarmName", 255},
	} {
		if refused := checkLength(row.value, row.field, row.most); refused != nil {
			return refused
		}
	}
	for _, t := range in.AlarmTypes {
		if !slices.Contains(t.Values(), t) {
			return invalid(t, "alarmTypes",
				"satisfy enum value set: [CompositeAlarm, MetricAlarm, LogAlarm]")
		}
	}
	if in.StateValue != "" && !slices.Contains(in.StateValue.Values(), in.StateValue) {
		return invalid(in.StateValue, "stateValue",
			"satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]")
	}
	if in.MaxRecords != nil && *in.MaxRecords < 1 {
		return invalid(*in.MaxRecords, "maxRecords", "have value greater than or equal to 1")
	}
	if in.MaxRecords != nil && *in.MaxRecords > 100 {
		return invalid(*in.MaxRecords, "maxRecords", "have value less than or equal to 100")
	}
	return checkCombination(in)
}

func checkLength(value *string, field string, most int) *refusal {
	if value == nil {
		return nil
	}
	if n := len([]rune(*value)); n < 1 || n > most {
		return refuse("ValidationError",
			"1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have length between 1 and %d", field, most)
	}
	return nil
}

func checkCombination(in cloudwatch.DescribeAlarmsInput) *refusal {
	family := in.ChildrenOfAlarmName != nil || in.ParentsOfAlarmName != nil
	filtered := in.AlarmNames != nil || in.AlarmNamePrefix != nil || in.ActionPrefix != nil ||
		in.AlarmTypes != nil || in.StateValue != ""
	switch {
	case in.AlarmNames != nil && in.AlarmNamePrefix != nil:
		return refuse("InvalidParameterCombination",
			"AlarmNames and AlarmNamePrefix cannot be used together")
	case family && (filtered || (in.ChildrenOfAlarmName != nil && in.ParentsOfAlarmName != nil)):
		return refuse("InvalidParameterCombination",
			"ChildrenOfAlarmName and ParentsOfAlarmName may only be used with MaxRecords and NextToken")
	case family:
		return refuse("InvalidParameterValue",
			"local simulation: ChildrenOfAlarmName and ParentsOfAlarmName are not imitated")
	}
	return nil
}

// kinds returns the alarm types asked for. The default is metric alarms; composite and log alarms
// must be named.
func kinds(in cloudwatch.DescribeAlarmsInput) []types.AlarmType {
	if len(in.AlarmTypes) == 0 {
		return []types.AlarmType{types.AlarmTypeMetricAlarm}
	}
	return in.AlarmTypes
}
