package client_test

import (
	"context"
	"testing"

	"pagewatch/internal/grafana/alert"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/verdict"
)

// TestInstancesThatDidNotCome: a rule without its instances is not OK, whether the Grafana counts
// them or is too old to. "Backup is old" is Normal (NoData), which totals count as normal.
func TestInstancesThatDidNotCome(t *testing.T) {
	const totals = `,"totals":{"normal":1}`
	for name, row := range map[string]struct {
		more string
		want alert.Blind
	}{
		"null, counted":   {`,"alerts":null` + totals, alert.Unseen},
		"absent, counted": {totals, alert.Unseen},
		"empty, counted":  {`,"alerts":[]` + totals, alert.Unseen},
		"null":            {`,"alerts":null`, alert.NoInstances},
		"absent":          {``, alert.NoInstances},
		"null, both":      {`,"alerts":null,"totals":null`, alert.NoInstances},
		"come, counted":   {`,"alerts":[{"state":"Normal (NoData)"}]` + totals, alert.NoDataIsOK},
		"come":            {`,"alerts":[{"state":"Normal (NoData)"}]`, alert.NoDataIsOK},
	} {
		c, s, _ := facing(group(`{"name":"Backup is old","state":"inactive","health":"ok",` +
			`"lastEvaluation":"` + now.Format("2006-01-02T15:04:05Z") + `"` + row.more + `}`))
		page, _, err := c.Rules(context.Background(), s, client.RulesQuery{})
		if err != nil || len(page.Rules) != 1 {
			t.Fatalf("%s: %+v, %v", name, page.Rules, err)
		}
		rule := page.Rules[0]
		if rule.Standing() != verdict.Doubtful || len(rule.Blind) != 1 || rule.Blind[0] != row.want {
			t.Errorf("%s: %s, %v", name, rule.Standing(), rule.Blind)
		}
		s.Memory.End()
	}
}
