package aws

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"pagewatch/internal/sim/aws/policy"
)

// The patterns of AssumeRole's parameters, from the STS API reference.
var (
	roleARNPattern = regexp.MustCompile(
		`^arn:aws[a-z-]*:iam::[0-9]{12}:role/(?:[\x21-\x2e\x30-\x7e]+/)*[\w+=,.@-]{1,64}$`)
	sessionNamePattern = regexp.MustCompile(`^[\w+=,.@-]*$`)
	externalIDPattern  = regexp.MustCompile(`^[\w+=,.@:/-]*$`)
	tagPattern         = regexp.MustCompile(
		`^(Tags\.member\.[0-9]+\.(Key|Value)|TransitiveTagKeys\.member\.[0-9]+)$`)
)

// maxSessionPolicy is the largest inline session policy, in characters.
const maxSessionPolicy = 2048

// assumption is a well-formed AssumeRole request.
type assumption struct {
	roleARN, sessionName       string
	externalID, sourceIdentity string // empty where not sent
	duration                   time.Duration
	policy                     *policy.Document
	tagged                     bool
}

// actions returns the actions that the trust policy and the caller's policy must allow for these
// parameters.
func (p assumption) actions() []string {
	actions := []string{"sts:AssumeRole"}
	if p.tagged {
		actions = append(actions, "sts:TagSession")
	}
	if p.sourceIdentity != "" {
		actions = append(actions, "sts:SetSourceIdentity")
	}
	return actions
}

func parseAssumeRole(form url.Values) (assumption, *refusal) {
	p := assumption{roleARN: form.Get("RoleArn"), sessionName: form.Get("RoleSessionName"),
		duration: time.Hour}
	checks := []func(url.Values) *refusal{
		p.known, p.checkRole, p.readNames, p.readDuration, p.readPolicy}
	for _, check := range checks {
		if refused := check(form); refused != nil {
			return assumption{}, refused
		}
	}
	return p, nil
}

// known refuses parameters that are not imitated, such as managed session policies and MFA.
func (p *assumption) known(form url.Values) *refusal {
	for name, values := range form {
		switch {
		case len(values) > 1:
			return refuse("ValidationError", "%s was sent more than once", name)
		case tagPattern.MatchString(name):
			p.tagged = true
		case name == "Action", name == "Version", name == "RoleArn", name == "RoleSessionName",
			name == "ExternalId",
			name == "DurationSeconds", name == "Policy", name == "SourceIdentity":
		default:
			return refuse("InvalidParameterValue",
				"local simulation: the parameter %s is not imitated", name)
		}
	}
	return nil
}

func (p *assumption) checkRole(url.Values) *refusal {
	if n := len(p.roleARN); n < 20 || n > 2048 {
		return invalid(p.roleARN, "roleArn", "have length between 20 and 2048")
	}
	if !roleARNPattern.MatchString(p.roleARN) {
		return refuse("ValidationError", "%s is invalid", p.roleARN)
	}
	return nil
}

func (p *assumption) readNames(form url.Values) *refusal {
	if refused := checkText(p.sessionName, "roleSessionName", 64,
		sessionNamePattern); refused != nil {
		return refused
	}
	if form.Has("ExternalId") {
		p.externalID = form.Get("ExternalId")
		if refused := checkText(p.externalID, "externalId", 1224,
			externalIDPattern); refused != nil {
			return refused
		}
	}
	if form.Has("SourceIdentity") {
		p.sourceIdentity = form.Get("SourceIdentity")
		if strings.HasPrefix(p.sourceIdentity, "aws:") {
			return invalid(p.sourceIdentity, "sourceIdentity", "not start with aws:")
		}
		return checkText(p.sourceIdentity, "sourceIdentity", 64, sessionNamePattern)
	}
	return nil
}

// checkText checks a value against the least length, 2 for every field, the longest, and a pattern.
func checkText(value, field string, longest int, pattern *regexp.Regexp) *refusal {
	switch {
	case len(value) < 2:
		return invalid(value, field, "have length greater than or equal to 2")
	case len(value) > longest:
		return invalid(value, field, "have length less than or equal to "+strconv.Itoa(longest))
	case !pattern.MatchString(value):
		return invalid(value, field, "satisfy regular expression pattern: "+
			strings.Trim(pattern.String(), "^$"))
	}
	return nil
}

func (p *assumption) readDuration(form url.Values) *refusal {
	if !form.Has("DurationSeconds") {
		return nil
	}
	seconds, err := strconv.Atoi(form.Get("DurationSeconds"))
	switch {
	case err != nil:
		return refuse("MalformedInput", "DurationSeconds must be a whole number")
	case seconds < 900:
		return invalid(seconds, "durationSeconds", "have value greater than or equal to 900")
	case seconds > 43200:
		return invalid(seconds, "durationSeconds", "have value less than or equal to 43200")
	}
	p.duration = time.Duration(seconds) * time.Second
	return nil
}

func (p *assumption) readPolicy(form url.Values) *refusal {
	if !form.Has("Policy") {
		return nil
	}
	text := form.Get("Policy")
	if n := utf8.RuneCountInString(text); n < 1 || n > maxSessionPolicy {
		return refuse("ValidationError",
			"1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length between 1 and %d", maxSessionPolicy)
	}
	outside := func(r rune) bool {
		return r != '\t' && r != '\n' && r != '\r' && (r < 0x20 || r > 0xff)
	}
	if strings.ContainsFunc(text, outside) {
		return refuse("ValidationError",
			"1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must be of characters up to U+00FF")
	}
	document, err := policy.ParsePermissions(text)
	if err != nil {
		return refuse("MalformedPolicyDocument", "The policy is not in the valid JSON format: %v",
			err)
	}
	p.policy = &document
	return nil
}
