package describe

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"

	"pagewatch/internal/cloudwatch/alarm"
)

// ProjectForTest lets tests project answers that no service would encode.
func ProjectForTest(out *cloudwatch.DescribeAlarmsOutput, now time.Time) []alarm.Alarm {
	alarms, _ := project(context.Background(), out, alarm.Query{}, now)
	return alarms
}

// ProjectAskedForTest does so for a query.
func ProjectAskedForTest(out *cloudwatch.DescribeAlarmsOutput, asked alarm.Query) []alarm.Alarm {
	alarms, _ := project(context.Background(), out, asked, time.Time{})
	return alarms
}

// ProjectUntilForTest does so until ctx ends.
func ProjectUntilForTest(ctx context.Context, out *cloudwatch.DescribeAlarmsOutput) error {
	_, err := project(ctx, out, alarm.Query{}, time.Time{})
	return err
}

// DecodeForTest takes all memory for decoding.
func (c *Client) DecodeForTest() (release func()) {
	_ = c.memory.decoding.Acquire(context.Background(), decoding)
	return func() { c.memory.decoding.Release(decoding) }
}

// MaxItemsForTest is the most items of an answer.
const MaxItemsForTest = maxItems

// CountForTest counts the items of an answer.
func CountForTest(chunks ...[]byte) (int, error) { return count(chunks, maxItems) }

// WeighForTest returns what an answer takes of the memory for decoding.
func WeighForTest(size int64, items int) int64 { return weigh(size, items) }
