package aws

// example is a trust policy with a mistake that a customer might make.
type example struct {
	Name       string // the value of its button
	Title      string
	Effect     string // the requests that it allows, a sentence
	conditions func(externalID string) map[string]any
}

// examples are the mistakes that a connection test must detect.
var examples = []example{
	{"no-condition", "No condition",
		"Anyone with access to Pagewatch's account gets in, whatever External ID is sent.",
		func(string) map[string]any { return nil }},
	{"if-exists", "StringEqualsIfExists", "A call that sends no External ID gets in.",
		func(id string) map[string]any {
			return map[string]any{"StringEqualsIfExists": map[string]string{"sts:ExternalId": id}}
		}},
	{"like-any", `StringLike "*"`, "Any External ID gets in, as long as there is one.",
		func(string) map[string]any {
			return map[string]any{"StringLike": map[string]string{"sts:ExternalId": "*"}}
		}},
	{"like-ours", `StringLike "pw-*"`, "The External ID of every other Pagewatch customer gets in.",
		func(string) map[string]any {
			return map[string]any{"StringLike": map[string]string{"sts:ExternalId": "pw-*"}}
		}},
	{"wrong-id", "Wrong External ID", "Nobody gets in.", func(string) map[string]any {
		return map[string]any{
			"StringEquals": map[string]string{"sts:ExternalId": "pw-another-space"}}
	}},
}

// filled returns the policy of a button of the console, and false for an unknown button.
func filled(name, principalARN, externalID string) (string, bool) {
	if name == "recommended" {
		return RecommendedTrust(principalARN, externalID), true
	}
	for _, e := range examples {
		if e.Name == name {
			return trustOf(principalAccount, e.conditions(externalID)), true
		}
	}
	return "", false
}
