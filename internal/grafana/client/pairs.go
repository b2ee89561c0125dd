package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// pairs walks an object of texts and numbers: each reads the JSON of each value, and ends the walk
// with errEnough. A null has none. The JSON is valid, as encoding/json passes it to UnmarshalJSON.
// A json.Decoder would copy and validate it once more, for every instance of every rule.
func pairs(b []byte, each func(name string, value []byte) error) error {
	switch b[0] {
	case '{':
		b = b[1:]
	case 'n':
		return nil
	default:
		return errNotJSON
	}
	for range maxFields {
		var name, value []byte
		if name, b = token(b); name[0] == '}' {
			return nil
		}
		value, b = token(b)
		key, err := unquoted(name)
		if err == nil {
			err = each(key, value)
		}
		switch {
		case errors.Is(err, errEnough):
			return nil
		case err != nil:
			return err
		}
	}
	return errTooLarge
}

// token returns the next token of an object that is not a separator, and what follows it.
func token(b []byte) (token, rest []byte) {
	for b[0] <= ' ' || b[0] == ',' || b[0] == ':' {
		b = b[1:]
	}
	end := 1
	switch b[0] {
	case '{', '}', '[':
	case '"':
		for ; b[end] != '"'; end++ {
			if b[end] == '\\' {
				end++
			}
		}
		end++
	default: // a number, true, false or null
		end = bytes.IndexAny(b, ",} \t\r\n")
	}
	return b[:end], b[end:]
}

// unquoted decodes a text. Most stand in JSON as they are. A null is "".
func unquoted(token []byte) (text string, err error) {
	if token[0] == '"' && bytes.IndexByte(token, '\\') < 0 && utf8.Valid(token) {
		return string(token[1 : len(token)-1]), nil
	}
	err = json.Unmarshal(token, &text)
	return text, err
}
