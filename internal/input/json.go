package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// errNotJSON is returned for input that is not JSON.
var errNotJSON = Field("body", "This is not JSON.")

// Object checks that data is exactly one JSON object, at most depth levels deep, in which no field
// is repeated. The error is an *Error that names the field, or "body".
func Object(data []byte, depth int) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if first, err := decoder.Token(); err != nil || first != json.Delim('{') {
		return Field("body", "Send one JSON object.")
	}
	if err := object(decoder, depth-1); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Field("body", "Something follows the JSON object.")
	}
	return nil
}

// object walks an object whose opening brace has been read, with depth levels left.
func object(decoder *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for decoder.More() {
		name, err := decoder.Token()
		key, isString := name.(string)
		if err != nil || !isString {
			return errNotJSON
		}
		// encoding/json matches names whatever their case, so names that differ only in case are
		// repeated too. Upper case first: the long s becomes a plain letter in upper case alone,
		// the Kelvin sign in lower case alone.
		folded := strings.ToLower(strings.ToUpper(key))
		if seen[folded] {
			return Field(Name(key), "This field is there twice.")
		}
		seen[folded] = true
		if err := value(decoder, depth); err != nil {
			return err
		}
	}
	return closing(decoder)
}

func value(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	if err != nil {
		return errNotJSON
	}
	delim, nested := token.(json.Delim)
	switch {
	case !nested:
		return nil
	case depth == 0:
		return Field("body", "The JSON is nested too deeply.")
	case delim == '{':
		return object(decoder, depth-1)
	}
	for decoder.More() {
		if err := value(decoder, depth-1); err != nil {
			return err
		}
	}
	return closing(decoder)
}

func closing(decoder *json.Decoder) error {
	if _, err := decoder.Token(); err != nil {
		return errNotJSON
	}
	return nil
}

// Name shortens the name of a field of a request to 64 bytes, so that an error does not repeat a
// long one. It returns "body" for an empty name.
func Name(name string) string {
	const longest = 64
	if name == "" {
		return "body"
	}
	if len(name) > longest {
		return strings.ToValidUTF8(name[:longest], "")
	}
	return name
}
