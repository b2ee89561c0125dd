package sim

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"pagewatch/internal/sim/aws"
	"pagewatch/internal/sim/confluence"
	"pagewatch/internal/sim/forge"
)

// The demonstration that the first start prepares.
const (
	demoPerson  = "ada"
	demoSpace   = "PAY"
	demoAccount = "111122223333"
	demoRole    = "arn:aws:iam::" + demoAccount + ":role/PagewatchReadAlarms"
	demoName    = "Payments production"
	demoRegion  = "eu-central-1"
)

var demoRegions = []string{demoRegion, "us-east-1", "eu-west-1", "ap-southeast-1"}

//go:embed demonstrate.json
var demoPage []byte

// demonstrate links an account and writes a page with a macro, through the public entry points: it
// invokes the app as the space's admin, sets the role's trust policy through the AWS imitation, and
// creates the page as an author.
func (d *Deployment) demonstrate(ctx context.Context, c *aws.Cloud) {
	err := d.prepare(ctx, c)
	if err != nil {
		d.log.Warn("the demonstration could not be prepared; link an account in the space settings",
			"error", err)
		return
	}
	d.log.Info("a demonstration is prepared", "space", demoSpace, "connection", demoName)
}

func (d *Deployment) prepare(ctx context.Context, c *aws.Cloud) error {
	person, _ := confluence.PersonByKey(demoPerson)
	space, _ := confluence.SpaceByKey(demoSpace)
	visit := visit{forge: d.parts.forge, person: person, space: space}
	var settings struct {
		ExternalID string `json:"externalId"`
		Principal  struct {
			ARN string `json:"arn"`
		} `json:"principal"`
	}
	if err := visit.call(ctx, http.MethodGet, "/v1/settings?spaceId="+space.ID, nil,
		&settings); err != nil {
		return fmt.Errorf("opening the space settings: %w", err)
	}
	trust := aws.RecommendedTrust(settings.Principal.ARN, settings.ExternalID)
	if err := c.PutTrustPolicy(demoRole, trust); err != nil {
		return fmt.Errorf("setting the role's trust policy: %w", err)
	}
	var created struct {
		Connection struct {
			ID string `json:"id"`
		} `json:"connection"`
	}
	draft := map[string]any{
		"name": demoName, "kind": "aws-role", "roleArn": demoRole, "regions": demoRegions,
		"namePrefixes": []string{},
	}
	proof, err := visit.test(ctx, draft)
	if err != nil {
		return fmt.Errorf("testing the account: %w", err)
	}
	body := map[string]any{"spaceId": space.ID, "connection": draft, "proof": proof}
	if err := visit.call(ctx, http.MethodPost, "/v1/connections", body, &created); err != nil {
		return fmt.Errorf("linking the account: %w", err)
	}
	return d.writePage(person, space, created.Connection.ID)
}

// writePage creates the page; its macro shows one Region of the connection.
func (d *Deployment) writePage(person confluence.Person, space confluence.Space,
	connection string) error {
	var page confluence.Page
	if err := json.Unmarshal(demoPage, &page); err != nil {
		return fmt.Errorf("reading the demonstration's page: %w", err)
	}
	macros := d.parts.manifest.Modules.Macros
	if len(macros) == 0 {
		return errors.New("the manifest has no macro")
	}
	config, err := json.Marshal(map[string]any{
		"v": 1,
		"sources": []map[string]string{
			{"connection": connection, "region": demoRegion, "account": demoAccount}},
		"namePrefix": "",
		"states":     []string{"ALARM", "INSUFFICIENT_DATA", "OK"},
	})
	if err != nil {
		return fmt.Errorf("encoding the macro's configuration: %w", err)
	}
	for _, b := range page.Blocks {
		if b.Macro != nil {
			b.Macro.LocalID, b.Macro.Module, b.Macro.Config = uuid(), macros[0].Key, config
		}
	}
	if _, err := d.parts.wiki.Create(person, space, page); err != nil {
		return fmt.Errorf("creating the page: %w", err)
	}
	return nil
}

// test runs the test of a role connection, as the settings page does, and returns its proof.
func (v visit) test(ctx context.Context, draft map[string]any) (string, error) {
	proof := ""
	step := func(name, region string) error {
		var answer struct {
			Outcome string `json:"outcome"`
			Proof   string `json:"proof"`
		}
		body := map[string]any{"spaceId": v.space.ID, "connection": draft, "step": name,
			"region": region, "proof": proof}
		if err := v.call(ctx, http.MethodPost, "/v1/connections/test", body, &answer); err != nil {
			return err
		}
		proof = answer.Proof
		if answer.Outcome != "passed" {
			return fmt.Errorf("the step %s %s: %s", name, region, answer.Outcome)
		}
		return nil
	}
	for _, name := range []string{"principal", "assume", "refuse-missing", "refuse-random",
		"refuse-foreign", "refuse-sibling"} {
		if err := step(name, ""); err != nil {
			return "", err
		}
	}
	for _, region := range demoRegions {
		if err := step("alarms", region); err != nil {
			return "", err
		}
	}
	return proof, step("composites", "")
}

// visit is a person's session in the app's page of the space settings.
type visit struct {
	forge  *forge.Platform
	person confluence.Person
	space  confluence.Space
}

// call invokes the backend and decodes its answer.
func (v visit) call(ctx context.Context, method, path string, body, into any) error {
	pages := v.forge.App().Settings
	if len(pages) == 0 {
		return errors.New("the manifest has no space settings page")
	}
	extension, err := json.Marshal(map[string]any{
		"type":  "confluence:spaceSettings",
		"space": map[string]string{"id": v.space.ID, "key": v.space.Key},
	})
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	reply, err := v.forge.Invoke(ctx, forge.Caller{AccountID: v.person.AccountID}, forge.Call{
		Module: pages[0].Key, InvokeType: v.forge.InvokeType(pages[0].Key), Method: method,
		Path: path, Body: encoded, Extension: extension,
	})
	if err != nil {
		return err
	}
	switch {
	case reply.Error != nil: // a service's refusal comes as text
		return fmt.Errorf("status %d: %s", reply.Error.Status, *reply.Error.Error)
	case reply.Payload.Status/100 != 2:
		return fmt.Errorf("status %d: %s", reply.Payload.Status, reply.Payload.Body)
	}
	return json.Unmarshal(reply.Payload.Body, into)
}
