package client

import (
	"net/http"
	"strings"
	"time"
)

// Deprecation is Grafana's announcement of the end of a route.
type Deprecation struct {
	// From is the day from which the route is deprecated, zero where Grafana names none.
	From time.Time
}

// deprecationIn returns the announcement of an answer, nil for none. Source: Grafana, pull request
// 132531.
func deprecationIn(header http.Header) *Deprecation {
	date := header.Get("X-Api-Deprecation-Date")
	warned := strings.HasPrefix(header.Get("Warning"), "299 ") &&
		strings.Contains(strings.ToLower(header.Get("Warning")), "deprecated")
	if date == "" && !warned {
		return nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly, http.TimeFormat} {
		if from, err := time.Parse(layout, date); err == nil {
			return &Deprecation{from}
		}
	}
	return &Deprecation{}
}

// Day returns the day, "" where Grafana names none.
func (d Deprecation) Day() string {
	if d.From.IsZero() {
		return ""
	}
	return d.From.Format(time.DateOnly)
}
