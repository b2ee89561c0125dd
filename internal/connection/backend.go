package connection

import (
	"context"

	"pagewatch/internal/secret"
)

// Class says which of the two stores a record belongs to.
type Class string

const (
	// Secret records hold External IDs and keys: KVS Secrets in production.
	Secret Class = "secret"
	// Metadata records hold names, Regions and role ARNs, for lists.
	Metadata Class = "metadata"
)

// Key names a record of an installation. Space is "" for what belongs to the whole installation.
type Key struct {
	Class Class
	Space string // digits
	ID    string // a-z, 0-9 and -
}

// MaxValue is the size of the largest value in bytes, for every backend: the hosted storage keeps
// secrets of 128 KiB. What Pagewatch keeps has a few.
const MaxValue = 128 << 10

// Item is a record to write.
type Item struct {
	Key   Key
	Value []byte // JSON, of MaxValue bytes at most
	// Create makes the write conditional: it fails with ErrExists where the record is there.
	Create bool
}

// Tenant is whose records are meant: one installation, and the app's token that opens its hosted
// storage.
type Tenant struct {
	Installation string
	SystemToken  secret.Value
}

// Backend keeps records. It never sees another tenant's through this tenant's keys, and a write
// that returned nil survives a crash. Errors are ErrNotFound, ErrExists, ErrCorrupt, ErrTooLarge or
// ErrUnavailable, possibly wrapped. What is out of reach, or too busy to answer, is unavailable:
// only a store that said so has nothing under a key. After ErrUnavailable a write may have
// happened.
type Backend interface {
	// Get returns a record's value, or ErrNotFound.
	Get(ctx context.Context, tenant Tenant, key Key) ([]byte, error)
	// Put writes a record; the last writer wins unless the item says Create. A value that is too
	// large is refused, and what was there stays.
	Put(ctx context.Context, tenant Tenant, item Item) error
	// Delete erases a record; an absent one is erased already.
	Delete(ctx context.Context, tenant Tenant, key Key) error
	// List returns a space's metadata records, or with space "" all of the tenant's, in any order.
	// It may lag behind recent writes. A record that cannot be opened is there without its value.
	// Of more than one listing can hold it returns the first, and ErrMore.
	List(ctx context.Context, tenant Tenant, space string) ([]Item, error)
}
