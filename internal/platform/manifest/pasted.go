package manifest

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/grafana/stack"
)

// pasted keeps the patterns of pasted addresses that the deployment can show: any other would become
// a macro that nobody can set up.
func (e *editor) pasted(o Options) {
	for i, macro := range e.items("modules", "macro") {
		if find(macro, "autoConvert") == nil {
			continue
		}
		path := []string{"modules", "macro", strconv.Itoa(i), "autoConvert"}
		e.each(append(path, "matchers"), func(matcher *yaml.Node) bool {
			pattern := find(matcher, "pattern")
			if pattern == nil {
				return true
			}
			if strings.HasPrefix(pattern.Value, "https://*."+stack.Suffix+"/") {
				return !o.WithoutGrafana
			}
			return !o.WithoutAWS
		})
		if len(e.items(append(path, "matchers")...)) == 0 {
			e.remove(path...)
			continue
		}
		if o.WithoutAWS {
			e.note("A pasted address of Grafana Cloud becomes this macro.", path...)
		}
	}
}
