package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

const (
	auditName = "audit.jsonl"
	// formerAuditName is the file before the last rotation.
	formerAuditName = "audit.1.jsonl"
	// maxAudit is the size in bytes at which the audit's file is rotated. Both files together hold
	// the last 8 to 16 MiB.
	maxAudit = 8 << 20
)

// auditFile appends the audit's lines to a file in the data folder. A full file is renamed, and
// replaces the one that was renamed before. If that fails, lines go on into the full file: no line
// is lost.
type auditFile struct {
	folder string
	mu     sync.Mutex
	file   *os.File
	size   int64
}

func openAudit(folder string) (*auditFile, error) {
	a := &auditFile{folder: folder}
	if err := a.open(); err != nil {
		return nil, fmt.Errorf("opening the audit: %w", err)
	}
	return a, nil
}

// open opens the file, creating it if it does not exist. The caller holds mu.
func (a *auditFile) open() error {
	file, err := os.OpenFile(filepath.Join(a.folder, auditName),
		os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return err
	}
	a.file, a.size = file, info.Size()
	return nil
}

// Write implements io.Writer. It is called with whole lines.
func (a *auditFile) Write(line []byte) (int, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.size+int64(len(line)) > maxAudit {
		a.rotate()
	}
	n, err := a.file.Write(line)
	a.size += int64(n)
	return n, err
}

// rotate renames the file and opens another. The caller holds mu.
func (a *auditFile) rotate() {
	full := a.file
	if os.Rename(full.Name(), filepath.Join(a.folder, formerAuditName)) == nil && a.open() == nil {
		_ = full.Close()
	}
}

// Close closes the file.
func (a *auditFile) Close() error { return a.file.Close() }
