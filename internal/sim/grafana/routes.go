package grafana

// route is a route of the HTTP API.
type route struct {
	pattern   string
	action    string // the permission without which it refuses, "" for none
	since     int    // the major version that brought it
	successor string // announced from version 13 on, "" for a route that stays
	do        func(*request) answer
}

// The newer APIs, which replace older routes.
const (
	dashboardGroup = "dashboard.grafana.app"
	folderGroup    = "folder.grafana.app"
	shortURLGroup  = "shorturl.grafana.app"
)

const (
	promRules = "/api/prometheus/grafana/api/v1/rules"
	rulePath  = "/api/v1/provisioning/alert-rules"
	namespace = "/namespaces/{namespace}"
)

// apiRoutes are the routes that need a token, the more exact before the others.
var apiRoutes = []route{
	{pattern: "/api/org", action: "orgs:read", do: (*request).org},
	{pattern: "/api/user", do: (*request).user},
	{pattern: "/api/access-control/user/permissions", do: (*request).permissions},
	{pattern: "/api/access-control/user/actions", do: (*request).actions},
	{pattern: "/api/serviceaccounts/search", action: "serviceaccounts:read",
		do: (*request).serviceAccounts},
	{pattern: "/api/frontend/settings", do: (*request).settings},
	{pattern: "/api/search", successor: dashboardGroup, do: (*request).search},
	{pattern: "/api/search/sorting", do: (*request).sorting},
	{pattern: "/api/folders", successor: folderGroup, do: (*request).folders},
	{pattern: "/api/folders/{uid}", successor: folderGroup, do: (*request).folder},
	{pattern: "/api/dashboards/tags", do: (*request).tags},
	{pattern: "/api/dashboards/uid/{uid}", action: "dashboards:read", successor: dashboardGroup,
		do: (*request).dashboard},
	{pattern: "/api/dashboards/uid/{uid}/versions", action: "dashboards:write",
		do: (*request).versions},
	{pattern: "/api/library-elements", do: (*request).libraries},
	{pattern: "/api/library-elements/{uid}", do: (*request).library},
	{pattern: "/api/datasources", action: "datasources:read", do: (*request).dataSources},
	{pattern: "/api/datasources/uid/{uid}", action: "datasources:read",
		do: (*request).dataSource},
	{pattern: "/api/datasources/id/{name}", action: "datasources.id:read",
		do: (*request).dataSourceID},
	{pattern: "/api/annotations", action: "annotations:read",
		successor: "annotation.grafana.app", do: (*request).annotations},
	{pattern: "/api/annotations/tags", action: "annotations:read",
		do: (*request).annotationTags},
	{pattern: promRules, action: "alert.rules:read", do: (*request).rules},
	{pattern: "/api/prometheus/grafana/api/v1/alerts", action: "alert.instances:read",
		do: (*request).alerts},
	{pattern: "/api/alertmanager/grafana/api/v2/alerts", action: "alert.instances:read",
		do: (*request).managedAlerts},
	{pattern: "/api/ruler/grafana/api/v1/rules", action: "alert.rules:read",
		do: (*request).ruler},
	{pattern: rulePath, do: (*request).provisioned},
	{pattern: rulePath + "/{uid}", do: (*request).provisionedRule},
	{pattern: "/api/short-urls/{uid}", since: 12, successor: shortURLGroup,
		do: (*request).shortURL},
	{pattern: "/apis/{group}", since: 12, do: (*request).apiGroup},
	{pattern: "/apis/{group}/{version}" + namespace + "/{resource}", since: 12,
		do: (*request).apiList},
	{pattern: "/apis/{group}/{version}" + namespace + "/{resource}/{name}", since: 12,
		do: (*request).apiObject},
	{pattern: "/apis/{group}/{version}" + namespace + "/{resource}/{name}/dto", since: 12,
		do: (*request).apiObject},
}
