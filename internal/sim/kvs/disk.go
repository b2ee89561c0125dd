package kvs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"pagewatch/internal/secret"
)

// purpose separates the keys of this file from others.
const purpose secret.Purpose = "imitated-kvs/v1"

// lockWait is how long Open waits for another process to release the file.
const lockWait = time.Second

// checkBucket holds one sealed record by which Open recognises a wrong key.
var (
	checkBucket = []byte("check")
	checkPlace  = secret.Binding{ID: "check"}
)

// record is a stored value, sealed under its key.
type record struct {
	Value   json.RawMessage `json:"value"`
	Created int64           `json:"created"` // milliseconds of the epoch
	Updated int64           `json:"updated"`
	Expires *time.Time      `json:"expires,omitempty"`
}

// class is the one of an installation's two stores that holds a key. The documentation does not
// state whether one key can be in both; here it can.
type class string

const (
	plain  class = "plain"
	hidden class = "secret"
)

// Open opens the storage. It refuses a file of another form, a file that another process uses, and
// a file that the keys do not open.
func Open(cfg Config) (s *Server, err error) {
	defer func() {
		// bbolt panics on some kinds of damage.
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("opening the storage %s: the file is damaged", cfg.Path)
		}
	}()
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	db, err := bbolt.Open(cfg.Path, 0o600, &bbolt.Options{Timeout: lockWait})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("opening the storage %s: another process uses it; stop it first",
			cfg.Path)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the storage %s: %w", cfg.Path, err)
	}
	s = &Server{cfg: cfg, db: db, sealer: cfg.Keys.Sealer(purpose)}
	if err := db.Update(func(tx *bbolt.Tx) error {
		if err := s.checkKeys(tx); err != nil {
			return err
		}
		return s.sweep(tx)
	}); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the storage %s: %w", cfg.Path, err), db.Close())
	}
	return s, nil
}

func (s *Server) checkKeys(tx *bbolt.Tx) error {
	b, err := tx.CreateBucketIfNotExists(checkBucket)
	if err != nil {
		return err
	}
	sealed := b.Get(checkBucket)
	if sealed == nil {
		return b.Put(checkBucket, s.sealer.Seal(checkPlace, checkBucket))
	}
	if _, err := s.sealer.Open(checkPlace, sealed); err != nil {
		return errors.New("its key does not open it")
	}
	return nil
}

// keyspace is one store of an installation within a transaction of the file. A nil bucket is a
// store that never held a value.
type keyspace struct {
	visit
	class  class
	bucket *bbolt.Bucket
	// changes collects the changes that queries see only after a lag.
	changes *[]change
}

func (v visit) bucketName(c class) []byte { return []byte(v.installation + "/" + string(c)) }

// read runs look on the current state of a store.
func (v visit) read(c class, look func(keyspace) error) error {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.db.View(func(tx *bbolt.Tx) error {
		return look(keyspace{v, c, tx.Bucket(v.bucketName(c)), nil})
	})
}

// write runs alter on a store, atomically.
func (v visit) write(c class, alter func(keyspace) error) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	var changes []change
	err := v.db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists(v.bucketName(c))
		if err != nil {
			return err
		}
		return alter(keyspace{v, c, b, &changes})
	})
	if err == nil && c == plain {
		v.remember(changes)
	}
	return err
}

func (s keyspace) place(key string) secret.Binding {
	return secret.Binding{Installation: s.installation, ID: string(s.class) + "/" + key}
}

// get returns the record of a key, nil where none is stored.
func (s keyspace) get(key string) (*record, error) {
	if s.bucket == nil {
		return nil, nil
	}
	return s.open(key, s.bucket.Get([]byte(key)))
}

// open opens a sealed record. An expired record is nil.
func (s keyspace) open(key string, sealed []byte) (*record, error) {
	if sealed == nil {
		return nil, nil
	}
	opened, err := s.sealer.Open(s.place(key), sealed)
	if err != nil {
		return nil, fmt.Errorf("opening a record: %w", err)
	}
	var r record
	if err := json.Unmarshal(opened, &r); err != nil {
		return nil, fmt.Errorf("opening a record: %w", err)
	}
	if r.Expires != nil && !s.now.Before(r.Expires.Add(s.cfg.Linger)) {
		return nil, nil
	}
	return &r, nil
}

func (s keyspace) put(key string, r record) error {
	kept, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("keeping a record: %w", err)
	}
	s.note(key)
	return s.bucket.Put([]byte(key), s.sealer.Seal(s.place(key), kept))
}

func (s keyspace) erase(key string) error {
	s.note(key)
	return s.bucket.Delete([]byte(key))
}

// note remembers the value before a change.
func (s keyspace) note(key string) {
	*s.changes = append(*s.changes,
		change{s.installation, key, bytes.Clone(s.bucket.Get([]byte(key)))})
}

// sweep erases expired records. The platform does so from time to time, this storage at every
// start.
func (s *Server) sweep(tx *bbolt.Tx) error {
	return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		installation, c, _ := strings.Cut(string(name), "/")
		at := keyspace{visit{s, installation, s.cfg.Now()}, class(c), b, nil}
		var expired [][]byte
		err := b.ForEach(func(key, sealed []byte) error {
			if r, err := at.open(string(key), sealed); r == nil && err == nil {
				expired = append(expired, bytes.Clone(key))
			}
			return nil // get reports a record that does not open
		})
		for _, key := range expired {
			err = errors.Join(err, b.Delete(key))
		}
		return err
	})
}
