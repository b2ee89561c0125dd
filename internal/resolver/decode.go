package resolver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"pagewatch/internal/input"
)

// maxDepth bounds nesting; our deepest request has four levels.
const maxDepth = 9

// request is a person's request. space names the space that it is about, "" where only the token
// does.
type request interface{ space() string }

// spaceOnly is a request that names nothing but its space.
type spaceOnly struct {
	SpaceID string `json:"spaceId"`
}

func (r spaceOnly) space() string { return r.SpaceID }

// read reads a request from the body, or from the query where the method has no body.
func read[T request](r *http.Request) (T, error) {
	var out T
	if r.Method != http.MethodGet && r.Method != http.MethodDelete {
		if r.URL.RawQuery != "" {
			return out, input.Field("query", "Only GET and DELETE take a query.")
		}
		body, err := readBody(r, "application/json")
		if err != nil {
			return out, err
		}
		return out, strict(body, &out)
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return out, input.Field("query", "The query cannot be read.")
	}
	for name, values := range query {
		if name != "spaceId" || len(values) != 1 {
			return out, input.Field(input.Name(name),
				"The query takes one spaceId and nothing else.")
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
		return nil, input.Field("body", "The request broke off.")
	}
	return body, nil
}

// strict decodes one JSON object: unknown and repeated fields, trailing data and deep nesting are
// refused, with the field named as far as it is known.
func strict(body []byte, out any) error {
	if err := input.Object(body, maxDepth); err != nil {
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
		return input.Field(input.Name(wireField(wrongType.Field)),
			"This has the wrong type: %s was sent.",
			wrongType.Value)
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return input.Field(input.Name(strings.Trim(name, `"`)), "There is no such field.")
	}
	// What is left are our own types' refusals, which quote nothing.
	return input.Field("body", "The request could not be read: %s.", err)
}

// wireField drops what is no field of the wire from the path of one: encoding/json names embedded
// types too, which begin with a capital letter, as no field does.
func wireField(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), func(part string) bool {
		return part != "" && unicode.IsUpper(rune(part[0]))
	})
	return strings.Join(parts, ".")
}
