package confluence

import (
	"encoding/json"
	"errors"
	"fmt"
)

// ErrInvalidConfig is the error for a macro configuration that Confluence does not store. Its text
// is the error code that view.submit reports.
var ErrInvalidConfig = errors.New("INVALID_CONFIG")

// maxConfig is the largest stored configuration, in bytes. The platform documents no limit. Every
// invocation token carries the configuration, and gateways refuse tokens beyond a few kilobytes.
const maxConfig = 32 << 10

// CheckConfig applies Confluence's rules for a macro's configuration: a JSON object without null,
// without an array directly in an array, and with arrays of one kind of elements (Forge manifest
// reference, macro, custom configuration). Errors wrap ErrInvalidConfig and name the place.
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
