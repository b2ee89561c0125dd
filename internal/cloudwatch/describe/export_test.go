package describe

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"

	"pagewatch/internal/cloudwatch/alarm"
)

// ProjectForTest lets tests project answers that no service would encode.
func ProjectForTest(out *cloudwatch.DescribeAlarmsOutput, now time.Time) []alarm.Alarm {
	return project(out, alarm.Query{}, now)
}

// ProjectAskedForTest does so for a query.
func ProjectAskedForTest(out *cloudwatch.DescribeAlarmsOutput, asked alarm.Query) []alarm.Alarm {
	return project(out, asked, time.Time{})
}
