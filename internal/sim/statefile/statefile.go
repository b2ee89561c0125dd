// Package statefile reads and writes the JSON files in which simulations keep their state.
package statefile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pagewatch/internal/durable"
)

// File is the path of a file; "" keeps nothing.
type File string

// Read decodes the file. found is false for an absent one. It refuses members that into does not
// have, and text after the end.
func (f File) Read(into any) (found bool, err error) {
	if f == "" {
		return false, nil
	}
	raw, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(into)
	if err == nil && decoder.More() {
		err = errors.New("text after the end")
	}
	if err != nil {
		return false, fmt.Errorf("%s is damaged; move it away to begin anew: %w", f, err)
	}
	return true, nil
}

// Write replaces the file atomically: a killed process leaves the old one or the new one.
func (f File) Write(value any) error {
	if f == "" {
		return nil
	}
	raw, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding %s: %w", f, err)
	}
	return durable.Replace(string(f), append(raw, '\n'), 0o600)
}
