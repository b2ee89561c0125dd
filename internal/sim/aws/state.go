package aws

import (
	"fmt"
	"maps"
	"slices"
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

// loadTrust applies the state file. Roles it does not name keep their seeded trust policy.
func (c *Cloud) loadTrust() error {
	var saved state
	found, err := c.file.Read(&saved)
	if err != nil || !found {
		return err
	}
	if saved.Version != stateVersion {
		return fmt.Errorf("it has version %d, this program reads version %d", saved.Version,
			stateVersion)
	}
	for _, arn := range slices.Sorted(maps.Keys(saved.TrustPolicies)) {
		r, ok := c.roles[arn]
		if !ok {
			return fmt.Errorf("%w: %s", ErrNoSuchRole, arn)
		}
		if err := r.setTrust(saved.TrustPolicies[arn]); err != nil {
			return fmt.Errorf("trust policy of %s: %w", arn, err)
		}
	}
	return nil
}

// saveTrust writes the trust policies of all roles, with the new policy of the changed role.
func (c *Cloud) saveTrust(changed *role) error {
	policies := map[string]string{changed.arn: changed.trustText}
	for arn, r := range c.roles {
		if arn != changed.arn {
			policies[arn] = r.trustText
		}
	}
	return c.file.Write(state{stateVersion, policies})
}
