package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"

	"pagewatch/internal/cloudwatch/region"
	"pagewatch/internal/platform/manifest"
)

// app writes the Forge app that an operator deploys.
func app(args []string, std streams) error {
	var o manifest.Options
	var target, out, partition, regions string
	built := manifest.Built{Functions: map[manifest.Target]string{}}
	var remote, container string
	flags := flag.NewFlagSet("pagewatch app", flag.ContinueOnError)
	flags.StringVar(&target, "target", "",
		"remote (AWS Lambda behind Forge Remote) or container (the Forge container service)")
	flags.StringVar(&out, "out", "", "the folder to write: empty, or one that this command wrote")
	flags.StringVar(&o.AppID, "app-id", "",
		"the app's ARI, as forge register wrote it (default the manifest's)")
	flags.StringVar(&o.Backend, "backend", "",
		"remote: the backend's origin, such as https://abc.lambda-url.us-east-1.on.aws")
	flags.StringVar(&o.Image, "image", "", "container: the image's tag, as it was pushed")
	flags.StringVar(&o.Size, "size", "", "container: CPU/memory (default "+manifest.Sizes()[0]+")")
	flags.IntVar(&o.Min, "min", 1, "container: the fewest instances")
	flags.IntVar(&o.Max, "max", 1, "container: the most instances")
	flags.StringVar(&partition, "partition", "aws", "container: PAGEWATCH_PARTITION")
	flags.StringVar(&regions, "regions", "",
		"container: PAGEWATCH_REGIONS (default all of the partition)")
	flags.StringVar(&o.STSRegion, "sts-region", "",
		"container: AWS_REGION (default the partition's home)")
	flags.StringVar(&built.Manifest, "manifest", "manifest.yml", "the manifest to start from")
	flags.StringVar(&built.UI, "ui", "frontend/build/ui", "the built Custom UI")
	flags.StringVar(&remote, "function", "frontend/build/function",
		"the built functions for remote")
	flags.StringVar(&container, "function-container", "frontend/build/function-container",
		"the built functions for container")
	if err := parseFlags(flags, args, std.err); err != nil {
		return err
	}
	if err := checkFlags(flags, manifest.Target(target)); err != nil {
		return err
	}
	if flags.NArg() > 0 || out == "" {
		return fmt.Errorf("app takes flags alone, and --out is one of them; see pagewatch app -h")
	}
	o.Target = manifest.Target(target)
	built.Functions[manifest.Remote], built.Functions[manifest.Container] = remote, container
	var err error
	if o.Partition, err = served(partition, regions); err != nil {
		return err
	}
	if err := manifest.Folder(out, built, o); err != nil {
		return err
	}
	return announceApp(std, out, built.Manifest, o)
}

// flagsOf are the flags of only one target.
var flagsOf = map[string]manifest.Target{
	"backend": manifest.Remote, "function": manifest.Remote,
	"function-container": manifest.Container,
	"image":              manifest.Container, "size": manifest.Container, "min": manifest.Container,
	"max":       manifest.Container,
	"partition": manifest.Container, "regions": manifest.Container,
	"sts-region": manifest.Container,
}

// checkFlags refuses flags of the other target, which would have no effect.
func checkFlags(flags *flag.FlagSet, target manifest.Target) error {
	var wrong []error
	flags.Visit(func(f *flag.Flag) {
		if of, is := flagsOf[f.Name]; is && of != target {
			wrong = append(wrong, fmt.Errorf("--%s is for --target %s", f.Name, of))
		}
	})
	return errors.Join(wrong...)
}

// served returns the partition with the named Regions, or with all of them.
func served(partition, regions string) (region.Partition, error) {
	p, ok := region.Of(partition)
	if !ok {
		return p, fmt.Errorf("--partition must be aws, aws-us-gov or aws-cn, not %q", partition)
	}
	ids := strings.FieldsFunc(regions, func(r rune) bool { return r == ',' || r == ' ' })
	if len(ids) == 0 {
		return p, nil
	}
	only, unknown := p.Only(ids)
	if len(unknown) > 0 {
		return p, fmt.Errorf("--regions: %q are not Regions of the partition %s", unknown,
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
