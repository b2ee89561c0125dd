package stream_test

import (
	"net/http"
	"strconv"
	"testing"

	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/alarm"
	"pagewatch/internal/resolver/stream"
)

// nowhere is a browser that reads everything at once.
type nowhere struct {
	header http.Header
	size   int
}

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) WriteHeader(int)             {}
func (n *nowhere) Write(p []byte) (int, error) { n.size += len(p); return len(p), nil }

// BenchmarkLines writes a stream, BenchmarkDocument the same as one document: a source, its alarms,
// and the end.
func BenchmarkLines(b *testing.B) {
	eachAnswer(b, func(b *testing.B, answer stream.Answer) int {
		w := &nowhere{header: http.Header{}}
		write(b, stream.NewLines(w), answer)
		return w.size
	})
}

func BenchmarkDocument(b *testing.B) {
	eachAnswer(b, func(b *testing.B, answer stream.Answer) (size int) {
		var d stream.Document
		write(b, &d, answer)
		for _, record := range d.Records() {
			size += len(record)
		}
		return size
	})
}

func eachAnswer(b *testing.B, run func(*testing.B, stream.Answer) int) {
	for _, n := range []int{1, 10, 100} {
		answer := stream.Answer{
			Source: stream.Source{Connection: "c-a", Name: "Payments production",
				Region: "eu-central-1", AsOf: asOf, Count: n}}
		var alarms []alarm.Alarm
		for i := range n {
			alarms = append(alarms, metric(i))
		}
		answer.Records = cloudwatch.Records(alarms)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(run(b, answer)))
			for b.Loop() {
				run(b, answer)
			}
		})
	}
}

// metric is a whole metric alarm, the most usual kind, each under a name of its own.
func metric(i int) alarm.Alarm {
	a := shapes[0]
	a.Name += strconv.Itoa(i)
	return a
}

func write(b *testing.B, w stream.Writer, answer stream.Answer) {
	if err := w.Write(answer); err != nil {
		b.Fatal(err)
	}
	if err := w.End("request"); err != nil {
		b.Fatal(err)
	}
}
