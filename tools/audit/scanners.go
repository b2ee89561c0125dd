package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// judgeGo reads the stream of messages of govulncheck (golang.org/x/vuln/internal/govulncheck). It
// counts vulnerable functions that Pagewatch's code reaches. A module that merely contains one is
// not vulnerable in use.
func judgeGo(report io.Reader) ([]string, error) {
	var found []string
	asked := false
	for decoder := json.NewDecoder(report); ; {
		var message struct {
			Config  *struct{}
			SBOM    *struct{}
			Finding *struct {
				OSV          string
				FixedVersion string `json:"fixed_version"`
				Trace        []struct{ Module, Version, Function string }
			}
		}
		err := decoder.Decode(&message)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading govulncheck's report: %w", err)
		}
		// The SBOM message comes after the database has answered.
		asked = asked || message.SBOM != nil
		if f := message.Finding; f != nil && len(f.Trace) > 0 && f.Trace[0].Function != "" {
			at := f.Trace[0]
			found = append(found,
				fmt.Sprintf("%s: %s %s, %s is called; fixed in %s", f.OSV, at.Module, at.Version,
					at.Function, or(f.FixedVersion, "no version yet")))
		}
	}
	if !asked {
		return nil, errUnasked
	}
	slices.Sort(found)
	return slices.Compact(found), nil
}

// judgeNPM reads npm's report (docs.npmjs.com/cli/commands/npm-audit, version 2).
func judgeNPM(report io.Reader) ([]string, error) {
	var answer struct {
		AuditReportVersion int
		Vulnerabilities    map[string]struct{ Severity, Range string }
	}
	if err := json.NewDecoder(report).Decode(&answer); err != nil {
		return nil, fmt.Errorf("reading npm's report: %w", err)
	}
	if answer.AuditReportVersion == 0 {
		return nil, errUnasked
	}
	var found []string
	for name, v := range answer.Vulnerabilities {
		found = append(found, fmt.Sprintf("%s %s: %s", name, v.Range, v.Severity))
	}
	slices.Sort(found)
	return found, nil
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
