package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"time"
)

// ruleGroup has the fields that Pagewatch reads of a group of rules.
type ruleGroup struct {
	Name      string  `json:"name"`
	File      string  `json:"file"`
	FolderUID string  `json:"folderUid"`
	Interval  float64 `json:"interval"`
	Rules     []struct {
		UID            string            `json:"uid"`
		FolderUID      string            `json:"folderUid"`
		Name           string            `json:"name"`
		State          string            `json:"state"`
		Health         string            `json:"health"`
		Type           string            `json:"type"`
		Paused         bool              `json:"isPaused"`
		For            float64           `json:"duration"`
		KeepFiringFor  float64           `json:"keepFiringFor"`
		ActiveAt       time.Time         `json:"activeAt"`
		LastEvaluation time.Time         `json:"lastEvaluation"`
		LastError      string            `json:"lastError"`
		Labels         map[string]string `json:"labels"`
		Annotations    map[string]string `json:"annotations"`
		Alerts         []struct {
			Labels      map[string]string `json:"labels"`
			State       string            `json:"state"`
			ActiveAt    time.Time         `json:"activeAt"`
			Value       string            `json:"value"`
			Annotations struct {
				Summary     string `json:"summary"`
				Description string `json:"description"`
			} `json:"annotations"`
		} `json:"alerts"`
		Totals map[string]int `json:"totals"`
	} `json:"rules"`
}

// rules reads the alert rules of the stack, page by page.
func rules(r *http.Request) ([]ruleGroup, error) {
	if err := verified(r); err != nil {
		return nil, err
	}
	if err := extra(r.Context()); err != nil {
		return nil, err
	}
	var all []ruleGroup
	for next := ""; ; {
		groups, further, err := page(r.Context(), next)
		all = append(all, groups...)
		if next = further; err != nil || next == "" {
			return all, err
		}
	}
}

func page(ctx context.Context, next string) (groups []ruleGroup, further string, err error) {
	query := url.Values{"group_limit": {"100"}, "limit_alerts": {"20"}}
	if next != "" {
		query.Set("group_next_token", next)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, os.Getenv("GRAFANA_URL")+
		"/api/prometheus/grafana/api/v1/rules?"+query.Encode(), nil)
	if err != nil {
		return nil, "", err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("GRAFANA_TOKEN"))
	resp, err := client.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode != http.StatusOK {
		return nil, "", fmt.Errorf("status %d", resp.StatusCode)
	}
	var answer struct {
		Status string `json:"status"`
		Data   struct {
			Groups []ruleGroup `json:"groups"`
			Next   string      `json:"groupNextToken"`
		} `json:"data"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		return nil, "", err
	}
	if answer.Status != "success" {
		return nil, "", errors.New("no success")
	}
	return answer.Data.Groups, answer.Data.Next, nil
}
