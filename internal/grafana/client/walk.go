package client

import "encoding/json"

// maxFields bounds the fields of an object, most of which are skipped one by one.
const maxFields = 1000

// object walks an object: field reads the value of each key. A null has none.
func object(d *json.Decoder, field func(key string) error) error {
	fields := 0
	return inside(d, '{', func() error {
		if fields++; fields > maxFields {
			return errTooLarge
		}
		key, err := d.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return errNotJSON
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
