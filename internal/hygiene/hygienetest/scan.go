package hygienetest

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Found is the number of different values of each kind that were found. It is empty where memory is
// clean.
type Found map[string]int

// Memory searches all readable memory of a process. It fails with fs.ErrPermission for a caller
// without the right to read it: for processes that forbid it, such as Pagewatch's, every user but
// root.
func (m *Marks) Memory(pid int) (Found, error) {
	found, err := m.memory(pid)
	for n := 0; n < 10 && errors.Is(err, errChanged); n++ {
		found, err = m.memory(pid)
	}
	return found, err
}

// errChanged is returned where a process has released a piece of memory since it was listed, as the
// garbage collector does while it works.
var errChanged = errors.New("the memory has changed meanwhile")

func (m *Marks) memory(pid int) (Found, error) {
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return nil, fmt.Errorf("listing the memory of a process: %w", err)
	}
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return nil, fmt.Errorf("opening the memory of a process: %w", err)
	}
	defer func() { _ = memory.Close() }()
	s := m.search()
	read := int64(0)
	for line := range strings.Lines(string(maps)) {
		var from, to uint64
		var rights string
		if _, err := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); err != nil {
			return nil, fmt.Errorf("understanding %q: %w", line, err)
		}
		if rights[0] != 'r' {
			continue
		}
		n, err := s.read(io.NewSectionReader(memory, int64(from), int64(to-from)))
		if err != nil && !strings.Contains(line, "[v") { // the kernel's own pages cannot be read
			if gone(pid, line) {
				err = errChanged
			}
			return nil, fmt.Errorf("reading %s: %w", line, err)
		}
		read += n
	}
	if read == 0 {
		return nil, errors.New("no memory was read")
	}
	return s.found(), nil
}

// gone reports whether a piece of memory is no longer listed.
func gone(pid int, line string) bool {
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	return err == nil && !strings.Contains(string(maps), line)
}

// Files searches files and folders.
func (m *Marks) Files(paths ...string) (Found, error) {
	s := m.search()
	for _, path := range paths {
		err := filepath.WalkDir(path, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			file, err := os.Open(path)
			if err != nil {
				return err
			}
			defer func() { _ = file.Close() }()
			_, err = s.read(file)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("looking through files: %w", err)
		}
	}
	return s.found(), nil
}

// Text searches texts, such as logs.
func (m *Marks) Text(texts ...string) Found {
	s := m.search()
	for _, text := range texts {
		s.look([]byte(text))
	}
	return s.found()
}

// owner is the value of a needle.
type owner struct{ kind, value string }

const hashBits = 20

// hash spreads eight bytes. The factor is 2^64 divided by the golden ratio.
func hash(begin uint64) uint64 { return begin * 0x9E3779B97F4A7C15 >> (64 - hashBits) }

// search searches for many needles at a time.
type search struct {
	// begins are the needles by their first eight bytes, likely by a hash of those.
	begins  map[uint64][]string
	likely  [1 << hashBits]bool
	owners  map[string]owner
	longest int
	hits    map[owner]bool
}

func (m *Marks) search() *search {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := &search{begins: map[uint64][]string{}, owners: map[string]owner{}, hits: map[owner]bool{}}
	for kind, values := range m.kinds {
		for value, inPieces := range values {
			for _, needle := range needles(value, inPieces) {
				s.add(needle, owner{kind, value})
			}
		}
	}
	return s
}

// needles returns the texts to search for: the value and its JSON form, or its pieces.
func needles(value string, inPieces bool) []string {
	if !inPieces {
		quoted, _ := json.Marshal(value) // a string always has JSON
		return []string{value, string(quoted[1 : len(quoted)-1])}
	}
	var out []string
	for at := 0; at+pieceSize <= len(value); at += pieceSize {
		out = append(out, value[at:at+pieceSize])
	}
	return out
}

func (s *search) add(needle string, of owner) {
	if _, known := s.owners[needle]; known {
		return
	}
	begin := binary.LittleEndian.Uint64([]byte(needle))
	s.begins[begin] = append(s.begins[begin], needle)
	s.likely[hash(begin)] = true
	s.owners[needle] = of
	s.longest = max(s.longest, len(needle))
}

// read searches a reader's data, in chunks that overlap.
func (s *search) read(r io.Reader) (read int64, err error) {
	const chunk = 1 << 20
	buffer := make([]byte, s.longest+chunk)
	kept := 0
	for {
		n, err := io.ReadFull(r, buffer[kept:])
		read += int64(n)
		data := buffer[:kept+n]
		s.look(data)
		if err != nil {
			if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				err = nil
			}
			return read, err
		}
		kept = copy(buffer, data[len(data)-s.longest:])
	}
}

// look searches data. It shares no data with other goroutines, and the race detector would make it
// many times slower.
//
//go:norace
func (s *search) look(data []byte) {
	for at := 0; at+wholeSize <= len(data); at++ {
		begin := binary.LittleEndian.Uint64(data[at:])
		if begin == 0 { // most memory
			at += wholeSize - 1
			continue
		}
		if s.likely[hash(begin)] {
			s.compare(begin, data[at:])
		}
	}
}

func (s *search) compare(begin uint64, data []byte) {
	for _, needle := range s.begins[begin] {
		if bytes.HasPrefix(data, []byte(needle)) {
			s.hits[s.owners[needle]] = true
		}
	}
}

func (s *search) found() Found {
	out := Found{}
	for hit := range s.hits {
		out[hit.kind]++
	}
	return out
}
