package stage

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/proof"
	"pagewatch/internal/sim/aws"
)

// yardstickID is the External ID of the yardstick's role.
const yardstickID = "yardstick-external-id"

// Link opens the settings, makes the role trust their External ID, tests a connection to it in
// those Regions as the settings page does, and creates it. It returns the connection's id. For the
// yardstick it only sets the role's trust policy.
func (s *Stage) Link(ctx context.Context, regions ...string) (string, error) {
	return s.LinkAs(ctx, "Payments production", regions...)
}

// LinkAs is Link with a name of the connection. Names are unique in a space.
func (s *Stage) LinkAs(ctx context.Context, name string, regions ...string) (string, error) {
	id, err := s.link(ctx, name, regions)
	if err != nil {
		return "", fmt.Errorf("linking a role: %w", err)
	}
	return id, nil
}

func (s *Stage) link(ctx context.Context, name string, regions []string) (string, error) {
	if s.cfg.Target.yardstick() {
		return "", s.trust(yardstickID)
	}
	var settings struct{ ExternalID string }
	if err := s.ask(ctx, http.MethodGet, "/v1/settings", nil, &settings); err != nil {
		return "", err
	}
	if err := s.trust(settings.ExternalID); err != nil {
		return "", err
	}
	draft := map[string]any{"name": name, "kind": account.Role, "roleArn": RoleARN,
		"regions": regions, "namePrefixes": []string{}}
	sealed, err := s.test(ctx, draft, account.Steps(account.Role, regions))
	if err != nil {
		return "", err
	}
	var created struct{ Connection struct{ ID string } }
	err = s.ask(ctx, http.MethodPost, "/v1/connections",
		map[string]any{"connection": draft, "proof": sealed}, &created)
	return created.Connection.ID, err
}

func (s *Stage) trust(externalID string) error {
	return s.Cloud.PutTrustPolicy(RoleARN,
		aws.RecommendedTrust(s.Cloud.Principal().ARN, externalID))
}

// test runs every step of a test, and returns the complete proof.
func (s *Stage) test(ctx context.Context, draft map[string]any, steps proof.Sequence) (string,
	error) {
	var tested struct {
		Outcome, Proof string
		Complete       bool
	}
	for _, q := range steps.Questions() {
		body := map[string]any{"step": q.Step, "region": q.Place, "connection": draft,
			"proof": tested.Proof}
		err := s.ask(ctx, http.MethodPost, "/v1/connections/test", body, &tested)
		if err != nil {
			return "", fmt.Errorf("step %s: %w", q.Step, err)
		}
	}
	if !tested.Complete {
		return "", errors.New("the test was not complete")
	}
	return tested.Proof, nil
}

// ask makes a call as the admin through the platform and reads its answer.
func (s *Stage) ask(ctx context.Context, method, path string, body, out any) error {
	answer, err := s.Do(ctx, Call{Method: method, Path: path, Body: body, Platform: true})
	if err != nil {
		return err
	}
	return answer.Into(out)
}

// View returns the call of a view. Sources have the form connection@region. For the yardstick,
// which knows no connections, the call has the first source's Region.
func (s *Stage) View(answer string, sources ...string) Call {
	list := []map[string]any{}
	for _, source := range sources {
		connection, region, _ := strings.Cut(source, "@")
		list = append(list, map[string]any{"connection": connection, "region": region})
	}
	if s.cfg.Target.yardstick() {
		return Call{Method: http.MethodPost, Path: "/alarms",
			Body: map[string]any{"region": list[0]["region"]}}
	}
	return Call{Person: Reader, Method: http.MethodPost, Path: "/v1/views",
		Body: map[string]any{"answer": answer, "sources": list}}
}

// Opening returns the call that opens the grant of a view with the answer "stream".
func Opening(grant string) Call {
	return Call{Method: http.MethodPost, Path: "/v1/stream", Body: grant, Stream: true}
}
