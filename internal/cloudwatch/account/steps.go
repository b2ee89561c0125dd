package account

import "pagewatch/internal/proof"

// The codes of a role that refuses the new External ID of a rotation. Pages of a connection that
// waits use the former one: its codes say what the role does with that.
const (
	AcceptsFormer = "trust_new_id"
	RefusesBoth   = "trust_neither_id"
	FormerUnknown = "trust_former_unknown"
	// NeedsNew: the connection has moved, and pages use the new one.
	NeedsNew = "trust_needs_new_id"
)

// The steps of a test of an AWS account, in the order in which they are asked.
const (
	// Principal: does AWS know Pagewatch as the principal that the settings page shows?
	Principal proof.Step = "principal"
	// Assume: may Pagewatch use the role, with the space's External ID?
	Assume proof.Step = "assume"
	// RefuseMissing and the three after it: does AWS refuse another External ID than the space's?
	// None of them replaces another: a trust policy with StringEqualsIfExists fails only the first,
	// one with a wildcard only some of the others.
	RefuseMissing proof.Step = "refuse-missing"
	RefuseRandom  proof.Step = "refuse-random"
	RefuseForeign proof.Step = "refuse-foreign" // an ID in the form of another site's
	RefuseSibling proof.Step = "refuse-sibling" // an ID in the form of another space's of this site
	// KeyOwner: which account do the keys belong to?
	KeyOwner proof.Step = "identity"
	// Alarms: can the alarms of a Region be read?
	Alarms proof.Step = "alarms"
	// Composites: did an answer contain a composite alarm? AWS leaves them out, silently, if the
	// permission is not on "*".
	Composites proof.Step = "composites"
	// RefuseFormer: does AWS refuse the External ID that a rotation replaces? A connection may use
	// the new one before its trust policy drops the former one, so the step decides nothing.
	RefuseFormer proof.Step = "refuse-former"
)

// Steps returns the test of a target that shows these Regions; none for a kind other than Role and
// User. The refusals share a rank between two uses of the role that must work: a refusal proves
// something only about a role that can be used at all.
func Steps(kind string, regions []string) proof.Sequence {
	alarms := make([]proof.Question, 0, len(regions))
	for _, region := range regions {
		alarms = append(alarms, proof.Question{Step: Alarms, Place: region})
	}
	composites := []proof.Question{{Step: Composites, Derived: true}}
	switch kind {
	case Role:
		return proof.Sequence{{{Step: Principal}}, {{Step: Assume}}, {
			{Step: RefuseMissing}, {Step: RefuseRandom}, {Step: RefuseForeign},
			{Step: RefuseSibling},
		}, alarms, composites}
	case User:
		return proof.Sequence{{{Step: KeyOwner}}, alarms, composites}
	}
	return nil
}

// Steps returns the test of the target. During a rotation it ends with the former External ID.
func (t Target) Steps(kind string) proof.Sequence {
	steps := Steps(kind, t.Regions)
	if t.FormerID.Empty() || steps == nil {
		return steps
	}
	return append(steps, []proof.Question{{Step: RefuseFormer, Advisory: true}})
}
