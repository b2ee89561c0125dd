package kvs

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// The sizes of a page of results.
const (
	defaultPage = 10
	maxPage     = 100
)

// queryRequest asks for plain keys.
type queryRequest struct {
	Limit *int   `json:"limit"`
	After string `json:"after"`
	Where []struct {
		Property  string            `json:"property"`
		Condition string            `json:"condition"`
		Values    []json.RawMessage `json:"values"`
	} `json:"where"`
	Options getOptions `json:"options"`
}

// limit returns how many results a page holds.
func (q queryRequest) limit() (int, error) {
	if q.Limit == nil {
		return defaultPage, nil
	}
	if *q.Limit < 1 || *q.Limit > maxPage {
		return 0, bad("LIST_QUERY_LIMIT_EXCEEDED", "The limit must be between 1 and 100.")
	}
	return *q.Limit, nil
}

// prefix returns the prefix of the keys asked for.
func (q queryRequest) prefix() (string, error) {
	if len(q.Where) == 0 {
		return "", nil
	}
	var prefix string
	where := q.Where[0]
	switch {
	case len(q.Where) > 1:
		return "", bad("QUERY_WHERE_INVALID", "A query has one condition at most.")
	case where.Property != "key":
		return "", bad("QUERY_WHERE_FIELD_INVALID", "Only the key can be asked for.")
	case where.Condition != "BEGINS_WITH":
		return "", bad("INVALID_FILTER_CONDITION", "The only condition is BEGINS_WITH.")
	case len(where.Values) != 1 || json.Unmarshal(where.Values[0], &prefix) != nil || prefix == "":
		return "", bad("INVALID_FILTER_VALUES", "BEGINS_WITH takes one text.")
	}
	return prefix, nil
}

// page is the answer to a query.
type page struct {
	Data   []found `json:"data"`
	Cursor string  `json:"cursor,omitempty"`
}

// query answers POST /v1/query with plain keys in the order of their bytes. The cursor is the last
// key, in an opaque form.
func (v visit) query(body io.Reader) (any, error) {
	in, err := decode[queryRequest](body)
	if err != nil {
		return nil, err
	}
	limit, err := in.limit()
	if err != nil {
		return nil, err
	}
	prefix, err := in.prefix()
	if err != nil {
		return nil, err
	}
	if err := checkFields(in.Options.MetadataFields); err != nil {
		return nil, err
	}
	after, err := base64.RawURLEncoding.DecodeString(in.After)
	if err != nil {
		return nil, bad(badRequest, "The cursor is not one.")
	}
	out := page{Data: []found{}}
	err = v.read(plain, func(s keyspace) error {
		index := s.indexed(prefix)
		for _, key := range sortedAfter(index, string(after)) {
			r, err := s.open(key, index[key])
			if err != nil {
				return err
			}
			if r == nil {
				continue
			}
			if len(out.Data) == limit {
				out.Cursor = base64.RawURLEncoding.EncodeToString([]byte(out.Data[limit-1].Key))
				return nil
			}
			out.Data = append(out.Data, r.shown(key, in.Options.MetadataFields))
		}
		return nil
	})
	return out, err
}

// indexed returns the sealed records with the prefix as the lagging index has them.
func (s keyspace) indexed(prefix string) map[string][]byte {
	index := map[string][]byte{}
	if s.bucket != nil {
		cursor := s.bucket.Cursor()
		for k, sealed := cursor.Seek([]byte(prefix)); strings.HasPrefix(string(k), prefix) &&
			k != nil; k, sealed = cursor.Next() {
			index[string(k)] = sealed
		}
	}
	for _, c := range s.unseen() {
		if c.installation == s.installation && strings.HasPrefix(c.key, prefix) {
			index[c.key] = c.before
		}
	}
	return index
}

func sortedAfter(index map[string][]byte, after string) []string {
	var keys []string
	for key := range index {
		if key > after {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
