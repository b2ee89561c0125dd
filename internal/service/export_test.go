package service_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pagewatch/internal/platform/invocation"
	"pagewatch/internal/service/servicetest"
	"pagewatch/internal/sim/aws"
)

const export = "/v1/exports"

// asFunction is a call of the app's function: its token names no person and no page, and only the
// request names the space. person owns the user token of the call, "-" for a call without one.
func asFunction(person string) servicetest.Call {
	return servicetest.Call{Person: person, Change: func(c *invocation.Claims) {
		c.Context, c.Principal = nil, ""
		c.App.Module = invocation.Module{Type: "core:function", Key: "export-alarms"}
	}}
}

// exporting is the body of an export of Payments. Its macro shows the sources, each written as
// connection@region.
func exporting(change servicetest.Map, sources ...string) servicetest.Map {
	config := servicetest.Map{
		"v": 1, "sources": servicetest.View("", sources...)["sources"], "namePrefix": "",
		"states": []string{"ALARM", "INSUFFICIENT_DATA", "OK"},
	}
	for name, value := range change {
		config[name] = value
	}
	return servicetest.Map{"spaceId": servicetest.Payments, "config": config}
}

// exported is an export as text: the paragraphs, and a line of cells per row of the table.
type exported struct {
	live  bool
	lines []string
	rows  []string
}

func (e exported) has(part string) bool {
	return strings.Contains(strings.Join(append(e.lines, e.rows...), "\n"), part)
}

type node struct {
	Type, Text string
	Content    []node
}

func (n node) text(between string) string {
	out := n.Text
	for i, child := range n.Content {
		if i > 0 {
			out += between
		}
		out += child.text("")
	}
	return out
}

func readExport(b *servicetest.Backend, t *testing.T, answer servicetest.Answer) exported {
	t.Helper()
	if answer.Status != http.StatusOK {
		t.Fatalf("got %d %s", answer.Status, answer.Body)
	}
	var out struct {
		ADF struct {
			node
			Version int
		}
		Live bool
	}
	answer.Into(b, &out)
	if out.ADF.Type != "doc" || out.ADF.Version != 1 || len(out.ADF.Content) == 0 {
		t.Fatalf("no document: %s", answer.Body)
	}
	e := exported{live: out.Live}
	for _, block := range out.ADF.Content {
		if block.Type == "table" {
			for _, row := range block.Content {
				e.rows = append(e.rows, row.text(" | "))
			}
			continue
		}
		e.lines = append(e.lines, block.text(""))
	}
	return e
}

const staticWords = "Live alarms are not part of this export."

func wantStatic(t *testing.T, e exported, why string) {
	t.Helper()
	if e.live || len(e.rows) > 0 || !strings.HasPrefix(e.lines[0], staticWords) {
		t.Errorf("got %+v, want the static document", e)
	}
	if got := strings.Join(e.lines[1:], "\n"); why == "" && got != "" ||
		why != "" && !strings.HasPrefix(got, "Reason: "+why) {
		t.Errorf("the reason is %q, want %q", got, why)
	}
}

// TestExportIsAView: a reader of the space gets the alarms in a document, by the calls of a view.
func TestExportIsAView(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	view := b.Do(servicetest.Call{Person: servicetest.Ravi}, "POST", "/v1/views",
		servicetest.View("inline", id+frankfurt)).Records(b)
	for name, call := range map[string]servicetest.Call{
		"function with a reader's token": asFunction(servicetest.Ravi),
		"function with an admin's token": asFunction(servicetest.Ada),
		"page of a reader":               {Person: servicetest.Ravi},
	} {
		b.Cloud.ResetCalls()
		asked := b.Confluence.Calls()
		got := readExport(b, t, b.Do(call, "POST", export, exporting(nil, id+frankfurt)))
		wantCalls(t, b, "sts/AssumeRole", "cloudwatch/DescribeAlarms")
		if b.Confluence.Calls() != asked+1 {
			t.Errorf("%s: Confluence was asked %d times, want once", name,
				b.Confluence.Calls()-asked)
		}
		rows := 0
		for _, record := range view[1 : len(view)-1] {
			row := record.Alarm.State != "OK"
			if row {
				rows++
			}
			if row && !got.has(" | "+record.Alarm.Name+" | ") || !got.has(record.Alarm.Name) {
				t.Errorf("%s: nothing of %s", name, record.Alarm.Name)
			}
		}
		if !got.live || len(got.rows) != rows+1 ||
			!strings.HasPrefix(got.lines[0], "▲ Firing: ") ||
			!strings.Contains(got.lines[0], " As of 20") {
			t.Errorf("%s: %d rows below %+v, want %d alarms", name, len(got.rows), got.lines, rows)
		}
		if got.rows[0] != "State | Alarm | Since | Reason | Runbook and owner" ||
			!strings.HasPrefix(got.rows[1], "▲ In alarm") || got.has("arn:aws") {
			t.Errorf("%s: the table begins with %q, %q", name, got.rows[0], got.rows[1])
		}
		const place = "Payments production, Europe (Frankfurt), account 111122223333: alarms "
		if !strings.HasPrefix(got.lines[1], place) {
			t.Errorf("%s: nothing says where the alarms are: %q", name, got.lines)
		}
	}
}

// TestExportWithoutARightIsStatic: no user token, history, a refusal or no clear answer of
// Confluence. The export has no alarm and makes no call to AWS, and it is the same for an absent
// connection.
func TestExportWithoutARightIsStatic(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	history := exporting(nil, id+frankfurt)
	history["history"] = true
	foreign := exporting(nil, id+frankfurt)
	foreign["spaceId"] = servicetest.Logistics
	status := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
	}
	rows := []struct {
		name  string
		call  servicetest.Call
		body  servicetest.Map
		fault http.HandlerFunc
		why   string
		asked int // of Confluence
		audit string
	}{
		{"no user token", asFunction("-"), nil, nil, "", 0, "no_user"},
		{"visitor on a page", servicetest.Call{Person: "-"}, nil, nil, "", 0, "no_user"},
		{"guest on a page", servicetest.Call{
			Change: func(c *invocation.Claims) { c.Context.AccountType = "customer" }}, nil, nil,
			"", 0, "no_user"},
		{"history", asFunction(servicetest.Ada), history, nil, "", 0, "static"},
		{"a stranger's token", asFunction(servicetest.Lena), nil, nil,
			"There is nothing here by that name", 1, "not_found"},
		{"a foreign space", asFunction(servicetest.Ada), foreign, nil,
			"There is nothing here by that name", 1, "not_found"},
		{"Confluence refuses", asFunction(servicetest.Ada), nil, status(403),
			"Confluence did not let Pagewatch ask", 1, "confluence_refused"},
		{"Confluence is busy", asFunction(servicetest.Ada), nil, status(429), "Confluence is busy",
			1, "confluence_throttled"},
		{"Confluence is down", asFunction(servicetest.Ada), nil, status(502),
			"Confluence did not answer", 1, "confluence_unavailable"},
		{"Confluence makes no sense", asFunction(servicetest.Ada), nil, status(200),
			"Confluence's answer", 1, "confluence_malformed"},
		{"Confluence is lost", asFunction(servicetest.Ada), nil,
			func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
			"Confluence did not answer", 1, "confluence_unavailable"},
	}
	b.Cloud.ResetCalls()
	for _, row := range rows {
		if row.body == nil {
			row.body = exporting(nil, id+frankfurt)
		}
		b.Confluence.Fault(row.fault)
		asked := b.Confluence.Calls()
		answer := b.Do(row.call, "POST", export, row.body)
		wantStatic(t, readExport(b, t, answer), row.why)
		if got := b.Confluence.Calls() - asked; got != row.asked {
			t.Errorf("%s: Confluence was asked %d times, want %d", row.name, got, row.asked)
		}
		lines := strings.Split(strings.TrimSpace(b.Audit.String()), "\n")
		if last := lines[len(lines)-1]; !strings.Contains(last,
			`"operation":"POST /v1/exports","outcome":"`+row.audit+`"`) {
			t.Errorf("%s: audited as %s", row.name, last)
		}
		row.body["config"] = exporting(nil, "c-"+strings.Repeat("z", 26)+frankfurt)["config"]
		if other := b.Do(row.call, "POST", export, row.body); other.Body != answer.Body {
			t.Errorf("%s: one that is not there is answered otherwise: %s", row.name, other.Body)
		}
	}
	wantCalls(t, b)
}

// TestRouteOfAttackExport: a function's call, with every person's user token, in every space and
// installation, for the connection of another space. The export discloses nothing of it.
func TestRouteOfAttackExport(t *testing.T) {
	for _, build := range []func(*testing.T) wall{newWall, newStackWall} {
		build(t).attackByExport(t)
	}
}

func (w wall) attackByExport(t *testing.T) {
	w.asked()
	for _, installation := range []string{servicetest.Installation, servicetest.OtherInstallation} {
		for _, person := range []string{servicetest.Ada, servicetest.Ravi, servicetest.Lena, "-"} {
			for _, space := range []string{servicetest.Payments, servicetest.Logistics, "999"} {
				reads := person == servicetest.Ada || person == servicetest.Ravi
				if installation == servicetest.Installation && space == servicetest.Payments &&
					reads {
					continue
				}
				call := asFunction(person)
				call.Installation = installation
				body := exporting(servicetest.Map{"sources": w.sources(w.id)})
				body["spaceId"] = space
				answer := w.b.Do(call, "POST", export, body)
				if got := readExport(w.b, t, answer); len(got.rows) > 0 {
					t.Errorf("%s in %s of %s sees %q", person, space, installation, got.rows)
				}
				for _, secret := range w.hidden {
					if strings.Contains(answer.Body, secret) {
						t.Errorf("%s in %s of %s gets %q: %s", person, space, installation,
							secret, answer.Body)
					}
				}
			}
		}
	}
	if n := w.asked(); n > 0 {
		t.Errorf("%d requests went upstream", n)
	}
}

// TestFunctionsMayOnlyExport: without a person in the token, a user token opens no other route.
func TestFunctionsMayOnlyExport(t *testing.T) {
	w := newWall(t)
	b := w.b
	b.Cloud.ResetCalls()
	for _, op := range w.operations(w.id, servicetest.Payments) {
		if op.path == export {
			continue
		}
		got := b.Do(asFunction(servicetest.Ada), op.method, op.path, any(op.body))
		if code, _ := got.Error(b); got.Status != http.StatusForbidden || code != "no_user" {
			t.Errorf("%s: %d %s", op.name, got.Status, got.Body)
		}
	}
	wantCalls(t, b)
}

// several returns so many names of connections, that of id among them.
func several(id string, n int) servicetest.Map {
	names := servicetest.Map{id: "P"}
	for i := range n - 1 {
		names[fmt.Sprint(i)] = ""
	}
	return names
}

// TestExportNamesWhatIsMissing: sources that fail are named beside those that answer, and the
// verdict is never well for an unknown state.
func TestExportNamesWhatIsMissing(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	removed := b.Create(servicetest.Call{},
		servicetest.RoleDraft(servicetest.Map{"name": "Removed"}))
	b.Do(servicetest.Call{}, "DELETE", "/v1/connections/"+removed, nil)
	throttled := refuse(400, "Throttling")
	throttled.Service, throttled.Region = aws.CloudWatch, "us-east-1"
	b.Cloud.Inject(throttled)

	alone := readExport(b, t,
		b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(nil, removed+frankfurt)))
	if !alone.live || len(alone.rows) > 0 || !strings.HasPrefix(alone.lines[0], "◆ Unknown") ||
		!alone.has("Europe (Frankfurt): This connection is not in this space.") {
		t.Errorf("a removed connection: %+v", alone)
	}
	for _, row := range []struct {
		names any
		want  string
	}{
		{servicetest.Map{removed: "Payments staging"}, "Payments staging, Europe (Frankfurt): "},
		{servicetest.Map{id: "Another"}, "A connection, Europe (Frankfurt): "},
		{servicetest.Map{removed: strings.Repeat("ü", 100)}, strings.Repeat("ü", 100) + ", "},
		{servicetest.Map{removed: strings.Repeat("x", 101)}, "A connection, "},
		{servicetest.Map{removed: 7}, "A connection, "},
		{[]string{removed}, "A connection, "},
		{several(removed, 10), "P, "},
		{several(removed, 11), "A connection, "},
	} {
		got := readExport(b, t, b.Do(asFunction(servicetest.Ravi), "POST", export,
			exporting(servicetest.Map{"names": row.names}, removed+frankfurt)))
		if !got.live || !strings.HasPrefix(got.lines[1], row.want) {
			t.Errorf("%v: %q, want %q", row.names, got.lines, row.want)
		}
	}
	mixed := readExport(b, t,
		b.Do(asFunction(servicetest.Ravi), "POST", export,
			exporting(nil, id+"@us-east-1", removed+frankfurt, id+frankfurt)))
	if !mixed.live || len(mixed.rows) < 2 ||
		!mixed.has("Payments production, US East (N. Virginia): AWS is limiting how often") ||
		!mixed.has("This connection is not in this space.") ||
		!mixed.has("Payments production, Europe (Frankfurt), account 111122223333: ") {
		t.Errorf("mixed sources: %q", mixed.lines)
	}
	wantNoUpstreamWords(t, b)
	b.Cloud.ClearFaults()
	cut := readExport(b, t,
		b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(nil, id+"@us-east-1")))
	if !strings.HasPrefix(cut.lines[0],
		"▲ Firing: at least 4 of the first 100 alarms; a source has more. As of ") ||
		!strings.HasSuffix(cut.lines[1], ": the first 100 alarms; AWS has more.") {
		t.Errorf("a cut answer: %d rows and %q", len(cut.rows), cut.lines)
	}
}

func wantNoUpstreamWords(t *testing.T, b *servicetest.Backend) {
	t.Helper()
	if strings.Contains(b.Audit.String()+b.Log.String(), planted) {
		t.Error("the upstream's words were written down")
	}
}

// TestExportOfTenSources makes one call per source; an eleventh source is refused.
func TestExportOfTenSources(t *testing.T) {
	b := servicetest.New(t, nil)
	var sources []string
	for i := range 6 {
		id := b.LinkRole(servicetest.Map{"name": fmt.Sprintf("Account %d", i)})
		sources = append(sources, id+frankfurt, id+"@us-east-1")
	}
	b.Cloud.ResetCalls()
	got := readExport(b, t,
		b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(nil, sources[:10]...)))
	describes := strings.Count(strings.Join(calls(b), " "), "cloudwatch/DescribeAlarms")
	if !got.live || describes == 0 || describes > 10 {
		t.Errorf("%d calls for 10 sources: %q", describes, got.lines)
	}
	b.Cloud.ResetCalls()
	wantStatic(t,
		readExport(b, t,
			b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(nil, sources[:11]...))),
		"Name 1 to 10 sources.")
	wantCalls(t, b)
}

// TestExportOfAnOversizedConfigurationIsStatic: the bound is the limit of the macro's editor plus a
// badge's mark.
func TestExportOfAnOversizedConfigurationIsStatic(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	body := exporting(servicetest.Map{"title": ""}, id+frankfurt)
	empty, err := json.Marshal(body["config"])
	if err != nil {
		t.Fatal(err)
	}
	const most = 2<<10 - 1
	for size, why := range map[int]string{
		most: "", most + len(`,"layout":"badge"`): "",
		most + 18: "The configuration of this macro is too large."} {
		body["config"].(servicetest.Map)["title"] = strings.Repeat("x", size-len(empty))
		b.Cloud.ResetCalls()
		got := readExport(b, t, b.Do(asFunction(servicetest.Ravi), "POST", export, body))
		if why != "" {
			wantStatic(t, got, why)
			wantCalls(t, b)
		} else if !got.live {
			t.Errorf("%d bytes: %q", size, got.lines)
		}
	}
}

// TestExportAsksWhatTheMacroAsks: the configuration's query, its states and its layout, inside the
// fence.
func TestExportAsksWhatTheMacroAsks(t *testing.T) {
	b := servicetest.New(t, nil)
	id := b.LinkRole(nil)
	fenced := b.LinkRole(servicetest.Map{"name": "Fenced", "namePrefixes": []string{"checkout-"}})
	ask := func(change servicetest.Map, sources ...string) exported {
		return readExport(b, t,
			b.Do(asFunction(servicetest.Ravi), "POST", export, exporting(change, sources...)))
	}
	firing := ask(servicetest.Map{"states": []string{"ALARM"}}, id+frankfurt)
	for _, row := range firing.rows[1:] {
		if !strings.HasPrefix(row, "▲ In alarm") {
			t.Errorf("a state that was not chosen: %s", row)
		}
	}
	if !firing.has("Alarms in states that this macro does not show: ") {
		t.Errorf("nothing says that alarms are left out: %q", firing.lines)
	}
	for name, change := range map[string]servicetest.Map{
		"prefix":           {"namePrefix": "checkout-"},
		"prefix, in query": {"query": servicetest.Map{"namePrefix": "checkout-", "tomorrow": true}},
	} {
		for _, row := range ask(change, id+frankfurt).rows[1:] {
			if !strings.Contains(row, " | checkout-") {
				t.Errorf("%s: %s", name, row)
			}
		}
	}
	if got := ask(servicetest.Map{"namePrefix": "no-such-"}, id+frankfurt); !strings.HasPrefix(
		got.lines[0], "◆ Unknown: no alarm matches") {
		t.Errorf("nothing matches: %q", got.lines)
	}
	if got := ask(servicetest.Map{"layout": "badge", "title": "T"}, id+frankfurt); len(
		got.lines) != 1 || len(got.rows) > 0 || !strings.HasPrefix(got.lines[0], "▲ Firing") {
		t.Errorf("a badge: %+v", got)
	}
	if got := ask(servicetest.Map{"title": "Checkout\u202e now"},
		id+frankfurt); got.lines[0] != "Checkout now" {
		t.Errorf("a title: %q", got.lines)
	}
	b.Cloud.ResetCalls()
	outside := ask(servicetest.Map{"namePrefix": "payments-"}, fenced+frankfurt)
	if !strings.HasPrefix(outside.lines[0], "◆ Unknown") || len(outside.rows) > 0 ||
		!strings.Contains(strings.Join(outside.lines, "\n"),
			"This connection shows only alarms whose names begin with") {
		t.Errorf("outside the fence: %+v", outside)
	}
	wantCalls(t, b)
}

// TestExportOfNothing: a macro without a configuration, or with an invalid one.
func TestExportOfNothing(t *testing.T) {
	b := servicetest.New(t, nil)
	for _, config := range []string{
		`{}`, `{"v":1,"sources":[]}`, `[]`, `7`, `null`, `"x"`, `{"sources":"all"}`,
		`{"sources":[{"connection":7}]}`} {
		answer := b.Do(asFunction(servicetest.Ravi), "POST", export,
			`{"spaceId":"`+servicetest.Payments+`","config":`+config+`}`)
		wantStatic(t, readExport(b, t, answer), "No alarms have been chosen for this macro.")
	}
	wantStatic(t,
		readExport(b, t,
			b.Do(asFunction(servicetest.Ravi), "POST", export,
				servicetest.Map{"spaceId": servicetest.Payments})), "No alarms have been chosen")
	for _, link := range []string{
		"https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/a",
		"javascript:alert(1)", "https://аррӏе.com/login", "https://bank.com⁄login.evil.com/",
		"https://bank.com／evil.com/",
	} {
		answer := b.Do(asFunction(servicetest.Ravi), "POST", export, servicetest.Map{
			"spaceId": servicetest.Payments, "config": servicetest.Map{}, "link": link})
		got := readExport(b, t, answer)
		wantStatic(t, got, "This macro was pasted as a link and not saved.")
		if linked := strings.HasPrefix(link, "https://console.aws.amazon.com/"); !got.has(link) ||
			linked != strings.Contains(answer.Body, `"href":`) {
			t.Errorf("%s: %s", link, answer.Body)
		}
	}
	for name, row := range map[string]struct {
		call  servicetest.Call
		body  string
		field string
	}{
		"no space": {asFunction(servicetest.Ravi), `{"config":{}}`, "spaceId"},
		"two spaces": {
			servicetest.Call{}, `{"config":{},"spaceId":"` + servicetest.Logistics + `"}`,
			"spaceId"},
		"an odd space": {asFunction(servicetest.Ravi), `{"config":{},"spaceId":"1/../2"}`,
			"spaceId"},
		"an odd field":  {asFunction(servicetest.Ravi), `{"config":{},"tomorrow":1}`, "tomorrow"},
		"a field twice": {asFunction(servicetest.Ravi), `{"config":{"v":1,"v":2}}`, "v"},
		"an odd history": {asFunction(servicetest.Ravi), `{"config":{},"history":"yes"}`,
			"history"},
	} {
		got := b.Do(row.call, "POST", export, row.body)
		if code, field := got.Error(b); got.Status != http.StatusBadRequest ||
			code != "invalid_request" || field != row.field {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	wantCalls(t, b)
}
