// Package connectiontest is the contract of connection.Backend as a test suite, crash and erasure
// tests of a store on it included. It also has the fixtures that tests of stores share.
package connectiontest

import (
	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/connection"
	"pagewatch/internal/secret"
)

// Rules are the rules of a deployment in the commercial partition.
func Rules() connection.Rules {
	commercial, _ := region.Of("aws")
	return connection.Rules{AWS: &account.Rules{
		Partition: commercial, OwnAccounts: []string{"000011112222"}}}
}

// Role is a valid draft of a role connection.
func Role() connection.Draft {
	d := connection.Draft{Name: "Payments production", Kind: connection.AWSRole}
	d.RoleARN = "arn:aws:iam::111122223333:role/PagewatchReadAlarms"
	d.Regions = []string{"eu-central-1", "us-east-1"}
	return d
}

// User is a valid draft of an IAM user connection.
func User() connection.Draft {
	d := connection.Draft{Name: "Logistics", Kind: connection.AWSUser}
	d.AccessKeyID = secret.New("AKIAIOSFODNN7EXAMPLE")
	d.SecretAccessKey = secret.New("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
	d.Regions = []string{"eu-central-1"}
	return d
}
