package reason_test

import (
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm/reason"
)

// long is a document of nearly the 4,000 characters that AWS sends at most.
func long() string {
	var points, values []string
	for i := range 34 {
		points = append(points,
			fmt.Sprintf(
				`{"timestamp":"2024-04-23T20:%02d:00.000+0000","sampleCount":5.0,"value":%d.25}`, i,
				i))
		values = append(values, fmt.Sprintf("%d.25", 33-i))
	}
	return `{"version":"1.0","queryDate":"2024-04-23T20:50:27.367+0000","startDate":"2024-04-23T20:00:00.000+0000","statistic":"Maximum","period":60,` +
		`"recentDatapoints":[` + strings.Join(values, ",") +
		`],"threshold":20.0,"evaluatedDatapoints":[` + strings.Join(points, ",") + `]}`
}

func BenchmarkParse(b *testing.B) {
	documents := recorded(b)
	for _, row := range []struct{ name, text string }{
		{"two points", documents["metric, points only"]},
		{"a band", documents["anomaly band: no threshold, lower and upper edges, no statistic"]},
		{"longest", long()},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(row.text)))
			for b.Loop() {
				if reason.Parse(row.text).Spark == nil {
					b.Fatal("no points")
				}
			}
		})
	}
	composite := documents["composite: several children, all OK"]
	b.Run("composite", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if len(reason.Parse(composite).Triggers) != 2 {
				b.Fatal("the alarms that decided are missing")
			}
		}
	})
}
