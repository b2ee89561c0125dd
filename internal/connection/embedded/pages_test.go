package embedded_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/embedded"
)

// TestDamagedPagesAreRefused damages every page of the file, one at a time. Either the file does
// not open, or every record is intact or refused: none is absent, altered or empty, and the process
// does not panic. One case is excepted: the first two pages each name a state of the whole file,
// and if the newer one is damaged, the other undoes the last change.
func TestDamagedPagesAreRefused(t *testing.T) {
	t.Parallel()
	whole, size := written(t), os.Getpagesize()
	closed, refused := 0, 0
	for at := 0; at < len(whole); at += size {
		path := filepath.Join(t.TempDir(), "store.db")
		damaged := append([]byte{}, whole...)
		for i := at; i < min(at+size, len(damaged)); i++ {
			damaged[i] ^= 0xff
		}
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := embedded.Open(path, ring(t, writerKey))
		if err != nil {
			closed++
			continue
		}
		for i := range resealed {
			value, err := s.Get(context.Background(), tenant, numbered(i))
			if at/size < 2 && i == resealed-1 && errors.Is(err, connection.ErrNotFound) {
				continue
			}
			if err != nil {
				refused++
			}
			if err != nil && !errors.Is(err, connection.ErrCorrupt) &&
				!errors.Is(err, connection.ErrUnavailable) || err == nil && len(value) < 200 {
				t.Errorf("page %d: record %d: %.20q, %v", at/size, i, value, err)
			}
		}
		_ = s.Close()
	}
	t.Logf("of %d pages: %d keep the file from opening; %d records refused", len(whole)/size,
		closed, refused)
}
