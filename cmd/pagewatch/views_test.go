package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// audited are records as the backend writes them.
const (
	granted = `{"msg":"audit","operation":"POST /v1/views","outcome":"ok","requestId":"g","space":"65538","account":"a1","ms":1}`
	assumed = `{"msg":"audit","operation":"use of a connection","outcome":"ok","requestId":"s","connection":"c-1","region":"eu-west-1","upstream":{"service":"sts","code":"","ms":0}}`
	asked   = `{"msg":"audit","operation":"use of a connection","outcome":"ok","requestId":"s","connection":"c-1","region":"eu-west-1","upstream":{"service":"cloudwatch"}}`
	refused = `{"msg":"audit","operation":"use of a connection","outcome":"aws_throttled","requestId":"s","connection":"c-2","region":"us-east-1"}`
	joined  = `{"msg":"audit","operation":"joined a flight","outcome":"ok","requestId":"i","connection":"c-1","region":"eu-west-1"}`
	stream  = `{"msg":"audit","operation":"POST /v1/stream","outcome":"ok","requestId":"s","space":"65538","account":"a1","ms":5}`
	inline  = `{"msg":"audit","operation":"POST /v1/views","outcome":"ok","requestId":"i","space":"65538","account":"a1","ms":7}`
	hidden  = `{"msg":"audit","operation":"POST /v1/views","outcome":"not_found","requestId":"n","account":"a1"}`
	listed  = `{"msg":"audit","operation":"GET /v1/settings","outcome":"ok","requestId":"l","space":"65538","account":"a1","ms":2}`
	step    = `{"msg":"audit","operation":"test of a connection: assume","outcome":"ok","requestId":"t","space":"65538","account":"a1"}`
	history = `{"msg":"audit","operation":"POST /v1/exports","outcome":"static","requestId":"h"}`
	nobody  = `{"msg":"audit","operation":"POST /v1/exports","outcome":"no_user","requestId":"o"}`
	denied  = `{"msg":"audit","operation":"POST /v1/exports","outcome":"not_found","requestId":"e"}`
	visitor = `{"msg":"audit","operation":"POST /v1/views","outcome":"no_user","requestId":"v"}`
	other   = "not JSON"
)

// TestOneLineForEachView holds a row per kind of call. The audit gets every line as it is.
func TestOneLineForEachView(t *testing.T) {
	const view = "level=INFO msg=view outcome=ok ms=5 space=65538 person=a1 requestId=s sources=[c-1/eu-west-1]\n"
	for name, row := range map[string]struct {
		lines   []string
		verbose bool
		want    string
	}{
		"streamed": {[]string{granted, assumed, asked, stream}, false, view},
		"streamed, of two sources": {[]string{granted, assumed, refused, asked, stream}, false,
			`level=INFO msg=view outcome=aws_throttled ms=5 space=65538 person=a1 requestId=s sources="[c-1/eu-west-1 c-2/us-east-1]"` + "\n"},
		"inline": {[]string{joined, inline}, false,
			"level=INFO msg=view outcome=ok ms=7 space=65538 person=a1 requestId=i sources=[c-1/eu-west-1]\n"},
		"refused": {[]string{hidden}, false,
			`level=INFO msg="POST /v1/views" outcome=not_found ms=0 person=a1 requestId=n` + "\n"},
		"settings, a test and rubbish": {[]string{listed, step, other}, false, ""},
		"exports without alarms":       {[]string{history, nobody}, false, ""},
		"an export of a page's history, verbose": {[]string{history}, true,
			`level=DEBUG msg="POST /v1/exports" outcome=static ms=0 requestId=h` + "\n"},
		"a refused export, and a visitor": {[]string{denied, visitor}, false,
			`level=INFO msg="POST /v1/exports" outcome=not_found ms=0 requestId=e` + "\n" +
				`level=INFO msg="POST /v1/views" outcome=no_user ms=0 requestId=v` + "\n"},
		"all calls": {[]string{granted, assumed, asked, stream, step, listed}, true,
			`level=DEBUG msg="POST /v1/views" outcome=ok ms=1 space=65538 person=a1 requestId=g` +
				"\n" + view +
				`level=DEBUG msg="GET /v1/settings" outcome=ok ms=2 space=65538 person=a1 requestId=l` +
				"\n"},
		"two views alike": {[]string{assumed, stream, assumed, stream}, false, view + view},
	} {
		var audit, log bytes.Buffer
		v := newViewLog(&audit, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{
			Level: options{verbose: row.verbose}.level(), ReplaceAttr: withoutTime})))
		for _, line := range row.lines {
			if n, err := v.Write([]byte(line + "\n")); n != len(line)+1 || err != nil {
				t.Errorf("%s: %d, %v", name, n, err)
			}
		}
		if log.String() != row.want {
			t.Errorf("%s: got\n%swant\n%s", name, &log, row.want)
		}
		if audit.String() != strings.Join(row.lines, "\n")+"\n" {
			t.Errorf("%s: the audit is %s", name, &audit)
		}
	}
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// TestLostCallersAreForgotten: steps whose call never ends do not add up.
func TestLostCallersAreForgotten(t *testing.T) {
	v := newViewLog(&bytes.Buffer{}, slog.New(slog.DiscardHandler))
	for i := range 3 * maxAsked {
		_, _ = fmt.Fprintf(v, `{"operation":"use of a connection","requestId":"%d","connection":"c"}`, i)
	}
	if len(v.asked) > maxAsked {
		t.Errorf("%d calls are remembered", len(v.asked))
	}
}
