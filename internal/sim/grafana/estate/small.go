package estate

import "time"

// logistics is a stack of another team.
func logistics(started time.Time) Estate {
	fleet := group{"fleet", "vehicles", time.Minute, "fleet", "fleet-overview"}
	store := group{"warehouse", "robots", time.Minute, "warehouse", "fleet-overview"}
	return Estate{
		Folders: []Folder{
			{ID: 1, UID: "fleet", Title: "Fleet"},
			{ID: 2, UID: "warehouse", Title: "Warehouse"},
		},
		Dashboards:  dashboards(started, place{"fleet-overview", "fleet"}),
		DataSources: dataSources(),
		Rules: []Rule{
			fleet.rule("r-fleet-silent", "Vehicle sends no position", "warning", 1,
				instances(40, "truck", Normal, time.Time{})...),
			fleet.rule("r-fleet-late", "Delivery is late", "warning", 2,
				instances(5, "route", Pending, started.Add(-2*time.Minute).Truncate(time.Second))...),
			store.rule("r-robot-stuck", "Robot is stuck", "critical", 0,
				instances(8, "robot", Normal, time.Time{})...),
		},
	}
}

// small is a stack that somebody tries things out on.
func small(started time.Time) Estate {
	examples := group{"examples", "examples", time.Minute, "nobody", "example"}
	return Estate{
		Folders:     []Folder{{ID: 1, UID: "examples", Title: "Examples"}},
		Dashboards:  dashboards(started, place{"example", "examples"}),
		DataSources: dataSources()[:1],
		Rules: []Rule{examples.rule("r-example", "An example", "warning", 1,
			one(Normal, time.Time{})...)},
	}
}
