package secret

import (
	"bytes"
	"errors"
	"testing"
)

// TestPurposesAreApartTwice: purposes have keys of their own, and bytes sealed for one purpose do
// not open for another with the same key either.
func TestPurposesAreApartTwice(t *testing.T) {
	ring, err := ParseKeyring(NewKey("a"))
	if err != nil {
		t.Fatal(err)
	}
	if key := ring.keys[0]; bytes.Equal(key.derive(Store), key.derive(Grant)) {
		t.Error("two purposes have one key")
	}
	place := Binding{Installation: "inst", Space: "42", ID: "c-1"}
	store := ring.Sealer(Store)
	other := &Sealer{purpose: Grant, ids: store.ids, aeads: store.aeads}
	if _, err := other.Open(place, store.Seal(place, []byte("content"))); !errors.Is(err,
		ErrSealed) {
		t.Errorf("with a shared key: %v, want ErrSealed", err)
	}
}
