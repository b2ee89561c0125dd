// Package proof is what a test of a connection has found so far. It travels through the browser
// from step to step, sealed: the browser can neither read nor change it, and it opens for the
// tested values alone. The store asks for a complete one before it keeps a connection.
package proof

import "slices"

// Step is one question of a test.
type Step string

// The steps, in the order in which they are asked.
const (
	// Principal: who is Pagewatch to AWS?
	Principal Step = "principal"
	// Assume: may Pagewatch use the role, with the space's External ID?
	Assume Step = "assume"
	// RefuseMissing and those after it: does AWS refuse what is not the space's External ID? No one
	// of them replaces another: a trust policy with StringEqualsIfExists fails only the first, one
	// with a wildcard only some of the others.
	RefuseMissing Step = "refuse-missing"
	RefuseRandom  Step = "refuse-random"
	RefuseForeign Step = "refuse-foreign" // an ID as another site has
	RefuseSibling Step = "refuse-sibling" // an ID as another space of this site has
	// Identity: whose keys are these?
	Identity Step = "identity"
	// Alarms: can the alarms of a Region be read?
	Alarms Step = "alarms"
	// Composites: was a composite alarm among them? AWS leaves them out, silently, where a
	// permission is not on "*".
	Composites Step = "composites"
)

// Kind is what kind of connection is tested. It has the connection package's words.
type Kind string

// The kinds of connections that can be tested.
const (
	Role Kind = "aws-role"
	User Kind = "aws-user"
)

// sequences lists each kind's steps by rank: a step is asked when all of lower rank have passed.
// The refusals share a rank, and stand between two uses of the role that must work: a refusal says
// something only about a role that can be used at all.
var sequences = map[Kind][][]Step{
	Role: {{Principal}, {Assume}, {RefuseMissing, RefuseRandom, RefuseForeign, RefuseSibling},
		{Alarms}, {Composites}},
	User: {{Identity}, {Alarms}, {Composites}},
}

// Steps returns the steps of a kind in their order.
func Steps(kind Kind) []Step { return slices.Concat(sequences[kind]...) }

// rank returns the place of a step in its kind's sequence, -1 where it has none.
func rank(kind Kind, step Step) int {
	return slices.IndexFunc(sequences[kind],
		func(same []Step) bool { return slices.Contains(same, step) })
}

// question is a step, in a Region where the step asks each.
type question struct {
	step   Step
	region string
}

// questions returns everything a complete proof has answers to.
func questions(kind Kind, regions []string) []question {
	var out []question
	for _, step := range Steps(kind) {
		if step != Alarms {
			out = append(out, question{step: step})
			continue
		}
		for _, region := range regions {
			out = append(out, question{step, region})
		}
	}
	return out
}
