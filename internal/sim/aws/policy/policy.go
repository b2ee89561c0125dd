// Package policy evaluates the part of the IAM policy language that the imitated AWS needs: the
// trust policies of roles, and the permission policies of roles, users and sessions.
//
// It fails closed. An Allow with an element that is not evaluated allows nothing, and a Deny with
// one still denies. The rules are those of the "Policy evaluation logic" and "IAM JSON policy
// elements" chapters of the IAM user guide.
package policy

// Decision is the result of one policy for one request.
type Decision int

// The three results of a policy.
const (
	Silent  Decision = iota // nothing allows it, so it is refused unless another policy allows it
	Allowed                 // a statement allows it and none denies it
	Denied                  // a statement denies it, whatever else allows it
)

// String names the decision for test output.
func (d Decision) String() string {
	return [...]string{"silent", "allowed", "denied"}[d]
}

// Caller is the principal of a request.
type Caller struct {
	Account    string // 12 digits
	ARN        string // the IAM user or role: what aws:PrincipalArn holds
	SessionARN string // the assumed-role session, empty for a user
}

// Request is the subject of a policy decision.
type Request struct {
	Action     string // such as "sts:AssumeRole"
	Resource   string // an ARN, or "*" for an action without one; trust policies ignore it
	Caller     Caller
	ExternalID string // as sent; empty means that none was sent
}

// key returns the value of a condition key. Keys are compared without regard to case, as IAM does.
func (r Request) key(name string) (value string, present, known bool) {
	switch lower(name) {
	case "sts:externalid":
		return r.ExternalID, r.ExternalID != "", true
	case "aws:principalarn":
		return r.Caller.ARN, r.Caller.ARN != "", true
	case "aws:principalaccount":
		return r.Caller.Account, r.Caller.Account != "", true
	}
	return "", false, false
}

// Document is a parsed policy. The zero Document is silent about everything.
type Document struct {
	statements []statement
}

type statement struct {
	deny       bool
	principals []string // only in trust policies
	trust      bool
	actions    []string
	resources  []string // only in permission policies
	conditions []condition
}

// Decide evaluates every statement. An explicit deny wins over any allow.
func (d Document) Decide(r Request) Decision {
	decision := Silent
	for _, s := range d.statements {
		applies := s.applies(r)
		switch {
		case s.deny && applies != no:
			return Denied
		case !s.deny && applies == yes:
			decision = Allowed
		}
	}
	return decision
}

// Unevaluated lists the condition operators and keys in the document that this package does not
// evaluate, each once, in the order they appear.
func (d Document) Unevaluated() []string {
	var names []string
	seen := map[string]bool{}
	note := func(name string, known bool) {
		if !known && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	for _, s := range d.statements {
		for _, c := range s.conditions {
			_, known := operatorNamed(c.operator)
			note(c.operator, known)
			_, _, known = Request{}.key(c.key)
			note(c.key, known)
		}
	}
	return names
}

func (s statement) applies(r Request) truth {
	result := anyOf(s.actions, func(pattern string) truth {
		return like(lower(pattern), lower(r.Action))
	})
	if s.trust {
		result = and(result, anyOf(s.principals, func(p string) truth { return r.Caller.is(p) }))
	} else {
		result = and(result,
			anyOf(s.resources, func(p string) truth { return like(p, r.Resource) }))
	}
	for _, c := range s.conditions {
		result = and(result, c.holds(r))
	}
	return result
}

// is reports whether a Principal value names the caller: everyone, its account, its role or user,
// or its session.
func (c Caller) is(principal string) truth {
	switch principal {
	case "*", c.Account, c.ARN, c.SessionARN:
		return yes
	}
	account, ok := rootAccount(principal)
	return truthOf(ok && account == c.Account)
}
