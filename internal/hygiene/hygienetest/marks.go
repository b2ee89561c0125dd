// Package hygienetest searches the memory of a process, and files, for text that must not be there.
package hygienetest

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"sync"
)

const (
	// pieceSize is the size in bytes of the pieces of a secret that are searched for, so that a
	// partly overwritten secret is found too.
	pieceSize = 16
	// wholeSize is the least size of a text that is searched for as a whole: shorter ones may occur
	// by chance.
	wholeSize = 8
)

// Marks are the texts to search for, by kind. They are safe for concurrent use.
type Marks struct {
	mu    sync.Mutex
	kinds map[string]map[string]bool // the values of a kind; true: in pieces
}

// Whole adds texts that are searched for as a whole, because their parts may occur by chance.
func (m *Marks) Whole(kind string, values ...string) { m.add(kind, false, values) }

// Secret adds random texts that are searched for in pieces.
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

// Count returns the number of values of each kind.
func (m *Marks) Count() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[string]int{}
	for kind, values := range m.kinds {
		out[kind] = len(values)
	}
	return out
}

// Kinds of values that pass between a backend and AWS or a stack.
const (
	ExternalID   = "External ID"
	AccessKeyID  = "temporary access key id"
	SecretKey    = "temporary secret key"
	SessionToken = "session token"
	AlarmName    = "alarm name"
	AlarmText    = "alarm reason or description"
	StackToken   = "stack token"
	RuleName     = "rule name"
	RuleText     = "rule summary or description"
)

// Watch returns a handler that adds the credentials of STS's answers to the marks. It passes other
// calls on unchanged.
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

// Alarms adds the alarms and alert rules of a view's records to the marks, and returns how many there
// were.
func (m *Marks) Alarms(records ...json.RawMessage) int {
	n := 0
	for _, record := range records {
		var got struct {
			Type  string
			Alarm struct{ Name, Reason, Description string }
			Rule  struct{ Name, Summary, Description string }
		}
		if json.Unmarshal(record, &got) != nil {
			continue
		}
		switch got.Type {
		case "alarm":
			n++
			m.Whole(AlarmName, got.Alarm.Name)
			m.Whole(AlarmText, got.Alarm.Reason, got.Alarm.Description)
		case "rule":
			n++
			m.Whole(RuleName, got.Rule.Name)
			m.Whole(RuleText, got.Rule.Summary, got.Rule.Description)
		}
	}
	return n
}
