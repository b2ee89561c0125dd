package cloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

const stateVersion = 1

// state is the state file:
//
//	{"version": 1, "trustPolicies": {"arn:aws:iam::…:role/…": "{…}"}}
type state struct {
	Version       int               `json:"version"`
	TrustPolicies map[string]string `json:"trustPolicies"` // by role ARN, each the text that was saved
}

// readState returns the saved trust policies: none where there is no path or no file yet.
func readState(path string) (map[string]string, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var s state
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	err = dec.Decode(&s)
	if err == nil && dec.More() {
		err = errors.New("text after the end")
	}
	if err != nil {
		return nil, fmt.Errorf("it is damaged; move it away to start with the seeded trust policies: %w", err)
	}
	if s.Version != stateVersion {
		return nil, fmt.Errorf("it has version %d, this program reads version %d", s.Version, stateVersion)
	}
	return s.TrustPolicies, nil
}

// writeState replaces the file in one step: a reader, or a restart after a crash, finds the old one or the new one.
func writeState(path string, policies map[string]string) error {
	if path == "" {
		return nil
	}
	raw, err := json.MarshalIndent(state{stateVersion, policies}, "", "  ")
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(append(raw, '\n'))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the rename itself durable.
func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
