package resolver

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/resolver/export"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/token"
)

// sealing is a service that can do no more than seal and open: at one moment, with one key.
func sealing(f testing.TB) (*service, time.Time) {
	keys, err := secret.ParseKeyring("a:" + strings.Repeat("A", 43) + "=")
	if err != nil {
		f.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return at }
	return &service{
		Config:  Config{Grants: keys.Sealer(secret.Grant), Now: clock},
		grants:  token.New[grant](keys.Sealer(secret.Grant), grantLife, clock),
		cursors: token.New[cursor](keys.Sealer(secret.Cursor), cursorLife, clock),
	}, at
}

// someTask is a task as a view makes it.
func someTask() task {
	return task{
		Question: source.Question{Place: "eu-central-1", NamePrefix: "checkout-",
			Text: `{"namePrefix":"checkout-"}`},
		Installation: "installation", Space: "42",
		Link: connection.Link{ID: "c-1", Version: "v-1", Kind: connection.AWSRole,
			Target: connection.Target{AWS: &account.Target{
				Identity:   account.Identity{RoleARN: "arn:aws:iam::111122223333:role/x"},
				ExternalID: secret.New("pw-x"),
			}}},
	}
}

// FuzzGrant: a grant that opens is one that was sealed here, for what it was sealed for, and it
// opens once.
func FuzzGrant(f *testing.F) {
	s, _ := sealing(f)
	good := s.seal(accesstest.Reader(f, "installation", "42"), []task{someTask()})
	f.Add([]byte(good))
	f.Add([]byte(good + "="))
	f.Add([]byte(good[:9] + "\r\n" + good[9:]))
	f.Add([]byte(good[:len(good)-1]))
	f.Add([]byte("AA"))
	f.Add(
		[]byte(base64.RawURLEncoding.EncodeToString(s.Grants.Seal(secret.Binding{}, []byte(`[]`)))))
	f.Add(
		[]byte(base64.RawURLEncoding.EncodeToString(
			s.Grants.Seal(secret.Binding{ID: "x"}, []byte(`{}`)))))
	want := someTask()
	f.Fuzz(func(t *testing.T, sealed []byte) {
		s.used.seen = nil
		g, tasks, err := s.open(sealed)
		if err != nil {
			t.Log("refused")
			if !errors.Is(err, errGrant) || !reflect.DeepEqual(g, grant{}) || tasks != nil {
				t.Errorf("%+v with %v", g, err)
			}
			return
		}
		t.Log("accepted")
		if len(sealed) != len(good) || len(tasks) != 1 ||
			tasks[0].Link.Kind != want.Link.Kind || tasks[0].Question != want.Question ||
			tasks[0].Link.AWS.RoleARN != want.Link.AWS.RoleARN {
			t.Errorf("%s opened as %+v", sealed, g)
		}
		if _, _, err := s.open(sealed); err == nil {
			t.Errorf("%s opened twice", sealed)
		}
	})
}

// FuzzCursor: a cursor goes on where it was sealed, in its space alone, or is refused on its field.
func FuzzCursor(f *testing.F) {
	s, _ := sealing(f)
	p := someTask()
	good := s.cursor(p, "next")
	p.Space = "7"
	f.Add(good)
	f.Add(s.cursor(p, "of another space"))
	f.Add(good[:9] + "\n" + good[9:])
	f.Add(strings.ToLower(good))
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		next, err := s.resume(someTask(), text)
		var refusal *input.Error
		switch {
		case text == "" && next == "" && err == nil: // nothing to go on with
		case err == nil && next == "next" && len(text) == len(good):
			t.Log("accepted")
		case errors.As(err, &refusal) && refusal.Field == "cursor" && next == "" &&
			(text == "cursor" || !strings.Contains(err.Error(), text) || len(text) < 8):
			t.Log("refused")
		default:
			t.Errorf("%q goes on with %q, %v", text, next, err)
		}
	})
}

// bodies are a new request for each route that has a body.
var bodies = []func() request{
	func() request { return &viewRequest{} }, func() request { return &exportRequest{} },
	func() request { return &createRequest{} },
	func() request { return &changeRequest{} }, func() request { return &reissueRequest{} },
	func() request { return &testRequest{} },
}

// FuzzBodies: a body of any route is read or refused as a wrong field, in few words; what was read
// passes through its checks without more than a refusal; and no secret of it can be printed.
func FuzzBodies(f *testing.F) {
	const draft = `{"name":"n","kind":"aws-user","accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY","regions":["eu-central-1"],"namePrefixes":["a-"]}`
	for i, good := range []string{
		`{"spaceId":"1","answer":"inline","sources":[{"connection":"c","region":"r","cursor":"x"}],"query":{"names":["a"],"kinds":["metric"],"firingOnly":true,"withoutAutoScaling":true}}`,
		`{"spaceId":"1","config":{"v":1,"sources":[{"connection":"c","region":"r"}]},"history":true}`,
		`{"spaceId":"1","proof":"p","connection":` + draft + `}`,
		`{"spaceId":"1","proof":"p","connection":{"name":"n","regions":["us-east-1"]}}`,
		`{"spaceId":"1","current":"pw-a-b"}`,
		`{"spaceId":"1","id":"","connection":` + draft +
			`,"step":"alarms","region":"r","proof":"p"}`,
	} {
		f.Add(uint8(i), good)
		f.Add(uint8(i), good+"{}")
		f.Add(uint8(i), strings.Replace(good, `"1"`, `"1","spaceId":"2"`, 1))
		f.Add(uint8(i), strings.Replace(good, `"1"`, `1`, 1))
	}
	f.Fuzz(func(t *testing.T, route uint8, body string) {
		req := bodies[int(route)%len(bodies)]()
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		raw, err := readBody(r, "application/json")
		if err == nil {
			err = strict(raw, req)
		}
		if err == nil {
			err = checked(req)
		}
		if err != nil {
			t.Log("refused")
			var refusal *input.Error
			if !errors.As(err, &refusal) || len(err.Error()) > 700 {
				t.Errorf("%q is refused with %v", body, err)
			}
			return
		}
		t.Log("accepted")
		if !json.Valid([]byte(body)) {
			t.Errorf("read %q", body)
		}
	})
}

// checked does with a request what its route does first.
func checked(req request) error {
	rules := connection.Rules{AWS: &account.Rules{}}
	switch r := req.(type) {
	case *viewRequest:
		return r.validate()
	case *createRequest:
		return hold(r.Connection.Validate(rules))
	case *testRequest:
		var draft connection.Draft
		if err := strict(r.Connection, &draft); err != nil {
			return err
		}
		draft.Name = "n" // a test of a draft needs none
		return hold(draft.Validate(rules))
	}
	return nil
}

// hold lets a draft through that is wrong for these rules alone: they allow nothing.
func hold(err error) error {
	var refusal *input.Error
	if errors.As(err, &refusal) && len(refusal.Error()) < 700 {
		return nil
	}
	return err
}

// FuzzConfig: a macro's configuration, which whoever wrote the page wrote, becomes a question that
// a view may ask, or none; and what an export says of it is a document of bounded size.
func FuzzConfig(f *testing.F) {
	f.Add(
		[]byte(
			`{"v":1,"sources":[{"connection":"c","region":"eu-central-1"}],"namePrefix":"a-","states":["OK"],"query":{"names":["a"]},"layout":"badge","title":"T","names":{"c":"Payments"}}`))
	f.Add(
		[]byte(
			`{"v":1,"sources":[{"connection":"c","region":"r"},{"connection":"c","region":"r"}]}`))
	f.Add([]byte(`{"v":1,"sources":[{"connection":"c","region":"r"}],"names":["c"]}`))
	f.Add([]byte(`{"v":2,"sources":[{}]}`))
	f.Add([]byte(`{"sources":"` + strings.Repeat("x", 3000) + `"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var macro macroConfig
		if len(raw) > maxConfig || json.Unmarshal(raw, &macro) != nil {
			return
		}
		req := macro.view("42")
		if err := req.validate(); err != nil {
			t.Log("refused")
			if len(err.Error()) > 700 {
				t.Errorf("%q is refused with %v", raw, err)
			}
			return
		}
		t.Log("accepted")
		for _, src := range req.Sources {
			if src.Cursor != "" {
				t.Errorf("%q goes on with %q", raw, src.Cursor)
			}
		}
		question := (&service{}).exportQuestion(req, nil, macro.remembered())
		doc, err := json.Marshal(export.NewCollector(question).Document(macro.looks()))
		if err != nil || len(doc) > 64<<10 {
			t.Errorf("%q becomes %d bytes, %v", raw, len(doc), err)
		}
	})
}

// FuzzSpaceQuery: the query of a request without a body is one space id, or refused on a field.
func FuzzSpaceQuery(f *testing.F) {
	for _, seed := range []string{"spaceId=42", "", "spaceId=1&spaceId=2", "spaceId=%zz", "other=1",
		"spaceId=" + strings.Repeat("9", 400), "%ff=1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		r := httptest.NewRequest(http.MethodGet, "/v1/settings", nil)
		r.URL.RawQuery = query
		req, err := read[spaceOnly](r)
		var refusal *input.Error
		switch {
		case err == nil:
			t.Log("accepted")
			// JSON has no bytes that are not UTF-8.
			if want := strings.ToValidUTF8(r.URL.Query().Get("spaceId"),
				"\uFFFD"); strings.ToValidUTF8(req.SpaceID, "") != req.SpaceID ||
				len(req.SpaceID) < len(want)-len(query) {
				t.Errorf("%q is the space %q", query, req.SpaceID)
			}
		case errors.As(err, &refusal) && len(refusal.Field) <= 64:
			t.Log("refused")
		default:
			t.Errorf("%q is refused with %v", query, err)
		}
	})
}
