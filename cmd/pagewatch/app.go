package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/platform/manifest"
)

// app writes the Forge app that an operator deploys.
func app(args []string, std streams) error {
	var o manifest.Options
	var target, out, aws, grafana, partition, regions string
	built := manifest.Built{Functions: map[manifest.Target]string{}}
	var lambda, container string
	flags := flag.NewFlagSet("pagewatch app", flag.ContinueOnError)
	flags.StringVar(&target, "target", "",
		"lambda (AWS Lambda behind Forge Remote) or container (the Forge container service)")
	flags.StringVar(&out, "out", "", "the folder to write: empty, or one that this command wrote")
	flags.StringVar(&o.AppID, "app-id", "",
		"the app's ARI, as forge register wrote it (default the manifest's)")
	flags.StringVar(&o.Backend, "backend", "",
		"lambda: the backend's origin, such as https://abc.lambda-url.us-east-1.on.aws")
	flags.StringVar(&o.Image, "image", "", "container: the image's tag, as it was pushed")
	flags.StringVar(&o.Size, "size", "", "container: CPU/memory (default "+manifest.Sizes()[0]+")")
	flags.IntVar(&o.Min, "min", 1, "container: the fewest instances")
	flags.IntVar(&o.Max, "max", 1, "container: the most instances")
	flags.StringVar(&aws, "aws", "on", "PAGEWATCH_AWS; off names no host and no link of AWS")
	flags.StringVar(&grafana, "grafana", "on",
		"PAGEWATCH_GRAFANA; off names no host and no link of Grafana Cloud")
	flags.StringVar(&partition, "partition", "aws", "container: PAGEWATCH_PARTITION")
	flags.StringVar(&regions, "regions", "",
		"container: PAGEWATCH_REGIONS (default all of the partition)")
	flags.StringVar(&o.STSRegion, "sts-region", "",
		"container: AWS_REGION (default the partition's home)")
	flags.StringVar(&built.Manifest, "manifest", "manifest.yml", "the manifest to start from")
	flags.StringVar(&built.UI, "ui", "frontend/build/ui", "the built Custom UI")
	flags.StringVar(&lambda, "function", "frontend/build/function",
		"lambda: the built functions")
	flags.StringVar(&container, "function-container", "frontend/build/function-container",
		"container: the built functions")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if err := checkFlags(flags, manifest.Target(target)); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return wrongUsage("%q is not a flag; see pagewatch app -h", flags.Arg(0))
	}
	o.Target = manifest.Target(target)
	o.WithoutAWS, o.WithoutGrafana = aws == "off", grafana == "off"
	built.Functions[manifest.Lambda], built.Functions[manifest.Container] = lambda, container
	var err error
	if o.Partition, err = served(partition, regions); err != nil {
		return err
	}
	if err := o.Validate(); err != nil {
		return usageError(err.Error())
	}
	if out == "" {
		return wrongUsage("--out must name the folder to make, such as --out app")
	}
	if err := manifest.Folder(out, built, o); err != nil {
		return err
	}
	return announceApp(std, out, built.Manifest, o)
}

// flagsOf lists the flags that apply to one target only.
var flagsOf = map[string]manifest.Target{
	"backend": manifest.Lambda, "function": manifest.Lambda,
	"function-container": manifest.Container,
	"image":              manifest.Container, "size": manifest.Container, "min": manifest.Container,
	"max": manifest.Container, "partition": manifest.Container,
	"regions": manifest.Container, "sts-region": manifest.Container,
}

// checkFlags refuses flags of the other target, and those about AWS beside --aws off: they would
// have no effect.
func checkFlags(flags *flag.FlagSet, target manifest.Target) error {
	for _, name := range []string{"aws", "grafana"} {
		if word := flags.Lookup(name).Value.String(); word != "on" && word != "off" {
			return wrongUsage("--%s must be on or off, not %q", name, word)
		}
	}
	withoutAWS := flags.Lookup("aws").Value.String() == "off"
	known := target == manifest.Lambda || target == manifest.Container // else Validate says so
	var wrong []string
	flags.Visit(func(f *flag.Flag) {
		if of, is := flagsOf[f.Name]; is && known && of != target {
			wrong = append(wrong, fmt.Sprintf("--%s is for --target %s", f.Name, of))
		}
		if withoutAWS && slices.Contains([]string{"partition", "regions", "sts-region"}, f.Name) {
			wrong = append(wrong, fmt.Sprintf("--%s has no effect beside --aws off", f.Name))
		}
	})
	if len(wrong) == 0 {
		return nil
	}
	return wrongUsage("%s", strings.Join(wrong, "\n"))
}

// served returns the partition with the Regions that are named, or all of them.
func served(partition, regions string) (region.Partition, error) {
	p, ok := region.Of(partition)
	if !ok {
		return p, wrongUsage("--partition must be aws, aws-us-gov or aws-cn, not %q", partition)
	}
	ids := strings.FieldsFunc(regions, func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		return p, nil
	}
	only, unknown := p.Only(ids)
	if len(unknown) > 0 {
		return p, wrongUsage("--regions: %q are not Regions of the partition %s", unknown,
			partition)
	}
	return only, nil
}

func announceApp(std streams, out, source string, o manifest.Options) error {
	if o.AppID == "" {
		_, _ = fmt.Fprintln(std.err, "The app id is still the one of",
			source+"; forge deploy takes only your own: --app-id.")
	}
	_, err := fmt.Fprintf(std.out,
		"Wrote the %s app into %s. Deploy it from there: cd %s && forge deploy\n", o.Target, out,
		out)
	return err
}
