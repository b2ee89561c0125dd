package backup_test

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"pagewatch/internal/backup"
)

// FuzzUnpack checks that an archive of any content, with a right sum or not, becomes a folder of
// exactly the files that it lists, or nothing.
func FuzzUnpack(f *testing.F) {
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	for _, entry := range [][2]string{
		{"pagewatch-backup.json", `{"format":1,"files":["identity.json","keys"]}`},
		{"identity.json", "{}"}, {"keys", "x"},
	} {
		if err := archive.WriteHeader(
			&tar.Header{Name: entry[0], Mode: 0o600, Size: int64(len(entry[1]))}); err != nil {
			f.Fatal(err)
		}
		_, _ = archive.Write([]byte(entry[1]))
	}
	_ = archive.Flush()
	good := out.Bytes()
	f.Add(good, true)
	f.Add(good, false)
	f.Add(bytes.Replace(good, []byte("keys"), []byte("../k"), -1), true)
	f.Add(bytes.Replace(good, []byte(`"format":1`), []byte(`"format":2`), 1), true)
	f.Add(good[:700], true)
	f.Add([]byte{}, true)
	f.Fuzz(func(t *testing.T, content []byte, summed bool) {
		if summed {
			content = backup.Sealed(bytes.Clone(content))
		}
		folder := t.TempDir()
		file, restored := filepath.Join(folder, "backup"), filepath.Join(folder, "data", "restored")
		write(t, file, string(content), 0o600)
		if err := os.Mkdir(filepath.Dir(restored), 0o700); err != nil {
			t.Fatal(err)
		}
		names, err := backup.Unpack(file, restored, fine)
		beside, _ := os.ReadDir(filepath.Dir(restored))
		if err != nil {
			t.Log("refused")
			if names != nil || len(beside) != 0 {
				t.Errorf("%v and %d entries are left, with %v", names, len(beside), err)
			}
			return
		}
		t.Log("accepted")
		unpacked, _ := os.ReadDir(restored)
		if !summed && len(content) < 1024 || len(beside) != 1 || len(unpacked) != len(names) {
			t.Errorf("%v unpacked %d files, and %d beside them", names, len(unpacked),
				len(beside)-1)
		}
		for _, entry := range unpacked {
			if !entry.Type().IsRegular() {
				t.Errorf("%s is no file", entry.Name())
			}
		}
	})
}
