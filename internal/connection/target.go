package connection

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/input"
	"pagewatch/internal/proof"
	"pagewatch/internal/secret"
)

// This file and target_externalid.go are the only ones of the package that depend on the kinds of
// targets.

// Kind is how a connection authenticates.
type Kind string

// The kinds of connections.
const (
	AWSRole Kind = account.Role
	AWSUser Kind = account.User
	Grafana Kind = stack.Kind
)

// ErrUserKeysForbidden is returned if the operator allows IAM roles only.
var ErrUserKeysForbidden = account.ErrUserKeysForbidden

// Target is the target of a connection, secrets included. Exactly the field of its kind is set.
type Target struct {
	AWS     *account.Target
	Grafana *stack.Target
}

// Rules are the operator's rules for connections. A nil field means that the deployment does not
// offer such connections.
type Rules struct {
	AWS     *account.Rules
	Grafana *stack.Rules
}

// The parts of drafts and changes that are of one kind of target. Their fields stand beside the
// shared ones on the wire.
type (
	// AWSDraft describes an AWS account.
	AWSDraft = account.Draft
	// AWSChange changes an AWS account.
	AWSChange = account.Change
	// GrafanaDraft describes a stack.
	GrafanaDraft = stack.Draft
	// GrafanaChange changes a stack.
	GrafanaChange = stack.Change
)

// The parts of other types that are of one kind of target. Their fields stand beside the shared
// ones, on the wire and in the store; the pointer of another kind is nil.
type (
	// AWSShown is what people may see of an AWS account.
	AWSShown = account.Shown
	// AWSIdentity names a role or an AWS account.
	AWSIdentity = account.Identity
	// AWSFence is what a connection may show of an AWS account.
	AWSFence = account.Fence
	// AWSAttested is what a receipt attests of one.
	AWSAttested = account.Attested
	// AWSRecord is an AWS account as the secret store keeps it.
	AWSRecord = account.Record

	// GrafanaShown is what people may see of a stack.
	GrafanaShown = stack.Shown
	// GrafanaIdentity names a stack.
	GrafanaIdentity = stack.Identity
	// GrafanaFence is what a connection may show of a stack.
	GrafanaFence = stack.Fence
	// GrafanaAttested is what a receipt attests of one.
	GrafanaAttested = stack.Attested
	// GrafanaRecord is a stack as the secret store keeps it.
	GrafanaRecord = stack.Record

	// Shown is what people may see of a target.
	Shown struct {
		*AWSShown
		*GrafanaShown
	}
	// Identity names a target.
	Identity struct {
		AWSIdentity
		GrafanaIdentity
	}
	// Fence is what a target may show.
	Fence struct {
		AWSFence
		GrafanaFence
	}
	// Attested is what a receipt attests of a target.
	Attested struct {
		*AWSAttested
		*GrafanaAttested
	}
	// stored is a target as the secret store holds it.
	stored struct {
		*AWSRecord
		*GrafanaRecord
	}
)

// Known reports whether this version can use connections of the kind.
func (k Kind) Known() bool { return k.isAWS() || k == Grafana }

func (k Kind) isAWS() bool { return k == AWSRole || k == AWSUser }

// validateTarget returns nil, ErrNotOffered, ErrUserKeysForbidden, or an *input.Error that names
// the field.
func (d Draft) validateTarget(rules Rules) error {
	switch d.Kind {
	case AWSRole, AWSUser:
		if rules.AWS == nil {
			return ErrNotOffered
		}
		if !d.GrafanaDraft.Empty() {
			return input.Field("stack", "An AWS account has no stack. Leave out what is Grafana's.")
		}
		return d.AWSDraft.Validate(string(d.Kind), *rules.AWS)
	case Grafana:
		if rules.Grafana == nil {
			return ErrNotOffered
		}
		if !d.AWSDraft.Empty() {
			return input.Field("roleArn", "A stack has no role. Leave out what is AWS's.")
		}
		return d.GrafanaDraft.Validate()
	}
	return input.Field("kind", "Choose aws-role, aws-user or grafana.")
}

// checkEnd refuses a secret that has ended already, unless it is the stored one.
func (d Draft) checkEnd(stored Draft, now time.Time) error {
	return d.GrafanaDraft.CheckEnd(stored.GrafanaDraft, now)
}

// principal returns who Pagewatch is to targets of the kind, "" where it has no identity of its
// own.
func (r Rules) principal(kind Kind) string {
	if kind.isAWS() && r.AWS != nil {
		return r.AWS.Principal
	}
	return ""
}

// own reports whether the record's target belongs to Pagewatch itself.
func (r Rules) own(kept record) bool {
	return r.AWS != nil && kept.AWSRecord != nil &&
		slices.Contains(r.AWS.OwnAccounts, kept.AWSRecord.Account)
}

// whole reports whether the record has a target of its kind.
func (r record) whole() bool {
	switch {
	case r.Kind.isAWS():
		return r.AWSRecord != nil
	case r.Kind == Grafana:
		return r.GrafanaRecord != nil
	}
	return true
}

// usable reports whether the record holds all that a view needs.
func (r record) usable() bool {
	if r.Kind == Grafana {
		return r.GrafanaRecord != nil && r.GrafanaRecord.Usable()
	}
	return !r.Kind.asksExternalID() || r.aws().RoleARN != "" && r.aws().ExternalID != ""
}

// whole reports whether the metadata is of its kind.
func (c Connection) whole() bool {
	switch {
	case c.Kind.isAWS():
		return c.AWSShown != nil
	case c.Kind == Grafana:
		return c.GrafanaShown != nil
	}
	return true
}

func (r record) target() Target {
	switch {
	case r.Kind == Grafana && r.GrafanaRecord != nil:
		reached := r.GrafanaRecord.Target()
		return Target{Grafana: &reached}
	case r.AWSRecord != nil:
		reached := r.AWSRecord.Target()
		return Target{AWS: &reached}
	}
	return Target{}
}

func (r record) draft() Draft {
	d := Draft{Name: r.Name, Kind: r.Kind}
	if r.AWSRecord != nil {
		d.AWSDraft = r.AWSRecord.Draft()
	}
	if r.GrafanaRecord != nil {
		d.GrafanaDraft = r.GrafanaRecord.Draft()
	}
	return d
}

// aws returns a copy of the AWS part, so that records share no memory.
func (r record) aws() AWSRecord {
	if r.AWSRecord == nil {
		return AWSRecord{}
	}
	return *r.AWSRecord
}

// grafana returns a copy of the Grafana part.
func (r record) grafana() GrafanaRecord {
	if r.GrafanaRecord == nil {
		return GrafanaRecord{}
	}
	return *r.GrafanaRecord
}

// withTarget returns the record with a draft's target.
func (r record) withTarget(d Draft) record {
	if d.Kind == Grafana {
		part := r.grafana().With(d.GrafanaDraft)
		r.AWSRecord, r.GrafanaRecord = nil, &part
		return r
	}
	part := r.aws().With(d.AWSDraft)
	r.AWSRecord = &part
	return r
}

// withOwner returns the record with the account that its test found for the credentials.
func (r record) withOwner(owner string) record {
	if !r.Kind.isAWS() {
		return r
	}
	part := r.aws()
	part.Account = owner
	r.AWSRecord = &part
	return r
}

// reaches reports whether the draft changes the target or its credentials. Such a change needs a
// test of its own.
func (r record) reaches(d Draft) bool {
	if r.Kind == Grafana && d.Kind == Grafana {
		return r.grafana().Reaches(d.GrafanaDraft)
	}
	return r.Kind != d.Kind || r.aws().Reaches(d.AWSDraft)
}

// shown returns the part of the metadata that is of the record's kind.
func (r record) shown() Shown {
	switch {
	case r.Kind == Grafana && r.GrafanaRecord != nil:
		part := r.GrafanaRecord.Shown()
		return Shown{GrafanaShown: &part}
	case r.AWSRecord != nil:
		part := r.AWSRecord.Shown()
		return Shown{AWSShown: &part}
	}
	return Shown{}
}

// identity names a connection's target for a removal.
func (c Connection) identity() (id Identity) {
	if c.AWSShown != nil {
		id.AWSIdentity = c.AWSShown.Identity
	}
	if c.GrafanaShown != nil {
		id.GrafanaIdentity = c.GrafanaShown.Identity
	}
	return id
}

// Limits returns what the connection may show.
func (s Shown) Limits() (limits Fence) {
	limits.AWSFence = noPlaces
	if s.AWSShown != nil {
		limits.AWSFence = s.AWSShown.Fence
	}
	if s.GrafanaShown != nil {
		limits.GrafanaFence = s.GrafanaShown.Fence
	}
	return limits
}

// Account returns the account of the target, "" if it is unknown or the target has none.
func (s Shown) Account() string {
	if s.AWSShown == nil {
		return ""
	}
	return s.AWSShown.Account
}

// Stack returns the host of the target's stack, "" if it has none.
func (s Shown) Stack() string {
	if s.GrafanaShown == nil {
		return ""
	}
	return s.GrafanaShown.Stack
}

// Ends returns the day on which the target's secret ends, "" where nobody knows or it has no end.
func (s Shown) Ends() stack.Date {
	if s.GrafanaShown == nil {
		return ""
	}
	return s.GrafanaShown.Expires
}

// noPlaces are the Regions and name prefixes of a connection that has none: pages read them of every
// connection.
var noPlaces = account.Fence{Regions: []string{}, NamePrefixes: []string{}}

// marker is the target of metadata that is about no connection.
func marker() Shown { return Shown{AWSShown: &AWSShown{}} }

// unreadable is the target of a connection whose metadata cannot be read.
func unreadable() Shown { return Shown{AWSShown: &AWSShown{Fence: noPlaces}} }

// listed returns the connection as lists show it. One of an unknown kind has an empty AWS part:
// pages read Regions and name prefixes of every connection.
func (c Connection) listed() Connection {
	if !c.Kind.Known() && c.AWSShown == nil {
		c.Shown = marker()
	}
	return c
}

// subject lists the values that a test of the target covers.
func (t Target) subject() []secret.Value {
	switch {
	case t.AWS != nil:
		return t.AWS.Subject()
	case t.Grafana != nil:
		return t.Grafana.Subject()
	}
	return nil
}

// steps returns the test of the target.
func (t Target) steps(kind Kind) proof.Sequence {
	switch {
	case t.AWS != nil:
		return t.AWS.Steps(string(kind))
	case t.Grafana != nil:
		return stack.Steps()
	}
	return nil
}

// Grantable returns the target for a view grant, which passes through the browser sealed. It
// returns false for a target with a long-lived secret.
func (t Target) Grantable(kind Kind) (json.RawMessage, bool) {
	if kind != AWSRole || t.AWS == nil {
		return nil, false
	}
	return encode(t.AWS.Grant()), true
}

// Granted parses a target that Grantable returned; false for anything else.
func Granted(kind Kind, target json.RawMessage) (Target, bool) {
	granted, err := decode[account.Grant](target)
	if kind != AWSRole || err != nil || granted.RoleARN == "" || granted.ExternalID == "" {
		return Target{}, false
	}
	reached := granted.Target()
	return Target{AWS: &reached}, true
}

// Account returns the AWS account of the target, "" if it is unknown.
func (t Target) Account() string {
	if t.AWS == nil {
		return ""
	}
	return t.AWS.Account
}

// Stack returns the host of the target's stack, "" if it has none.
func (t Target) Stack() string {
	if t.Grafana == nil {
		return ""
	}
	return t.Grafana.Stack
}

// Owner returns the account or the stack of the target, "" if it is unknown. A macro stays with the
// one that its author confirmed.
func (t Target) Owner() string { return cmp.Or(t.Stack(), t.Account()) }

// Attested returns what a receipt says of the target.
func (t Target) Attested() Attested {
	if t.Grafana != nil {
		attested := t.Grafana.Attested()
		return Attested{GrafanaAttested: &attested}
	}
	if t.AWS == nil {
		return Attested{}
	}
	attested := t.AWS.Attested()
	return Attested{AWSAttested: &attested}
}
