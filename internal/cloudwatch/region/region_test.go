package region_test

import (
	"testing"

	"pagewatch/internal/cloudwatch/region"
)

func TestRegionsAreAnAllowList(t *testing.T) {
	commercial, ok := region.Of("aws")
	if !ok || len(commercial.Regions()) != 34 {
		t.Fatalf("the commercial partition has %d Regions, want 34", len(commercial.Regions()))
	}
	if !commercial.Has("eu-central-1") || commercial.Name("eu-central-1") != "Europe (Frankfurt)" {
		t.Error("Frankfurt is not on the list")
	}
	for _, wild := range []string{"", "xx-fake-9", "us-east-1.evil.com", "EU-CENTRAL-1",
		"eu-central-1 ", "us-gov-west-1", "cn-north-1", "../x"} {
		if commercial.Has(wild) {
			t.Errorf("%q is on the commercial list", wild)
		}
	}
	if _, ok := region.Of("aws-moon"); ok {
		t.Error("an unknown partition was found")
	}
}

func TestEveryHomeIsInItsPartition(t *testing.T) {
	for _, id := range []string{"aws", "aws-us-gov", "aws-cn"} {
		p, ok := region.Of(id)
		if !ok || !p.Has(p.Home) {
			t.Errorf("%s: home %q is not on its list", id, p.Home)
		}
	}
}
