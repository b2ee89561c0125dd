package manifest

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/egress"
	"pagewatch/internal/grafana/stack"
)

const (
	// service is the key of the service and of its one container; the documentation allows 19
	// characters.
	service = "pagewatch"
	// health is answered by the backend in every target. The schema allows no dot in it.
	health = "/healthz"
)

// tokenScopes are the scopes that a remote needs to receive tokens; a container receives none.
var tokenScopes = []string{"read:app-system-token", "read:app-user-token"}

// container turns the Remote app into one whose backend Atlassian runs.
func (e *editor) container(o Options) {
	e.remove("remotes")
	e.put(e.services(o), "services")
	e.egress(o)
	e.each([]string{"permissions", "scopes"},
		func(scope *yaml.Node) bool { return !slices.Contains(tokenScopes, scope.Value) })
	e.note("The backend asks Confluence, as the user, what they may do in the space.",
		"permissions", "scopes", "read:space:confluence")
	for _, endpoint := range e.items("modules", "endpoint") {
		e.serve(endpoint)
	}
}

// egress names the hosts that the backend reaches. Without AWS and Grafana it reaches none.
func (e *editor) egress(o Options) {
	if o.WithoutAWS && o.WithoutGrafana {
		e.remove("permissions", "external")
		return
	}
	e.remove("permissions", "external", "fetch", "client")
	e.put(ways(o), "permissions", "external", "fetch", "backend")
	e.note(
		"The backend's egress. Forge blocks every other host, and the backend every other path of these hosts.",
		"permissions", "external", "fetch", "backend")
}

// serve points an endpoint at the service, where the sidecar keeps the tokens. A page's call sets
// its route itself, but the schema of services requires one.
func (e *editor) serve(endpoint *yaml.Node) {
	dropKey(endpoint, "remote")
	dropKey(endpoint, "auth")
	setKey(endpoint, "service", scalar(service))
	if find(endpoint, "route") == nil {
		setKey(endpoint, "route", mapping("path", scalar("/")))
		endpoint.HeadComment = "# Calls of the pages above, which set path and method."
	}
}

// services describes the one service.
func (e *editor) services(o Options) *yaml.Node {
	chosen, _ := sizeOf(o.Size) // validated before
	return sequence(mapping(
		"key", scalar(service),
		"containers", sequence(mapping(
			"key", scalar(service),
			"tag", text(o.Image),
			"resources", mapping("cpu", scalar(chosen.cpu), "memory", scalar(chosen.memory)),
			"health", mapping("type", scalar("http"), "route", mapping("path", scalar(health))),
		)),
		"scaling", mapping("min", number(o.min()), "max", number(o.max())),
	))
}

// ways lists the addresses that the backend reaches.
func ways(o Options) *yaml.Node {
	var addresses []string
	if !o.WithoutAWS {
		addresses = append(addresses, awsOrigins(o)...)
	}
	if !o.WithoutGrafana {
		// Customers link stacks that no manifest can know. The backend calls hosts with exactly one
		// label before the suffix.
		addresses = append(addresses, "https://*."+stack.Suffix)
	}
	list := sequence()
	for _, address := range addresses {
		list.Content = append(list.Content,
			mapping("address", scalar(address), "inScopeEUD", scalar("false")))
	}
	return list
}

// awsOrigins lists the hosts of AWS. They are named one by one: the schema allows a wildcard only at
// the front of a name, and "*.amazonaws.com" would be all of AWS.
func awsOrigins(o Options) []string {
	sts := o.STSRegion
	if sts == "" {
		sts = o.Partition.Home
	}
	origins := []string{egress.STSOrigin(o.Partition, sts)}
	for _, r := range o.Partition.Regions() {
		origins = append(origins, egress.CloudWatchOrigin(o.Partition, r.ID))
	}
	return origins
}
