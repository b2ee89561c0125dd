package resolver

import (
	"context"
	"net/http"

	"pagewatch/internal/access"
	"pagewatch/internal/connection"
	"pagewatch/internal/invalid"
	"pagewatch/internal/region"
)

// pickable is what the macro editor may pick from.
type pickable struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	Regions      []string `json:"regions"`
	NamePrefixes []string `json:"namePrefixes"`
}

type pickResponse struct {
	Connections []pickable        `json:"connections"`
	Regions     map[string]string `json:"regions"`
}

// pick is GET /v1/connections: connections that are ready, without secrets, roles and accounts.
func (s *service) pick(ctx context.Context, _ *call, right access.Reader, _ spaceOnly) (reply, error) {
	list, err := s.Store.List(ctx, right)
	if err != nil {
		return reply{}, err
	}
	out := pickResponse{Connections: []pickable{}, Regions: map[string]string{}}
	for _, c := range list {
		if c.Status != connection.Ready {
			continue
		}
		out.Connections = append(out.Connections, pickable{c.ID, c.Name, c.Regions, c.NamePrefixes})
		for _, id := range c.Regions {
			out.Regions[id] = s.Rules.Partition.Name(id)
		}
	}
	return ok(out)
}

type principal struct {
	ARN string `json:"arn"`
}

type settingsResponse struct {
	ExternalID     string                  `json:"externalId"`
	Principal      principal               `json:"principal"`
	Partition      string                  `json:"partition"`
	Regions        []region.Region         `json:"regions"`
	AWSUserAllowed bool                    `json:"awsUserAllowed"`
	Connections    []connection.Connection `json:"connections"`
}

// settings is GET /v1/settings. The first call issues the space's External ID; only admins of the space ever see it.
func (s *service) settings(ctx context.Context, _ *call, right access.Admin, _ spaceOnly) (reply, error) {
	externalID, err := s.Store.ExternalID(ctx, right)
	if err != nil {
		return reply{}, err
	}
	list, err := s.Store.List(ctx, right.Reader())
	if err != nil {
		return reply{}, err
	}
	return ok(settingsResponse{
		ExternalID:     externalID.Reveal(),
		Principal:      principal{s.PrincipalARN},
		Partition:      s.Rules.Partition.ID,
		Regions:        s.Rules.Partition.Regions(),
		AWSUserAllowed: !s.Rules.ForbidUserKeys,
		Connections:    list,
	})
}

type createRequest struct {
	SpaceID    string           `json:"spaceId"`
	Connection connection.Draft `json:"connection"`
}

func (r createRequest) space() string { return r.SpaceID }

type connectionResponse struct {
	Connection connection.Connection `json:"connection"`
}

// create is POST /v1/connections.
func (s *service) create(ctx context.Context, c *call, right access.Admin, req createRequest) (reply, error) {
	made, err := s.Store.Create(ctx, right, req.Connection)
	if err != nil {
		return reply{}, invalid.In("connection", err)
	}
	c.event.Connection = made.ID
	return reply{http.StatusCreated, connectionResponse{made}}, nil
}

type changeRequest struct {
	SpaceID    string            `json:"spaceId"`
	Connection connection.Change `json:"connection"`
}

func (r changeRequest) space() string { return r.SpaceID }

// change is PATCH /v1/connections/{id}.
func (s *service) change(ctx context.Context, c *call, right access.Admin, req changeRequest) (reply, error) {
	changed, err := s.Store.Update(ctx, right, c.param, req.Connection)
	if err != nil {
		return reply{}, invalid.In("connection", err)
	}
	c.event.Connection = changed.ID
	return ok(connectionResponse{changed})
}

type removeResponse struct {
	Erased connection.Erased `json:"erased"`
}

// remove is DELETE /v1/connections/{id}.
func (s *service) remove(ctx context.Context, c *call, right access.Admin, _ spaceOnly) (reply, error) {
	erased, err := s.Store.Remove(ctx, right, c.param)
	if err != nil {
		return reply{}, err
	}
	c.event.Connection = erased.ID
	return ok(removeResponse{erased})
}
