package connection

import (
	"context"

	"pagewatch/internal/secret"
)

// Class is one of the two stores that a record belongs to.
type Class string

const (
	// Secret records contain External IDs and keys: KVS Secrets in production.
	Secret Class = "secret"
	// Metadata records contain names, Regions and role ARNs, for lists.
	Metadata Class = "metadata"
)

// Key names a record of an installation. Space is "" for records of the whole installation.
type Key struct {
	Class Class
	Space string // digits
	ID    string // a-z, 0-9 and -
}

// MaxValue is the size of the largest value in bytes, for every backend: the hosted storage keeps
// secrets of 128 KiB. Pagewatch's records have a few.
const MaxValue = 128 << 10

// Item is a record to write.
type Item struct {
	Key   Key
	Value []byte // JSON, of MaxValue bytes at most
	// Create makes the write conditional: it fails with ErrExists if the record exists.
	Create bool
}

// Tenant is the owner of records: one installation, and the app's token for its hosted storage.
type Tenant struct {
	Installation string
	SystemToken  secret.Value
}

// Backend stores records. A tenant's keys never reach another tenant's records, and a write that
// returned nil survives a crash. Errors are ErrNotFound, ErrExists, ErrCorrupt, ErrTooLarge or
// ErrUnavailable, possibly wrapped. ErrNotFound requires an answer of the store; an unreachable or
// busy store is ErrUnavailable. A write that returned ErrUnavailable may have happened.
type Backend interface {
	// Get returns a record's value, or ErrNotFound.
	Get(ctx context.Context, tenant Tenant, key Key) ([]byte, error)
	// Put writes a record; the last writer wins unless the item has Create. A value that is too
	// large is refused, and the record stays as it was.
	Put(ctx context.Context, tenant Tenant, item Item) error
	// Delete erases a record. Of an absent record, a store that can tell returns ErrNotFound, and
	// any other returns nil.
	Delete(ctx context.Context, tenant Tenant, key Key) error
	// List returns a space's metadata records, or with space "" all of the tenant's, in any order.
	// It may lag behind recent writes. A record that cannot be opened is listed without its value.
	// If one listing cannot return all records, it returns the first ones and ErrMore.
	List(ctx context.Context, tenant Tenant, space string) ([]Item, error)
}
