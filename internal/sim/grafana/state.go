package grafana

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"pagewatch/internal/durable"
)

// stateVersion is the version of the state file.
const stateVersion = 1

// state is the state file. Secret is 32 bytes.
type state struct {
	Version int    `json:"version"`
	Secret  []byte `json:"secret"`
}

// Keep writes a new secret to the state file. It does nothing where that exists, or without one.
func (c *Cloud) Keep() error {
	if c.unkept == nil {
		return nil
	}
	raw, err := json.Marshal(state{stateVersion, c.unkept})
	if err == nil {
		err = durable.Replace(c.statePath, append(raw, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("writing state file %s: %w", c.statePath, err)
	}
	c.unkept = nil
	return nil
}

// readSecret returns the secret of the state file. The error is fs.ErrNotExist without a file.
func readSecret(path string, size int) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var s state
	if err := json.Unmarshal(raw, &s); err != nil || len(s.Secret) != size {
		return nil, errors.New("it is damaged; move it away to start with new tokens")
	}
	if s.Version != stateVersion {
		return nil, fmt.Errorf("it has version %d, this program reads version %d", s.Version,
			stateVersion)
	}
	return s.Secret, nil
}
