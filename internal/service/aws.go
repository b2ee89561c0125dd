package service

import (
	"net/http"
	"time"

	"pagewatch/internal/budget"
	"pagewatch/internal/cloudwatch"
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/describe"
	"pagewatch/internal/cloudwatch/setup"
	rolests "pagewatch/internal/cloudwatch/sts"
	"pagewatch/internal/connection"
	"pagewatch/internal/egress"
	"pagewatch/internal/resolver"
	"pagewatch/internal/secret"
)

// rules are the operator's rules for connections.
func (s Settings) rules() connection.Rules {
	return connection.Rules{AWS: s.awsRules(), Grafana: s.grafanaRules()}
}

// awsRules are the operator's rules for AWS accounts; nil if the deployment does not offer them.
func (s Settings) awsRules() *account.Rules {
	if s.WithoutAWS {
		return nil
	}
	return &account.Rules{
		Partition:      s.served(),
		OwnAccounts:    s.ownAccounts(),
		RolePrefix:     s.RolePrefix,
		Principal:      s.PrincipalARN,
		ForbidUserKeys: s.ForbidUserKeys,
	}
}

// providers returns the providers of the services that the deployment offers.
func (s Settings) providers(client *http.Client, now func() time.Time) resolver.Providers {
	memory := budget.OfAnswers()
	return resolver.Providers{CloudWatch: s.awsProvider(client, now, memory),
		Grafana: s.grafanaProvider(client, now, memory)}
}

// awsProvider returns the provider of AWS accounts; nil if the deployment does not offer them.
func (s Settings) awsProvider(client *http.Client, now func() time.Time,
	memory *budget.Budget) resolver.Provider {
	if s.WithoutAWS {
		return nil
	}
	return &cloudwatch.Provider{
		Credentials: rolests.New(rolests.Settings{
			Client: client, Region: s.Region, Endpoint: s.STSEndpoint,
			Principal:    func() account.Keys { return s.Principal },
			PrincipalARN: s.PrincipalARN, Now: now,
		}),
		Alarms: describe.New(describe.Settings{
			Client: client, Endpoint: s.CloudWatchEndpoint, Now: now, Memory: memory,
		}),
		SessionName: rolests.SessionName,
		OwnAccounts: s.ownAccounts(),
	}
}

// setUp returns the settings page's instructions for an AWS account; nil if the deployment does not
// offer AWS accounts.
func (s Settings) setUp() func(externalID, former secret.Value) (setup.Page, error) {
	rules := s.awsRules()
	if rules == nil {
		return nil
	}
	return func(externalID, former secret.Value) (setup.Page, error) {
		return setup.NewPage(externalID, former, *rules, s.TemplateURL)
	}
}

// awsEgressRules lists the requests to AWS that may leave.
func (s Settings) awsEgressRules() []egress.Rule {
	if s.WithoutAWS {
		return nil
	}
	sts := or(s.STSEndpoint, egress.STSOrigin(s.Partition, s.Region))
	rules := []egress.Rule{egress.AssumeRole(sts), egress.CallerIdentity(sts)}
	if s.CloudWatchEndpoint != "" {
		return append(rules, egress.DescribeAlarms(s.CloudWatchEndpoint))
	}
	for _, r := range s.served().Regions() {
		rules = append(rules, egress.DescribeAlarms(egress.CloudWatchOrigin(s.Partition, r.ID)))
	}
	return rules
}
