package aws_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"pagewatch/internal/sim/aws/cloudtest"
)

// static replaces parts of a set of keys.
func static(t *testing.T, keys aws.CredentialsProvider,
	change func(*aws.Credentials)) aws.CredentialsProvider {
	t.Helper()
	k, err := keys.Retrieve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	change(&k)
	return credentials.NewStaticCredentialsProvider(k.AccessKeyID, k.SecretAccessKey,
		k.SessionToken)
}

func TestAuthenticationRefuses(t *testing.T) {
	w := newWorld(t).trust()
	session := w.assume(right(paymentsRole))
	other := w.assume(right(paymentsRole))
	foreign, err := other.Retrieve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		keys   aws.CredentialsProvider
		region string
		code   string
	}{
		{
			"unknown key", credentials.NewStaticCredentialsProvider("AKIAUNKNOWNUNKNOWN00",
				"secret", ""), "eu-central-1", "InvalidClientTokenId"},
		{
			"wrong secret",
			static(t, w.own(), func(k *aws.Credentials) { k.SecretAccessKey = "wrong" }),
			"eu-central-1", "SignatureDoesNotMatch"},
		{"session without its token",
			static(t, session, func(k *aws.Credentials) { k.SessionToken = "" }), "eu-central-1",
			"InvalidClientTokenId"},
		{"token of another session",
			static(t, session, func(k *aws.Credentials) { k.SessionToken = foreign.SessionToken }),
			"eu-central-1", "InvalidClientTokenId"},
		{"token with a long-lived key",
			static(t, w.own(), func(k *aws.Credentials) { k.SessionToken = foreign.SessionToken }),
			"eu-central-1", "InvalidClientTokenId"},
		{"region that is not enabled", session, "me-south-1", "InvalidClientTokenId"},
		{"region that does not exist", session, "xx-fake-9", "InvalidClientTokenId"},
		{"key id that is malformed",
			credentials.NewStaticCredentialsProvider("short", "secret", ""), "eu-central-1",
			"IncompleteSignature"},
		{"no signature", aws.AnonymousCredentials{}, "eu-central-1", "MissingAuthenticationToken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, protocol := range protocols {
				_, err := w.alarms(tt.keys, tt.region, protocol).DescribeAlarms(
					context.Background(), all())
				wantCode(t, err, tt.code)
			}
			client := sts.New(
				sts.Options{Region: tt.region, BaseEndpoint: &w.server.URL, Credentials: tt.keys,
					HTTPClient: cloudtest.Client{HTTP: w.server.Client()},
					Retryer:    aws.NopRetryer{}})
			_, err := client.GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
			wantCode(t, err, tt.code)
		})
	}
}

func TestSessionsExpire(t *testing.T) {
	w := newWorld(t).trust()
	keys := w.assume(right(paymentsRole))
	// The SDK signs by the real clock, so the cloud's can be moved by less than the skew that is
	// allowed: the request is signed for the moved time by hand.
	ask := func() *httptest.ResponseRecorder {
		return w.raw(signedCall{keys: keys, service: "monitoring",
			path:   "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
			header: http.Header{"Smithy-Protocol": {"rpc-v2-cbor"}, "X-Amzn-Query-Mode": {"true"}},
			body:   "\xbf\xff"})
	}
	w.offset = 14*time.Minute + 50*time.Second
	if got := ask(); got.Code != http.StatusOK {
		t.Errorf("just before the end: %d %s", got.Code, got.Body)
	}
	w.offset = 15*time.Minute + time.Second
	if got := ask(); got.Code != http.StatusForbidden ||
		got.Header().Get("X-Amzn-Query-Error") != "ExpiredToken;Sender" {
		t.Errorf("just after the end: %d %s", got.Code, got.Header().Get("X-Amzn-Query-Error"))
	}
	w.offset = 3 * time.Hour
	w.raw(assumeByHand(w))
	if got := ask(); got.Header().Get("X-Amzn-Query-Error") != "InvalidClientTokenId;Sender" {
		t.Errorf("long after the end: %s, want it forgotten",
			got.Header().Get("X-Amzn-Query-Error"))
	}
}

func TestClockSkew(t *testing.T) {
	w := newWorld(t).trust()
	for offset, code := range map[time.Duration]string{
		4 * time.Minute: "", -4 * time.Minute: "", 6 * time.Minute: "SignatureDoesNotMatch",
		-6 * time.Minute: "SignatureDoesNotMatch",
	} {
		w.offset = offset
		_, err := w.sts(w.own()).GetCallerIdentity(context.Background(),
			&sts.GetCallerIdentityInput{})
		if code == "" && err != nil {
			t.Errorf("%v: %v", offset, err)
		} else if code != "" {
			wantCode(t, err, code)
		}
	}
}

// signedCall is a request made by hand, signed at the cloud's own time.
type signedCall struct {
	keys    aws.CredentialsProvider
	service string // of the credential scope
	path    string
	header  http.Header
	body    string
}

func assumeByHand(w *world) signedCall {
	return signedCall{keys: w.own(), service: "sts", path: "/",
		header: http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}},
		body: "Action=AssumeRole&Version=2011-06-15&RoleSessionName=by-hand&RoleArn=" +
			paymentsRole + "&ExternalId=" + externalID}
}

func (w *world) raw(c signedCall) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.rawUntil(context.Background(), c)
}

// rawUntil is raw of a client that waits until the context ends.
func (w *world) rawUntil(ctx context.Context, c signedCall) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "http://127.0.0.1:4566"+c.path,
		strings.NewReader(c.body))
	for name, values := range c.header {
		r.Header[name] = values
	}
	keys, err := c.keys.Retrieve(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	hash := sha256.Sum256([]byte(c.body))
	if err := v4.NewSigner().SignHTTP(context.Background(), keys, r, hex.EncodeToString(hash[:]),
		c.service, "eu-central-1", time.Now().Add(w.offset)); err != nil {
		w.t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	w.ServeHTTP(recorder, r)
	return recorder
}

// TestByHand covers what no SDK sends.
func TestByHand(t *testing.T) {
	w := newWorld(t).trust()
	form := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}
	rpc := http.Header{"Smithy-Protocol": {"rpc-v2-cbor"}}
	json := http.Header{"X-Amz-Target": {"GraniteServiceVersion20100801.DescribeAlarms"}}
	user := w.user("alarm-reader")
	const describe = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms"
	tests := []struct {
		name   string
		call   signedCall
		status int
		body   string
	}{
		{"assume role", assumeByHand(w), 200, "<AssumeRoleResult>"},
		{"scope of the other service",
			signedCall{w.own(), "monitoring", "/", form,
				"Action=GetCallerIdentity&Version=2011-06-15"}, 403,
			"correct service: &#39;sts&#39;"},
		{"scope of the other service", signedCall{user, "sts", describe, rpc, "\xa0"}, 403,
			"InvalidSignatureException"},
		{
			"parameter twice",
			signedCall{w.own(), "sts", "/", form, assumeByHand(w).body + "&ExternalId=x2"}, 400,
			"more than once"},
		{"duration that is no number",
			signedCall{w.own(), "sts", "/", form, assumeByHand(w).body + "&DurationSeconds=long"},
			400, "MalformedInput"},
		{
			"unknown parameter",
			signedCall{w.own(), "sts", "/", form, assumeByHand(w).body + "&Surprise=1"}, 400,
			"Surprise is not imitated"},
		{
			"other version",
			signedCall{w.own(), "sts", "/", form, "Action=DescribeAlarms&Version=2010-08-01"}, 404,
			"local simulation"},
		{"malformed form", signedCall{w.own(), "sts", "/", form, "%zz"}, 404, "local simulation"},
		{
			"other path",
			signedCall{w.own(), "sts", "/x", form, "Action=GetCallerIdentity&Version=2011-06-15"},
			404, "local simulation"},
		{"no protocol", signedCall{user, "monitoring", describe, nil, "\xa0"}, 404,
			"local simulation"},
		{"truncated cbor", signedCall{user, "monitoring", describe, rpc, "\xbf\x61"}, 400,
			"SerializationException"},
		{"cbor of another type", signedCall{user, "monitoring", describe, rpc, "\x80"}, 400,
			"SerializationException"},
		{"empty cbor body", signedCall{user, "monitoring", describe, rpc, ""}, 200, "MetricAlarms"},
		{"unknown member", signedCall{user, "monitoring", "/", json, `{"Surprise":[{"x":1}]}`}, 200,
			"MetricAlarms"},
		{"json of another type", signedCall{user, "monitoring", "/", json, `{"MaxRecords":"many"}`},
			400, "SerializationException"},
		{"broken json", signedCall{user, "monitoring", "/", json, `{`}, 400,
			"SerializationException"},
		{"too large", signedCall{user, "monitoring", "/", json, strings.Repeat(" ", 300<<10)}, 413,
			"too large"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := w.raw(tt.call)
			if got.Code != tt.status || !bytes.Contains(got.Body.Bytes(), []byte(tt.body)) {
				t.Errorf("%d %s, want %d with %q", got.Code, got.Body, tt.status, tt.body)
			}
			if got.Header().Get("X-Amzn-Query-Error") != "" {
				t.Error("a query error for a client that did not ask for it")
			}
		})
	}
	get := httptest.NewRecorder()
	w.ServeHTTP(get,
		httptest.NewRequest(http.MethodGet, "/?Action=GetCallerIdentity&Version=2011-06-15", nil))
	if get.Code != http.StatusNotFound {
		t.Errorf("GET: %d, want 404", get.Code)
	}
}

// FuzzServe signs whatever it is given: no body may crash a service or get anything but an answer
// in form.
func FuzzServe(f *testing.F) {
	f.Add(0, "\xbf\x6aMaxRecords\x18\x64\xff")
	f.Add(0, "\xa1\x6aAlarmNames\x9f\x61a\xff")
	f.Add(1, `{"AlarmTypes":["LogAlarm",null],"StateValue":"OK"}`)
	f.Add(2, "Action=AssumeRole&Version=2011-06-15&RoleArn="+paymentsRole+
		"&RoleSessionName=ab&Policy=%7B%7D")
	shared := newWorld(f).Cloud
	f.Fuzz(func(t *testing.T, kind int, body string) {
		w := &world{t: t, Cloud: shared}
		user := w.user("alarm-reader")
		calls := []signedCall{
			{user, "monitoring", "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
				http.Header{"Smithy-Protocol": {"rpc-v2-cbor"}}, body},
			{user, "monitoring", "/",
				http.Header{"X-Amz-Target": {"GraniteServiceVersion20100801.DescribeAlarms"}},
				body},
			{user, "sts", "/", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
				body},
		}
		got := w.raw(calls[uint(kind)%3])
		if got.Code == http.StatusOK {
			t.Log("accepted")
		} else {
			t.Log("refused")
		}
		switch got.Code {
		case 200, 400, 403, 404, 413:
		default:
			t.Errorf("%d %s", got.Code, got.Body)
		}
		if strings.Contains(got.Body.String(), "ASIA") {
			t.Error("a user without permission got credentials")
		}
	})
}
