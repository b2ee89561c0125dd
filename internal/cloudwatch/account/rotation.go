package account

import "time"

// Rotation is the part of a record that a change of the space's External ID writes. All of it is
// empty otherwise.
type Rotation struct {
	// NextExternalID replaces ExternalID at Until, if no test has moved the record before.
	NextExternalID string    `json:"nextExternalId,omitempty"`
	Until          time.Time `json:"externalIdUntil,omitzero"`
	// Untried marks an External ID that was replaced without a test. The role may not know it yet.
	Untried bool `json:"externalIdUntried,omitempty"`
}

// Using returns the record with an External ID that a test has passed with.
func (r Record) Using(id string) Record {
	r.ExternalID, r.Rotation = id, Rotation{}
	return r
}

// Given returns the record with an External ID that it gets without a test.
func (r Record) Given(id string) Record {
	r.ExternalID, r.Rotation = id, Rotation{Untried: true}
	return r
}

// Retiring returns the record with the External ID that replaces its own at a time.
func (r Record) Retiring(next string, until time.Time) Record {
	r.NextExternalID, r.Until = next, until.UTC()
	return r
}

// Staying returns the record without a successor of its External ID.
func (r Record) Staying() Record {
	r.NextExternalID, r.Until = "", time.Time{}
	return r
}

// At returns the record as views use it at a time.
func (r Record) At(now time.Time) Record {
	if r.NextExternalID == "" || now.Before(r.Until) {
		return r
	}
	return r.Given(r.NextExternalID)
}
