package service

import "runtime/debug"

// version is what a release is called. Its build sets it: -ldflags "-X
// pagewatch/internal/service.version=1.4.0".
var version string

// Version returns the version that this binary was released under, else the commit that it was
// built from, else "development".
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
