package service

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/secret"
)

// AWS is what an operator sets for AWS accounts.
type AWS struct {
	// PAGEWATCH_AWS: off links no AWS accounts; then nothing that is about AWS is required. Default
	// on.
	WithoutAWS bool
	// PAGEWATCH_PRINCIPAL_ARN: the ARN that assumes the customers' roles (the function's execution
	// role, say). Required: the settings page shows it, and trust policies name it. Roles of its
	// account cannot be linked.
	PrincipalARN string
	// PAGEWATCH_PARTITION: aws, aws-us-gov or aws-cn; default aws. Only its roles and Regions can
	// be linked.
	Partition region.Partition
	// PAGEWATCH_REGIONS: the Regions that may be linked, separated by commas; default all of the
	// partition. What was linked before and is not on the list any more is shown as not allowed.
	Regions []string
	// PAGEWATCH_ROLE_PREFIX: what the name of every role that may be linked begins with, as the
	// principal's own policy limits it; default any.
	RolePrefix string
	// PAGEWATCH_OWN_ACCOUNTS: AWS accounts, separated by commas, whose roles and users cannot be
	// linked, beside the principal's. Optional.
	OwnAccounts []string
	// PAGEWATCH_TEMPLATE_URL: where the operator has published deploy/customer/pagewatch-role.yaml
	// in S3, for the quick-create link. Its name has letters, digits, and _./- alone. Optional.
	TemplateURL string
	// PAGEWATCH_FORBID_IAM_USERS: true allows IAM roles only; default false.
	ForbidUserKeys bool
	// PAGEWATCH_ALARM_RATE: how many DescribeAlarms a second this process sends for one connection
	// and Region at most, after four at once; 0.1 to 1000, default 2. AWS answers 9 a second,
	// shared with the customer's own tools, and every instance and connection counts for itself:
	// keep instances x rate x connections to an account at 9 or less. A Lambda function has as many
	// instances as calls at a time, so there its reserved concurrency is the bound.
	AlarmRate float64
	// AWS_REGION: the Region whose STS is asked; default the partition's home. It must be one that
	// every customer's account has enabled, so not an opt-in Region.
	Region string
	// AWS_ENDPOINT_URL_STS and AWS_ENDPOINT_URL_CLOUDWATCH: another implementation of AWS.
	// Optional. https, or http on loopback, without a path.
	STSEndpoint, CloudWatchEndpoint string
	// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN: the principal's keys.
	// Required: Lambda sets them; in a container they are an IAM user's, from encrypted Forge
	// variables.
	Principal account.Keys
}

// lowestRate and highestRate bound PAGEWATCH_ALARM_RATE.
const lowestRate, highestRate = 0.1, 1000

// awsFromEnvironment reads AWS. The error names every variable that cannot be read.
func awsFromEnvironment(getenv func(string) string) (AWS, error) {
	s := AWS{
		PrincipalARN:       getenv("PAGEWATCH_PRINCIPAL_ARN"),
		Regions:            list(getenv("PAGEWATCH_REGIONS")),
		RolePrefix:         getenv("PAGEWATCH_ROLE_PREFIX"),
		OwnAccounts:        list(getenv("PAGEWATCH_OWN_ACCOUNTS")),
		TemplateURL:        getenv("PAGEWATCH_TEMPLATE_URL"),
		Region:             getenv("AWS_REGION"),
		STSEndpoint:        strings.TrimSuffix(getenv("AWS_ENDPOINT_URL_STS"), "/"),
		CloudWatchEndpoint: strings.TrimSuffix(getenv("AWS_ENDPOINT_URL_CLOUDWATCH"), "/"),
		Principal: account.Keys{
			AccessKeyID:     secret.New(getenv("AWS_ACCESS_KEY_ID")),
			SecretAccessKey: secret.New(getenv("AWS_SECRET_ACCESS_KEY")),
			SessionToken:    secret.New(getenv("AWS_SESSION_TOKEN")),
		},
	}
	var errs []error
	var known bool
	partition := or(getenv("PAGEWATCH_PARTITION"), "aws")
	if s.Partition, known = region.Of(partition); !known {
		s.Partition = region.Partition{ID: partition} // validate refuses it
	}
	s.Region = or(s.Region, s.Partition.Home)
	var err error
	rate := getenv("PAGEWATCH_ALARM_RATE")
	if s.AlarmRate, err = strconv.ParseFloat(or(rate, "2"), 64); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_ALARM_RATE must be a number%s", not(rate)))
		s.AlarmRate = lowestRate // one error is enough
	}
	switch word := or(getenv("PAGEWATCH_AWS"), "on"); word {
	case "on", "off":
		s.WithoutAWS = word == "off"
	default:
		errs = append(errs, fmt.Errorf("PAGEWATCH_AWS must be on or off%s", not(word)))
	}
	if s.ForbidUserKeys, err = strconv.ParseBool(
		or(getenv("PAGEWATCH_FORBID_IAM_USERS"), "false")); err != nil {
		errs = append(errs, fmt.Errorf("PAGEWATCH_FORBID_IAM_USERS must be true or false%s",
			not(getenv("PAGEWATCH_FORBID_IAM_USERS"))))
	}
	return s, errors.Join(errs...)
}

var (
	rolePrefix   = regexp.MustCompile(`^[\w+=,.@-]{0,32}$`)
	accountID    = regexp.MustCompile(`^[0-9]{12}$`)
	principalARN = regexp.MustCompile(
		`^arn:(aws[a-z-]*):iam::([0-9]{12}):(role|user)/[\w+=,.@/-]+$`)
)

// validate checks the settings, without touching the network. Errors name the environment
// variables.
func (s AWS) validate() error {
	if s.WithoutAWS {
		return nil
	}
	var errs []error
	check := checker(&errs)
	if _, known := region.Of(s.Partition.ID); known {
		s.validatePartition(check)
	} else {
		check(false, "PAGEWATCH_PARTITION must be aws, aws-us-gov or aws-cn%s", not(s.Partition.ID))
	}
	check(rolePrefix.MatchString(s.RolePrefix),
		"PAGEWATCH_ROLE_PREFIX must be at most 32 characters that a role's name may have%s",
		not(s.RolePrefix))
	for _, account := range s.OwnAccounts {
		check(accountID.MatchString(account),
			"PAGEWATCH_OWN_ACCOUNTS must be accounts of 12 digits%s", not(account))
	}
	check(!s.Principal.AccessKeyID.Empty() && !s.Principal.SecretAccessKey.Empty(),
		"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must hold the principal's keys")
	check(s.AlarmRate >= lowestRate && s.AlarmRate <= highestRate,
		"PAGEWATCH_ALARM_RATE must be between %v and %v calls a second, not %v", lowestRate,
		highestRate, s.AlarmRate)
	check(s.STSEndpoint == "" || isAddress(s.STSEndpoint, ""),
		"AWS_ENDPOINT_URL_STS must be https (or http on loopback) without a path%s",
		not(s.STSEndpoint))
	check(s.CloudWatchEndpoint == "" || isAddress(s.CloudWatchEndpoint, ""),
		"AWS_ENDPOINT_URL_CLOUDWATCH must be https (or http on loopback) without a path%s",
		not(s.CloudWatchEndpoint))
	return errors.Join(errs...)
}

// validatePartition checks what a known partition decides: the principal, Regions and templates.
func (s AWS) validatePartition(check func(ok bool, format string, args ...any)) {
	principal := principalARN.FindStringSubmatch(s.PrincipalARN)
	check(principal != nil, "PAGEWATCH_PRINCIPAL_ARN must be the ARN of an IAM role or user%s",
		not(s.PrincipalARN))
	ours := principal != nil && principal[1] == s.Partition.ID
	check(ours || principal == nil, "PAGEWATCH_PRINCIPAL_ARN must be in the partition %q%s",
		s.Partition.ID, not(s.PrincipalARN))
	check(s.Partition.Has(s.Region), "AWS_REGION must be a Region of the partition %q%s",
		s.Partition.ID, not(s.Region))
	_, unknown := s.Partition.Only(s.Regions)
	check(len(unknown) == 0, "PAGEWATCH_REGIONS must be Regions of the partition %q%s",
		s.Partition.ID, not(strings.Join(unknown, ",")))
	if ours && rolePrefix.MatchString(s.RolePrefix) {
		err := s.renders()
		check(err == nil, "PAGEWATCH_TEMPLATE_URL, PAGEWATCH_ROLE_PREFIX or "+
			"PAGEWATCH_PRINCIPAL_ARN does not fit into the templates: %w", err)
	}
}

// renders fills in the templates for customers once, so that a deployment whose settings page could
// not show them does not start.
func (s AWS) renders() error {
	part := strings.Repeat("a", 26)
	_, err := setup.Render(setup.Values{
		ExternalID: secret.New("pw-" + part + "-" + part), PrincipalARN: s.PrincipalARN,
		RoleName: setup.RoleName(s.RolePrefix), TemplateURL: s.TemplateURL,
	})
	return err
}

// ownAccounts returns the accounts that no connection may link: the principal's and those that the
// operator named.
func (s AWS) ownAccounts() []string {
	accounts := slices.Clone(s.OwnAccounts)
	if m := principalARN.FindStringSubmatch(s.PrincipalARN); m != nil {
		accounts = append(accounts, m[2])
	}
	return accounts
}

// served returns the partition with the Regions that may be linked.
func (s AWS) served() region.Partition {
	if len(s.Regions) == 0 {
		return s.Partition
	}
	only, _ := s.Partition.Only(s.Regions)
	return only
}
