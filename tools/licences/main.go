// Command licences finds the licences of everything that a release contains, refuses those that are
// not on its list of permitted licences, and writes the notices that they require. It reads the Go
// modules that the linker recorded in the binaries, and the npm packages that the build lists for
// its bundles (frontend/scripts/bundled.ts). Two runs on the same input give the same bytes.
//
//	licences --bundled frontend/build/bundled --packages frontend BINARY... > notices.txt
//
// It needs the modules and packages on the disk: run it in a built tree.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("licences", flag.ContinueOnError)
	bundled := flags.String("bundled", "", "the folder of the lists of packages that bundles hold")
	packages := flags.String("packages", "", "the folder that the lists name packages from")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *bundled == "" || *packages == "" {
		return errors.New("--bundled and --packages are needed")
	}
	parts, err := bundledPackages(*bundled, *packages)
	if err != nil {
		return err
	}
	modules, err := linkedModules(flags.Args())
	if err != nil {
		return err
	}
	parts = append(parts, modules...)
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
	var refused []error
	for i := range parts {
		refused = append(refused, parts[i].look())
	}
	if err := errors.Join(refused...); err != nil {
		return err
	}
	return write(out, parts)
}
