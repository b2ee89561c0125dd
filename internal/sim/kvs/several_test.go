package kvs_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// pages returns the keys of every page of a query.
func (r *rig) pages(limit, where string) [][]string {
	r.t.Helper()
	var out [][]string
	for after := ""; ; {
		_, text := serve(r.For("i"), "query", fmt.Sprintf(`{%s"after":%q%s}`, limit, after, where))
		var page struct {
			Data   []struct{ Key string }
			Cursor string
		}
		if err := json.Unmarshal([]byte(text), &page); err != nil {
			r.t.Fatal(text)
		}
		var keys []string
		for _, row := range page.Data {
			keys = append(keys, row.Key)
		}
		out = append(out, keys)
		if after = page.Cursor; after == "" {
			return out
		}
	}
}

func TestQueryPages(t *testing.T) {
	r := newRig(t)
	var want []string
	for i := range 25 {
		key := fmt.Sprintf("a:%02d", i)
		want = append(want, key)
		r.call("set", fmt.Sprintf(`{"key":%q,"value":%d}`, key, i), 204, "")
	}
	r.call("set", `{"key":"b","value":1}`, 204, "")
	r.call("secret/set", `{"key":"a:secret","value":1}`, 204, "")
	where := `,"where":[{"property":"key","condition":"BEGINS_WITH","values":["a:"]}]`
	for limit, sizes := range map[string][]int{
		`"limit":10,`: {10, 10, 5}, `"limit":25,`: {25}, ``: {10, 10, 5}, `"limit":100,`: {25}} {
		pages := r.pages(limit, where)
		var got []int
		for _, page := range pages {
			got = append(got, len(page))
		}
		if !slices.Equal(got, sizes) || !slices.Equal(slices.Concat(pages...), want) {
			t.Errorf("%s: pages of %v: %v", limit, got, pages)
		}
	}
	if all := slices.Concat(r.pages(`"limit":100,`, "")...); len(all) != 26 {
		t.Errorf("without a condition: %v", all)
	}
	for body, code := range map[string]string{
		`{"limit":0}`:     "LIST_QUERY_LIMIT_EXCEEDED",
		`{"limit":101}`:   "LIST_QUERY_LIMIT_EXCEEDED",
		`{"after":"@"}`:   "BAD_REQUEST",
		`{"cursor":"YQ"}`: "BAD_REQUEST",
		`{"where":[{"property":"value","condition":"BEGINS_WITH","values":["a"]}]}`:                                             "QUERY_WHERE_FIELD_INVALID",
		`{"where":[{"property":"key","condition":"EQUAL_TO","values":["a"]}]}`:                                                  "INVALID_FILTER_CONDITION",
		`{"where":[{"property":"key","condition":"BEGINS_WITH","values":[]}]}`:                                                  "INVALID_FILTER_VALUES",
		`{"where":[{"property":"key","condition":"BEGINS_WITH","values":[1]}]}`:                                                 "INVALID_FILTER_VALUES",
		`{"where":[{"property":"key","condition":"BEGINS_WITH","values":["a"]},{"property":"key","condition":"","values":[]}]}`: "QUERY_WHERE_INVALID",
	} {
		r.refused("query", body, 400, code)
	}
}

func TestTransactions(t *testing.T) {
	r := newRig(t)
	r.call("set", `{"key":"old","value":1}`, 204, "")
	r.call("transaction",
		`{"set":[{"key":"a","value":1},{"key":"b","value":2,"options":{"ttl":{"value":1,"unit":"DAYS"}}}],"delete":[{"key":"old"},{"key":"none"}]}`, 204, "")
	r.call("query", `{}`, 200, `{"data":[{"key":"a","value":1},{"key":"b","value":2}]}`)
	for body, code := range map[string]string{
		`{}`: "BAD_REQUEST",
		`{"set":[{"key":"a","value":1}],"delete":[{"key":"a"}]}`: "BAD_REQUEST",
		`{"set":[` + items(26, `"value":1`) + `]}`:               "BAD_REQUEST",
		`{"check":[{"key":"a"}]}`:                                "BAD_REQUEST",
		`{"set":[{"key":"a","value":1,"entityName":"e"}]}`:       "BAD_REQUEST",
		`{"delete":[{"key":"a","conditions":{"and":[]}}]}`:       "BAD_REQUEST",
		`{"set":[{"key":"","value":1}]}`:                         "KEY_TOO_SHORT",
	} {
		r.refused("transaction", body, 400, code)
	}
	r.call("transaction", `{"set":[`+items(25, `"value":1`)+`]}`, 204, "")
}

// items are n items of a transaction or batch.
func items(n int, rest string) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf(`{"key":"item:%d",%s}`, i, rest))
	}
	return strings.Join(out, ",")
}

func TestBatches(t *testing.T) {
	r := newRig(t)
	failed := `"failedKeys":[{"key":"/","error":{"code":"INVALID_KEY","message":`
	for _, row := range []struct{ operation, body, begins, holds string }{
		{
			"batch/set",
			`[{"key":"a","value":1},{"key":"/","value":2},{"key":"b","value":3,"options":{"ttl":{"value":1,"unit":"DAYS"}}}]`, `{"successfulKeys":[{"key":"a"},{"key":"b"}],`, failed},
		{
			"batch/get",
			`[{"key":"a"},{"key":"/"},{"key":"b","options":{"metadataFields":["EXPIRE_TIME"]}}]`,
			`{"successfulKeys":[{"key":"a","value":1},{"key":"b","value":3,"expireTime":"2030-01-03T12:00:00Z"}],`, failed},
		{"batch/get", `[{"key":"none"}]`, `{"successfulKeys":[],`, gone},
		{"batch/delete", `[{"key":"a"},{"key":"/"},{"key":"none"}]`,
			`{"successfulKeys":[{"key":"a"},{"key":"none"}],`, failed},
	} {
		code, got := serve(r.For("i"), row.operation, row.body)
		if code != 200 || !strings.HasPrefix(got, row.begins) || !strings.Contains(got, row.holds) {
			t.Errorf("%s %s: %d %s", row.operation, row.body, code, got)
		}
	}
	r.call("query", `{}`, 200, `{"data":[{"key":"b","value":3}]}`)
	for _, body := range []string{
		`[]`, `{}`, `[{"key":"a"},{"key":"a"}]`, `[{"key":"a","entityName":"e"}]`,
		`[` + items(26, `"value":1`) + `]`} {
		r.refused("batch/get", body, 400, "BAD_REQUEST")
	}
}

// TestQueriesLag checks that a query may leave out the latest changes, and that a get does not.
func TestQueriesLag(t *testing.T) {
	r := newRig(t)
	r.call("set", `{"key":"old","value":1}`, 204, "")
	r.call("set", `{"key":"other","value":1}`, 204, "")
	r.Lag(3)
	r.call("set", `{"key":"old","value":2}`, 204, "")
	r.call("set", `{"key":"fresh","value":1}`, 204, "")
	r.call("delete", `{"key":"other"}`, 204, "")
	r.refused("set", `{"key":"fresh","value":2,"options":{"keyPolicy":"FAIL_IF_EXISTS"}}`, 409,
		"KEY_ALREADY_EXISTS")
	if code, _ := serve(r.For("j"), "query", `{}`); code != 200 {
		t.Errorf("another installation's query: %d", code)
	}
	r.call("query", `{}`, 200, `{"data":[{"key":"old","value":1},{"key":"other","value":1}]}`)
	r.call("get", `{"key":"fresh"}`, 200, `{"key":"fresh","value":1}`)
	r.refused("get", `{"key":"other"}`, 404, gone)
	r.call("set", `{"key":"last","value":1}`, 204, "")
	r.call("query", `{}`, 200, `{"data":[{"key":"old","value":2},{"key":"other","value":1}]}`)
	r.Lag(0)
	r.call("query", `{}`, 200,
		`{"data":[{"key":"fresh","value":1},{"key":"last","value":1},{"key":"old","value":2}]}`)
}

func TestFaults(t *testing.T) {
	r := newRig(t)
	r.Break(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	r.call("set", `{"key":"k","value":1}`, 429, "")
	r.Break(nil)
	r.refused("get", `{"key":"k"}`, 404, gone)
	if calls := r.Calls(); calls["set"] != 1 || calls["get"] != 1 {
		t.Errorf("counted %v", calls)
	}
}
