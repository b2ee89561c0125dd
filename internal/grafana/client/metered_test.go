package client

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestPiecesAreReadTogether: blanks that come byte by byte are looked through a few times, and not
// once for each byte.
func TestPiecesAreReadTogether(t *testing.T) {
	reads := 0
	text := strings.Repeat(" ", 1<<16) + "{}"
	body := &metered{Reader: iotest.OneByteReader(strings.NewReader(text)), left: 1 << 20,
		hold: func(int64) error { reads++; return nil }}
	decoder := json.NewDecoder(body)
	body.used = decoder.InputOffset
	if _, err := decoder.Token(); err != nil || reads > 20 {
		t.Errorf("%d reads, %v", reads, err)
	}
}

// TestBrokenReads: what came before an error is counted, and the error is passed on.
func TestBrokenReads(t *testing.T) {
	for name, row := range map[string]struct {
		reader io.Reader
		left   int64
		n      int
		err    error
	}{
		"the end":  {strings.NewReader("{}"), 8, 2, io.EOF},
		"broken":   {io.MultiReader(strings.NewReader("{}"), iotest.ErrReader(io.ErrNoProgress)), 8, 2, io.ErrNoProgress},
		"too long": {strings.NewReader("{}{}"), 3, 0, errTooLarge},
	} {
		m := &metered{Reader: row.reader, left: row.left, hold: func(int64) error { return nil },
			used: func() int64 { return 0 }}
		n, err := m.Read(make([]byte, 4))
		if n != row.n || !errors.Is(err, row.err) {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
}
