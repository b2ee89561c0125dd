// Package manifest makes the Forge app that an operator deploys: the manifest of one target, and
// the built pages and functions beside it.
//
// There is one source, the repository's manifest.yml, which is a Forge Remote app as it stands. The
// manifest of the Forge container service follows from it by rule, so that the two cannot drift
// apart: modules, resources and scopes of the product are the same; the host of the backend and its
// egress differ.
package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/grafana/stack"
)

// Target is a deployment target: where the backend runs.
type Target string

// The targets in production.
const (
	Lambda    Target = "lambda"    // AWS Lambda in an account of the operator's, behind Forge Remote
	Container Target = "container" // the Forge container service: Atlassian runs the backend
)

// Options are the operator's choices.
type Options struct {
	Target Target
	// AppID is the app's ARI, as `forge register` made it. "" leaves the source's.
	AppID string
	// Backend is the origin of the backend: https and a host. Lambda only, and required there.
	Backend string
	// WithoutAWS names no host and no link of AWS, for a deployment with PAGEWATCH_AWS=off, and
	// WithoutGrafana none of Grafana Cloud, for one with PAGEWATCH_GRAFANA=off.
	WithoutAWS, WithoutGrafana bool
	// Partition holds the Regions that the deployment serves, as PAGEWATCH_PARTITION and
	// PAGEWATCH_REGIONS set them; STSRegion is AWS_REGION, "" for the partition's home Region.
	// Container only: Forge blocks egress to every host that the manifest does not name.
	Partition region.Partition
	STSRegion string
	// Image is the tag of the backend's image: unique for each push, and not "latest". Container
	// only, and required there.
	Image string
	// Size is one of Sizes; "" is the smallest. Container only.
	Size string
	// Min and Max bound the number of instances; 0 is 1 for both. Container only.
	Min, Max int
}

var (
	appARI = regexp.MustCompile(
		`^ari:cloud:ecosystem::app/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	// imageTag is the schema's form of services[].containers[].tag (@forge/manifest).
	imageTag = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,126}[a-zA-Z0-9]$|^[a-zA-Z0-9]$`)
)

// Validate returns every error of the options, naming the flags of `pagewatch app`.
func (o Options) Validate() error {
	var errs []error
	if o.AppID != "" && !appARI.MatchString(o.AppID) {
		errs = append(errs,
			errors.New(
				"--app-id must be the ARI that `forge register` wrote: ari:cloud:ecosystem::app/<uuid>"))
	}
	switch o.Target {
	case Lambda:
		if !isOrigin(o.Backend) {
			errs = append(errs,
				errors.New(
					"--backend must be the backend's origin, such as https://abc.lambda-url.us-east-1.on.aws, without a path"))
		}
	case Container:
		errs = append(errs, o.validateContainer()...)
	default:
		errs = append(errs,
			errors.New(
				"--target must be lambda (AWS Lambda, behind Forge Remote) or container (the Forge container service)"))
	}
	return errors.Join(errs...)
}

func (o Options) validateContainer() []error {
	var errs []error
	if !imageTag.MatchString(o.Image) || o.Image == "latest" {
		errs = append(errs,
			errors.New(
				"--image must be the tag that was pushed, such as 1.4.0; Forge runs no \"latest\""))
	}
	if _, ok := sizeOf(o.Size); !ok {
		errs = append(errs, fmt.Errorf("--size must be one of %v", Sizes()))
	}
	if o.Min < 0 || o.Max < 0 || o.min() > o.max() {
		errs = append(errs,
			errors.New("--min and --max must not be negative, and --min not above --max"))
	}
	if o.WithoutAWS {
		return errs
	}
	if o.Partition.ID == "" || len(o.Partition.Regions()) == 0 {
		errs = append(errs, errors.New("--partition and --regions must name at least one Region"))
	}
	if whole, _ := region.Of(o.Partition.ID); o.STSRegion != "" && !whole.Has(o.STSRegion) {
		errs = append(errs, errors.New("--sts-region must be one of the partition's Regions"))
	}
	return errs
}

func (o Options) min() int { return max(o.Min, 1) }
func (o Options) max() int { return max(o.Max, 1) }

// shows reports whether the deployment can show what the addresses of a pattern are about.
func (o Options) shows(pattern string) bool {
	if strings.HasPrefix(pattern, "https://*."+stack.Suffix+"/") {
		return !o.WithoutGrafana
	}
	return !o.WithoutAWS
}

// isOrigin reports whether s is https and a host, and nothing else: a path of baseUrl would be lost
// as soon as an endpoint's path begins with a slash (Forge Remote, invokeRemote).
func isOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil &&
		s == "https://"+u.Host
}

// Render returns the manifest of a target. ui and functions are the folders of the built pages and
// functions as the manifest will name them.
func Render(source []byte, o Options, ui, functions string) ([]byte, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(source, &doc); err != nil {
		return nil, fmt.Errorf("reading the manifest: %w", err)
	}
	e := &editor{root: &doc}
	e.head(
		"Made by `pagewatch app` from the repository's manifest.yml. Change that, and make this anew.")
	if o.AppID != "" {
		e.set(o.AppID, "app", "id")
	}
	e.set(functions, "app", "package", "path")
	e.set(ui, "resources", "0", "path")
	e.pasted(o.shows)
	switch o.Target {
	case Lambda:
		e.remote(o)
	case Container:
		e.container(o)
	}
	if e.err != nil {
		return nil, e.err
	}
	return encode(&doc)
}

func encode(doc *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(doc), enc.Close()); err != nil {
		return nil, fmt.Errorf("writing the manifest: %w", err)
	}
	return out.Bytes(), nil
}

// remote writes the operator's address where the source has the example's.
func (e *editor) remote(o Options) {
	e.set(o.Backend, "remotes", "0", "baseUrl")
	e.set(o.Backend, "permissions", "external", "fetch", "client", "0", "address")
}

// size is a pair of CPU and memory that Forge offers.
type size struct{ cpu, memory string }

// sizes are all pairs, the smallest first. Source: Forge containers reference, manifest; the schema
// does not check them.
var sizes = []size{
	{"30m", "64Mi"}, {"60m", "128Mi"}, {"125m", "256Mi"}, {"250m", "512Mi"}, {"500m", "1Gi"},
	{"1000m", "2Gi"}, {"2000m", "4Gi"}, {"4000m", "8Gi"}, {"4000m", "16Gi"},
}

// Sizes lists the sizes of a container, as CPU/memory, the smallest first.
func Sizes() []string {
	var out []string
	for _, s := range sizes {
		out = append(out, s.cpu+"/"+s.memory)
	}
	return out
}

func sizeOf(name string) (size, bool) {
	if name == "" {
		return sizes[0], true
	}
	i := slices.Index(Sizes(), name)
	if i < 0 {
		return size{}, false
	}
	return sizes[i], true
}
