package aws

import "time"

// Principal is an identity with long-lived keys.
type Principal struct {
	ARN             string // the role that customers name in their trust policies
	Account         string // 12 digits
	AccessKeyID     string
	SecretAccessKey string
}

// Account is an imitated AWS account.
type Account struct {
	ID      string // 12 digits
	Name    string
	Roles   []Role
	Users   []User
	Regions []Region
}

// Role is an IAM role of an account.
type Role struct {
	ARN         string
	TrustPolicy string // JSON, as it was last saved
	Permissions string // JSON, fixed
	MaxSession  time.Duration
}

// User is an IAM user with one access key. The key is fake and works nowhere else.
type User struct {
	ARN             string
	AccessKeyID     string
	SecretAccessKey string
	Permissions     string // JSON, fixed
	Active          bool   // false: the key is deactivated
}

// Region is a Region in which an account has something to show.
type Region struct {
	Name   string
	Alarms int
	Note   string // what is unusual about it, empty for most
}
