package policy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// object reads one JSON object and nothing after it. Unlike encoding/json it refuses a duplicate
// name and compares names exactly: both would let a reader and the evaluator see different
// policies. It permits only the names given, or all without any.
func object(raw json.RawMessage, names ...string) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return nil, errors.New("must be a JSON object")
	}
	members := map[string]json.RawMessage{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("reading JSON: %w", err)
		}
		name := token.(string) // in an object the decoder yields names as strings or fails
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, fmt.Errorf("reading %q: %w", name, err)
		}
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("%q appears twice", name)
		}
		if len(names) > 0 && !slices.Contains(names, name) {
			return nil, fmt.Errorf("%q is not evaluated here; expected %s", name,
				strings.Join(names, ", "))
		}
		members[name] = value
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has text after the end of the object")
	}
	return members, nil
}

// list reads a JSON list, or a single value as a list of one.
func list(raw json.RawMessage) ([]json.RawMessage, error) {
	if len(raw) == 0 {
		return nil, errors.New("is missing")
	}
	if bytes.TrimSpace(raw)[0] != '[' {
		return []json.RawMessage{raw}, nil
	}
	var values []json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil {
		return nil, fmt.Errorf("reading list: %w", err)
	}
	return values, nil
}

// texts reads a string or a non-empty list of strings. As in IAM, true and false stand for the
// strings "true" and "false".
func texts(raw json.RawMessage) ([]string, error) {
	values, err := list(raw)
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, errors.New("must not be an empty list")
	}
	var out []string
	for _, v := range values {
		if s := string(v); s == "true" || s == "false" {
			out = append(out, s)
			continue
		}
		s, err := text(v)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// text reads one JSON string; null is not one.
func text(raw json.RawMessage) (string, error) {
	var s *string
	if err := json.Unmarshal(raw, &s); err != nil || s == nil {
		return "", errors.New("must be a string or a list of strings")
	}
	return *s, nil
}

func sortedNames(members map[string]json.RawMessage) []string {
	return slices.Sorted(maps.Keys(members))
}
