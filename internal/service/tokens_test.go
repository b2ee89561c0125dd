package service_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"pagewatch/internal/service/servicetest"
)

// tokenRow is one token of testdata/tokens.json: the changes of a good one, and the expected
// status. In values, $app is Pagewatch's app, $kid its key's id, $huge 70,000 characters, $late a
// time in an hour, $token a good token.
type tokenRow struct {
	Name string
	// Header and Claims are merged over the good ones; null removes.
	Header, Claims map[string]any
	// Times are seconds from now.
	Times map[string]int
	// Raw replaces a claim's JSON as text, so that claims can stand there twice.
	Raw map[string]string
	// Body replaces all claims; Suffix follows them.
	Body, Suffix string
	// Sign selects the signature; "" is the platform's.
	Sign string
	// Wire replaces the token; Append follows it.
	Wire, Append string
	// Malleate changes the text of the signature without changing its bytes.
	Malleate bool
	Expect   int
}

func tokenRows(t *testing.T) []tokenRow {
	t.Helper()
	raw, err := os.ReadFile("testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(raw)))
	decoder.DisallowUnknownFields()
	var rows []tokenRow
	if err := decoder.Decode(&rows); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestTokenCorpus runs every token through the whole handler. All refused ones get one identical
// answer.
func TestTokenCorpus(t *testing.T) {
	b := servicetest.New(t, nil)
	b.Clock.Stop()
	mint := newMint(t, b)
	var refusal string
	accepted, refused := 0, 0
	for _, row := range tokenRows(t) {
		call := servicetest.Call{
			Header: func(h http.Header) { h.Set("Authorization", "Bearer "+mint.token(t, row)) }}
		got := b.Do(call, "GET", "/v1/connections", nil)
		if got.Status != row.Expect {
			t.Errorf("%s: %d %s, want %d", row.Name, got.Status, got.Body, row.Expect)
		}
		if row.Expect == http.StatusOK {
			accepted++
			continue
		}
		refused++
		if refusal == "" {
			refusal = got.Body
		}
		if got.Body != refusal {
			t.Errorf("%s: another answer: %s", row.Name, got.Body)
		}
	}
	if accepted < 5 || refused < 60 {
		t.Errorf("%d accepted and %d refused: the corpus has shrunk", accepted, refused)
	}
}

// mint makes the corpus's tokens.
type mint struct {
	b              *servicetest.Backend
	stranger, weak *rsa.PrivateKey
	curve          *ecdsa.PrivateKey
	edwards        ed25519.PrivateKey
}

func newMint(t *testing.T, b *servicetest.Backend) *mint {
	t.Helper()
	m := &mint{b: b}
	var err error
	if m.stranger, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		t.Fatal(err)
	}
	if m.weak, err = rsa.GenerateKey(rand.Reader, 1024); err != nil {
		t.Fatal(err)
	}
	if m.curve, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		t.Fatal(err)
	}
	_, m.edwards, err = ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *mint) token(t *testing.T, row tokenRow) string {
	t.Helper()
	if row.Wire != "" {
		return row.Wire
	}
	header := map[string]any{"alg": "RS256", "typ": "JWT", "kid": m.b.Issuer.KeyID}
	method, key := m.signer(row.Sign)
	if method != nil {
		header["alg"] = method.Alg()
	}
	merge(header, m.expand(row.Header))
	input := encode(mustJSON(t, header)) + "." + encode([]byte(m.claims(t, row)))
	token := input + "."
	if method != nil {
		signature, err := method.Sign(input, key)
		if err != nil {
			t.Fatal(row.Name, err)
		}
		token += encode(signature)
	}
	if row.Malleate {
		const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
		last := strings.IndexByte(alphabet, token[len(token)-1])
		token = token[:len(token)-1] + string(alphabet[last^1])
	}
	return token + m.fill(row.Append)
}

// claims returns the claims as JSON text.
func (m *mint) claims(t *testing.T, row tokenRow) string {
	t.Helper()
	if row.Body != "" {
		return row.Body
	}
	now := m.b.Clock.Now()
	var claims map[string]any
	good := m.b.Issuer.Token(now, servicetest.Call{}.Claims())
	if err := json.Unmarshal(mustJSON(t, good), &claims); err != nil {
		t.Fatal(err)
	}
	for name, seconds := range row.Times {
		claims[name] = now.Unix() + int64(seconds)
	}
	merge(claims, m.expand(row.Claims))
	for name := range row.Raw {
		claims[name] = "$raw-" + name
	}
	text := string(mustJSON(t, claims))
	for name, raw := range row.Raw {
		text = strings.Replace(text, `"$raw-`+name+`"`, m.fill(raw), 1)
	}
	return text + row.Suffix
}

func (m *mint) signer(name string) (jwt.SigningMethod, any) {
	ours := m.b.Issuer.Key
	der, err := x509.MarshalPKIXPublicKey(ours.Public())
	if err != nil {
		panic(err)
	}
	type signer struct {
		method jwt.SigningMethod
		key    any
	}
	s, known := map[string]signer{
		"":          {jwt.SigningMethodRS256, ours},
		"stranger":  {jwt.SigningMethodRS256, m.stranger},
		"weak":      {jwt.SigningMethodRS256, m.weak},
		"rs384":     {jwt.SigningMethodRS384, ours},
		"rs512":     {jwt.SigningMethodRS512, ours},
		"ps256":     {jwt.SigningMethodPS256, ours},
		"es256":     {jwt.SigningMethodES256, m.curve},
		"eddsa":     {jwt.SigningMethodEdDSA, crypto.Signer(m.edwards)},
		"hs256-der": {jwt.SigningMethodHS256, der},
		"hs256-pem": {jwt.SigningMethodHS256,
			pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})},
		"hs256-n": {jwt.SigningMethodHS256, ours.N.Bytes()},
		"none":    {jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType},
		"empty":   {},
	}[name]
	if !known {
		panic("no such way to sign: " + name)
	}
	return s.method, s.key
}

// fill puts the values of $words into a text.
func (m *mint) fill(s string) string {
	if strings.Contains(s, "$token") {
		s = strings.ReplaceAll(s, "$token", m.b.Token(servicetest.Call{}))
	}
	return strings.NewReplacer(
		"$app", servicetest.AppID, "$kid", m.b.Issuer.KeyID, "$huge", strings.Repeat("x", 70_000),
		"$late", fmt.Sprint(m.b.Clock.Now().Add(time.Hour).Unix()),
	).Replace(s)
}

func (m *mint) expand(v map[string]any) map[string]any {
	out := maps.Clone(v)
	for name, value := range out {
		switch value := value.(type) {
		case string:
			out[name] = m.fill(value)
		case map[string]any:
			out[name] = m.expand(value)
		case []any:
			list := make([]any, len(value))
			for i, item := range value {
				list[i] = item
				if s, ok := item.(string); ok {
					list[i] = m.fill(s)
				}
			}
			out[name] = list
		}
	}
	return out
}

// merge lays changes over a map; nil removes.
func merge(to, changes map[string]any) {
	for name, value := range changes {
		inner, isMap := value.(map[string]any)
		existing, hasMap := to[name].(map[string]any)
		switch {
		case value == nil:
			delete(to, name)
		case isMap && hasMap:
			merge(existing, inner)
		default:
			to[name] = value
		}
	}
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
