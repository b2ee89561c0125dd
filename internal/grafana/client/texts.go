package client

import (
	"bytes"
	"encoding/json"
	"errors"
)

// Texts are labels or annotations. Grafana sorts them by name; the first are kept.
type Texts map[string]string

// UnmarshalJSON implements json.Unmarshaler.
func (t *Texts) UnmarshalJSON(b []byte) error {
	kept := Texts{}
	*t = kept
	d := json.NewDecoder(bytes.NewReader(b))
	return first(object(d, func(name string) error {
		if len(kept) == maxLabels {
			return errEnough
		}
		var value string
		err := d.Decode(&value)
		kept[name] = value
		return err
	}))
}

// Totals are counts of instances by state.
type Totals map[string]int

// UnmarshalJSON implements json.Unmarshaler. More states than there are make one that nobody knows.
func (t *Totals) UnmarshalJSON(b []byte) error {
	kept := Totals{}
	*t = kept
	d := json.NewDecoder(bytes.NewReader(b))
	return first(object(d, func(state string) error {
		if len(kept) == maxStates {
			kept["…"] = 1
			return errEnough
		}
		var n int
		err := d.Decode(&n)
		kept[state] = min(n, maxCount)
		return err
	}))
}

// Alerts are the instances of a rule, the most important first. Versions before 10 know no limit.
type Alerts []Alert

// UnmarshalJSON implements json.Unmarshaler.
func (a *Alerts) UnmarshalJSON(b []byte) error {
	var kept Alerts
	d := json.NewDecoder(bytes.NewReader(b))
	err := first(array(d, func(d *json.Decoder) error {
		if len(kept) == AlertsPerRule {
			return errEnough
		}
		var one Alert
		err := d.Decode(&one)
		kept = append(kept, one)
		return err
	}))
	*a = kept
	return err
}

// first ends a list of which the first are enough.
func first(err error) error {
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
