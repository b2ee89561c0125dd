package consoles

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"pagewatch/internal/sim/fault"
)

// Faults is the page on which a person switches faults on and off. F is the fault of a simulation.
type Faults[F any] struct {
	Pages
	List     *fault.List[F]
	Troubles []Trouble[F] // the likely ones first
	Choices  []Choice     // the fields that select the calls
	Usual    url.Values   // the form before anything is entered

	// Aim returns the fault of a trouble with what a form says: the values of Choices, how many
	// times, and the delay.
	Aim func(t Trouble[F], form url.Values, times int, delay time.Duration) F
	// Describe puts a fault into words.
	Describe func(F) Active
}

// Trouble is a fault that a person can switch on.
type Trouble[F any] struct {
	Name   string // the value of its option
	Title  string
	Effect string // what the service does and what readers see, a sentence or two
	Fault  F
}

// Choice is a field with options that select the calls of a fault.
type Choice struct {
	Name, Title string
	Options     []Option
	Wrong       string // the sentence for a value that is no option
}

// Option is a value of a Choice.
type Option struct{ Value, Title string }

// Add adds an option.
func (c *Choice) Add(value, title string) {
	c.Options = append(c.Options, Option{value, title})
}

// Active is a fault in words.
type Active struct {
	Title  string
	Chosen []string // for each Choice, "" for any
	Times  int      // zero: until it is switched off
	Delay  time.Duration
}

// faultsPage holds the data of faults.html.
type faultsPage[F any] struct {
	Faults[F]
	Form          url.Values
	Error, Notice string
}

// Active returns the faults that are switched on.
func (p faultsPage[F]) Active() []Active {
	var all []Active
	for _, f := range p.List.All() {
		all = append(all, p.Describe(f))
	}
	return all
}

// Mount adds the page at /console/faults.
func (p Faults[F]) Mount(mux *http.ServeMux) {
	mux.HandleFunc("GET /console/faults", p.show)
	mux.HandleFunc("POST /console/faults", p.edit)
}

// show shows the active faults and a form for more.
func (p Faults[F]) show(w http.ResponseWriter, r *http.Request) {
	page := faultsPage[F]{Faults: p, Form: p.Usual}
	switch {
	case r.URL.Query().Has("added"):
		page.Notice = "Switched on."
	case r.URL.Query().Has("cleared"):
		page.Notice = "Switched off."
	}
	p.Render(w, http.StatusOK, "faults", page)
}

// edit switches a fault on, or all of them off.
func (p Faults[F]) edit(w http.ResponseWriter, r *http.Request) {
	switch r.PostForm.Get("button") {
	case "clear":
		p.List.Clear()
		http.Redirect(w, r, "/console/faults?cleared", http.StatusSeeOther)
	case "add":
		f, wrong := p.read(r.PostForm)
		if wrong != "" {
			p.Render(w, http.StatusUnprocessableEntity, "faults",
				faultsPage[F]{Faults: p, Form: r.PostForm, Error: wrong})
			return
		}
		p.List.Inject(f)
		http.Redirect(w, r, "/console/faults?added", http.StatusSeeOther)
	default:
		http.Error(w, "There is no such button.", http.StatusBadRequest)
	}
}

// read reads a form. wrong is a sentence that describes a mistake, "" for none.
func (p Faults[F]) read(form url.Values) (f F, wrong string) {
	i := slices.IndexFunc(p.Troubles, func(t Trouble[F]) bool { return t.Name == form.Get("do") })
	if i < 0 {
		return f, "Choose what goes wrong."
	}
	for _, c := range p.Choices {
		value := form.Get(c.Name)
		if !slices.ContainsFunc(c.Options, func(o Option) bool { return o.Value == value }) {
			return f, c.Wrong
		}
	}
	times, ok := whole(form.Get("times"), 1000)
	if !ok {
		return f, "How many times is a number from 0 to 1000."
	}
	seconds, ok := whole(form.Get("delay"), 60)
	if !ok || (form.Get("do") == "slow" && seconds == 0) {
		return f, "The delay is a number of seconds up to 60; a slow answer needs one."
	}
	return p.Aim(p.Troubles[i], form, times, time.Duration(seconds)*time.Second), ""
}

// whole reads an optional number.
func whole(text string, most int) (int, bool) {
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= most
}
