package stage

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"pagewatch/internal/hygiene"
)

// Variant selects how a program is built.
type Variant string

const (
	// Released is the build of `make targets`.
	Released Variant = "released"
	// Unclear is Released without the clearing of memory: hygiene.Clear does nothing, and freed
	// memory is not overwritten. The difference is the cost of clearing.
	Unclear Variant = "unclear"
	// Probed is Unclear with one more file. The file counts allocations and goroutines and writes
	// CPU profiles on a signal (Probe, Profile), which cannot be measured from outside.
	Probed Variant = "probed"
)

//go:embed probe.txt
var probeSource []byte

// Build builds the program of a target into a folder and returns its path. Call it with a working
// directory in the benchmarks' module.
func Build(ctx context.Context, folder string, target Target, variant Variant) (string, error) {
	root, err := moduleRoot(ctx)
	if err != nil {
		return "", err
	}
	return BuildFrom(ctx, root, folder, target, variant)
}

// BuildFrom is Build for another tree of the module's sources.
func BuildFrom(ctx context.Context, root, folder string, target Target, variant Variant) (string,
	error) {
	out := filepath.Join(folder, string(target)+"-"+string(variant))
	args := []string{"build", "-o", out}
	dir, source := root, "./cmd/"+string(target)
	switch {
	case target.yardstick():
		dir, source = filepath.Join(root, "bench"), "./yardstick"
	case variant == Released:
		args = append(args, "-ldflags", hygiene.LinkerFlag)
	}
	if variant != Released {
		overlay, err := overlay(folder, root, filepath.Join(dir, source), variant)
		if err != nil {
			return "", err
		}
		args = append(args, "-overlay", overlay)
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "-tags", "lambda.norpc", source)...)
	cmd.Dir = dir
	if output, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", out, err, output)
	}
	return out, nil
}

// moduleRoot returns the folder of the product's own module.
func moduleRoot(ctx context.Context) (string, error) {
	folder, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}",
		"pagewatch").Output()
	if err != nil {
		return "", fmt.Errorf("finding the module: %w", err)
	}
	return strings.TrimSpace(string(folder)), nil
}

// clearing is the body of hygiene.Clear.
const clearing = "\tcollect(2)\n"

// overlay writes the files in which a variant differs from the sources, and the overlay file of go
// build.
func overlay(folder, root, command string, variant Variant) (string, error) {
	hygieneFile := filepath.Join(root, "internal", "hygiene", "hygiene.go")
	source, err := os.ReadFile(hygieneFile)
	if err != nil {
		return "", fmt.Errorf("reading how memory is cleared: %w", err)
	}
	without := strings.Replace(string(source), clearing, "", 1)
	if without == string(source) {
		return "", errors.New("building without clearing: hygiene.Clear is not as it was")
	}
	replace := map[string]string{hygieneFile: filepath.Join(folder, "hygiene.go")}
	if err := os.WriteFile(replace[hygieneFile], []byte(without), 0o600); err != nil {
		return "", err
	}
	if variant == Probed {
		probe := filepath.Join(command, "zz_probe.go")
		replace[probe] = filepath.Join(folder, "probe.go")
		if err := os.WriteFile(replace[probe], probeSource, 0o600); err != nil {
			return "", err
		}
	}
	raw, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "overlay-"+string(variant)+"-"+filepath.Base(command)+".json")
	return path, os.WriteFile(path, raw, 0o600)
}
