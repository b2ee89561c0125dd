package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/cloudwatch/alarm/rule"
)

// maxRule is the length of the longest AlarmRule that AWS takes, in characters (PutCompositeAlarm).
const maxRule = 10240

// joined is the longest rule of one level.
func joined() string {
	var text strings.Builder
	for i := 0; text.Len() < maxRule-100; i++ {
		if i > 0 {
			text.WriteString(" OR ")
		}
		fmt.Fprintf(&text,
			`ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-%03d")`, i)
	}
	return text.String()
}

// nested is a rule nearly as deep as one may be.
func nested() string {
	const levels = 23 // of two nodes each
	return strings.Repeat("NOT (ALARM(a) AND ", levels) + "OK(b)" + strings.Repeat(")", levels)
}

func BenchmarkParse(b *testing.B) {
	for _, row := range []struct{ name, text string }{
		{"short", `ALARM("checkout-5xx") AND NOT ALARM("deploy in progress")`},
		{"longest", joined()},
		{"nested", nested()},
		{"refused at the end", strings.TrimSuffix(joined(), ")")},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(row.text)))
			want := !strings.HasPrefix(row.name, "refused")
			for b.Loop() {
				if _, ok := rule.Parse(row.text); ok != want {
					b.Fatalf("read: %v", ok)
				}
			}
		})
	}
}
