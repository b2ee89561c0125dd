package resolver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"pagewatch/internal/invalid"
)

// maxDepth bounds nesting; our deepest request has four levels.
const maxDepth = 8

// request is what every request of a person says: which space it is about, "" where only the token says it.
type request interface{ space() string }

// spaceOnly is a request without a body.
type spaceOnly struct {
	SpaceID string `json:"spaceId"`
}

func (r spaceOnly) space() string { return r.SpaceID }

// read reads a request from the body, or from the query where the method has no body.
func read[T request](r *http.Request) (T, error) {
	var out T
	if r.Method != http.MethodGet && r.Method != http.MethodDelete {
		body, err := readBody(r, "application/json")
		if err != nil {
			return out, err
		}
		return out, strict(body, &out)
	}
	query := r.URL.Query()
	for name, values := range query {
		if name != "spaceId" || len(values) != 1 {
			return out, invalid.Field(field(name), "The query takes one spaceId and nothing else.")
		}
	}
	// The detour through JSON keeps one way of filling a request.
	encoded, err := json.Marshal(spaceOnly{query.Get("spaceId")})
	if err != nil {
		return out, fmt.Errorf("reading a query: %w", err)
	}
	return out, json.Unmarshal(encoded, &out)
}

// readBody reads a whole body of that media type. No type at all is taken for the right one.
func readBody(r *http.Request, want string) ([]byte, error) {
	if header := r.Header.Get("Content-Type"); header != "" {
		media, _, err := mime.ParseMediaType(header)
		if err != nil || media != want {
			return nil, errMediaType
		}
	}
	body, err := io.ReadAll(r.Body)
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, invalid.Field("body", "The request broke off.")
	}
	return body, nil
}

// strict decodes one JSON object: unknown and repeated fields, trailing data and deep nesting are refused, with the
// field named as far as it is known.
func strict(body []byte, out any) error {
	if err := checkShape(body); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(out)
	if err == nil {
		return nil
	}
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return invalid.Field(field(wrongType.Field), "This has the wrong type: %s was sent.", wrongType.Value)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return invalid.Field(field(strings.Trim(name, `"`)), "There is no such field.")
	}
	// What is left are our own types' refusals, which quote nothing.
	return invalid.Field("body", "The request could not be read: %s.", err)
}

// checkShape walks the tokens of the body.
func checkShape(body []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	if first, err := decoder.Token(); err != nil || first != json.Delim('{') {
		return invalid.Field("body", "Send one JSON object.")
	}
	if err := checkObject(decoder, 1); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return invalid.Field("body", "Something follows the JSON object.")
	}
	return nil
}

// checkObject walks an object whose opening brace has been read.
func checkObject(decoder *json.Decoder, depth int) error {
	seen := map[string]bool{}
	for decoder.More() {
		name, err := decoder.Token()
		key, isString := name.(string)
		if err != nil || !isString {
			return errNotJSON
		}
		// encoding/json would match names whatever their case, so names that differ only in case are repeated too.
		if folded := strings.ToLower(key); seen[folded] {
			return invalid.Field(field(key), "This field is there twice.")
		} else {
			seen[folded] = true
		}
		if err := checkValue(decoder, depth); err != nil {
			return err
		}
	}
	return closing(decoder)
}

func checkValue(decoder *json.Decoder, depth int) error {
	token, err := decoder.Token()
	if err != nil {
		return errNotJSON
	}
	delim, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth >= maxDepth {
		return invalid.Field("body", "The request is nested too deeply.")
	}
	if delim == '{' {
		return checkObject(decoder, depth+1)
	}
	for decoder.More() {
		if err := checkValue(decoder, depth+1); err != nil {
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

var errNotJSON = invalid.Field("body", "This is not JSON.")

// field shortens a name that came from outside, so that an error does not carry a page of it.
func field(name string) string {
	const longest = 64
	if name == "" {
		return "body"
	}
	if len(name) > longest {
		return strings.ToValidUTF8(name[:longest], "")
	}
	return name
}
