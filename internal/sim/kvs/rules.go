package kvs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// The storage's limits (platform-quotas-and-limits, limits-kvs-ce).
const (
	maxKey   = 500       // characters
	maxValue = 240 << 10 // bytes of JSON
	// maxSecret follows the page about secrets; the page about limits states 240 KiB.
	maxSecret = 128 << 10
	maxDepth  = 31      // of nested objects and lists
	maxBody   = 4 << 20 // bytes of a transaction or batch
	maxItems  = 25      // of a transaction or batch
	maxTTL    = 365 * 24 * time.Hour
)

// keyForm is the documented /^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/ less its lookahead.
var keyForm = regexp.MustCompile(`^[a-zA-Z0-9:._\s\-#]+$`)

func checkKey(key string) error {
	switch {
	case key == "":
		return bad("KEY_TOO_SHORT", "The key is empty.")
	case utf8.RuneCountInString(key) > maxKey:
		return bad("KEY_TOO_LONG", "The key has more than 500 characters.")
	case !keyForm.MatchString(key) || strings.TrimSpace(key) == "":
		return bad("INVALID_KEY",
			"The key has characters other than a-z, A-Z, 0-9, : . _ - # and white space, or nothing but white space.")
	}
	return nil
}

// checkValue returns a value in its stored form, without white space.
func checkValue(value json.RawMessage, limit int) (json.RawMessage, error) {
	var kept bytes.Buffer
	if err := json.Compact(&kept, value); err != nil || kept.Len() == 0 || kept.String() == "null" {
		return nil, bad(badRequest, "A value is required, and null is none.")
	}
	if kept.Len() > limit {
		return nil, bad(maxSize, fmt.Sprintf("The value has more than %d bytes.", limit))
	}
	if depth(kept.Bytes()) > maxDepth {
		return nil, bad("MAX_DEPTH", "The value is nested more than 31 levels deep.")
	}
	return kept.Bytes(), nil
}

// depth returns the nesting depth of the objects and lists of a JSON document.
func depth(document []byte) int {
	decoder, now, deepest := json.NewDecoder(bytes.NewReader(document)), 0, 0
	for {
		token, err := decoder.Token()
		if err != nil {
			return deepest
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			now++
		case json.Delim('}'), json.Delim(']'):
			now--
		}
		deepest = max(deepest, now)
	}
}

// ttl is the time to live of a value.
type ttl struct {
	Value int64  `json:"value"`
	Unit  string `json:"unit"`
}

var units = map[string]time.Duration{
	"SECONDS": time.Second, "MINUTES": time.Minute, "HOURS": time.Hour, "DAYS": 24 * time.Hour}

// from returns the expiry of a value that is set now; nil means never.
func (t *ttl) from(now time.Time) (*time.Time, error) {
	if t == nil {
		return nil, nil
	}
	unit, known := units[t.Unit]
	if !known || t.Value < 1 || t.Value > int64(maxTTL/unit) {
		return nil, bad(badRequest,
			"The ttl must be a whole number of SECONDS, MINUTES, HOURS or DAYS, of one year at most.")
	}
	expires := now.Add(time.Duration(t.Value) * unit).UTC()
	return &expires, nil
}

// decode reads a request. It refuses undocumented fields, so that a mistake on the platform is a
// mistake here.
func decode[T any](body io.Reader) (T, error) {
	var in T
	decoder := json.NewDecoder(body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&in)
	if err == nil {
		if _, end := decoder.Token(); errors.Is(end, io.EOF) {
			return in, nil
		}
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return in, bad(maxSize, "The request has more than 4 MB.")
	}
	return in, bad(badRequest, "The request is not the documented JSON.")
}
