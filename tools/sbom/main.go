// Command sbom writes the software bill of materials of a release, in the CycloneDX format. It
// lists the Go modules that the linker recorded in the binaries, and the npm packages that the lock
// file names for pages and functions. Two runs on the same input give the same bytes, so it has no
// time and no random serial number.
//
//	sbom --version 1.4.0 --lock frontend/package-lock.json BINARY... > sbom.cdx.json
package main

import (
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/CycloneDX/cyclonedx-go"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("sbom", flag.ContinueOnError)
	version := flags.String("version", "", "the release's version")
	lock := flags.String("lock", "", "package-lock.json")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *version == "" || *lock == "" || flags.NArg() == 0 {
		return errors.New("--version, --lock and at least one binary are needed")
	}
	found := components{}
	for _, path := range flags.Args() {
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			return fmt.Errorf("reading what %s was built from: %w", path, err)
		}
		found.addModules(info)
	}
	raw, err := os.ReadFile(*lock)
	if err != nil {
		return fmt.Errorf("reading the lock file: %w", err)
	}
	if err := found.addPackages(raw); err != nil {
		return err
	}
	return write(out, *version, found.sorted())
}

// addModules adds the modules of a binary, and the standard library of its build.
func (c components) addModules(info *debug.BuildInfo) {
	c.add("golang", "std", strings.TrimPrefix(info.GoVersion, "go"))
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		c.add("golang", module.Path, module.Version).Properties = &[]cyclonedx.Property{
			{Name: "go:sum", Value: module.Sum}}
	}
}

func write(out io.Writer, version string, components []cyclonedx.Component) error {
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{Component: &cyclonedx.Component{
		BOMRef: "pagewatch", Type: cyclonedx.ComponentTypeApplication, Name: "pagewatch",
		Version: version,
	}}
	bom.Components = &components
	return cyclonedx.NewBOMEncoder(out, cyclonedx.BOMFileFormatJSON).SetPretty(true).Encode(bom)
}
