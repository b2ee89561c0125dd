package aws

import "slices"

// defaultRegions are the Regions of the aws partition that every account has from the start. Newer
// Regions must be enabled, and no account here has enabled any: credentials are unknown there.
var defaultRegions = []string{
	"ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1",
	"ap-southeast-2",
	"ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
	"sa-east-1",
	"us-east-1", "us-east-2", "us-west-1", "us-west-2",
}

// enabled reports whether the accounts here can be used in a Region.
func enabled(region string) bool { return slices.Contains(defaultRegions, region) }
