package embedded_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/embedded"
)

// FuzzSealedRecord: arbitrary bytes in a record's place are either the record as it was sealed for
// this place, or ErrCorrupt.
func FuzzSealedRecord(f *testing.F) {
	path := filepath.Join(f.TempDir(), "store.db")
	s, err := embedded.Open(path, ring(f, "a:"+strings.Repeat("A", 43)+"="))
	if err != nil {
		f.Fatal(err)
	}
	put(f, s, keyA, content)
	put(f, s, keyB, content)
	f.Cleanup(func() { _ = s.Close() })
	raw := map[connection.Key][]byte{}
	_ = s.Close()
	edit(f, path, func(b *bbolt.Bucket) error {
		for _, key := range []connection.Key{keyA, keyB} {
			raw[key] = append([]byte{},
				b.Get([]byte(string(key.Class)+"/"+key.Space+"/"+key.ID))...)
		}
		return nil
	})
	f.Add(raw[keyA])
	f.Add(raw[keyB])
	f.Add(raw[keyA][:len(raw[keyA])-1])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		if len(sealed) > connection.MaxValue {
			return
		}
		_ = s.Close()
		edit(t, path, func(b *bbolt.Bucket) error {
			return b.Put([]byte(string(keyA.Class)+"/"+keyA.Space+"/"+keyA.ID), sealed)
		})
		if s, err = embedded.Open(path, ring(t, "a:"+strings.Repeat("A", 43)+"=")); err != nil {
			t.Fatal(err)
		}
		got, err := s.Get(context.Background(), tenant, keyA)
		switch {
		case err == nil && string(got) == content:
			t.Log("accepted")
		case errors.Is(err, connection.ErrCorrupt) && got == nil:
			t.Log("refused")
		default:
			t.Errorf("%x is %q, %v", sealed, got, err)
		}
		if got, err := s.Get(context.Background(), tenant, keyB); err != nil ||
			string(got) != content {
			t.Errorf("beside %x: %q, %v", sealed, got, err)
		}
	})
}

// FuzzStoreFile damages a file anywhere. Either Open fails with an error, or it succeeds and each
// record is intact, corrupt or unavailable.
func FuzzStoreFile(f *testing.F) {
	keys := ring(f, "a:"+strings.Repeat("A", 43)+"=")
	path := filepath.Join(f.TempDir(), "store.db")
	s, err := embedded.Open(path, keys)
	if err != nil {
		f.Fatal(err)
	}
	put(f, s, keyA, content)
	_ = s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(len(whole)), []byte{})
	f.Add(uint32(0), []byte("\x00\x00\x00\x00"))
	f.Add(uint32(16), []byte("\xff"))
	f.Add(uint32(4096+16), []byte("\xff\xff"))
	f.Add(uint32(0), make([]byte, 8192))
	f.Add(uint32(16), []byte("\x00\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, at uint32, by []byte) {
		damaged := append([]byte{}, whole...)
		if int(at) < len(damaged) {
			copy(damaged[at:], by)
		}
		path := filepath.Join(t.TempDir(), "store.db")
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := embedded.Open(path, keys)
		if err != nil {
			t.Log("refused")
			if s != nil || strings.Contains(err.Error(), content) {
				t.Errorf("%v with %v", s, err)
			}
			return
		}
		defer func() { _ = s.Close() }()
		t.Log("accepted")
		got, err := s.Get(context.Background(), tenant, keyA)
		switch {
		case err == nil && string(got) == content,
			got == nil && errors.Is(err, connection.ErrCorrupt),
			got == nil && errors.Is(err, connection.ErrNotFound),
			got == nil && errors.Is(err, connection.ErrUnavailable):
		default:
			t.Errorf("%q, %v", got, err)
		}
	})
}
