package connection_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access/accesstest"
)

// one is a store with the same value under every key of a space's secrets and metadata.
type one struct {
	key   connection.Key
	value []byte
}

func (o one) Get(_ context.Context, _ connection.Tenant, key connection.Key) ([]byte, error) {
	if key != o.key {
		return nil, connection.ErrNotFound
	}
	return o.value, nil
}

func (o one) Put(context.Context, connection.Tenant, connection.Item) error   { return nil }
func (o one) Delete(context.Context, connection.Tenant, connection.Key) error { return nil }
func (o one) List(context.Context, connection.Tenant, string) ([]connection.Item, error) {
	key := o.key
	key.Class = connection.Metadata
	return []connection.Item{{Key: key, Value: o.value}}, nil
}

// recordID has the form of every id.
const recordID = "c-aaaaaaaaaaaaaaaaaaaaaaaaaa"

// refused reports whether an error is one that refuses a record.
func refused(err error) bool {
	return errors.Is(err, connection.ErrCorrupt) || errors.Is(err, connection.ErrNoLongerAllowed) ||
		errors.Is(err, connection.ErrUnknownKind)
}

// FuzzRecord: a stored value is a connection of the key where it was found, or refused as corrupt,
// as not allowed or as of an unknown kind. The error quotes nothing of it.
func FuzzRecord(f *testing.F) {
	const good = `{"installation":"` + instA + `","space":"1","id":"` + recordID +
		`","version":"v","access":"a","name":"n","kind":"aws-role",` +
		`"roleArn":"arn:aws:iam::111122223333:role/x","externalId":"planted","regions":["eu-central-1"],"namePrefixes":["a-"]}`
	f.Add([]byte(good))
	f.Add([]byte(strings.Replace(good, `"space":"1"`, `"space":"2"`, 1)))
	f.Add([]byte(strings.Replace(good, recordID, "c-1", 1)))
	f.Add([]byte(strings.Replace(good, `["a-"]`, `"planted"`, 1)))
	f.Add([]byte(strings.Replace(good, `"regions"`, `"nextExternalId":"planted",`+
		`"externalIdUntil":"2026-11-21T10:00:00Z","externalIdUntried":true,"regions"`, 1)))
	f.Add([]byte(`]`))
	f.Add([]byte(`null`))
	admin := accesstest.Admin(f, instA, "1")
	f.Fuzz(func(t *testing.T, value []byte) {
		commercial, _ := region.Of("aws")
		s := connection.NewStore(
			one{connection.Key{Class: connection.Secret, Space: "1", ID: recordID}, value},
			connection.Rules{AWS: &account.Rules{Partition: commercial}}, time.Now)
		link, err := s.Link(context.Background(), admin.Reader(), recordID)
		var named struct{ Installation, Space, ID string }
		_ = json.Unmarshal(value, &named)
		switch {
		case err == nil && named.Installation == instA && named.Space == "1" && named.ID == recordID &&
			link.ID == recordID:
			t.Log("accepted")
		case err != nil && link.ID == "" && link.AWS == nil && refused(err) &&
			len(err.Error()) < 200:
			t.Log("refused")
			if strings.Contains(err.Error(), "planted") {
				t.Errorf("%q: %v", value, err)
			}
		default:
			t.Errorf("%q: %+v, %v", value, link, err)
		}
		if list, err := s.List(context.Background(), admin.Reader()); err != nil || len(list) > 1 {
			t.Errorf("%q: listed %+v, %v", value, list, err)
		}
	})
}

// FuzzDraft: an accepted draft has no field of another kind; a refusal names a field, is short, and
// quotes no key.
func FuzzDraft(f *testing.F) {
	role, err := json.Marshal(map[string]any{
		"name": "n", "kind": "aws-role", "roleArn": connectiontest.Role().RoleARN,
		"regions": []string{"eu-central-1"}, "namePrefixes": []string{"a-"}})
	if err != nil {
		f.Fatal(err)
	}
	const user = `{"name":"n","kind":"aws-user","accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY","regions":["eu-central-1"]}`
	f.Add(role)
	f.Add([]byte(user))
	f.Add([]byte(strings.Replace(user, "AKIA", "ASIA", 1)))
	f.Add([]byte(strings.Replace(user, "eu-central-1", "eu-central-1.evil.example", 1)))
	f.Add([]byte(strings.Replace(user, `"n"`, `"a\u0000b"`, 1)))
	f.Add([]byte(strings.Replace(user, "EXAMPLEKEY", "EXAMPLE KEY", 1)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var d connection.Draft
		if json.Unmarshal(raw, &d) != nil {
			return
		}
		if err := d.Validate(connectiontest.Rules()); err != nil {
			t.Log("refused")
			var refusal *input.Error
			key := d.SecretAccessKey.Reveal()
			if !errors.As(err, &refusal) && !errors.Is(err, connection.ErrUserKeysForbidden) ||
				len(err.Error()) > 400 || len(key) > 20 && strings.Contains(err.Error(), key) {
				t.Errorf("%q: %v", raw, err)
			}
			return
		}
		t.Log("accepted")
		hasKeys := !d.AccessKeyID.Empty() || !d.SecretAccessKey.Empty()
		if hasKeys == (d.RoleARN != "") || hasKeys != (d.Kind == connection.AWSUser) ||
			len(d.Regions) == 0 || strings.ContainsAny(d.Name, "\x00\n\r\t") {
			t.Errorf("%q is accepted as %+v", raw, d)
		}
	})
}
