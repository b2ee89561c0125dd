package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// build writes a build of what is right, with one file changed.
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
		{"a foreign host", "ui/a.js", `fetch("https://Events.example.com/v1")`, "ui/a.js names the host events.example.com"},
		{"a socket", "ui/a.js", "new WebSocket('wss://x.example')", "x.example"},
		{"escaped slashes", "ui/a.js", `"https:\/\/x.example\/"`, "x.example"},
		{"a comment of a library, in a page", "ui/a.js", "// http://ecma-international.org/", "ecma-international.org"},
		{"a foreign host in a style", "ui/a.css", "a{background:url(https://x.example/i.png)}", "x.example"},
		{"a host after a known one", "ui/a.js", "http://www.w3.org.evil.example/", "www.w3.org.evil.example"},
		{"eval", "ui/a.js", "eval('1')", "ui/a.js holds eval"},
		{"a function of text", "ui/a.js", "new Function('return 1')", "code made out of text"},
		{"another function of text", "ui/a.js", "a||Function('return that')()", "code made out of text"},
		{"a timer of text", "ui/a.js", "setTimeout('x()', 1)", "a timer of text"},
		{"an import", "ui/a.js", "import('//x.example/a.js')", "an import from elsewhere"},
		{"an import of a style", "ui/a.css", "@import './b.css';", "an import from elsewhere"},
		{"a source map", "ui/a.js", "//# sourceMappingURL=a.js.map", "a source map"},
		{"eval in a function", "function/index.cjs", "eval (x)", "function/index.cjs holds eval"},
		{"an inline script", page, head + "<script>x()</script>", "an inline script"},
		{"an inline style", page, head + `<p style="a">`, "an inline style"},
		{"an inline handler", page, head + `<p onclick="a">`, "an inline handler"},
		{"a script from elsewhere", page, head + `<script src="//x.example/a.js"></script>`, "an address that is not relative"},
		{"an absolute address", page, head + `<img src="/a.png">`, "an address that is not relative"},
	} {
		err := run(build(t, row.file, row.text))
		if row.want == "" && err != nil || row.want != "" && (err == nil || !strings.Contains(err.Error(), row.want)) {
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
