package kvs

import (
	"encoding/json"
	"errors"
	"io"
)

// several is one item of a transaction or batch.
type several struct {
	Key        string          `json:"key"`
	Value      json.RawMessage `json:"value"`
	EntityName string          `json:"entityName"`
	Conditions json.RawMessage `json:"conditions"`
	Options    struct {
		TTL            *ttl     `json:"ttl"`
		MetadataFields []string `json:"metadataFields"`
	} `json:"options"`
}

// checkItems refuses items that no transaction and no batch may have.
func checkItems(items []several) error {
	if len(items) == 0 || len(items) > maxItems {
		return bad(badRequest, "Between 1 and 25 things can be done at once.")
	}
	seen := map[string]bool{}
	for _, item := range items {
		if item.EntityName != "" || item.Conditions != nil {
			return errEntities
		}
		if seen[item.Key] {
			return bad(badRequest, "A key may be named once.")
		}
		seen[item.Key] = true
	}
	return nil
}

// transaction answers POST /v1/transaction, atomically. The documentation has checks and conditions
// for entities only.
func (v visit) transaction(body io.Reader) (any, error) {
	in, err := decode[struct {
		Set    []several `json:"set"`
		Delete []several `json:"delete"`
		Check  []several `json:"check"`
	}](body)
	if err != nil {
		return nil, err
	}
	if len(in.Check) > 0 {
		return nil, errEntities
	}
	if err := checkItems(append(in.Set[:len(in.Set):len(in.Set)], in.Delete...)); err != nil {
		return nil, err
	}
	return nil, v.write(plain, func(s keyspace) error {
		for _, item := range in.Set {
			if err := s.setOne(item); err != nil {
				return err
			}
		}
		for _, item := range in.Delete {
			if err := s.deleteOne(item); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s keyspace) setOne(item several) error {
	fresh, err := s.fresh(plain, item.Key, item.Value, item.Options.TTL)
	if err != nil {
		return err
	}
	old, err := s.get(item.Key)
	if err != nil {
		return err
	}
	return s.put(item.Key, fresh.over(old))
}

func (s keyspace) deleteOne(item several) error {
	if err := checkKey(item.Key); err != nil {
		return err
	}
	return s.erase(item.Key)
}

// failedKey is an item of a batch that failed.
type failedKey struct {
	Key   string            `json:"key"`
	Error map[string]string `json:"error"`
}

// batchAnswer lists the items of a batch by their outcome.
type batchAnswer struct {
	Successful []any       `json:"successfulKeys"`
	Failed     []failedKey `json:"failedKeys"`
}

// batch applies an operation to each item on its own: a refused item does not stop the others.
func batch(body io.Reader, within func(func(keyspace) error) error,
	do func(keyspace, several) (any, error)) (any, error) {
	items, err := decode[[]several](body)
	if err != nil {
		return nil, err
	}
	if err := checkItems(items); err != nil {
		return nil, err
	}
	out := batchAnswer{[]any{}, []failedKey{}}
	err = within(func(s keyspace) error {
		for _, item := range items {
			done, err := do(s, item)
			var refused refusal
			switch {
			case errors.As(err, &refused):
				out.Failed = append(out.Failed,
					failedKey{
						item.Key, map[string]string{
							"code": refused.code, "message": refused.message}})
			case err != nil:
				return err
			default:
				out.Successful = append(out.Successful, done)
			}
		}
		return nil
	})
	return out, err
}

// batchGet answers POST /v1/batch/get.
func (v visit) batchGet(body io.Reader) (any, error) {
	reading := func(look func(keyspace) error) error { return v.read(plain, look) }
	return batch(body, reading, func(s keyspace, item several) (any, error) {
		if err := errors.Join(checkKey(item.Key),
			checkFields(item.Options.MetadataFields)); err != nil {
			return nil, err
		}
		r, err := s.get(item.Key)
		if err != nil {
			return nil, err
		}
		if r == nil {
			return nil, errNotFound
		}
		return r.shown(item.Key, item.Options.MetadataFields), nil
	})
}

// doneKey is an item of a batch that succeeded.
type doneKey struct {
	Key string `json:"key"`
}

// batchSet answers POST /v1/batch/set.
func (v visit) batchSet(body io.Reader) (any, error) {
	writing := func(alter func(keyspace) error) error { return v.write(plain, alter) }
	return batch(body, writing, func(s keyspace, item several) (any, error) {
		return doneKey{item.Key}, s.setOne(item)
	})
}

// batchDelete answers POST /v1/batch/delete.
func (v visit) batchDelete(body io.Reader) (any, error) {
	writing := func(alter func(keyspace) error) error { return v.write(plain, alter) }
	return batch(body, writing, func(s keyspace, item several) (any, error) {
		return doneKey{item.Key}, s.deleteOne(item)
	})
}
