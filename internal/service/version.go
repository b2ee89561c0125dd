package service

import "runtime/debug"

// version is the release's version. The build sets it: -ldflags "-X
// pagewatch/internal/service.version=1.4.0".
var version string

// Version returns the release's version, else the commit of the build, else "development".
func Version() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "development"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			return setting.Value[:12]
		}
	}
	return "development"
}
