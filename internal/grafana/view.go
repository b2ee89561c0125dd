package grafana

import (
	"context"

	"pagewatch/internal/grafana/client"
	"pagewatch/internal/source"
)

// view is one stack, asked for one call.
type view struct {
	*Provider
	stack client.Stack
	call  source.Call
}

// used leaves the record of a request.
func (v view) used(answer client.Answer, err error) { v.call.Used(answer.Trace, v.call.Code(err)) }

// folders requests the folders that the token sees. None at all is a failure: Grafana answers a
// token without rights with empty lists.
func (v view) folders(ctx context.Context) ([]client.Folder, error) {
	tree, answer, err := v.Stacks.Folders(ctx, v.stack)
	v.used(answer, err)
	if err == nil && len(tree) == 0 {
		err = unseen(noFolders)
	}
	return tree, err
}

// scope returns the folders of a question inside a fence. Without either it asks nothing.
func (v view) scope(ctx context.Context, fence, asked []string) (scope, error) {
	if len(fence) == 0 && len(asked) == 0 {
		return scope{all: true}, nil
	}
	tree, err := v.folders(ctx)
	if err != nil {
		return scope{}, err
	}
	in := scopeOf(tree, fence, asked)
	if len(in.uids) == 0 {
		return scope{}, unseen(folderGone)
	}
	return in, nil
}
