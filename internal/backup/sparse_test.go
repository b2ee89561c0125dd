package backup_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pagewatch/internal/backup"
)

// TestUnpackRefusesSparseFiles checks that a backup cannot fill the disk with holes. Make writes no
// sparse files.
func TestUnpackRefusesSparseFiles(t *testing.T) {
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	add := func(header tar.Header, content string) {
		header.Mode, header.Size = 0o600, int64(len(content))
		if err := archive.WriteHeader(&header); err != nil {
			t.Fatal(err)
		}
		_, _ = archive.Write([]byte(content))
	}
	add(tar.Header{Name: "pagewatch-backup.json"}, `{"format":1,"files":["identity.json"]}`)
	// The sparse format 0.1 of GNU tar. archive/tar reads it and does not write it, so its names
	// are put in afterwards.
	add(tar.Header{Name: "identity.json", Format: tar.FormatPAX, PAXRecords: map[string]string{
		"XXX.sparse.major": "0", "XXX.sparse.minor": "1", "XXX.sparse.size": "10000000",
		"XXX.sparse.numblocks": "1", "XXX.sparse.map": "0,2",
	}}, "{}")
	_ = archive.Flush()
	crafted := bytes.ReplaceAll(out.Bytes(), []byte("XXX.sparse"), []byte("GNU.sparse"))
	file, restored := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "data")
	write(t, file, string(backup.Sealed(crafted)), 0o600)
	if names, err := backup.Unpack(file, restored, fine); !errors.Is(err, backup.ErrDamaged) {
		info, _ := os.Stat(filepath.Join(restored, "identity.json"))
		t.Errorf("unpacked %v, %v: %v", names, err, info)
	}
}
