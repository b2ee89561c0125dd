package sigv4_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"pagewatch/internal/sim/aws/sigv4"
)

const (
	keyID  = "AKIAEXAMPLEEXAMPLE00"
	secret = "secret-of-the-example-key"
	body   = "Action=GetCallerIdentity&Version=2011-06-15"
)

var signedAt = time.Date(2026, 11, 21, 16, 59, 11, 0, time.UTC)

// signed returns a request as a server sees it, signed by the SDK.
func signed(t *testing.T) *http.Request {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:4566/", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "not signed")
	hash := sha256.Sum256([]byte(body))
	creds := aws.Credentials{AccessKeyID: keyID, SecretAccessKey: secret, SessionToken: "token"}
	if err := v4.NewSigner().SignHTTP(context.Background(), creds, r, hex.EncodeToString(hash[:]),
		"sts", "eu-central-1", signedAt); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestVerify(t *testing.T) {
	tests := []struct {
		name   string
		change func(*http.Request)
		body   string
		secret string
		now    time.Time
		want   error
	}{
		{name: "as signed"},
		{name: "5 minutes early", now: signedAt.Add(-sigv4.MaxSkew)},
		{name: "5 minutes late", now: signedAt.Add(sigv4.MaxSkew)},
		{name: "too early", now: signedAt.Add(-sigv4.MaxSkew - time.Second), want: sigv4.ErrSkew},
		{name: "too late", now: signedAt.Add(sigv4.MaxSkew + time.Second), want: sigv4.ErrSkew},
		{name: "other secret", secret: "another", want: sigv4.ErrMismatch},
		{name: "other body", body: body + "&x=y", want: sigv4.ErrMismatch},
		{name: "unsigned header changed", change: func(r *http.Request) {
			r.Header.Set("User-Agent", "x")
		}},
		{name: "signed header changed", change: func(r *http.Request) {
			r.Header.Set("Content-Type", "text/plain")
		}, want: sigv4.ErrMismatch},
		{name: "signed header removed", change: func(r *http.Request) {
			r.Header.Del("Content-Type")
		}, want: sigv4.ErrMismatch},
		{name: "token changed", change: func(r *http.Request) {
			r.Header.Set("X-Amz-Security-Token", "x")
		}, want: sigv4.ErrMismatch},
		{name: "unsigned target added", change: func(r *http.Request) {
			r.Header.Set("X-Amz-Target", "x")
		}, want: sigv4.ErrMismatch},
		{name: "host changed", change: func(r *http.Request) { r.Host = "127.0.0.1:1" },
			want: sigv4.ErrMismatch},
		{name: "path changed", change: func(r *http.Request) { r.URL.Path = "/x" },
			want: sigv4.ErrMismatch},
		{name: "query changed", change: func(r *http.Request) { r.URL.RawQuery = "a=b" },
			want: sigv4.ErrMismatch},
		{name: "method changed", change: func(r *http.Request) { r.Method = http.MethodPut },
			want: sigv4.ErrMismatch},
		{name: "date removed", change: func(r *http.Request) { r.Header.Del("X-Amz-Date") },
			want: sigv4.ErrIncomplete},
		{name: "date doubled", change: func(r *http.Request) {
			r.Header.Add("X-Amz-Date", "20261121T165911Z")
		}, want: sigv4.ErrIncomplete},
		{name: "date malformed", change: func(r *http.Request) {
			r.Header.Set("X-Amz-Date", "today")
		}, want: sigv4.ErrIncomplete},
		{name: "date of another day", change: func(r *http.Request) {
			r.Header.Set("X-Amz-Date", "20261122T165911Z")
		}, want: sigv4.ErrMismatch},
		{name: "scope changed", change: swap("/sts/", "/monitoring/"), want: sigv4.ErrMismatch},
		{name: "region changed", change: swap("eu-central-1", "us-east-1"),
			want: sigv4.ErrMismatch},
		{name: "fewer headers signed", change: swap("content-type;", ""), want: sigv4.ErrMismatch},
		{name: "no signature", change: func(r *http.Request) { r.Header.Del("Authorization") },
			want: sigv4.ErrMissing},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := signed(t)
			if tt.change != nil {
				tt.change(r)
			}
			if tt.body == "" {
				tt.body = body
			}
			if tt.secret == "" {
				tt.secret = secret
			}
			if tt.now.IsZero() {
				tt.now = signedAt
			}
			if err := sigv4.Verify(r, []byte(tt.body), tt.secret, tt.now); !errors.Is(err,
				tt.want) {
				t.Errorf("Verify: %v, want %v", err, tt.want)
			}
		})
	}
}

// swap edits the Authorization header.
func swap(old, replacement string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Set("Authorization",
			strings.Replace(r.Header.Get("Authorization"), old, replacement, 1))
	}
}

func TestVerifyLeavesTheRequestAlone(t *testing.T) {
	r := signed(t)
	before := r.Header.Clone()
	if err := sigv4.Verify(r, []byte(body), secret, signedAt); err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if before.Write(&a) != nil || r.Header.Write(&b) != nil || a.String() != b.String() {
		t.Errorf("headers changed from %s to %s", &a, &b)
	}
	if rest, err := io.ReadAll(r.Body); err != nil || string(rest) != body {
		t.Errorf("body is now %q, %v", rest, err)
	}
}
