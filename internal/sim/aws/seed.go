package aws

import (
	"fmt"
	"strings"
	"time"

	"pagewatch/internal/sim/aws/estate"
	"pagewatch/internal/sim/aws/policy"
)

// Pagewatch's own principal. Account and keys are fake and public, and open nothing.
const (
	principalAccount = "000011112222"
	principalARN     = "arn:aws:iam::" + principalAccount + ":role/Pagewatch"
	principalKeyID   = "AKIALOCALPAGEWATCH00"
	principalSecret  = "local/simulation/only/pagewatch/00000000"
)

// Placeholder stands in a new role's trust policy where the External ID belongs.
const Placeholder = "paste-your-external-id-here"

const (
	readAlarms    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"*"}]}`
	administrator = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	// assumeRoles is Pagewatch's own permission: roles of the agreed name in other accounts, never
	// in its own.
	assumeRoles = `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Resource":"arn:aws:iam::*:role/Pagewatch*"},
		{"Effect":"Deny","Action":"*","Resource":"arn:aws:iam::` + principalAccount + `:role/*"}]}`
)

// seededAccounts are the accounts of a new Cloud.
func seededAccounts() []Account {
	reader := func(account string) Role {
		return Role{ARN: "arn:aws:iam::" + account + ":role/PagewatchReadAlarms",
			Permissions: readAlarms, MaxSession: time.Hour}
	}
	return []Account{
		{
			ID: estate.Payments, Name: "Payments production",
			Roles: []Role{reader(estate.Payments)},
			Regions: []Region{{Name: "eu-central-1"}, {Name: "us-east-1"}, {Name: "eu-west-1"},
				{Name: "ap-southeast-1"}},
		},
		{
			ID: estate.Logistics, Name: "Logistics staging",
			Roles: []Role{
				reader(estate.Logistics),
				{ARN: "arn:aws:iam::" + estate.Logistics + ":role/PagewatchAdministrator",
					Permissions: administrator, MaxSession: 12 * time.Hour},
			},
			Users: []User{
				{ARN: "arn:aws:iam::" + estate.Logistics + ":user/alarm-reader",
					AccessKeyID:     "AKIALOCALREADALARMS0",
					SecretAccessKey: "local/simulation/only/alarm/reader/00000",
					Permissions:     readAlarms, Active: true},
				{ARN: "arn:aws:iam::" + estate.Logistics + ":user/operations",
					AccessKeyID:     "AKIALOCALOPERATIONS0",
					SecretAccessKey: "local/simulation/only/operations/0000000",
					Permissions:     administrator, Active: true},
				{ARN: "arn:aws:iam::" + estate.Logistics + ":user/former-reader",
					AccessKeyID:     "AKIALOCALDEACTIVATED",
					SecretAccessKey: "local/simulation/only/former/reader/0000",
					Permissions:     readAlarms},
			},
			Regions: []Region{{Name: "eu-central-1"}, {Name: "us-east-1"}},
		},
		{ID: estate.FaultLab, Name: "Fault lab", Roles: []Role{reader(estate.FaultLab)},
			Regions: labRegions()},
	}
}

// labRegions are the Regions of the Fault lab with a note on the fault of each. labFaults injects
// them.
func labRegions() []Region {
	return []Region{
		{Name: "eu-north-1", Note: "healthy"},
		{Name: "eu-central-1", Note: "slow: answers after 3 seconds"},
		{Name: "eu-west-1", Note: "throttled: Throttling"},
		{Name: "us-east-1", Note: "denied by a service control policy: AccessDenied"},
		{Name: "us-west-2", Note: "failing: InternalFailure"},
		{
			Name: "me-south-1",
			Note: "not enabled in this account: the credentials are not known there"},
	}
}

func labFaults() []Fault {
	in := func(region string, f Fault) Fault {
		f.Service, f.Account, f.Region = CloudWatch, estate.FaultLab, region
		return f
	}
	return []Fault{
		in("eu-central-1", Fault{Delay: 3 * time.Second}),
		in("eu-west-1", Fault{Do: FaultError, Code: "Throttling", Message: "Rate exceeded"}),
		in("us-east-1", Fault{Do: FaultError, Code: "AccessDenied",
			Message: "User: {caller} is not authorized to perform: cloudwatch:DescribeAlarms with an explicit deny in a service control policy"}),
		in("us-west-2",
			Fault{Do: FaultError, Code: "InternalFailure",
				Message: "The request processing has failed because of an unknown error."}),
	}
}

// seed fills the accounts, roles and long-lived keys.
func (c *Cloud) seed() error {
	c.accounts = seededAccounts()
	c.lab = labFaults()
	for i := range c.accounts {
		if err := c.seedAccount(&c.accounts[i]); err != nil {
			return err
		}
	}
	own, err := policy.ParsePermissions(assumeRoles)
	if err != nil {
		return fmt.Errorf("parsing Pagewatch's own policy: %w", err)
	}
	c.keys[principalKeyID] = &key{secret: principalSecret, who: identity{
		caller: policy.Caller{Account: principalAccount, ARN: principalARN,
			SessionARN: "arn:aws:sts::" + principalAccount + ":assumed-role/Pagewatch/local"},
		userID:      "AROALOCALPAGEWATCH00:local",
		permissions: own,
	}}
	return nil
}

func (c *Cloud) seedAccount(a *Account) error {
	for i, r := range a.Regions {
		a.Regions[i].Alarms = estate.Of(a.ID, r.Name, c.started).Len()
	}
	for i, r := range a.Roles {
		permissions, err := policy.ParsePermissions(r.Permissions)
		if err != nil {
			return fmt.Errorf("parsing permissions of %s: %w", r.ARN, err)
		}
		name := r.ARN[strings.LastIndex(r.ARN, "/")+1:]
		added := &role{arn: r.ARN, account: a.ID, name: name,
			id: fmt.Sprintf("AROA%s%04d", a.ID, i), maxSession: r.MaxSession,
			permissions: permissions}
		if err := added.setTrust(RecommendedTrust(principalARN, Placeholder)); err != nil {
			return err
		}
		c.roles[r.ARN] = added
	}
	for _, u := range a.Users {
		permissions, err := policy.ParsePermissions(u.Permissions)
		if err != nil {
			return fmt.Errorf("parsing permissions of %s: %w", u.ARN, err)
		}
		c.keys[u.AccessKeyID] = &key{secret: u.SecretAccessKey, inactive: !u.Active, who: identity{
			caller: policy.Caller{Account: a.ID, ARN: u.ARN}, userID: "AIDA" + u.AccessKeyID[4:],
			permissions: permissions,
		}}
	}
	return nil
}
