package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestTheAuditIsRotated: the file and the one before it hold the last lines, also those of the
// process before. Without a way to rotate it, the file grows and no line is lost.
func TestTheAuditIsRotated(t *testing.T) {
	line := append(bytes.Repeat([]byte{'a'}, maxAudit/4-1), '\n')
	for _, row := range []struct {
		name         string
		lines        int
		blocked      bool
		file, former int64 // in lines, -1 for no file
	}{
		{"a full file", 4, false, 4, -1},
		{"one line more", 5, false, 1, 4},
		{"the second rotation", 11, false, 3, 4},
		{"no rotation possible", 11, true, 11, -1},
	} {
		folder := t.TempDir()
		former := filepath.Join(folder, formerAuditName)
		if row.blocked {
			if err := os.MkdirAll(filepath.Join(former, "x"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		for range row.lines {
			a, err := openAudit(folder)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := a.Write(line); err != nil || n != len(line) {
				t.Fatalf("%s: wrote %d bytes, %v", row.name, n, err)
			}
			if err := a.Close(); err != nil {
				t.Fatal(err)
			}
		}
		for path, want := range map[string]int64{
			filepath.Join(folder, auditName): row.file, former: row.former} {
			info, err := os.Stat(path)
			if err == nil && info.Mode().IsRegular() != (want >= 0) || err != nil && want >= 0 ||
				want >= 0 && (info.Size() != want*int64(len(line)) || info.Mode() != 0o600) {
				t.Errorf("%s: %s is %+v, %v, want %d lines", row.name, path, info, err, want)
			}
		}
	}
}
