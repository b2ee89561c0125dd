package upstream_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pagewatch/internal/upstream"
)

func TestCleanCodeLetsPlainWordsThrough(t *testing.T) {
	for in, want := range map[string]string{
		"AccessDenied": "AccessDenied", "a.b_c-1": "a.b_c-1", "": "",
		"Access Denied": "", "<script>": "", "line\nbreak": "", "ünïcode": "", strings.Repeat("x", 65): "", strings.Repeat("x", 64): strings.Repeat("x", 64),
	} {
		if got := upstream.CleanCode(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAsFindsTheError(t *testing.T) {
	failed := &upstream.Error{Service: upstream.STS, Operation: "AssumeRole", Kind: upstream.Refused, Status: 403, Code: "AccessDenied"}
	if got := upstream.As(fmt.Errorf("viewing: %w", failed)); got != failed {
		t.Errorf("got %v", got)
	}
	if upstream.As(errors.New("other")) != nil {
		t.Error("found an error that is not there")
	}
	if text := failed.Error(); text != `sts AssumeRole: refused (status 403, code "AccessDenied")` {
		t.Errorf("reads %s", text)
	}
}
