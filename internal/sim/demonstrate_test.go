package sim_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/confluence"
)

// TestDemonstration checks that only the first start prepares the demonstration.
func TestDemonstration(t *testing.T) {
	b := &backend{outcome: "passed"}
	cfg := newConfig(t, b)
	var err error
	if cfg.Cloud, err = aws.New(aws.Config{}); err != nil {
		t.Fatal(err)
	}
	d, err := sim.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	last := len(b.bodies) - 1
	if last != 12 || b.bodies[0] != "GET /v1/settings?spaceId=65538 " ||
		!strings.Contains(b.bodies[last], `"name":"Payments production"`) ||
		!strings.Contains(b.bodies[last], `"proof":"so-far"`) {
		t.Errorf("the backend saw %q", b.bodies)
	}
	if trust := trustOf(cfg.Cloud,
		"arn:aws:iam::111122223333:role/PagewatchReadAlarms"); !strings.Contains(trust, "pw-a-b") ||
		!strings.Contains(trust, "arn:aws:iam::999900001111:role/pagewatch") {
		t.Errorf("the trust policy is %s", trust)
	}
	runbook := findRunbook(t, cfg)
	if runbook == nil || !strings.Contains(string(runbook.Config), `"connection": "c-1"`) ||
		runbook.LocalID == "" {
		t.Errorf("the runbook's macro is %+v", runbook)
	}
	stop(t, d)
	start(t, cfg)
	if len(b.bodies) != last+1 {
		t.Errorf("the second start prepared again: %q", b.bodies)
	}
}

func trustOf(c *aws.Cloud, arn string) string {
	for _, account := range c.Accounts() {
		for _, role := range account.Roles {
			if role.ARN == arn {
				return role.TrustPolicy
			}
		}
	}
	return ""
}

// findRunbook reads the macro of the demonstration's page from the state file.
func findRunbook(t *testing.T, cfg sim.Config) *confluence.Macro {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(cfg.Data, "confluence.json"))
	if err != nil {
		t.Fatal(err)
	}
	var state struct{ Pages []confluence.Page }
	if err := json.Unmarshal(data, &state); err != nil {
		t.Fatal(err)
	}
	for _, p := range state.Pages {
		for _, b := range p.Blocks {
			if p.Title == "Payments runbook" && b.Macro != nil {
				return b.Macro
			}
		}
	}
	return nil
}

// TestDemonstrationFails checks that a failed demonstration does not stop the start.
func TestDemonstrationFails(t *testing.T) {
	t.Run("the backend is down", func(t *testing.T) {
		failsToDemonstrate(t, &backend{status: http.StatusServiceUnavailable})
	})
	t.Run("the test does not pass", func(t *testing.T) {
		failsToDemonstrate(t, &backend{outcome: "failed"})
	})
}

func failsToDemonstrate(t *testing.T, b *backend) {
	t.Helper()
	cfg := newConfig(t, b)
	var err error
	if cfg.Cloud, err = aws.New(aws.Config{}); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cfg.Log = slog.New(slog.NewTextHandler(&log, nil))
	d := start(t, cfg)
	if resp, _ := fetch(t, http.MethodGet, d.URL()+"/wiki/home",
		nil); resp.StatusCode != http.StatusOK {
		t.Errorf("the site answers with %d", resp.StatusCode)
	}
	if !strings.Contains(log.String(), "could not be prepared") || findRunbook(t, cfg) != nil {
		t.Errorf("got log %s", log.String())
	}
}
