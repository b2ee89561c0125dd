package resolver

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/connection"
	"pagewatch/internal/grafana/stack"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
	"pagewatch/internal/secret"
)

// pickable is what the macro editor may pick from, if it knows the kind.
type pickable struct {
	ID   string          `json:"id"`
	Name string          `json:"name"`
	Kind connection.Kind `json:"kind"`
	// Account and Stack let authors see what they confirm. Readers see it in every answer.
	Account string `json:"account,omitempty"`
	Stack   string `json:"stack,omitempty"`
	connection.Fence
	// Ends is the day on which the connection's token ends. Authors alone get it, once it is near.
	Ends stack.Date `json:"expires,omitempty"`
}

type pickResponse struct {
	Connections []pickable        `json:"connections"`
	Regions     map[string]string `json:"regions"`
	// Offers names the providers of the deployment: no connection of another can be linked.
	Offers []string `json:"offers,omitempty"`
}

// pick is GET /v1/connections: connections that are ready, without secrets and roles.
func (s *service) pick(ctx context.Context, _ *call, right access.Reader, _ spaceOnly) (reply,
	error) {
	list, err := s.Store.List(ctx, right)
	if err != nil {
		return reply{}, err
	}
	offered := slices.DeleteFunc(list, func(c connection.Connection) bool {
		return !s.Providers.offers(c.Kind)
	})
	out := pickFrom(offered, s.placeName, func(c connection.Connection) stack.Date {
		if _, soon := c.Ends().DaysLeft(s.Now()); soon && right.MayWrite() {
			return c.Ends()
		}
		return ""
	})
	out.Offers = s.Providers.names()
	return ok(out)
}

// pickFrom lists the connections that are ready, with the end of each token that is to be shown, and
// names their Regions.
func pickFrom(list []connection.Connection, placeName func(string) string,
	end func(connection.Connection) stack.Date) pickResponse {
	out := pickResponse{Connections: []pickable{}, Regions: map[string]string{}}
	for _, c := range list {
		if c.Status != connection.Ready {
			continue
		}
		out.Connections = append(out.Connections,
			pickable{c.ID, c.Name, c.Kind, c.Account(), c.Stack(), c.Limits(), end(c)})
		for _, id := range c.Limits().Regions {
			out.Regions[id] = placeName(id)
		}
	}
	return out
}

type settingsResponse struct {
	// Page is about AWS accounts; absent where the deployment does not offer them.
	*setup.Page
	// Stacks is about stacks; absent where the deployment does not offer them.
	Stacks *stack.Rules `json:"grafana,omitempty"`
	// Rotation is the one in progress.
	Rotation    *rotationResponse       `json:"rotation,omitempty"`
	Receipts    bool                    `json:"receipts"`
	Connections []connection.Connection `json:"connections"`
	Version     string                  `json:"version"`
}

// settings is GET /v1/settings. The first call issues the space's External ID; only admins of the
// space ever see it. It puts right what interrupted changes left behind.
func (s *service) settings(ctx context.Context, c *call, right access.Admin, _ spaceOnly) (reply,
	error) {
	if s.Setup == nil { // nothing here has an External ID
		return s.show(ctx, c, right, connection.Repaired{})
	}
	repaired, err := s.Store.Repair(ctx, right)
	if err != nil {
		return reply{}, err
	}
	return s.show(ctx, c, right, repaired)
}

type reissueRequest struct {
	SpaceID string `json:"spaceId"`
	// Current is the External ID to replace: its sender has seen it.
	Current secret.Value `json:"current"`
}

func (r reissueRequest) space() string { return r.SpaceID }

// reissue is POST /v1/settings/external-id.
func (s *service) reissue(ctx context.Context, c *call, right access.Admin, req reissueRequest) (
	reply, error) {
	if req.Current.Empty() {
		return reply{}, input.Field("current", "Send the External ID that is to be replaced.")
	}
	if s.Setup == nil {
		return reply{}, connection.ErrNotOffered
	}
	return s.changed(ctx, c, right, func() (connection.Repaired, error) {
		return s.Store.Reissue(ctx, right, req.Current)
	})
}

// changed makes a change of the External ID and answers with the settings, or with an error if a
// connection could not follow: that one presents the former ID until the change is repeated or the
// settings are opened.
func (s *service) changed(ctx context.Context, c *call, right access.Admin,
	change func() (connection.Repaired, error)) (reply, error) {
	repaired, err := change()
	if err == nil && repaired.Failed == nil {
		return s.show(ctx, c, right, repaired)
	}
	s.recordRepairs(ctx, c, repaired)
	if repaired.Failed != nil {
		err = fmt.Errorf("%w: %w", errIncomplete, repaired.Failed)
	}
	return reply{}, err
}

// recordRepairs notes what was repaired: each connection that was brought to another External ID
// leaves an audit record of its own.
func (s *service) recordRepairs(ctx context.Context, c *call, repaired connection.Repaired) {
	if repaired.Failed != nil {
		s.Log.ErrorContext(ctx, "connections could not be brought up to date", "requestId", c.id,
			"error", repaired.Failed)
	}
	for _, id := range repaired.Rebound {
		event := c.event
		event.Operation, event.Connection = "bringing a connection up to date", id
		s.Audit.Record(context.WithoutCancel(ctx), event)
	}
}

// show answers with everything the settings page shows.
func (s *service) show(ctx context.Context, c *call, right access.Admin,
	repaired connection.Repaired) (reply, error) {
	s.recordRepairs(ctx, c, repaired)
	out := settingsResponse{Stacks: s.Stacks, Receipts: s.Receipts != nil, Version: s.Version}
	if s.Setup != nil {
		page, err := s.Setup(repaired.ExternalID, secret.Value{})
		if err != nil {
			return reply{}, fmt.Errorf("filling in the templates: %w", err)
		}
		out.Page = &page
	}
	var err error
	if out.Rotation, err = s.rotation(repaired); err != nil {
		return reply{}, err
	}
	if out.Connections, err = s.Store.List(ctx, right.Reader()); err != nil {
		return reply{}, err
	}
	return ok(out)
}

type createRequest struct {
	SpaceID    string           `json:"spaceId"`
	Proof      string           `json:"proof"`
	Connection connection.Draft `json:"connection"`
}

func (r createRequest) space() string { return r.SpaceID }

type connectionResponse struct {
	Connection connection.Connection `json:"connection"`
}

// create is POST /v1/connections.
func (s *service) create(ctx context.Context, c *call, right access.Admin, req createRequest) (
	reply, error) {
	made, err := s.Store.Create(ctx, right, req.Connection, s.Proofs.Evidence(req.Proof))
	if err != nil {
		return reply{}, input.In("connection", err)
	}
	c.event.Connection = made.ID
	return reply{http.StatusCreated, connectionResponse{made}}, nil
}

type changeRequest struct {
	SpaceID    string            `json:"spaceId"`
	Proof      string            `json:"proof"`
	Connection connection.Change `json:"connection"`
}

func (r changeRequest) space() string { return r.SpaceID }

// change is PATCH /v1/connections/{id}.
func (s *service) change(ctx context.Context, c *call, right access.Admin, req changeRequest) (
	reply, error) {
	changed, err := s.Store.Update(ctx, right, c.param, req.Connection,
		s.Proofs.Evidence(req.Proof))
	if err != nil {
		return reply{}, input.In("connection", err)
	}
	c.event.Connection = changed.ID
	return ok(connectionResponse{changed})
}
