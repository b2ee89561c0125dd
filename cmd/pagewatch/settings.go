package main

import (
	"pagewatch/internal/sim"
	"pagewatch/internal/sim/aws"
)

// The variables by which an operator leaves AWS out, or points it somewhere else.
const (
	awsOffered         = "PAGEWATCH_AWS"
	stsEndpoint        = "AWS_ENDPOINT_URL_STS"
	cloudWatchEndpoint = "AWS_ENDPOINT_URL_CLOUDWATCH"
	grafanaOrigin      = "PAGEWATCH_GRAFANA_ORIGIN"
)

// environment returns the settings of a backend in the local surroundings, as the environment
// variables that production reads them from.
func environment(opts options, around sim.Surroundings, principal aws.Principal, own ownKeys) func(
	string) string {
	imitated := map[string]string{
		"PAGEWATCH_APP_ID":         around.AppID,
		sealingKeys:                own.sealing.Reveal(),
		receiptKey:                 own.receipt.Reveal(),
		"PAGEWATCH_STREAM_URL":     around.BackendURL + "/v1/stream",
		"PAGEWATCH_STREAM_ORIGINS": around.UIOrigin,
		"PAGEWATCH_JWKS_URL":       around.JWKSURL,
		"PAGEWATCH_ATLASSIAN_API":  around.AtlassianAPI,
		grafanaOrigin:              around.GrafanaOrigin,
	}
	simulated := map[string]string{
		"PAGEWATCH_PRINCIPAL_ARN": principal.ARN,
		"PAGEWATCH_PARTITION":     "",
		"AWS_REGION":              "",
		"AWS_ACCESS_KEY_ID":       principal.AccessKeyID,
		"AWS_SECRET_ACCESS_KEY":   principal.SecretAccessKey,
		"AWS_SESSION_TOKEN":       "",
		stsEndpoint:               around.AWSEndpoint,
		cloudWatchEndpoint:        around.AWSEndpoint,
	}
	leaves := opts.leavesSimulation()
	return func(name string) string {
		if value, ok := imitated[name]; ok {
			return value
		}
		value, ok := simulated[name]
		switch {
		case ok && !leaves:
			return value
		case ok && !opts.realAWS && opts.getenv(name) == "" &&
			(name == stsEndpoint || name == cloudWatchEndpoint):
			return value // the other service was pointed elsewhere; this one stays simulated
		}
		return opts.getenv(name)
	}
}

// leavesSimulation reports whether any part of AWS is not simulated. Credentials, a profile or a
// Region in the environment alone never make it so.
func (o options) leavesSimulation() bool {
	return !o.withoutAWS() &&
		(o.realAWS || o.getenv(stsEndpoint) != "" || o.getenv(cloudWatchEndpoint) != "")
}

// withoutAWS reports whether the deployment offers no AWS accounts. Then nothing asks AWS, real or
// simulated.
func (o options) withoutAWS() bool { return o.getenv(awsOffered) == "off" }

// simulates reports whether any part of AWS is.
func (o options) simulates() bool {
	return !o.withoutAWS() && !o.realAWS && (o.getenv(stsEndpoint) == "" || o.getenv(cloudWatchEndpoint) == "")
}
