package grafana

import "encoding/json"

// nullIn puts null in place of every member of a name, however deep. A body that is not JSON, or
// without the member, stays.
func nullIn(body []byte, name string) []byte {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return body
	}
	forget(v, name)
	changed, err := json.Marshal(v)
	if err != nil {
		return body
	}
	return changed
}

func forget(v any, name string) {
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			if key == name {
				v[key] = nil
			}
			forget(inner, name)
		}
	case []any:
		for _, inner := range v {
			forget(inner, name)
		}
	}
}
