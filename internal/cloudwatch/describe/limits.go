package describe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/display"
)

// Limits of an alarm, in characters and elements. Source: CloudWatch API Reference, MetricAlarm,
// CompositeAlarm, LogAlarm, Dimension and MetricDataQuery.
const (
	maxName        = 255
	maxARN         = 1600
	maxDescription = 1024
	maxReason      = 1023
	maxDimensions  = 30
	maxValue       = 1024 // of a dimension
	// maxHidden is the most texts that an alarm's texts must not quote: five actions for each of
	// three states, and a log alarm's 50 log groups and 5 other texts.
	maxHidden = 70
	// maxWord is longer than any word of an enumeration. AWS documents no limit.
	maxWord = 64
	// maxToken, in bytes, is far longer than AWS's tokens, for which it documents no limit.
	maxToken = 8 << 10
)

// plausible reports whether an answer has lists, at most as long as requested, and names within
// their limits. AWS always sends its lists, empty ones too; an answer without lists would read as
// "no alarms". A name or an ARN that was cut could be another alarm's, and without its token a cut
// answer would look complete.
func plausible(out *cloudwatch.DescribeAlarmsOutput) bool {
	lists := out.MetricAlarms != nil || out.CompositeAlarms != nil || out.LogAlarms != nil
	if !lists || len(aws.ToString(out.NextToken)) > maxToken || len(out.MetricAlarms)+
		len(out.CompositeAlarms)+len(out.LogAlarms) > alarm.MaxRecords {
		return false
	}
	for _, a := range out.CompositeAlarms {
		if !identified(a.AlarmName, a.AlarmArn) {
			return false
		}
	}
	for _, a := range out.MetricAlarms {
		if !identified(a.AlarmName, a.AlarmArn) {
			return false
		}
	}
	return !slices.ContainsFunc(out.LogAlarms, func(a types.LogAlarm) bool {
		return !identified(a.AlarmName, a.AlarmArn)
	})
}

func identified(name, arn *string) bool {
	return utf8.RuneCountInString(aws.ToString(name)) <= maxName &&
		utf8.RuneCountInString(aws.ToString(arn)) <= maxARN
}

// texts returns the description and the reason of an alarm, cut to their limits and without quotes
// of the hidden texts. An alarm with more hidden texts than AWS allows has neither: the work for
// all of them would have no bound, and a part of them would let the others pass.
func (c common) texts() (description, sentence string) {
	count := 0
	for _, list := range c.hidden {
		count += len(list)
	}
	if count > maxHidden {
		return "", ""
	}
	hidden := slices.Concat(c.hidden...)
	// The longest first, so that none hides a longer one.
	slices.SortFunc(hidden, func(a, b string) int { return len(b) - len(a) })
	return conceal(display.Cut(aws.ToString(c.description), maxDescription), hidden),
		conceal(display.Cut(aws.ToString(c.reason), maxReason), hidden)
}

// minHidden is the least length, in bytes, of a hidden text: a log group named "a" occurs in every
// word.
const minHidden = 8

// conceal removes quotes of the hidden texts, the longest of which come first, from a text. Auto
// Scaling, for one, writes the ARN of its policy, the alarm's action, into the description.
func conceal(text string, hidden []string) string {
	for _, h := range hidden {
		if len(h) >= minHidden {
			text = strings.ReplaceAll(text, h, "…")
		}
	}
	return text
}

// word returns a word of an enumeration that may grow.
func word[T ~string](s T) string { return display.Cut(string(s), maxWord) }
