package client

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// The functions of this file walk JSON that is known to be valid, as encoding/json passes it to
// UnmarshalJSON. A json.Decoder would copy and validate it once more, for every instance of every
// rule.

// fields walks the members of an object that have one of the names: set reads the value of each.
// A null has none. A name that is there twice is an error: reading members that replace each other
// would be work without a bound.
func fields(b []byte, names []string, set func(name string, value []byte) error) error {
	b, err := opened(b, '{')
	var seen uint32
	for name, value, b := member(b); name != nil && err == nil; name, value, b = member(b) {
		for i, known := range names {
			if known != string(name[1:len(name)-1]) { // none of them is escaped in JSON
				continue
			}
			if seen&(1<<i) != 0 {
				return errNotJSON
			}
			seen |= 1 << i
			err = set(known, value)
		}
	}
	return err
}

// member returns the next member of an object, its name with its quotes, and what follows. A nil
// name is the end.
func member(b []byte) (name, value, rest []byte) {
	if b == nil {
		return nil, nil, nil
	}
	if name, b = next(b); name[0] == '}' {
		return nil, nil, nil
	}
	value, rest = next(b)
	return name, value, rest
}

// elements walks an array. A null has none.
func elements(b []byte, each func(value []byte) error) error {
	b, err := opened(b, '[')
	for err == nil && b != nil {
		var value []byte
		if value, b = next(b); value[0] == ']' {
			return nil
		}
		err = each(value)
	}
	return err
}

// opened returns what is inside an object or array, nil for a null.
func opened(b []byte, open byte) ([]byte, error) {
	switch b[0] {
	case open:
		return b[1:], nil
	case 'n':
		return nil, nil
	}
	return nil, errNotJSON
}

// next returns the next value inside an object or array, or its closing bracket, and what follows.
func next(b []byte) (value, rest []byte) {
	for b[0] <= ' ' || b[0] == ',' || b[0] == ':' {
		b = b[1:]
	}
	end := 1
	switch b[0] {
	case '}', ']':
	case '"':
		for ; b[end] != '"'; end++ {
			if b[end] == '\\' {
				end++
			}
		}
		end++
	case '{', '[':
		end = length(b)
	default: // a number, true, false or null
		end = bytes.IndexAny(b, ",}] \t\r\n")
	}
	return b[:end], b[end:]
}

// length returns the length of the object or array that the JSON begins with.
func length(b []byte) int {
	depth := 0
	for i := 0; ; i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
}

// unquoted decodes a text. Most stand in JSON as they are. A null is "".
func unquoted(token []byte) (text string, err error) {
	if token[0] == '"' && bytes.IndexByte(token, '\\') < 0 && utf8.Valid(token) {
		return string(token[1 : len(token)-1]), nil
	}
	err = json.Unmarshal(token, &text)
	return text, err
}
