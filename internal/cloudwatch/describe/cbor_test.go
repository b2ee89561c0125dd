package describe_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/smithy-go/encoding/cbor"

	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/upstream"
)

// listOf is an answer whose list of metric alarms has n elements.
func listOf(n int, element string) []byte {
	return fmt.Appendf(nil, "\xa1\x6cMetricAlarms\x9a%s%s",
		[]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, strings.Repeat(element, n))
}

// times is a list of n times the same.
func times(n int, v cbor.Value) cbor.List { return slices.Repeat(cbor.List{v}, n) }

// fullest is 100 metric alarms, each of whose lists is as long as AWS documents.
func fullest() []byte {
	text := cbor.String("t")
	dimensions := times(30, cbor.Map{"Name": text, "Value": text})
	query := cbor.Map{"MetricStat": cbor.Map{"Metric": cbor.Map{"Dimensions": dimensions,
		"MetricName": text, "Namespace": text}, "Period": cbor.Uint(60), "Stat": text,
		"Unit": text}}
	for _, name := range []string{"Id", "AccountId", "Expression", "Label"} {
		query[name] = text
	}
	one := cbor.Map{"Metrics": times(20, query), "Dimensions": dimensions}
	for _, name := range []string{"AlarmActions", "OKActions", "InsufficientDataActions"} {
		one[name] = times(5, text)
	}
	for _, name := range []string{"AlarmName", "StateReason", "StateReasonData", "StateValue"} {
		one[name] = text
	}
	return cbor.Encode(cbor.Map{"MetricAlarms": times(100, one)})
}

// nested is an answer with an unknown member, so many lists deep.
func nested(lists int) []byte {
	return []byte("\xa2\x6cMetricAlarms\x80\x61x" + strings.Repeat("\x81", lists) + "\x01")
}

// mapOf is an answer with an alarm of n members.
func mapOf(n int) []byte {
	return fmt.Appendf(nil, "\xa1\x6cMetricAlarms\x81\xb8%c%s", n, strings.Repeat("\x61x\x01", n))
}

// TestAnswersThatInflateAreRefused before the SDK decodes them, and without an allocation. Those of
// the longest form that AWS documents are not.
func TestAnswersThatInflateAreRefused(t *testing.T) {
	most := times(100, times(100, times(40, cbor.Uint(1))))
	for _, row := range []struct {
		name string
		body []byte
		ok   bool
	}{
		{"as many alarms as are asked for", listOf(100, "\xa0"), true},
		{"more", listOf(101, "\xa0"), false},
		{"50,000 empty alarms", listOf(50_000, "\xa0"), false},
		{"a list without end", []byte("\xbf\x6cMetricAlarms\x9f" +
			strings.Repeat("\xa0", 101) + "\xff\xff"), false},
		{"a list that its end closes", []byte("\xbf\x6cMetricAlarms\x9f\xa0\xff\xff"), true},
		{"a list with the length of an indefinite one",
			[]byte("\xa1\x6cMetricAlarms\x9b\xff\xff\xff\xff\xff\xff\xff\xff\xa0\xff"), false},
		{"a long list in an alarm",
			one(cbor.Map{"Dimensions": times(101, cbor.Map{})}), false},
		{"a map of 64 pairs", mapOf(64), true},
		{"a map of 65 pairs", mapOf(65), false},
		{"a deep list", nested(15), true},
		{"a deeper one", nested(16), false},
		{"tags in tags", []byte("\xa2\x6cMetricAlarms\x80\x61x" + strings.Repeat("\xc1", 16) +
			"\x01"), false},
		{"as long as AWS documents", fullest(), true},
		{"more items than that", cbor.Encode(cbor.Map{"MetricAlarms": cbor.List{},
			"x": most}), false},
		{"a text in 1000 parts", []byte("\xa2\x6cMetricAlarms\x80\x61x\x7f" +
			strings.Repeat("\x61a", 1000) + "\xff"), true},
		{"a text in too many parts", []byte("\xa2\x6cMetricAlarms\x80\x61x\x7f" +
			strings.Repeat("\x60", describe.MaxItemsForTest) + "\xff"), false},
		{"no end", []byte("\xbf\x6cMetricAlarms\x80"), false},
		{"more than one item", append(listOf(0, ""), 0xa0), false},
		{"a key that is no text", []byte("\xa2\x6cMetricAlarms\x80\x01\x01"), false},
		{"a value of no kind", []byte("\xa2\x6cMetricAlarms\x80\x61x\xf8\x20"), false},
	} {
		_, err := ask(t, 200, row.body)
		if up := upstream.As(err); row.ok != (err == nil) ||
			!row.ok && (up == nil || up.Kind != upstream.Malformed) {
			t.Errorf("%s: %v", row.name, err)
		}
		chunks := slices.Collect(slices.Chunk(row.body, 100))
		var items int
		if n := testing.AllocsPerRun(1, func() {
			items, err = describe.CountForTest(chunks...)
		}); n != 0 || row.ok != (err == nil) {
			t.Errorf("%s: %v allocations for %d items, %v", row.name, n, items, err)
		}
	}
}

// TestErrorsThatInflateHaveNoCode: an error with more than a code and a message is one without a
// code.
func TestErrorsThatInflateHaveNoCode(t *testing.T) {
	for n, want := range map[int]string{1: "Throttling", 11: ""} {
		_, err := ask(t, 400, cbor.Encode(cbor.Map{"__type": cbor.String("x#Throttling"),
			"x": times(n, times(100, cbor.Map{}))}))
		if up := upstream.As(err); up == nil || up.Kind != upstream.Refused || up.Code != want {
			t.Errorf("%d: %v, want %q", n, err, want)
		}
	}
}

// TestItemsWeigh: many items in few bytes take a larger share, and none takes more than all.
func TestItemsWeigh(t *testing.T) {
	for _, row := range []struct {
		size  int64
		items int
		want  int64
	}{{10, 1, 32<<10 + 16}, {100_000, 6000, 32<<10 + 100_000}, {50_000, 50_000, 32<<10 + 800_000},
		{500_000, describe.MaxItemsForTest, 4 << 20}, {4 << 20, 1, 4 << 20}} {
		if got := describe.WeighForTest(row.size, row.items); got != row.want {
			t.Errorf("%+v: %d", row, got)
		}
	}
}

// FuzzCount: what is counted, the SDK can decode, to no more items; how the bytes arrive makes no
// difference.
func FuzzCount(f *testing.F) {
	f.Add(one(cbor.Map{"Threshold": cbor.Float64(1), "ActionsEnabled": cbor.Bool(true),
		"Period": cbor.NegInt(7), "x": cbor.Slice("x"), "y": &cbor.Nil{},
		"StateUpdatedTimestamp": &cbor.Tag{ID: 1, Value: cbor.Uint(1 << 40)}}))
	f.Add(listOf(101, "\xa0"))
	f.Add([]byte("\xbf\x61x\x9f\x7f\x61a\xff\xff\xff"))
	f.Add([]byte("\x9b\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Add([]byte("\x7b\xff\xff\xff\xff\xff\xff\xff\xffa"))
	f.Fuzz(func(t *testing.T, body []byte) {
		items, err := describe.CountForTest(bytes.Clone(body))
		again, split := describe.CountForTest(slices.Collect(slices.Chunk(body, 1))...)
		if items != again || (err == nil) != (split == nil) {
			t.Fatalf("%x: %d, %v, and by bytes %d, %v", body, items, err, again, split)
		}
		if err != nil {
			t.Log("refused")
			return
		}
		t.Log("accepted")
		v, err := cbor.Decode(body)
		if n := itemsOf(v); err != nil || n > items || items > describe.MaxItemsForTest {
			t.Errorf("%x: %d items of %d, %v", body, items, n, err)
		}
	})
}

func itemsOf(v cbor.Value) int {
	n := 1
	switch v := v.(type) {
	case cbor.List:
		for _, element := range v {
			n += itemsOf(element)
		}
	case cbor.Map:
		for _, value := range v {
			n += 1 + itemsOf(value)
		}
	case *cbor.Tag:
		n += itemsOf(v.Value)
	}
	return n
}
