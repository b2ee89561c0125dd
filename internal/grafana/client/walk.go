package client

import (
	"encoding/json"
	"slices"
)

// maxFields bounds the fields of an object, most of which are skipped one by one. Grafana sends less
// than ten.
const maxFields = 50

// object walks an object: field reads the value of each key in names. A null has none. A key that is
// there twice is an error.
func object(d *json.Decoder, names []string, field func(key string) error) error {
	fields := 0
	var seen []string
	return inside(d, '{', func() error {
		if fields++; fields > maxFields {
			return errTooLarge
		}
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok || slices.Contains(seen, name) {
			return errNotJSON
		}
		seen = append(seen, name)
		if !slices.Contains(names, name) {
			return skip(d)
		}
		return field(name)
	})
}

// array walks an array: item reads each element. A null has none.
func array(d *json.Decoder, item func(d *json.Decoder) error) error {
	return inside(d, '[', func() error { return item(d) })
}

func inside(d *json.Decoder, open json.Delim, each func() error) error {
	switch first, err := d.Token(); {
	case err != nil:
		return err
	case first == nil:
		return nil
	case first != open:
		return errNotJSON
	}
	for d.More() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

// skip passes over one value. It is in memory for a moment, bounded by the answer's limit.
func skip(d *json.Decoder) error {
	var ignored json.RawMessage
	return d.Decode(&ignored)
}
