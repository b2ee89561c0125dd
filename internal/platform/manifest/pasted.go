package manifest

import (
	"strconv"

	"go.yaml.in/yaml/v3"
)

// pasted keeps the patterns of pasted addresses that the deployment can show: any other would become
// a macro that nobody can set up.
func (e *editor) pasted(shows func(pattern string) bool) {
	for i, macro := range e.items("modules", "macro") {
		if find(macro, "autoConvert") == nil {
			continue
		}
		path := []string{"modules", "macro", strconv.Itoa(i), "autoConvert"}
		matchers := append(path, "matchers")
		e.each(matchers, func(matcher *yaml.Node) bool {
			pattern := find(matcher, "pattern")
			return pattern == nil || shows(pattern.Value)
		})
		if len(e.items(matchers...)) == 0 {
			e.remove(path...)
		}
	}
}
