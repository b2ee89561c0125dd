package confluence

import (
	"context"
	"encoding/json"
	"net/http"
)

// Exporter has the app make the document that replaces one of its macros. account is the account of
// the session, "" for an export without one. The error's text is for people.
type Exporter func(ctx context.Context, account, module string, payload any) (json.RawMessage,
	error)

// exportKind is a format in which a page is exported.
type exportKind struct {
	// Type is the exportType that the app's function receives.
	Type string
	// Name is the format's name for people.
	Name string
	// About describes the format's peculiarity.
	About string
	// nobody exports run without a person's session.
	nobody bool
}

// exportKinds are the formats of the platform (Forge manifest reference, macro, adfExport).
var exportKinds = []exportKind{
	{Type: "pdf", Name: "PDF", About: "As you"},
	{Type: "word", Name: "Word", About: "As you"},
	{Type: "other", Name: "Page history", About: "As nobody: no user token goes along",
		nobody: true},
}

// exportedBlock is a block of a page in an export, with the documents of its macros in their order.
type exportedBlock struct {
	Block
	Documents []document
}

// document is the app's document of a macro, or the reason for its absence.
type document struct {
	Content []adfNode `json:"content"`
	Failure string    `json:"-"`
}

// adfNode is a node of the Atlassian Document Format with the fields shown here.
type adfNode struct {
	Type    string    `json:"type"`
	Text    string    `json:"text"`
	Marks   []adfMark `json:"marks"`
	Content []adfNode `json:"content"`
}

type adfMark struct {
	Type  string `json:"type"`
	Attrs struct {
		Href string `json:"href"`
	} `json:"attrs"`
}

// Strong reports whether a text is bold.
func (n adfNode) Strong() bool {
	for _, m := range n.Marks {
		if m.Type == "strong" {
			return true
		}
	}
	return false
}

// Href returns what a text links to, "" for nothing.
func (n adfNode) Href() string {
	for _, m := range n.Marks {
		if m.Type == "link" {
			return m.Attrs.Href
		}
	}
	return ""
}

// export shows the content of an exported file of the page. As on the platform, it calls the app
// once for each of the page's macros.
//
//	GET /wiki/spaces/{space}/pages/{page}/export/{type}
func (s *site) export(w http.ResponseWriter, r *http.Request) {
	v, ok := s.onPage(w, r, "export")
	if !ok {
		return
	}
	for _, kind := range exportKinds {
		if kind.Type == r.PathValue("type") {
			v.Export, v.Data = &kind, nil
		}
	}
	if v.Export == nil {
		s.notFound(w, r)
		return
	}
	for _, b := range v.Page.Blocks {
		out := exportedBlock{Block: b}
		for _, m := range b.macros() {
			out.Documents = append(out.Documents, s.document(r.Context(), v, m))
		}
		v.Exported = append(v.Exported, out)
	}
	s.render(w, http.StatusOK, v)
}

func (s *site) document(ctx context.Context, v view, m Macro) document {
	account := v.Person.AccountID
	if v.Export.nobody {
		account = ""
	}
	raw, err := s.Export(ctx, account, m.Module, payload(v, m))
	if err != nil {
		return document{Failure: err.Error()}
	}
	var doc document
	if err := json.Unmarshal(raw, &doc); err != nil {
		return document{Failure: "the function's result is not a document"}
	}
	return doc
}

// payload is Confluence's argument to the app's function. The reference names exportType alone. The
// other fields and their difference between PDF and Word are taken from published apps that handle
// both. Where they have a pasted address is not known: here it is beside the configuration.
func payload(v view, m Macro) any {
	type object map[string]any
	common := object{"moduleKey": m.Module, "localId": m.LocalID}
	if !v.Export.nobody {
		common["accountId"] = v.Person.AccountID
	}
	if v.Export.Type == "word" {
		if m.AutoConvertLink != "" {
			common["autoConvertLink"] = m.AutoConvertLink
		}
		common["config"], common["content"], common["contentId"] = m.Config, object{
			"id": v.Page.ID}, v.Page.ID
		common["space"], common["spaceKey"] = object{"id": v.Space.ID, "key": v.Space.Key},
			v.Space.Key
		return object{"exportType": v.Export.Type, "context": common}
	}
	common["extension"] = object{
		"type": "macro", "content": object{"id": v.Page.ID},
		"space": object{"id": v.Space.ID, "key": v.Space.Key},
	}
	own := object{"config": m.Config}
	if m.AutoConvertLink != "" {
		own["autoConvertLink"] = m.AutoConvertLink
	}
	return object{"exportType": v.Export.Type, "extensionPayload": own, "context": common}
}
