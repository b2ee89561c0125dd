package egress

import (
	"net/http"
	"regexp"

	"pagewatch/internal/cloudwatch/region"
)

var (
	root           = regexp.MustCompile(`^/$`)
	describeAlarms = regexp.MustCompile(
		`^/service/GraniteServiceVersion20100801/operation/DescribeAlarms$`)
	operations = regexp.MustCompile(
		`^/ex/confluence/[0-9a-f-]{36}/wiki/api/v2/spaces/[1-9][0-9]{0,18}/operations$`)
	space = regexp.MustCompile(
		`^/ex/confluence/[0-9a-f-]{36}/wiki/api/v2/spaces/[1-9][0-9]{0,18}$`)
	caller = regexp.MustCompile(`^/invocation/context$`)
	kvs    = regexp.MustCompile(
		`^/forge/storage/kvs/v1/((secret/)?(get|set|delete)|query)$`)
)

// STSOrigin returns the origin of a Region's STS. The tokens of a regional endpoint are valid in
// every Region.
func STSOrigin(p region.Partition, id string) string { return "https://sts." + id + "." + p.Suffix }

// CloudWatchOrigin returns the origin of a Region's CloudWatch.
func CloudWatchOrigin(p region.Partition, id string) string {
	return "https://monitoring." + id + "." + p.Suffix
}

// AssumeRole allows the action AssumeRole of an STS.
func AssumeRole(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodPost, Path: root,
		Action: "AssumeRole", Why: "Become the linked role, for one call."}
}

// CallerIdentity allows the action GetCallerIdentity of an STS.
func CallerIdentity(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodPost, Path: root,
		Action: "GetCallerIdentity", Why: "Test whose keys these are."}
}

// DescribeAlarms allows the operation DescribeAlarms of a CloudWatch.
func DescribeAlarms(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodPost, Path: describeAlarms,
		Why: "Read the alarms that the page shows."}
}

// SpaceOperations allows reading the operations that a user may perform in a space.
func SpaceOperations(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodGet, Path: operations,
		Why: "Ask what the user may do in the space."}
}

// Space allows reading a space, to find out whether it still exists.
func Space(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodGet, Path: space,
		Why: "Ask, as the app, whether a space with records is still there."}
}

// ForgeStorage allows reads and writes of the app's records in Forge storage.
func ForgeStorage(origin string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodPost, Path: kvs,
		Why: "Keep and read connections in Forge storage."}
}

// KeySet allows fetching the keys that sign invocation tokens. path is the URL's, taken literally.
func KeySet(origin, path string) Rule {
	return Rule{To: Destination{Origin: origin}, Method: http.MethodGet,
		Path: regexp.MustCompile(`^` + regexp.QuoteMeta(path) + `$`),
		Why:  "Read the keys that sign invocations."}
}

// InvocationContext allows asking a container's sidecar for the caller of an invocation.
func InvocationContext(sidecar string) Rule {
	return Rule{To: Destination{Origin: sidecar}, Method: http.MethodGet, Path: caller,
		Why: "Ask the sidecar who calls."}
}

// SidecarOperations is SpaceOperations through a container's sidecar. prefix is the part of the
// path before api/v2, taken literally.
func SidecarOperations(sidecar, prefix string) Rule {
	rule := SpaceOperations(sidecar)
	rule.Path = sidecarPath(prefix, `/operations`)
	return rule
}

// SidecarSpace is Space through a container's sidecar.
func SidecarSpace(sidecar, prefix string) Rule {
	rule := Space(sidecar)
	rule.Path = sidecarPath(prefix, ``)
	return rule
}

func sidecarPath(prefix, rest string) *regexp.Regexp {
	return regexp.MustCompile(`^/confluence/` + regexp.QuoteMeta(prefix) +
		`api/v2/spaces/[1-9][0-9]{0,18}` + rest + `$`)
}
