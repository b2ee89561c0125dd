package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"pagewatch/internal/durable"
)

// What the folder of an app holds.
const (
	fileName       = "manifest.yml"
	uiFolder       = "ui"
	functionFolder = "function"
)

// Built locates the results of a build.
type Built struct {
	// Manifest is the source's path.
	Manifest string
	// UI is the folder of the pages.
	UI string
	// Functions is the folder of the functions for each target: they call the backend in different
	// ways.
	Functions map[Target]string
}

// Folder writes the app of a target into a folder: manifest.yml, ui/ and function/, from where
// `forge deploy` takes it. What an earlier call left there is replaced; a folder that holds
// anything else is refused.
func Folder(to string, built Built, o Options) error {
	source, err := os.ReadFile(built.Manifest)
	if err != nil {
		return fmt.Errorf("reading the manifest: %w", err)
	}
	rendered, err := Render(source, o, uiFolder, functionFolder)
	if err != nil {
		return err
	}
	if err := empty(to); err != nil {
		return err
	}
	if err := copyTree(filepath.Join(to, uiFolder), built.UI, marked(o.Target)); err != nil {
		return err
	}
	if err := copyTree(filepath.Join(to, functionFolder), built.Functions[o.Target],
		whole); err != nil {
		return err
	}
	return durable.Replace(filepath.Join(to, fileName), rendered, 0o644)
}

// empty makes the folder, or removes the files of an earlier call.
func empty(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("making the folder of the app: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("looking into the folder of the app: %w", err)
	}
	ours := []string{fileName, uiFolder, functionFolder}
	for _, entry := range entries {
		if !slices.Contains(ours, entry.Name()) {
			return fmt.Errorf(
				"%s holds %s, which is not of an app made here: choose an empty folder", folder,
				entry.Name())
		}
	}
	for _, name := range ours {
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return fmt.Errorf("clearing the folder of the app: %w", err)
		}
	}
	return nil
}

// The pages name their target; the build makes them for Lambda.
const (
	builtFor = `data-target="lambda"`
	markFor  = `data-target="%s"`
)

// change returns the content of a file's copy.
type change func(name string, content []byte) ([]byte, error)

func whole(_ string, content []byte) ([]byte, error) { return content, nil }

// marked sets the target in the pages, which determines how they call the backend.
func marked(target Target) change {
	return func(name string, content []byte) ([]byte, error) {
		if !strings.HasSuffix(name, ".html") {
			return content, nil
		}
		if bytes.Count(content, []byte(builtFor)) != 1 {
			return nil, fmt.Errorf("%s does not say %s: build the pages anew", name, builtFor)
		}
		return bytes.Replace(content, []byte(builtFor), fmt.Appendf(nil, markFor, target), 1), nil
	}
}

// copyTree copies a folder of plain files.
func copyTree(to, from string, change change) error {
	if from == "" {
		return errors.New("the functions of this target were not built")
	}
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if content, err = change(name, content); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), content, 0o644)
	})
	if err != nil {
		return fmt.Errorf("copying what was built (run make ui first): %w", err)
	}
	return nil
}
