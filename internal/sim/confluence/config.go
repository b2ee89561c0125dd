package confluence

import (
	"encoding/json"
	"errors"
	"fmt"
)

// ErrInvalidConfig marks a macro configuration that Confluence does not store. It is also the error
// code that view.submit reports.
var ErrInvalidConfig = errors.New("INVALID_CONFIG")

// maxConfig is the largest configuration kept, in bytes. The platform names no number; a
// configuration travels in every invocation token, and tokens beyond a few kilobytes are refused by
// gateways.
const maxConfig = 32 << 10

// CheckConfig applies Confluence's rules for a macro's configuration: a JSON object without null,
// without an array directly inside an array, and with arrays whose elements are of one kind (Forge
// manifest reference, macro, custom configuration). Errors wrap ErrInvalidConfig and name the
// place.
func CheckConfig(config json.RawMessage) error {
	if len(config) > maxConfig {
		return fmt.Errorf("%w: more than %d bytes", ErrInvalidConfig, maxConfig)
	}
	var object map[string]any
	if err := json.Unmarshal(config, &object); err != nil || object == nil {
		return fmt.Errorf("%w: not a JSON object", ErrInvalidConfig)
	}
	return checkValue("config", object)
}

func checkValue(at string, value any) error {
	switch v := value.(type) {
	case nil:
		return fmt.Errorf("%w: %s is null", ErrInvalidConfig, at)
	case map[string]any:
		for key, member := range v {
			if err := checkValue(at+"."+key, member); err != nil {
				return err
			}
		}
	case []any:
		return checkArray(at, v)
	}
	return nil
}

func checkArray(at string, elements []any) error {
	for i, element := range elements {
		place := fmt.Sprintf("%s[%d]", at, i)
		if _, nested := element.([]any); nested {
			return fmt.Errorf("%w: %s is an array in an array", ErrInvalidConfig, place)
		}
		if err := checkValue(place, element); err != nil {
			return err
		}
		if fmt.Sprintf("%T", element) != fmt.Sprintf("%T", elements[0]) {
			return fmt.Errorf("%w: %s is of another kind than its neighbours", ErrInvalidConfig,
				place)
		}
	}
	return nil
}
