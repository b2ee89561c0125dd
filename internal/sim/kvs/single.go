package kvs

import (
	"encoding/json"
	"io"
	"slices"
	"time"
)

// operations are the paths under /v1/. An operation returns the answer's document, nil for none.
var operations = map[string]func(visit, io.Reader) (any, error){
	"get":           func(v visit, body io.Reader) (any, error) { return v.get(plain, body) },
	"set":           func(v visit, body io.Reader) (any, error) { return v.set(plain, body) },
	"delete":        func(v visit, body io.Reader) (any, error) { return v.delete(plain, body) },
	"secret/get":    func(v visit, body io.Reader) (any, error) { return v.get(hidden, body) },
	"secret/set":    func(v visit, body io.Reader) (any, error) { return v.set(hidden, body) },
	"secret/delete": func(v visit, body io.Reader) (any, error) { return v.delete(hidden, body) },
	"query":         visit.query,
	"transaction":   visit.transaction,
	"batch/get":     visit.batchGet,
	"batch/set":     visit.batchSet,
	"batch/delete":  visit.batchDelete,
}

// The metadata that a request can ask for.
const (
	createdAt  = "CREATED_AT"
	updatedAt  = "UPDATED_AT"
	expireTime = "EXPIRE_TIME"
)

// getOptions are the options of get and query.
type getOptions struct {
	MetadataFields []string `json:"metadataFields"`
}

func checkFields(fields []string) error {
	for _, field := range fields {
		if !slices.Contains([]string{createdAt, updatedAt, expireTime}, field) {
			return bad(badRequest, "There is no such metadata field.")
		}
	}
	return nil
}

// found is a record in an answer. Times are milliseconds of the epoch, except the one that is text.
type found struct {
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value"`
	CreatedAt  int64           `json:"createdAt,omitempty"`
	UpdatedAt  int64           `json:"updatedAt,omitempty"`
	ExpireTime string          `json:"expireTime,omitempty"`
}

// shown returns a record with the requested metadata.
func (r record) shown(key string, fields []string) found {
	out := found{Key: key, Value: r.Value}
	if slices.Contains(fields, createdAt) {
		out.CreatedAt = r.Created
	}
	if slices.Contains(fields, updatedAt) {
		out.UpdatedAt = r.Updated
	}
	if slices.Contains(fields, expireTime) && r.Expires != nil {
		out.ExpireTime = r.Expires.Format(time.RFC3339Nano)
	}
	return out
}

// get answers POST /v1/get and /v1/secret/get.
func (v visit) get(c class, body io.Reader) (any, error) {
	in, err := decode[struct {
		Key     string     `json:"key"`
		Options getOptions `json:"options"`
	}](body)
	if err != nil {
		return nil, err
	}
	if err := checkKey(in.Key); err != nil {
		return nil, err
	}
	if err := checkFields(in.Options.MetadataFields); err != nil {
		return nil, err
	}
	var out found
	err = v.read(c, func(s keyspace) error {
		r, err := s.get(in.Key)
		if err != nil {
			return err
		}
		if r == nil {
			return errNotFound
		}
		out = r.shown(in.Key, in.Options.MetadataFields)
		return nil
	})
	return out, err
}

// setOptions are the options of set.
type setOptions struct {
	TTL          *ttl     `json:"ttl"`
	KeyPolicy    string   `json:"keyPolicy"`
	ReturnValue  string   `json:"returnValue"`
	ReturnFields []string `json:"returnMetadataFields"`
}

const (
	failIfExists = "FAIL_IF_EXISTS"
	override     = "OVERRIDE"
	previous     = "PREVIOUS"
	latest       = "LATEST"
)

func (o setOptions) check() error {
	switch {
	case !slices.Contains([]string{"", override, failIfExists}, o.KeyPolicy):
		return bad(badRequest, "The keyPolicy must be OVERRIDE or FAIL_IF_EXISTS.")
	case !slices.Contains([]string{"", previous, latest}, o.ReturnValue):
		return bad(badRequest, "The returnValue must be PREVIOUS or LATEST.")
	case o.KeyPolicy == failIfExists && (o.ReturnValue != "" || o.ReturnFields != nil):
		return bad(badRequest, "returnValue and returnMetadataFields need the keyPolicy OVERRIDE.")
	}
	return checkFields(o.ReturnFields)
}

// setRequest is a value to store.
type setRequest struct {
	Key     string          `json:"key"`
	Value   json.RawMessage `json:"value"`
	Options setOptions      `json:"options"`
}

// set answers POST /v1/set and /v1/secret/set.
func (v visit) set(c class, body io.Reader) (any, error) {
	in, err := decode[setRequest](body)
	if err != nil {
		return nil, err
	}
	if err := in.Options.check(); err != nil {
		return nil, err
	}
	fresh, err := v.fresh(c, in.Key, in.Value, in.Options.TTL)
	if err != nil {
		return nil, err
	}
	var out any
	err = v.write(c, func(s keyspace) error {
		old, err := s.get(in.Key)
		if err != nil {
			return err
		}
		if old != nil && in.Options.KeyPolicy == failIfExists {
			return errExists
		}
		kept := fresh.over(old)
		switch {
		case in.Options.ReturnValue == latest:
			out = kept.shown(in.Key, in.Options.ReturnFields)
		case in.Options.ReturnValue == previous && old != nil:
			out = old.shown(in.Key, in.Options.ReturnFields)
		}
		return s.put(in.Key, kept)
	})
	return out, err
}

// fresh checks a value and returns its record.
func (v visit) fresh(c class, key string, value json.RawMessage, life *ttl) (record, error) {
	if err := checkKey(key); err != nil {
		return record{}, err
	}
	limit := maxValue
	if c == hidden {
		limit = maxSecret
	}
	kept, err := checkValue(value, limit)
	if err != nil {
		return record{}, err
	}
	expires, err := life.from(v.now)
	return record{Value: kept, Created: v.now.UnixMilli(), Updated: v.now.UnixMilli(),
		Expires: expires}, err
}

// over returns the record with the metadata of the one that it replaces.
func (r record) over(old *record) record {
	if old != nil {
		r.Created = old.Created
	}
	return r
}

// delete answers POST /v1/delete and /v1/secret/delete. The documentation does not state whether an
// absent key is an error; the npm client accepts both answers.
func (v visit) delete(c class, body io.Reader) (any, error) {
	in, err := decode[struct {
		Key string `json:"key"`
	}](body)
	if err != nil {
		return nil, err
	}
	if err := checkKey(in.Key); err != nil {
		return nil, err
	}
	return nil, v.write(c, func(s keyspace) error { return s.erase(in.Key) })
}
