package confluence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pagewatch/internal/durable"
)

// stateFile is the path of a JSON file that is replaced atomically.
type stateFile string

// read decodes the file; found is false for an absent one.
func (f stateFile) read(into any) (found bool, err error) {
	data, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("reading the wiki: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return false, fmt.Errorf("reading the wiki: %s is damaged (remove it to begin anew): %w", f,
			err)
	}
	return true, nil
}

// write replaces the file atomically: a killed process leaves the old one or the new one.
func (f stateFile) write(value any) error {
	data, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return fmt.Errorf("encoding the wiki: %w", err)
	}
	if err := durable.Replace(string(f), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("writing the wiki: %w", err)
	}
	return nil
}
