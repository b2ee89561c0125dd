package connection

import (
	"slices"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// asksExternalID reports whether connections of the kind use the space's External ID.
func (k Kind) asksExternalID() bool { return k == AWSRole }

// using returns the record with an External ID that its test passed with, or is about to use, if
// its kind uses one.
func (r record) using(id secret.Value) record {
	if !r.Kind.asksExternalID() {
		return r
	}
	part := r.aws().Using(id.Reveal())
	r.AWSRecord = &part
	return r
}

// bound returns the record with an External ID that its space has now, if its kind uses one. During
// a rotation both are right, and the former one knows its successor.
func (r record) bound(ids externalIDs) record {
	if !r.Kind.asksExternalID() {
		return r
	}
	part, newest := r.aws(), ids.newest.Reveal()
	switch {
	case part.ExternalID == newest:
		part = part.Staying()
	case !ids.rotating():
		part = part.Given(newest)
	case part.ExternalID == ids.former.Reveal():
		part = part.Retiring(newest, ids.until())
	default:
		part = part.Given(ids.former.Reveal()).Retiring(newest, ids.until())
	}
	r.AWSRecord = &part
	return r
}

// sameExternalID reports whether two records use the same External ID.
func (r record) sameExternalID(other record) bool {
	return r.aws().ExternalID == other.aws().ExternalID
}

// sameRotation reports whether two records know the same of a rotation.
func (r record) sameRotation(other record) bool {
	a, b := r.aws().Rotation, other.aws().Rotation
	return a.NextExternalID == b.NextExternalID && a.Until.Equal(b.Until) &&
		a.Untried == b.Untried
}

// at returns the record as views use it at a time.
func (r record) at(now time.Time) record {
	if !r.Kind.asksExternalID() {
		return r
	}
	part := r.aws().At(now)
	r.AWSRecord = &part
	return r
}

// usageOf compares the record with the External ID that its test uses.
func (r record) usageOf(id secret.Value) usage {
	switch {
	case !r.Kind.asksExternalID():
		return usesTried
	case r.aws().ExternalID != id.Reveal():
		return usesOther
	case r.aws().Untried:
		return usesUntried
	}
	return usesTried
}

// externalID returns the target's External ID, empty if it has none.
func (t Target) externalID() secret.Value {
	if t.AWS == nil {
		return secret.Value{}
	}
	return t.AWS.ExternalID
}

// withFormer returns the target for a test that also asks whether the former External ID is
// refused.
func (t Target) withFormer(id secret.Value) Target {
	if t.AWS == nil {
		return t
	}
	reached := *t.AWS
	reached.FormerID = id
	return Target{AWS: &reached}
}

// former returns what the test says of the former External ID: passed where it was refused.
func (t Test) former() proof.Outcome {
	for _, r := range t.Results {
		if r.Step == account.RefuseFormer {
			return r.Outcome
		}
	}
	return proof.Inconclusive
}

// failedWith reports whether a step of the test failed with the code.
func (t Test) failedWith(code string) bool {
	return slices.ContainsFunc(t.Results, func(r proof.Result) bool { return r.Code == code })
}

// leavesFormer reports whether the test failed because the role does not take the new External ID,
// and found no fault of the former. Where works is set, pages go on with the former.
func (t Test) leavesFormer() (leaves, works bool) {
	works = t.failedWith(account.AcceptsFormer)
	return works || t.failedWith(account.FormerUnknown), works
}
