package connection_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pagewatch/internal/connection"
	"pagewatch/internal/connection/connectiontest"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/grafana/stack/stacktest"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
)

// offering are rules of a deployment that offers stacks too.
func offering() connection.Rules {
	rules := connectiontest.Rules()
	rules.Grafana = &stack.Rules{}
	return rules
}

// TestADraftIsOfOneKind: a stack has nothing of an AWS account, and an account nothing of a stack.
func TestADraftIsOfOneKind(t *testing.T) {
	for name, row := range map[string]struct {
		change func(*connection.Draft)
		field  string
	}{
		"as it is": {func(*connection.Draft) {}, ""},
		"a role": {func(d *connection.Draft) { d.RoleARN = connectiontest.Role().RoleARN },
			"roleArn"},
		"a key": {func(d *connection.Draft) { d.AccessKeyID = secret.New("AKIAIOSFODNN7EXAMPLE") },
			"roleArn"},
		"a Region": {func(d *connection.Draft) { d.Regions = []string{"eu-central-1"} }, "roleArn"},
		"a prefix": {func(d *connection.Draft) { d.NamePrefixes = []string{"a"} }, "roleArn"},
		"a stack in an account": {func(d *connection.Draft) {
			role := connectiontest.Role()
			d.Kind, d.AWSDraft = role.Kind, role.AWSDraft
		}, "stack"},
	} {
		d := connection.Draft{Name: "Payments Grafana", Kind: connection.Grafana}
		d.Stack, d.Token = "https://example.grafana.net", stacktest.Token("a")
		row.change(&d)
		var wrong *input.Error
		if err := d.Validate(offering()); errors.As(err, &wrong) != (row.field != "") ||
			wrong != nil && wrong.Field != row.field {
			t.Errorf("%s: %v, want an error about %q", name, err, row.field)
		}
	}
}

// TestAStackWithoutItsTokenIsCorrupt: a record that lost its host or its token is damaged. No rule of
// the operator refuses it.
func TestAStackWithoutItsTokenIsCorrupt(t *testing.T) {
	backend, admin := newBackend(t), accesstest.Admin(t, instA, "1")
	s := connection.NewStore(backend, offering(), func() time.Time { return time.Unix(1_800_000_000, 0) })
	id := create(t, s, admin, connectiontest.Role()).ID
	token := stacktest.Token("a").Reveal()
	for fields, want := range map[string]error{
		`"stack":"example.grafana.net","token":"` + token + `"`: nil,
		`"stack":"example.grafana.net","token":""`:              connection.ErrCorrupt,
		`"token":"` + token + `"`:                               connection.ErrCorrupt,
		`"x":""`:                                                connection.ErrCorrupt,
	} {
		rubbish(t, backend, connection.Secret, id, fmt.Sprintf(`{"installation":%q,"space":"1",`+
			`"id":%q,"kind":"grafana","name":"Stack","version":"v",%s}`, instA, id, fields))
		if _, err := s.Link(ctx, admin.Reader(), id); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", fields, err, want)
		}
	}
}
