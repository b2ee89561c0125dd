package service_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pagewatch/internal/receipt"
	"pagewatch/internal/service"
	"pagewatch/internal/service/servicetest"
)

// wall is one connection, in Payments of the first installation, and everything of it that must be
// invisible elsewhere.
type wall struct {
	b      *servicetest.Backend
	id     string
	hidden []string
	// sources are those of a view of a connection, and step is the first of its test.
	sources func(id string) []servicetest.Map
	step    string
	// asked counts the requests to the service behind the connection, and forgets them.
	asked func() int
}

// walled returns a backend that signs receipts.
func walled(t *testing.T) *servicetest.Backend {
	t.Helper()
	signer, err := receipt.ParseKey(receipt.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	return servicetest.New(t, func(s *service.Settings) { s.Receipts = signer })
}

func newWall(t *testing.T) wall {
	t.Helper()
	b := walled(t)
	id := b.LinkRole(servicetest.Map{
		"name": "Behind the wall", "namePrefixes": []string{"checkout-"}})
	external := b.ExternalID(servicetest.Call{})
	return wall{b: b, id: id, step: "principal",
		hidden: []string{"Behind the wall", "111122223333", "PagewatchReadAlarms", "checkout-",
			external, external[:29]},
		sources: func(id string) []servicetest.Map {
			return servicetest.View("", id+frankfurt)["sources"].([]servicetest.Map)
		},
		asked: func() int {
			n := len(b.Cloud.Calls())
			b.Cloud.ResetCalls()
			return n
		}}
}

// newStackWall is a wall around a stack.
func newStackWall(t *testing.T) wall {
	t.Helper()
	b := walled(t)
	stacks := b.FaceStacks(stackOf(leaky(twoFolders)))
	id := b.Create(servicetest.Call{}, servicetest.StackDraft(
		servicetest.Map{"name": "Behind the wall"}, "prod"))
	return wall{b: b, id: id, step: "stack",
		hidden: []string{"Behind the wall", "example.grafana.net", "Folder prod", `"prod"`, "open-",
			servicetest.StackToken},
		sources: func(id string) []servicetest.Map {
			return servicetest.AlertView(id, servicetest.Map{})["sources"].([]servicetest.Map)
		},
		asked: func() int { return len(stacks.Asked()) }}
}

// operation is a request about a connection.
type operation struct {
	name, method, path string
	body               servicetest.Map
}

// operations returns every request about that id. space is the one named in the request, "" for
// none.
func (w wall) operations(id, space string) []operation {
	query := ""
	if space != "" {
		query = "?spaceId=" + space
	}
	in := func(body servicetest.Map) servicetest.Map {
		if space != "" {
			body["spaceId"] = space
		}
		return body
	}
	view := func(answer string) servicetest.Map {
		return servicetest.Map{"answer": answer, "sources": w.sources(id)}
	}
	return []operation{
		{"view inline", "POST", "/v1/views", in(view("inline"))},
		{"view by stream", "POST", "/v1/views", in(view("stream"))},
		{"export", "POST", "/v1/exports", in(servicetest.Map{"config": view("")})},
		{"pick", "GET", "/v1/connections" + query, nil},
		{"test", "POST", "/v1/connections/test",
			in(servicetest.Map{"id": id, "step": w.step})},
		{"test a change", "POST", "/v1/connections/test",
			in(servicetest.Map{"id": id, "step": w.step,
				"connection": servicetest.Map{"name": "x"}})},
		{"receipt", "GET", "/v1/connections/" + id + "/receipt" + query, nil},
		{"change", "PATCH", "/v1/connections/" + id,
			in(servicetest.Map{"connection": servicetest.Map{"name": "Taken"}})},
		{"remove", "DELETE", "/v1/connections/" + id + query, nil},
	}
}

var requestIDs = regexp.MustCompile(`"requestId":"[0-9a-f]*"`)

// seen returns everything of an answer that a stranger could compare, and the upstream calls that
// it cost.
func (w wall) seen(call servicetest.Call, op operation) string {
	before := w.b.Confluence.Calls()
	w.asked()
	got := w.b.Do(call, op.method, op.path, any(op.body))
	body := requestIDs.ReplaceAllString(got.Body, `"requestId":""`)
	return fmt.Sprintf("%d %s %v, Confluence asked %d times, upstream %d times", got.Status,
		body, got.Header, w.b.Confluence.Calls()-before, w.asked())
}

// TestWalls tries installation x site x person x space in the token x space in the request x
// operation. Only a reader of Payments in the first installation learns anything: for all others,
// the answer and the calls made for it equal those for an absent connection.
func TestWalls(t *testing.T) {
	for name, build := range map[string]func(*testing.T) wall{
		"an account": newWall, "a stack": newStackWall} {
		t.Run(name, func(t *testing.T) { build(t).stands(t) })
	}
}

// stands tries everything at a wall.
func (w wall) stands(t *testing.T) {
	absent := "c-" + strings.Repeat("z", 26)
	tried := 0
	for _, installation := range []string{servicetest.Installation, servicetest.OtherInstallation} {
		for _, site := range []string{servicetest.Site, servicetest.OtherSite} {
			for _, person := range []string{
				servicetest.Ada, servicetest.Ravi, servicetest.Lena, "-"} {
				for _, claimed := range []string{
					servicetest.Payments, servicetest.Logistics, "999", "-"} {
					for _, asked := range []string{
						"", servicetest.Payments, servicetest.Logistics} {
						call := servicetest.Call{
							Installation: installation, Site: site, Person: person, Space: claimed}
						if mayRead(call, asked) {
							continue
						}
						there, notThere := w.operations(w.id, asked), w.operations(absent, asked)
						for i := range there {
							tried++
							got := w.seen(call, there[i])
							if want := w.seen(call, notThere[i]); got != want {
								t.Errorf("%s by %+v asking for %q:\n got %s\nwant %s",
									there[i].name, call, asked, got, want)
							}
							for _, secret := range w.hidden {
								if strings.Contains(got, secret) {
									t.Errorf("%s by %+v asking for %q shows %q: %s", there[i].name,
										call, asked, secret, got)
								}
							}
							if !strings.HasSuffix(got, "upstream 0 times") {
								t.Errorf("%s by %+v asking for %q reached upstream: %s", there[i].name,
									call, asked, got)
							}
						}
					}
				}
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d combinations were tried", tried)
	}
	records := w.b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views",
		servicetest.Map{"answer": "inline", "sources": w.sources(w.id)}).Records(w.b)
	wantWhole(t, records)
	if records[0].Name != "Behind the wall" {
		t.Errorf("the connection was changed: %+v", records[0])
	}
}

// mayRead reports whether the call is one of a reader of Payments in the first installation.
// Another site makes no difference: the platform binds an installation to one site, so the pair
// cannot occur with another.
func mayRead(c servicetest.Call, asked string) bool {
	space := c.Space
	if space == "-" {
		space = asked
	}
	reads := c.Person == servicetest.Ada || c.Person == servicetest.Ravi
	return c.Installation == servicetest.Installation && reads && space == servicetest.Payments &&
		(asked == "" || asked == space)
}

// TestACopiedMacroShowsNothing: the same configuration on a page of another space, viewed by a
// reader of both.
func TestACopiedMacroShowsNothing(t *testing.T) {
	for _, build := range []func(*testing.T) wall{newWall, newStackWall} {
		w := build(t)
		copied := servicetest.Call{Person: servicetest.Lena, Space: servicetest.Logistics}
		got := w.b.Do(copied, "POST", "/v1/views",
			servicetest.Map{"answer": "stream", "sources": w.sources(w.id)})
		records := got.Records(w.b)
		if len(records) != 2 || records[0].Error.Code != "connection_not_found" ||
			strings.Contains(got.Body, "grant") {
			t.Errorf("got %s", got.Body)
		}
	}
}

// TestAReplayedTokenIsStillItsPersons: the platform caches tokens, so one may come twice. With
// another person's user token beside it, Confluence answers for that person, and nobody gains a
// right.
func TestAReplayedTokenIsStillItsPersons(t *testing.T) {
	for _, build := range []func(*testing.T) wall{newWall, newStackWall} {
		w := build(t)
		adas := w.b.Token(servicetest.Call{})
		for _, op := range w.operations(w.id, "") {
			stolen := servicetest.Call{
				Person: servicetest.Lena, Header: func(h http.Header) {
					h.Set("Authorization", "Bearer "+adas)
				}}
			got := w.b.Do(stolen, op.method, op.path, any(op.body))
			if op.path == export { // is never refused, and then holds nothing
				wantStatic(t, readExport(w.b, t, got), "There is nothing here")
				continue
			}
			if got.Status != http.StatusNotFound {
				t.Errorf("%s with Ada's token and Lena's rights: %d %s", op.name, got.Status,
					got.Body)
			}
		}
	}
}
