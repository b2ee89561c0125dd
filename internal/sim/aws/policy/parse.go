package policy

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	principalPattern = regexp.MustCompile(
		`^arn:aws[a-z-]*:(iam::[0-9]{12}:(root|(user|role)/[\w+=,.@/-]+)|sts::[0-9]{12}:assumed-role/[\w+=,.@/-]+)$`)
	rootPattern    = regexp.MustCompile(`^arn:aws[a-z-]*:iam::([0-9]{12}):root$`)
	accountPattern = regexp.MustCompile(`^[0-9]{12}$`)
	actionPattern  = regexp.MustCompile(`^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$`)
)

// ParseTrust reads the trust policy of a role: statements name a Principal and no Resource. An
// error names the wrong element.
func ParseTrust(document string) (Document, error) { return parse(document, true) }

// ParsePermissions reads a policy attached to a role or a user, or given for a session: statements
// name a Resource and no Principal. An error names the wrong element.
func ParsePermissions(document string) (Document, error) { return parse(document, false) }

func parse(document string, trust bool) (Document, error) {
	elements, err := object(json.RawMessage(document), "Version", "Id", "Statement")
	if err != nil {
		return Document{}, err
	}
	if raw, ok := elements["Version"]; ok {
		version, err := text(raw)
		if err != nil || (version != "2012-10-17" && version != "2008-10-17") {
			return Document{}, errors.New(`"Version" must be "2012-10-17"`)
		}
	}
	raws, err := list(elements["Statement"])
	if err != nil || len(raws) == 0 {
		return Document{}, errors.New(
			`"Statement" must be an object or a non-empty list of objects`)
	}
	var doc Document
	for i, raw := range raws {
		s, err := parseStatement(raw, trust)
		if err != nil {
			return Document{}, fmt.Errorf("statement %d: %w", i+1, err)
		}
		doc.statements = append(doc.statements, s)
	}
	return doc, nil
}

func parseStatement(raw json.RawMessage, trust bool) (statement, error) {
	target := "Resource"
	if trust {
		target = "Principal"
	}
	elements, err := object(raw, "Sid", "Effect", "Action", "Condition", target)
	if err != nil {
		return statement{}, err
	}
	s := statement{trust: trust}
	if s.deny, err = parseEffect(elements["Effect"]); err != nil {
		return statement{}, err
	}
	if s.actions, err = texts(elements["Action"]); err != nil {
		return statement{}, fmt.Errorf(`"Action" %w`, err)
	}
	for _, action := range s.actions {
		if !actionPattern.MatchString(action) {
			return statement{}, fmt.Errorf(`"Action" %q must look like sts:AssumeRole`, action)
		}
	}
	if trust {
		s.principals, err = parsePrincipals(elements["Principal"])
	} else {
		s.resources, err = parseResources(elements["Resource"])
	}
	if err != nil {
		return statement{}, err
	}
	s.conditions, err = parseConditions(elements["Condition"])
	return s, err
}

func parseEffect(raw json.RawMessage) (deny bool, err error) {
	effect, err := text(raw)
	if err != nil || (effect != "Allow" && effect != "Deny") {
		return false, errors.New(`"Effect" must be "Allow" or "Deny"`)
	}
	return effect == "Deny", nil
}

func parseResources(raw json.RawMessage) ([]string, error) {
	resources, err := texts(raw)
	if err != nil {
		return nil, fmt.Errorf(`"Resource" %w`, err)
	}
	for _, r := range resources {
		if r != "*" && !strings.HasPrefix(r, "arn:") {
			return nil, fmt.Errorf(`"Resource" %q must be an ARN or *`, r)
		}
	}
	return resources, nil
}

// parsePrincipals keeps the AWS principals. Services and federated identities never call here, so
// they match no one.
func parsePrincipals(raw json.RawMessage) ([]string, error) {
	if everyone, err := text(raw); err == nil {
		if everyone != "*" {
			return nil, errors.New(
				`"Principal" must be "*" or an object such as {"AWS": "arn:aws:iam::…:root"}`)
		}
		return []string{"*"}, nil
	}
	kinds, err := object(raw, "AWS", "Service", "Federated", "CanonicalUser")
	if err != nil {
		return nil, fmt.Errorf(`"Principal" %w`, err)
	}
	if len(kinds) == 0 {
		return nil, errors.New(`"Principal" must not be empty`)
	}
	var principals []string
	for kind, raw := range kinds {
		values, err := texts(raw)
		if err != nil {
			return nil, fmt.Errorf(`"Principal" %s %w`, kind, err)
		}
		if kind == "AWS" {
			principals = values
		}
	}
	bad := slices.IndexFunc(principals, func(p string) bool {
		return p != "*" && !accountPattern.MatchString(p) && !principalPattern.MatchString(p)
	})
	if bad >= 0 {
		return nil, fmt.Errorf(
			`"Principal" %q must be an account id, *, or the ARN of an account root, a role or a user`, principals[bad])
	}
	return principals, nil
}

// rootAccount returns the account of an account root's ARN.
func rootAccount(principal string) (string, bool) {
	m := rootPattern.FindStringSubmatch(principal)
	if m == nil {
		return "", false
	}
	return m[1], true
}

func parseConditions(raw json.RawMessage) ([]condition, error) {
	if raw == nil {
		return nil, nil
	}
	byOperator, err := object(raw)
	if err != nil {
		return nil, fmt.Errorf(`"Condition" %w`, err)
	}
	var conditions []condition
	for _, name := range sortedNames(byOperator) {
		keys, err := object(byOperator[name])
		if err != nil {
			return nil, fmt.Errorf(`"Condition" %s %w`, name, err)
		}
		for _, key := range sortedNames(keys) {
			values, err := texts(keys[key])
			if err != nil {
				return nil, fmt.Errorf(`"Condition" %s %s %w`, name, key, err)
			}
			conditions = append(conditions, condition{operator: name, key: key, values: values})
		}
	}
	return conditions, nil
}
