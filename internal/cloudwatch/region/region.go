// Package region is the allow-list of AWS Regions and partitions, with their display names.
//
// It is a list and not a pattern because the SDK builds a host name from any Region that it gets.
package region

import (
	"cmp"
	"slices"
)

// Region is one AWS Region.
type Region struct {
	// ID is the Region's code, such as eu-central-1.
	ID string `json:"id"`
	// Name is the AWS console's name, such as Europe (Frankfurt).
	Name string `json:"name"`
}

// Partition is a part of AWS with its own accounts, credentials and host names. A deployment serves
// one.
type Partition struct {
	// ID is the second field of every ARN: aws, aws-us-gov or aws-cn.
	ID string
	// Suffix ends every host name: amazonaws.com or amazonaws.com.cn.
	Suffix string
	// Home is the Region whose STS Pagewatch calls by default. It is always enabled in its
	// partition.
	Home    string
	regions map[string]string
}

// Of returns the partition with that id.
func Of(partition string) (Partition, bool) {
	p, ok := partitions[partition]
	return p, ok
}

// Only returns the partition limited to these Regions, and the ids that it does not have.
func (p Partition) Only(ids []string) (only Partition, unknown []string) {
	regions := map[string]string{}
	for _, id := range ids {
		if name, ok := p.regions[id]; ok {
			regions[id] = name
		} else {
			unknown = append(unknown, id)
		}
	}
	p.regions = regions
	return p, unknown
}

// Has reports whether the Region is on the list.
func (p Partition) Has(id string) bool {
	_, ok := p.regions[id]
	return ok
}

// Name returns the Region's display name, "" if it is not on the list.
func (p Partition) Name(id string) string { return p.regions[id] }

// Regions returns the list, sorted by name.
func (p Partition) Regions() []Region {
	out := make([]Region, 0, len(p.regions))
	for id, name := range p.regions {
		out = append(out, Region{id, name})
	}
	slices.SortFunc(out, func(a, b Region) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// partitions follows the AWS General Reference, "AWS Regions", of November 2026.
var partitions = map[string]Partition{
	"aws": {ID: "aws", Suffix: "amazonaws.com", Home: "us-east-1", regions: map[string]string{
		"af-south-1":     "Africa (Cape Town)",
		"ap-east-1":      "Asia Pacific (Hong Kong)",
		"ap-east-2":      "Asia Pacific (Taipei)",
		"ap-northeast-1": "Asia Pacific (Tokyo)",
		"ap-northeast-2": "Asia Pacific (Seoul)",
		"ap-northeast-3": "Asia Pacific (Osaka)",
		"ap-south-1":     "Asia Pacific (Mumbai)",
		"ap-south-2":     "Asia Pacific (Hyderabad)",
		"ap-southeast-1": "Asia Pacific (Singapore)",
		"ap-southeast-2": "Asia Pacific (Sydney)",
		"ap-southeast-3": "Asia Pacific (Jakarta)",
		"ap-southeast-4": "Asia Pacific (Melbourne)",
		"ap-southeast-5": "Asia Pacific (Malaysia)",
		"ap-southeast-6": "Asia Pacific (New Zealand)",
		"ap-southeast-7": "Asia Pacific (Thailand)",
		"ca-central-1":   "Canada (Central)",
		"ca-west-1":      "Canada West (Calgary)",
		"eu-central-1":   "Europe (Frankfurt)",
		"eu-central-2":   "Europe (Zurich)",
		"eu-north-1":     "Europe (Stockholm)",
		"eu-south-1":     "Europe (Milan)",
		"eu-south-2":     "Europe (Spain)",
		"eu-west-1":      "Europe (Ireland)",
		"eu-west-2":      "Europe (London)",
		"eu-west-3":      "Europe (Paris)",
		"il-central-1":   "Israel (Tel Aviv)",
		"me-central-1":   "Middle East (UAE)",
		"me-south-1":     "Middle East (Bahrain)",
		"mx-central-1":   "Mexico (Central)",
		"sa-east-1":      "South America (São Paulo)",
		"us-east-1":      "US East (N. Virginia)",
		"us-east-2":      "US East (Ohio)",
		"us-west-1":      "US West (N. California)",
		"us-west-2":      "US West (Oregon)",
	}},
	"aws-us-gov": {ID: "aws-us-gov", Suffix: "amazonaws.com", Home: "us-gov-west-1",
		regions: map[string]string{
			"us-gov-east-1": "AWS GovCloud (US-East)",
			"us-gov-west-1": "AWS GovCloud (US-West)",
		}},
	"aws-cn": {ID: "aws-cn", Suffix: "amazonaws.com.cn", Home: "cn-north-1",
		regions: map[string]string{
			"cn-north-1":     "China (Beijing)",
			"cn-northwest-1": "China (Ningxia)",
		}},
}
