package forge

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"slices"
	"sync"
)

// ReportPath is the path to which browsers send violations of the content security policy, on every
// origin that has one.
const ReportPath = "/__forge/csp-report"

const (
	maxReports    = 100
	maxReportBody = 64 << 10
)

// Report is one violation of a content security policy.
type Report struct {
	Document  string `json:"document-uri"`
	Directive string `json:"effective-directive"`
	Blocked   string `json:"blocked-uri"`
	Sample    string `json:"script-sample"`
}

// Reports collects and logs violations. It keeps the latest hundred.
type Reports struct {
	log *slog.Logger

	mu      sync.Mutex
	reports []Report
}

// NewReports returns an empty collection.
func NewReports(log *slog.Logger) *Reports { return &Reports{log: log} }

// All returns the reports so far, oldest first.
func (r *Reports) All() []Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.reports)
}

// ServeHTTP takes one report in the form of the report-uri directive (CSP level 3, section 5.3).
func (r *Reports) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	var body struct {
		Report *Report `json:"csp-report"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, req.Body, maxReportBody)).Decode(&body)
	if err != nil || body.Report == nil {
		http.Error(w, "not a violation report", http.StatusBadRequest)
		return
	}
	r.add(*body.Report)
	w.WriteHeader(http.StatusNoContent)
}

func (r *Reports) add(report Report) {
	r.log.Warn("content security policy violated",
		"document", report.Document, "directive", report.Directive, "blocked", report.Blocked)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reports = append(r.reports, report)
	if len(r.reports) > maxReports {
		r.reports = slices.Clone(r.reports[1:])
	}
}
