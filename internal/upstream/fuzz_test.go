package upstream_test

import (
	"regexp"
	"testing"

	"pagewatch/internal/upstream"
)

// FuzzCleanCode: the result is the code itself where it is a short plain word, and empty otherwise.
func FuzzCleanCode(f *testing.F) {
	for _, seed := range []string{
		"ThrottlingException", "a b", "x\nlevel=FATAL", "com.amazonaws#Throttling", ""} {
		f.Add(seed)
	}
	word := regexp.MustCompile(`\A[\w.-]{0,64}\z`)
	f.Fuzz(func(t *testing.T, code string) {
		got := upstream.CleanCode(code)
		if got == code {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		if got != "" && got != code || !word.MatchString(got) ||
			got == "" && code != "" && word.MatchString(code) {
			t.Errorf("%q became %q", code, got)
		}
	})
}
