package sts_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/sts"
	"pagewatch/internal/upstream"
)

// fixedAnswer is an STS that gives one answer, without a network.
type fixedAnswer struct {
	status int
	body   []byte
	calls  int
}

func (s *fixedAnswer) RoundTrip(r *http.Request) (*http.Response, error) {
	s.calls++
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{
		StatusCode: s.status, ContentLength: int64(len(s.body)),
		Body: io.NopCloser(bytes.NewReader(s.body)), Request: r,
		Header: http.Header{"Content-Type": {"text/xml"}},
	}, nil
}

func (s *fixedAnswer) assumer() *sts.Assumer {
	return sts.New(sts.Settings{
		Client: &http.Client{Transport: s}, Region: "us-east-1", Endpoint: "https://sts.example",
		PrincipalARN: "arn:aws:iam::000011112222:role/Pagewatch",
		Principal:    func() account.Keys { return keys }, Now: time.Now,
	})
}

// checkRefusal checks for an *upstream.Error that quotes nothing of the answer, after one call.
func (s *fixedAnswer) checkRefusal(t *testing.T, err error) {
	t.Helper()
	t.Log("refused")
	if up := upstream.As(err); up == nil || len(err.Error()) > 200 ||
		strings.ContainsAny(err.Error(), "<\n\x00") ||
		strings.Contains(err.Error(), "planted text") {
		t.Errorf("%d %q: %v", s.status, s.body, err)
	}
}

const stsError = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>planted text</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`

// FuzzAssume sends arbitrary bytes through the AWS SDK. The result is complete temporary keys, or
// one *upstream.Error, after one call.
func FuzzAssume(f *testing.F) {
	const good = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAX</AccessKeyId>` +
		`<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-11-21T10:15:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
	f.Add(200, []byte(good))
	f.Add(200, []byte(strings.Replace(good, "<SessionToken>t</SessionToken>", "", 1)))
	f.Add(200, []byte(strings.Replace(good, "2026", "never", 1)))
	f.Add(200, []byte("<html><body>planted text</body></html>"))
	f.Add(200, []byte("<a"))
	f.Add(403, []byte(stsError))
	f.Add(503, []byte(``))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 200 || status > 599 {
			return // net/http lets none of these through
		}
		s := &fixedAnswer{status: status, body: body}
		got, trace, err := s.assumer().Assume(context.Background(), role, "session")
		if s.calls != 1 || upstream.CleanCode(trace.Code) != trace.Code ||
			upstream.CleanCode(trace.RequestID) != trace.RequestID {
			t.Errorf("%d calls, %+v", s.calls, trace)
		}
		if err != nil {
			s.checkRefusal(t, err)
			return
		}
		t.Log("accepted")
		if status != http.StatusOK || got.AccessKeyID.Empty() || got.SecretAccessKey.Empty() ||
			got.SessionToken.Empty() {
			t.Errorf("%d %q became keys", status, body)
		}
	})
}

// FuzzIdentity: the owner of keys is the 12 digits that AWS named, or unknown.
func FuzzIdentity(f *testing.F) {
	response := func(arn string) []byte {
		return []byte(
			`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>` + arn +
				`</Arn><UserId>U</UserId><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`)
	}
	f.Add(200, response("arn:aws:iam::444455556666:user/alarm-reader"))
	f.Add(200, response("arn:aws:sts::000011112222:assumed-role/Pagewatch/s"))
	f.Add(200, response("arn:aws:iam::4444:user/x\n"))
	f.Add(200, []byte("<GetCallerIdentityResponse/>"))
	f.Add(403, []byte(stsError))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status < 200 || status > 599 {
			return
		}
		s := &fixedAnswer{status: status, body: body}
		account, root, _, err := s.assumer().Owner(context.Background(), keys)
		if err != nil {
			s.checkRefusal(t, err)
			if account != "" || root {
				t.Errorf("%q: %s came with %v", body, account, err)
			}
			return
		}
		t.Log("accepted")
		if len(account) != 12 || strings.Trim(account, "0123456789") != "" ||
			!bytes.Contains(body, []byte(account)) && !bytes.ContainsAny(body, "&!") {
			t.Errorf("%d %q is the account %q", status, body, account)
		}
		if same, _, err := s.assumer().IsPrincipal(context.Background()); err != nil ||
			same && account != "000011112222" {
			t.Errorf("%q: the principal's? %v, %v", body, same, err)
		}
	})
}
