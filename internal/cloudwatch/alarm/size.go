package alarm

import "pagewatch/internal/cloudwatch/alarm/rule"

// Size estimates how many bytes of JSON the alarm has.
func (a *Alarm) Size() int {
	const rest = 512 // the names of fields, and what is short
	size := rest + textWeight(a.Name) + textWeight(a.ARN) + textWeight(a.Description) +
		textWeight(a.Reason) + textWeight(a.Suppressor) + textWeight(a.Namespace) +
		textWeight(a.Metric)
	for _, d := range a.Dimensions {
		size += rest/16 + textWeight(d.Name) + textWeight(d.Value)
	}
	for _, name := range a.Trips {
		size += textWeight(name)
	}
	if a.Rule != nil {
		size += ruleWeight(*a.Rule)
	}
	return size
}

func ruleWeight(r rule.Rule) int {
	const rest = 32
	size := rest + textWeight(r.Name)
	for _, child := range r.Of {
		size += ruleWeight(child)
	}
	return size
}

// textWeight counts every escaped character as the longest escape.
func textWeight(text string) int {
	const escape = 6
	size := len(text)
	for i := range len(text) {
		if c := text[i]; c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			size += escape - 1
		}
	}
	return size
}
