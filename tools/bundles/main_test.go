package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// build writes a valid build, with one file changed.
func build(t *testing.T, name, text string) string {
	t.Helper()
	root := t.TempDir()
	files := map[string]string{
		"ui/macro.html":       `<html><head><link rel="stylesheet" href="./a.css"><script type="module" src="./a.js"></script></head><body></body></html>`,
		"ui/a.js":             "createElementNS(`http://www.w3.org/2000/svg`);var g=a||b||Function(`return this`)();",
		"ui/a.css":            ".a{background:url(./x.svg)}",
		"ui/x.svg":            `<svg xmlns="http://www.w3.org/2000/svg"></svg>`,
		"function/index.cjs":  "// see http://ecma-international.org/ecma-262/7.0/\n",
		"platform/tokens.css": "@import 'https://elsewhere.example'",
		"bundled/ui.json":     `{"a":"https://elsewhere.example"}`,
	}
	files[name] = text
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestBundles(t *testing.T) {
	const page, head = "ui/macro.html", "<html>"
	for _, row := range []struct{ name, file, text, want string }{
		{"what is right", "ui/b.js", "x()", ""},
		{"a foreign host", "ui/a.js", `fetch("https://Events.example.com/v1")`,
			"ui/a.js names the host events.example.com"},
		{"a socket", "ui/a.js", "new WebSocket('wss://x.example')", "x.example"},
		{"escaped slashes", "ui/a.js", `"https:\/\/x.example\/"`, "x.example"},
		{"a comment of a library, in a page", "ui/a.js", "// http://ecma-international.org/",
			"ecma-international.org"},
		{"a foreign host in a style", "ui/a.css", "a{background:url(https://x.example/i.png)}",
			"x.example"},
		{"a host after a known one", "ui/a.js", "http://www.w3.org.evil.example/",
			"www.w3.org.evil.example"},
		{"no scheme", "ui/a.js", `fetch("//telemetry.example/v1")`, "an address without a scheme"},
		{"no scheme, and then a part", "ui/a.js", "fetch(`//${host}/v1`)",
			"an address without a scheme"},
		{"no scheme, leaning", "ui/a.js", `fetch("\\\\telemetry.example/v1")`,
			"an address without a scheme"},
		{"no scheme in a style", "ui/a.css",
			`a{background:image-set("//telemetry.example/i.png" 1x)}`,
			"an address without a scheme"},
		{"a known host as a user", "ui/a.js", "'https://www.w3.org@telemetry.example/'",
			"names the host telemetry.example"},
		{"numbers for slashes", "ui/a.js", `"https:\u002f\u002ftelemetry.example"`,
			"names the host telemetry.example"},
		{"short numbers for slashes", "ui/a.js", `"https:\x2F\u{2f}telemetry.example"`,
			"names the host telemetry.example"},
		{"numbers for slashes in a style", "ui/a.css", `a{background:url(\2f\2ftelemetry.example)}`,
			"an escaped slash"},
		{"one slash", "ui/a.js", "'https:/telemetry.example'", "names the host telemetry.example"},
		{"slashes that lean", "ui/a.js", `"https:\\\\telemetry.example"`,
			"names the host telemetry.example"},
		{"a host of numbers", "ui/a.js", "'wss://[2001:db8::1]/'", "names the host [2001:db8::1]"},
		{"a host of other letters", "ui/a.js", "'https://überwachung.example/'",
			"names the host überwachung.example"},
		{"a host in a template", "ui/a.js", "`https://${\"telemetry.example\"}/`",
			"an address in parts"},
		{"a host that is added", "ui/a.js", "'https://'+'telemetry.example'",
			"an address in parts"},
		{"an address of a variable", "ui/b.js", "`https://${site}/wiki`", ""},
		{"a pattern of addresses", "ui/b.js", `/https:\/\/[^\s]+/`, ""},
		{"eval under a name", "ui/a.js", "(0,eval)(text)", "ui/a.js holds eval"},
		{"eval in numbers", "ui/a.js", `\u0065val(text)`, "ui/a.js holds eval"},
		{"a function of a variable", "ui/a.js", "Function(text)()", "code made out of text"},
		{"a function under a name", "ui/a.js", "(0,Function)(text)()", "code made out of text"},
		{"a function called", "ui/a.js", "Function.apply(null,[text])", "code made out of text"},
		{"a function looked up", "ui/a.js", "window['Function'](text)", "code made out of text"},
		{"a constructor of text", "ui/a.js", "f.constructor('return 1')()",
			"code made out of text"},
		{"a named import", "ui/a.js", `import a from"//telemetry.example/a.js"`,
			"an import from elsewhere"},
		{"an export of an import", "ui/a.js", `export*from'//telemetry.example/a.js'`,
			"an import from elsewhere"},
		{"a script in a picture", "ui/x.svg", "<svg><script>x()</script></svg>",
			"what makes a picture more than one"},
		{"a page in a picture", "ui/x.svg", "<svg><foreignObject/></svg>",
			"what makes a picture more than one"},
		{"a handler in a picture", "ui/x.svg", `<svg onload="x()"></svg>`, "an inline handler"},
		{"a picture in a picture", "ui/x.svg", `<svg><image href="//x.example/a.png"/></svg>`,
			"an address that is not relative"},
		{"a style in a picture", "ui/x.svg", `<svg><style>@import "a.css"</style></svg>`,
			"an import from elsewhere"},
		{"a source set", page, head + `<img srcset="//x.example/a.png 1x">`,
			"an address that is not relative"},
		{"the second of a source set", page, head + `<img srcset="a.png 1x, //x.example/a.png 2x">`,
			"an address without a scheme"},
		{"the data of an object", page, head + `<object data="//x.example/a.svg">`,
			"an address that is not relative"},
		{"the action of a button", page, head + `<button formaction="//x.example/">`,
			"an address that is not relative"},
		{"an address in entities", page, head + `<img src="&#47;&#x2f;x.example/a.png">`,
			"an address that is not relative"},
		{"no space before an attribute", page, head + `<img/src=//x.example/a.png>`,
			"an address that is not relative"},
		{"a refresh", page, head + `<meta http-equiv="refresh" content="0;url=other.html">`,
			"a way to another page"},
		{"a base", page, head + `<base href="./b/">`, "a way to another page"},
		{"a page in an attribute", page, head + `<iframe srcdoc="a">`, "an inline page"},
		{"an inline script in a comment", page, head + "<script><!--\nx()\n--></script>",
			"an inline script"},
		{"another end of a name", "ui/b.HTM", "<script>x()</script>", "an inline script"},
		{"eval", "ui/a.js", "eval('1')", "ui/a.js holds eval"},
		{"a function of text", "ui/a.js", "new Function('return 1')", "code made out of text"},
		{"another function of text", "ui/a.js", "a||Function('return that')()",
			"code made out of text"},
		{"a timer of text", "ui/a.js", "setTimeout('x()', 1)", "a timer of text"},
		{"an import", "ui/a.js", "import('//x.example/a.js')", "an import from elsewhere"},
		{"an import of a style", "ui/a.css", "@import './b.css';", "an import from elsewhere"},
		{"a source map", "ui/a.js", "//# sourceMappingURL=a.js.map", "a source map"},
		{"eval in a function", "function/index.cjs", "eval (x)", "function/index.cjs holds eval"},
		{"an inline script", page, head + "<script>x()</script>", "an inline script"},
		{"an inline style", page, head + `<p style="a">`, "an inline style"},
		{"an inline handler", page, head + `<p onclick="a">`, "an inline handler"},
		{"a script from elsewhere", page, head + `<script src="//x.example/a.js"></script>`,
			"an address that is not relative"},
		{"an absolute address", page, head + `<img src="/a.png">`,
			"an address that is not relative"},
	} {
		err := run(build(t, row.file, row.text))
		if row.want == "" && err != nil || row.want != "" &&
			(err == nil || !strings.Contains(err.Error(), row.want)) {
			t.Errorf("%s: %v, want %q", row.name, err, row.want)
		}
	}
	if err := run(t.TempDir()); err == nil {
		t.Error("no build at all passes")
	}
}

func TestEveryHostHasAReason(t *testing.T) {
	for _, h := range hosts {
		if h.name == "" || len(h.why) < 10 {
			t.Errorf("%+v", h)
		}
	}
}
