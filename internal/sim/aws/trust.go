package aws

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"pagewatch/internal/sim/aws/policy"
)

// ErrNoSuchRole is returned for a role ARN that belongs to no account.
var ErrNoSuchRole = errors.New("no such role")

// maxTrust is the default quota of a trust policy in characters, white space not counted.
const maxTrust = 2048

// RecommendedTrust returns the trust policy that Pagewatch recommends: the principal's account may
// assume the role, but only as that principal and only with one of the External IDs. It names the
// account and tests aws:PrincipalArn, so it stays valid when the principal is deleted and created
// again. A policy with the principal's ARN as the Principal would not.
func RecommendedTrust(principalARN string, externalIDs ...string) string {
	account := strings.Split(principalARN, ":")[4]
	return trustOf(account, map[string]any{
		"ArnEquals":    map[string]string{"aws:PrincipalArn": principalARN},
		"StringEquals": map[string]any{"sts:ExternalId": oneOrMany(externalIDs)},
	})
}

// trustOf writes a trust policy of one statement for an account root.
func trustOf(account string, conditions map[string]any) string {
	type statement struct {
		Effect    string
		Principal map[string]string
		Action    string
		Condition map[string]any `json:",omitempty"`
	}
	document := struct {
		Version   string
		Statement []statement
	}{
		"2012-10-17",
		[]statement{
			{"Allow", map[string]string{"AWS": "arn:aws:iam::" + account + ":root"},
				"sts:AssumeRole", conditions}}}
	raw, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		panic(err) // strings and maps of strings only
	}
	return string(raw)
}

func oneOrMany(values []string) any {
	if len(values) == 1 {
		return values[0]
	}
	return values
}

// PutTrustPolicy replaces the trust policy of a role. The document must be JSON and use only
// evaluated elements; an error names the wrong one, and the old policy stays. With a state file,
// the change is durable when the call returns.
func (c *Cloud) PutTrustPolicy(roleARN, document string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.roles[roleARN]
	if !ok {
		return fmt.Errorf("%w: %s", ErrNoSuchRole, roleARN)
	}
	changed := *r
	if err := changed.setTrust(document); err != nil {
		return err
	}
	if err := c.saveTrust(&changed); err != nil {
		return fmt.Errorf("saving trust policies: %w", err)
	}
	*r = changed
	return nil
}

func (r *role) setTrust(document string) error {
	visible := 0
	for _, char := range document {
		if !unicode.IsSpace(char) {
			visible++
		}
	}
	if visible > maxTrust {
		return fmt.Errorf(
			"the policy has %d characters without white space; a trust policy may have %d", visible,
			maxTrust)
	}
	parsed, err := policy.ParseTrust(document)
	if err != nil {
		return fmt.Errorf("reading the policy: %w", err)
	}
	r.trust, r.trustText = parsed, document
	return nil
}
