package aws

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pagewatch/internal/durable"
)

const stateVersion = 1

// state is the state file:
//
//	{"version": 1, "trustPolicies": {"arn:aws:iam::…:role/…": "{…}"}}
type state struct {
	Version int `json:"version"`
	// by role ARN, each the text that was saved
	TrustPolicies map[string]string `json:"trustPolicies"`
}

// readState returns the saved trust policies, none without a path or a file.
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
		return nil, fmt.Errorf(
			"it is damaged; move it away to start with the seeded trust policies: %w", err)
	}
	if s.Version != stateVersion {
		return nil, fmt.Errorf("it has version %d, this program reads version %d", s.Version,
			stateVersion)
	}
	return s.TrustPolicies, nil
}

// writeState replaces the file atomically.
func writeState(path string, policies map[string]string) error {
	if path == "" {
		return nil
	}
	raw, err := json.MarshalIndent(state{stateVersion, policies}, "", "  ")
	if err != nil {
		return err
	}
	return durable.Replace(path, append(raw, '\n'), 0o600)
}
