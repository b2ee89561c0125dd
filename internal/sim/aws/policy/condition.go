package policy

import "strings"

// condition is one key under one operator; all conditions of a statement must hold.
type condition struct {
	operator string
	key      string
	values   []string // one of them must match
}

// operator is one row of the operator table.
type operator struct {
	compare  func(want, got string) truth
	negated  bool // holds when no value matches
	ifExists bool // holds when the key is missing
	null     bool // tests only whether the key is missing
}

// operators are the evaluated operators. All but Null may carry the suffix IfExists.
var operators = map[string]operator{
	"stringequals":    {compare: same},
	"stringnotequals": {compare: same, negated: true},
	"stringlike":      {compare: like},
	"stringnotlike":   {compare: like, negated: true},
	"arnequals":       {compare: arnLike},
	"arnlike":         {compare: arnLike},
	"arnnotequals":    {compare: arnLike, negated: true},
	"arnnotlike":      {compare: arnLike, negated: true},
	"null":            {null: true},
}

// operatorNamed finds an operator without regard to case, with or without IfExists.
func operatorNamed(name string) (operator, bool) {
	base, ifExists := strings.CutSuffix(lower(name), "ifexists")
	op, ok := operators[base]
	if !ok || (ifExists && op.null) {
		return operator{}, false
	}
	op.ifExists = ifExists
	return op, true
}

// holds evaluates the condition. A missing key fails a condition that asks for a match and
// satisfies one that asks for none, as AWS documents. A Deny with StringNotEquals is therefore
// safe, and an Allow with it is not.
func (c condition) holds(r Request) truth {
	op, ok := operatorNamed(c.operator)
	if !ok {
		return unknown
	}
	value, present, known := r.key(c.key)
	switch {
	case !known:
		return unknown
	case op.null:
		return anyOf(c.values, func(want string) truth { return absent(want, !present) })
	case !present:
		return truthOf(op.ifExists || op.negated)
	}
	matched := anyOf(c.values, func(want string) truth { return op.compare(want, value) })
	if op.negated {
		return not(matched)
	}
	return matched
}

// absent compares a value of Null, "true" or "false", with whether the key is missing.
func absent(want string, missing bool) truth {
	switch lower(want) {
	case "true":
		return truthOf(missing)
	case "false":
		return truthOf(!missing)
	}
	return unknown
}
