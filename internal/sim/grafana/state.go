package grafana

import (
	"crypto/rand"
	"errors"
	"fmt"
)

const (
	// stateVersion is the version of the state file.
	stateVersion = 1
	secretSize   = 32
)

// state is the state file. Secret has secretSize bytes.
type state struct {
	Version int    `json:"version"`
	Secret  []byte `json:"secret"`
}

// Keep writes a new secret to the state file. It does nothing where that exists, or without one.
func (c *Cloud) Keep() error {
	if c.unkept == nil {
		return nil
	}
	if err := c.file.Write(state{stateVersion, c.unkept}); err != nil {
		return fmt.Errorf("writing state file %s: %w", c.file, err)
	}
	c.unkept = nil
	return nil
}

// secret returns the secret of the state file, or a new one for Keep.
func (c *Cloud) secret() ([]byte, error) {
	var s state
	found, err := c.file.Read(&s)
	switch {
	case err != nil:
		return nil, err
	case !found:
		c.unkept = make([]byte, secretSize)
		rand.Read(c.unkept)
		return c.unkept, nil
	case s.Version != stateVersion:
		return nil, fmt.Errorf("it has version %d, this program reads version %d", s.Version,
			stateVersion)
	case len(s.Secret) != secretSize:
		return nil, errors.New("its secret is damaged; move it away to start with new tokens")
	}
	return s.Secret, nil
}
