package resolver

import (
	"context"
	"fmt"
	"time"

	"pagewatch/internal/cloudwatch/setup"
	"pagewatch/internal/connection"
	"pagewatch/internal/input"
	"pagewatch/internal/platform/access"
)

// rotationResponse is a rotation in progress.
type rotationResponse struct {
	// Begun identifies the rotation. Until is when it ends at the latest.
	Begun time.Time `json:"begun"`
	Until time.Time `json:"until"`
	// Setup is for roles that exist: they have to accept both External IDs.
	Setup       setup.Setup       `json:"setup"`
	Connections []connection.Move `json:"connections"`
}

// rotation returns what the settings show of a rotation, nil for none.
func (s *service) rotation(repaired connection.Repaired) (*rotationResponse, error) {
	r := repaired.Rotation
	if r == nil || s.Setup == nil {
		return nil, nil
	}
	page, err := s.Setup(repaired.ExternalID, r.Former)
	if err != nil {
		return nil, fmt.Errorf("filling in the templates of a rotation: %w", err)
	}
	return &rotationResponse{r.Begun, r.Until, page.Setup,
		append([]connection.Move{}, r.Connections...)}, nil
}

// beginRotation is POST /v1/settings/rotation. Where a rotation is in progress, it is the answer.
func (s *service) beginRotation(ctx context.Context, c *call, right access.Admin,
	_ spaceOnly) (reply, error) {
	if s.Setup == nil {
		return reply{}, connection.ErrNotOffered
	}
	return s.changed(ctx, c, right, func() (connection.Repaired, error) {
		return s.Store.BeginRotation(ctx, right)
	})
}

type endRotationRequest struct {
	SpaceID string `json:"spaceId"`
	// Begun names the rotation to end: its sender has seen what would stop.
	Begun time.Time `json:"begun"`
}

func (r endRotationRequest) space() string { return r.SpaceID }

// endRotation is POST /v1/settings/rotation/end.
func (s *service) endRotation(ctx context.Context, c *call, right access.Admin,
	req endRotationRequest) (reply, error) {
	if req.Begun.IsZero() {
		return reply{}, input.Field("begun", "Say when the rotation that is to end began.")
	}
	if s.Setup == nil {
		return reply{}, connection.ErrNotOffered
	}
	return s.changed(ctx, c, right, func() (connection.Repaired, error) {
		return s.Store.EndRotation(ctx, right, req.Begun)
	})
}
