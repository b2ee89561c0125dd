package grafana

import (
	"fmt"
	"slices"
)

// Version is a version of Grafana.
type Version struct{ Major, Minor, Patch int }

// Versions are the versions that a stack can have, the newest first. 12.0 answers 404 where others
// answer 403. Source: grafana/grafana, issue 112323.
var Versions = []Version{{13, 2, 3}, {12, 4, 2}, {12, 0, 1}, {9, 5, 21}}

// String returns the version as /api/health has it, such as "13.2.3".
func (v Version) String() string { return fmt.Sprintf("%d.%d.%d", v.Major, v.Minor, v.Patch) }

// from reports whether the version is at least major.minor.
func (v Version) from(major, minor int) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}

// hidesRefusals reports whether a dashboard that the token may not read is "not found".
func (v Version) hidesRefusals() bool { return v.Major == 12 && v.Minor == 0 }

// versionNamed returns the version of a text.
func versionNamed(text string) (Version, bool) {
	at := slices.IndexFunc(Versions, func(v Version) bool { return v.String() == text })
	if at < 0 {
		return Version{}, false
	}
	return Versions[at], true
}
