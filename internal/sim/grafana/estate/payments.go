package estate

import "time"

// payments is the stack that has everything.
func payments(started time.Time) Estate {
	return Estate{
		Folders: []Folder{
			{ID: 1, UID: "production", Title: "Production"},
			{ID: 2, UID: "checkout", Title: "Checkout", Parent: "production"},
			{ID: 3, UID: "checkout-eu", Title: "Europe", Parent: "checkout"},
			{ID: 4, UID: "databases", Title: "Databases", Parent: "production"},
			{ID: 5, UID: "platform", Title: "Platform"},
			{ID: 6, UID: "security", Title: "Security", Restricted: true},
		},
		Dashboards: dashboards(started, place{"checkout-overview", "checkout"},
			place{"checkout-europe", "checkout-eu"}, place{"postgres", "databases"},
			place{"nightly-batch", "platform"}, place{"platform-teams", "platform"},
			place{"company", ""}, place{"audit-trail", "security"}),
		Libraries: []Library{
			{ID: 1, UID: "lib-latency", Name: "Latency library panel", Folder: "production",
				Type: "timeseries", Title: "Latency (library)"},
			{ID: 2, UID: "lib-audit", Name: "Sign-ins library panel", Folder: "security",
				Type: "table", Title: "Sign-ins (library)"},
		},
		DataSources: dataSources(),
		Rules: append(append(checkoutRules(started), databaseRules(started)...),
			batchRules(started)...),
		Annotations: []Annotation{
			{ID: 1, Dashboard: "checkout-overview", Panel: 1, At: started.Add(-90 * time.Minute),
				End:  started.Add(-80 * time.Minute),
				Text: "Deployed <b>v1.2.3</b>\n\n<a href=\"https://ci.example/1\">CI</a>",
				Tags: []string{"deploy", "v1.2.3"}, Login: "ada"},
			{ID: 2, At: started.Add(-45 * time.Minute), End: started.Add(-45 * time.Minute),
				Text: "Deploy freeze begins", Tags: []string{"deploy", "org"}, Login: "ada"},
			{ID: 3, Dashboard: "checkout-overview", Panel: 2, At: started.Add(-20 * time.Minute),
				End: started.Add(-20 * time.Minute), Rule: "r-checkout-5xx",
				Previous: Pending, Next: Alerting},
			{ID: 4, Dashboard: "audit-trail", Panel: 1, At: started.Add(-10 * time.Minute),
				End: started.Add(-10 * time.Minute), Rule: "r-admin-sign-ins",
				Previous: Normal, Next: Alerting},
			{ID: 5, Dashboard: "postgres", At: started.Add(-6 * time.Hour),
				End:  started.Add(-5 * time.Hour),
				Text: "Maintenance of the primary", Tags: []string{"maintenance"}, Login: "ravi"},
		},
		ShortURLs: []ShortURL{
			{"abc123panel", "d/checkout-overview/checkout-overview?orgId=1&from=now-1h&to=now" +
				"&viewPanel=panel-2&var-env=prod"},
			{"def456explore", "explore?left=%7B%22queries%22%3A%5B%5D%7D"},
		},
	}
}

func dataSources() []DataSource {
	return []DataSource{
		{ID: 1, UID: "grafanacloud-prom", Name: "grafanacloud-prom", Type: "prometheus",
			TypeName: "Prometheus", Default: true},
		{ID: 2, UID: "grafanacloud-logs", Name: "grafanacloud-logs", Type: "loki",
			TypeName: "Loki"},
		{ID: 3, UID: "cloudwatch-prod", Name: "CloudWatch production", Type: "cloudwatch",
			TypeName: "CloudWatch"},
	}
}

// checkoutRules fire, wait, recover, and are reset.
func checkoutRules(started time.Time) []Rule {
	ago := func(d time.Duration) time.Time { return started.Add(-d).Truncate(time.Second) }
	api := group{"checkout", "checkout-api", time.Minute, "checkout", "checkout-overview"}
	edge := group{"checkout-eu", "edge", 30 * time.Second, "edge", "checkout-europe"}
	firing := instances(46, "checkout", Alerting, ago(20*time.Minute))
	firing = append(firing, instances(2, "canary", Normal, time.Time{})...)
	recovering := api.rule("r-payment-queue", "Payment queue is long", "warning", 4,
		instances(1, "queue", Recovering, ago(30*time.Minute))...)
	recovering.KeepFiringFor = 10 * time.Minute
	gone := append(instances(3, "edge-fra", Normal, time.Time{}),
		instances(1, "edge-ams", "Normal (MissingSeries)", ago(3*time.Minute))...)
	created := edge.rule("r-edge-new", "Edge certificate expires", "warning", 0)
	created.Never = true
	return []Rule{
		api.rule("r-checkout-5xx", "Checkout answers 5xx", "critical", 2, firing...),
		api.rule("r-checkout-latency", "Checkout is slow", "warning", 1,
			instances(3, "checkout", Pending, ago(2*time.Minute))...),
		recovering,
		api.rule("r-checkout-traffic", "Checkout has no traffic", "critical", 1,
			instances(12, "checkout", Normal, time.Time{})...),
		edge.rule("r-edge-errors", "Edge answers 5xx", "critical", 1, gone...),
		edge.rule("r-edge-updated", "Edge is slow", "warning", 1,
			one("Normal (Updated)", ago(time.Minute))...),
		created,
	}
}

// databaseRules have no data or fail, with every policy for that.
func databaseRules(started time.Time) []Rule {
	since := started.Add(-15 * time.Minute).Truncate(time.Second)
	db := group{"databases", "postgres", time.Minute, "data", "postgres"}
	in := func(uid, title, health, state string) Rule {
		r := db.rule(uid, title, "critical", 1, one(state, since)...)
		r.Health = health
		if health == "error" {
			r.LastError = "failed to execute query A: dial tcp 10.0.3.7:9090: context deadline " +
				"exceeded"
		}
		return r
	}
	return []Rule{
		in("r-db-heartbeat", "Database heartbeat is missing", "nodata", NoData),
		in("r-db-replication", "Replication lags", "error", Failed),
		in("r-db-backup", "Backup is old", "ok", "Normal (NoData)"),
		in("r-db-vacuum", "Vacuum is behind", "error", "Normal (Error)"),
		in("r-db-primary", "Primary is down", "ok", "Alerting (NoData)"),
		in("r-db-failover", "Failover is impossible", "error", "Alerting (Error)"),
		in("r-db-disk", "Disk fills up", "nodata", "Normal (NoData, KeepLast)"),
		db.rule("r-db-connections", "Connections run out", "warning", 2,
			instances(4, "postgres", Normal, time.Time{})...),
	}
}

// batchRules are paused, stale, empty and recording, and one is nobody's but the security team's.
func batchRules(started time.Time) []Rule {
	batch := group{"platform", "batch", 5 * time.Minute, "platform", "nightly-batch"}
	old := group{"platform", "old-batch", time.Minute, "platform", "nightly-batch"}
	guard := group{"security", "access", time.Minute, "security", "audit-trail"}
	paused := batch.rule("r-batch-paused", "Nightly export is late", "warning", 1)
	paused.Paused = true
	stale := old.rule("r-batch-stale", "Nightly import is late", "warning", 2,
		one(Normal, time.Time{})...)
	stale.Behind = 2 * time.Hour
	recording := Rule{UID: "r-batch-recording", Title: "job:batch_duration:avg",
		Folder: "platform", Group: "batch", Interval: 5 * time.Minute, Health: "ok",
		Expr: "avg by (job) (batch_duration_seconds)", DataSource: "grafanacloud-prom",
		Labels: map[string]string{}, Annotations: map[string]string{}, Recording: true}
	return []Rule{
		batch.rule("r-batch-ok", "Nightly report is late", "warning", 1,
			instances(2, "batch", Normal, time.Time{})...),
		paused,
		batch.rule("r-batch-empty", "Batch job fails", "warning", 1),
		recording,
		stale,
		guard.rule("r-admin-sign-ins", "Admins fail to sign in", "critical", 1,
			instances(2, "vault", Alerting, started.Add(-10*time.Minute).Truncate(time.Second))...),
	}
}
