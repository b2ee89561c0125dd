package aws

import "time"

// The imitated services, as Call and Fault name them.
const (
	STS        = "sts"
	CloudWatch = "cloudwatch"
)

// Call is one request that reached a service, refused or not. The log has it from the moment its
// operation is known; Status is 0 until the answer, and stays 0 for a request without one.
type Call struct {
	At      time.Time
	Service string // STS or CloudWatch
	Action  string // such as "AssumeRole"
	Region  string // of the credential scope; empty where there was none
	Account string // of the role for AssumeRole, else of the caller; empty where unknown

	RoleARN         string // the parameters of AssumeRole, as sent; empty means not sent
	ExternalID      string
	SessionName     string
	DurationSeconds string
	SessionPolicy   string

	Status int    // HTTP status of the answer
	Code   string // error code of the answer, empty for a success
}

// Calls returns the requests that reached a service, oldest first.
func (c *Cloud) Calls() []Call { return c.calls.All() }

// ResetCalls empties the log.
func (c *Cloud) ResetCalls() { c.calls.Reset() }
