package main

import (
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// bundledPackages reads the lists of packages and the declared licence of each.
func bundledPackages(lists, root string) ([]part, error) {
	files, err := filepath.Glob(filepath.Join(lists, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf(
			"there is no list of packages in %s: build the pages first (make ui)", lists)
	}
	found := map[string]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading a list of packages: %w", err)
		}
		if err := json.Unmarshal(raw, &found); err != nil {
			return nil, fmt.Errorf("reading the list of packages %s: %w", file, err)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("the lists of packages in %s are empty", lists)
	}
	var parts []part
	for _, name := range slices.Sorted(maps.Keys(found)) {
		folder := filepath.Join(root, found[name])
		raw, err := os.ReadFile(filepath.Join(folder, "package.json"))
		if err != nil {
			return nil, fmt.Errorf("reading the package %s: %w", name, err)
		}
		var manifest struct{ License any }
		if err := json.Unmarshal(raw, &manifest); err != nil {
			return nil, fmt.Errorf("reading the package %s: %w", name, err)
		}
		license, _ := manifest.License.(string)
		parts = append(parts, part{name: name, folder: folder, declared: license})
	}
	return parts, nil
}

// linkedModules reads the modules of the binaries, and finds their folders in the go command's
// cache.
func linkedModules(binaries []string) ([]part, error) {
	if len(binaries) == 0 {
		return nil, errors.New("at least one binary is needed")
	}
	modules := map[string]bool{}
	for _, path := range binaries {
		info, err := buildinfo.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("reading what %s was built from: %w", path, err)
		}
		for _, module := range info.Deps {
			if module.Replace != nil {
				module = module.Replace
			}
			modules[module.Path+"@"+module.Version] = true
		}
	}
	parts := []part{{name: "Go " + strings.TrimPrefix(runtime.Version(), "go"), folder: goRoot()}}
	if len(modules) == 0 {
		return parts, nil
	}
	cmd := exec.Command("go",
		append([]string{"mod", "download", "-json"}, slices.Sorted(maps.Keys(modules))...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("looking for the modules: %w", err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var module struct{ Path, Version, Dir string }
		if err := decoder.Decode(&module); errors.Is(err, io.EOF) {
			return parts, nil
		} else if err != nil {
			return nil, fmt.Errorf("looking for the modules: %w", err)
		}
		parts = append(parts, part{name: module.Path + "@" + module.Version, folder: module.Dir})
	}
}

// goRoot returns the folder of Go and its standard library.
func goRoot() string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
