// Package rights reads what a token may do in Grafana: what it lacks for Pagewatch, and what it may
// do too much. It does no I/O.
//
// Source: Grafana documentation, "Grafana RBAC role definitions": an action is <resource>:<verb>,
// and has scopes.
package rights

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// needed are the actions that Pagewatch's views need, and what does not work without each.
var needed = []string{"alert.rules:read", "folders:read", "dashboards:read", "annotations:read",
	"datasources:query", "library.panels:read", "orgs:read"}

// required are those without which there are no alerts.
var required = []string{"alert.rules:read", "folders:read"}

// harmless are the verbs that change nothing.
var harmless = []string{"read", "query", "access", "list", "get"}

// ofViewers are the writes that even a Viewer may make: annotations on dashboards. Only the scope
// makes them harmless.
var ofViewers = []string{"annotations:create", "annotations:write", "annotations:delete"}

// plugin matches actions of plugins: they begin with the plugin's id, which names its publisher,
// its name and its type. No resource of Grafana itself is called so.
//
// Source: Grafana documentation, "RBAC for app plugins", and "plugin.json", field id.
var plugin = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+-app[.:]`)

// pluginsOfViewers are the writes in plugins that Grafana Cloud gives to every Viewer: what the
// assistant keeps for its own user.
//
// Source: Grafana documentation, "Grafana Cloud app plugin role definitions", "Default plugin
// permissions by basic role".
var pluginsOfViewers = []string{
	"grafana-assistant-app.quickstarts.user:create", "grafana-assistant-app.quickstarts.user:delete",
	"grafana-assistant-app.quickstarts.user:write", "grafana-assistant-app.rules.user:create",
	"grafana-assistant-app.rules.user:delete", "grafana-assistant-app.rules.user:write",
}

// Report is what a token may do, in Grafana's names of actions, sorted.
type Report struct {
	// Missing are actions that Pagewatch needs; Blocking are those of them without which it has no
	// alerts.
	Missing, Blocking []string
	// TooMuch are actions that change something, and those with a verb that this version does not
	// know.
	TooMuch []string
	// Plugins are actions of plugins that change something, beyond those that Grafana Cloud gives to
	// every Viewer.
	Plugins []string
	// Everywhere means that the token sees every folder.
	Everywhere bool
}

// Of reports on the scopes that a token has by action.
func Of(scopes map[string][]string) Report {
	var r Report
	for _, action := range needed {
		if len(scopes[action]) == 0 {
			r.Missing = append(r.Missing, action)
			if slices.Contains(required, action) {
				r.Blocking = append(r.Blocking, action)
			}
		}
	}
	for _, action := range slices.Sorted(maps.Keys(scopes)) {
		switch {
		case isHarmless(action, scopes[action]):
		case plugin.MatchString(action):
			r.Plugins = append(r.Plugins, action)
		default:
			r.TooMuch = append(r.TooMuch, action)
		}
	}
	slices.Sort(r.Missing)
	slices.Sort(r.Blocking)
	r.Everywhere = slices.ContainsFunc(scopes["folders:read"], isEverywhere)
	return r
}

func isEverywhere(scope string) bool {
	return scope == "*" || scope == "folders:*" || scope == "folders:uid:*"
}

// OfRules lists the actions that Grafana asks for on the folder of an alert rule.
func OfRules() []string { return required }

// Folders returns the UIDs of the folders that the scopes of an action name, or that they name all.
func Folders(scopes []string) (uids map[string]bool, all bool) {
	uids = map[string]bool{}
	for _, scope := range scopes {
		if uid, named := strings.CutPrefix(scope, "folders:uid:"); named && uid != "" {
			uids[uid] = true
		}
	}
	return uids, slices.ContainsFunc(scopes, isEverywhere)
}

func isHarmless(action string, scopes []string) bool {
	if slices.Contains(ofViewers, action) {
		return !slices.ContainsFunc(scopes, func(scope string) bool {
			return scope != "annotations:type:dashboard" && !strings.HasPrefix(scope, "folders:") &&
				!strings.HasPrefix(scope, "dashboards:")
		})
	}
	verb := action[strings.LastIndexByte(action, ':')+1:]
	return slices.Contains(harmless, verb) || slices.Contains(pluginsOfViewers, action)
}
