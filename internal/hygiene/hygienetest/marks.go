// Package hygienetest looks through the memory of a process, and through files, for what must not
// be there.
package hygienetest

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"sync"
)

const (
	// pieceSize is the size in bytes of the pieces that a secret is looked for in: what has been
	// overwritten in part is found too.
	pieceSize = 16
	// wholeSize is the least size of a text that is looked for as it is: shorter ones may be
	// anybody's.
	wholeSize = 8
)

// Marks are what is looked for, by kind. Several goroutines may add to them.
type Marks struct {
	mu    sync.Mutex
	kinds map[string]map[string]bool // the values of a kind; true: in pieces
}

// Whole adds texts that are looked for as they are: their parts may be anybody's.
func (m *Marks) Whole(kind string, values ...string) { m.add(kind, false, values) }

// Secret adds random texts, of which any piece is too much.
func (m *Marks) Secret(kind string, values ...string) { m.add(kind, true, values) }

func (m *Marks) add(kind string, inPieces bool, values []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kinds == nil {
		m.kinds = map[string]map[string]bool{}
	}
	if m.kinds[kind] == nil {
		m.kinds[kind] = map[string]bool{}
	}
	for _, value := range values {
		if len(value) >= wholeSize {
			m.kinds[kind][value] = inPieces
		}
	}
}

// Count returns how many values there are of each kind.
func (m *Marks) Count() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string]int{}
	for kind, values := range m.kinds {
		out[kind] = len(values)
	}
	return out
}

// Kinds of what passes between a backend and AWS.
const (
	ExternalID   = "External ID"
	AccessKeyID  = "temporary access key id"
	SecretKey    = "temporary secret key"
	SessionToken = "session token"
	AlarmName    = "alarm name"
	AlarmText    = "alarm reason or description"
)

// Watch returns an STS that adds what it is asked with and what it answers to the marks. Other
// calls pass.
func (m *Marks) Watch(aws http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
			aws.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		aws.ServeHTTP(answer, r)
		var assumed struct {
			ID     string `xml:"AssumeRoleResult>Credentials>AccessKeyId"`
			Secret string `xml:"AssumeRoleResult>Credentials>SecretAccessKey"`
			Token  string `xml:"AssumeRoleResult>Credentials>SessionToken"`
		}
		if xml.Unmarshal(answer.Body.Bytes(), &assumed) == nil {
			m.Secret(AccessKeyID, assumed.ID)
			m.Secret(SecretKey, assumed.Secret)
			m.Secret(SessionToken, assumed.Token)
		}
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	})
}

// Alarms adds the alarms of a view's records to the marks, and returns how many there were.
func (m *Marks) Alarms(records ...json.RawMessage) int {
	n := 0
	for _, record := range records {
		var got struct {
			Type  string
			Alarm struct{ Name, Reason, Description string }
		}
		if json.Unmarshal(record, &got) == nil && got.Type == "alarm" {
			n++
			m.Whole(AlarmName, got.Alarm.Name)
			m.Whole(AlarmText, got.Alarm.Reason, got.Alarm.Description)
		}
	}
	return n
}
