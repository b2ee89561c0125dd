package backup_test

import (
	"archive/tar"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pagewatch/internal/backup"
)

// TestCraftedBackups checks that archives with a right sum are refused for names outside the
// folder, for content that differs from the first entry, and for another form.
func TestCraftedBackups(t *testing.T) {
	about := func(format, files string) string {
		return `{"format":` + format + `,"files":[` + files + `]}`
	}
	const mine, identity = `"identity.json"`, "identity.json={}"
	for name, row := range map[string]struct {
		about   string
		entries []string // name=content
		kind    byte
		want    string
	}{
		"none": {about("1", mine), nil, tar.TypeReg, "no backup"},
		"another form": {about("2", mine), []string{identity}, tar.TypeReg,
			"has the form 2, and this Pagewatch reads 1"},
		"no description": {"rubbish", []string{identity}, tar.TypeReg, "no backup"},
		"more than it says": {about("1", mine), []string{identity, "keys=x"}, tar.TypeReg,
			"no backup"},
		"no identity": {about("1", `"keys"`), []string{"keys=x"}, tar.TypeReg, "no backup"},
		"out of the folder": {about("1", mine+`,"../x"`), []string{identity, "../x=x"},
			tar.TypeReg, "no backup"},
		"in another folder": {about("1", mine+`,"a/x"`), []string{identity, "a/x=x"}, tar.TypeReg,
			"no backup"},
		"an absolute path": {about("1", mine+`,"/x"`), []string{identity, "/x=x"}, tar.TypeReg,
			"no backup"},
		"the folder itself": {about("1", mine+`,".."`), []string{identity, "..=x"}, tar.TypeReg,
			"no backup"},
		"the same twice": {about("1", mine+","+mine), []string{identity, identity}, tar.TypeReg,
			"file exists"},
		"a link": {about("1", mine), []string{"identity.json="}, tar.TypeSymlink,
			"no backup"},
		"a damaged database": {about("1", mine+`,"a.db"`),
			[]string{identity, "a.db=" + strings.Repeat("x", 9000)}, tar.TypeReg,
			"a.db is damaged"},
	} {
		var out bytes.Buffer
		archive := tar.NewWriter(&out)
		add := func(name, content string, kind byte) {
			header := &tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)),
				Typeflag: kind}
			if kind == tar.TypeSymlink {
				header.Linkname = "/etc/passwd"
			}
			if err := archive.WriteHeader(header); err != nil {
				t.Fatal(name, err)
			}
			_, _ = archive.Write([]byte(content))
		}
		add("pagewatch-backup.json", row.about, tar.TypeReg)
		for _, entry := range row.entries {
			name, content, _ := strings.Cut(entry, "=")
			add(name, content, row.kind)
		}
		_ = archive.Flush()
		file, restored := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "data")
		write(t, file, string(backup.Sealed(out.Bytes())), 0o600)
		if names, err := backup.Unpack(file, restored, fine); err == nil || names != nil ||
			!strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, %v, want %q", name, names, err, row.want)
		}
		if entries, err := os.ReadDir(filepath.Dir(restored)); err != nil || len(entries) != 0 {
			t.Errorf("%s: left %v (%v)", name, entries, err)
		}
	}
}
