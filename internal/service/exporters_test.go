package service_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// TestAnExporterTakesNobodysTurns: calls of functions name no person. One exporter asks another
// question each time, from twelve loops; all exports of another are answered. Every refusal is on
// record.
func TestAnExporterTakesNobodysTurns(t *testing.T) {
	inTheAir(t, func(s *service.Settings) { s.AlarmRate = 2 },
		func(t *testing.T, b *servicetest.Backend, id string) {
			exports := func(person, prefix string) exported {
				return readExport(b, t, b.Do(asFunction(person), http.MethodPost, export,
					exporting(servicetest.Map{"namePrefix": prefix}, id+frankfurt)))
			}
			const busy = "as often as it may"
			var asked, refused atomic.Int64
			stop := flood(t, func(n int64) {
				asked.Add(1)
				if exports(servicetest.Ravi, fmt.Sprint(n)).has(busy) {
					refused.Add(1)
				}
			})
			for i := range 6 {
				time.Sleep(1700 * time.Millisecond)
				if got := exports(servicetest.Ada, fmt.Sprint("ada-", i)); got.has(busy) {
					t.Errorf("export %d: %+v", i, got)
				}
			}
			stop()
			if refused.Load() < asked.Load()/2 {
				t.Errorf("%d of %d exports of the flood are refused", refused.Load(), asked.Load())
			}
			audit := b.Audit.String()
			if got := strings.Count(audit, `"outcome":"aws_busy"`); got != int(refused.Load()) {
				t.Errorf("%d refusals leave %d records", refused.Load(), got)
			}
		})
}
