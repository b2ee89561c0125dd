package confluence

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

//go:embed seed.json
var seedPages []byte

const (
	firstPageID = 196609
	pageIDStep  = 32769
)

// seed returns the pages of a new wiki.
func seed(now time.Time) (state, error) {
	var pages []struct {
		Space  string
		Title  string
		By     string
		Blocks []Block
	}
	if err := json.Unmarshal(seedPages, &pages); err != nil {
		return state{}, fmt.Errorf("reading the seeded pages: %w", err)
	}
	s := state{NextID: firstPageID}
	for _, p := range pages {
		space, ok := SpaceByKey(p.Space)
		if !ok {
			return state{}, fmt.Errorf("reading the seeded pages: no space %q", p.Space)
		}
		page := Page{
			ID: strconv.Itoa(s.NextID), SpaceID: space.ID, Title: p.Title, Version: 1,
			UpdatedBy: p.By, UpdatedAt: now.UTC(), Blocks: p.Blocks,
		}
		if err := page.validate(); err != nil {
			return state{}, fmt.Errorf("reading the seeded page %q: %w", p.Title, err)
		}
		s.Pages = append(s.Pages, page)
		s.NextID += pageIDStep
	}
	return s, nil
}
