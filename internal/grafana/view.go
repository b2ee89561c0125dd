package grafana

import (
	"context"

	"pagewatch/internal/budget"
	"pagewatch/internal/connection"
	"pagewatch/internal/grafana/client"
	"pagewatch/internal/source"
)

// view is one stack, asked for one call.
type view struct {
	*Provider
	stack client.Stack
	call  source.Call
}

// view returns the call of a connection. Its memory ends with it.
func (p *Provider) view(link connection.Link, call source.Call) view {
	lease := p.Memory.Lease(budget.Holder{Site: call.Site, Connection: link.ID})
	return view{p, client.Stack{Host: link.Grafana.Stack, Token: link.Grafana.Token, Memory: lease},
		call}
}

// used leaves the record of a request.
func (v view) used(answer client.Answer, err error) { v.call.Used(answer.Trace, v.call.Code(err)) }

// folders requests the folders that the token sees. None at all is a failure: Grafana answers a
// token without rights with empty lists. cut means that there may be more.
func (v view) folders(ctx context.Context) (tree []client.Folder, cut bool, err error) {
	tree, answer, err := v.Stacks.Folders(ctx, v.stack)
	v.used(answer, err)
	if err == nil && len(tree) == 0 {
		err = unseen(noFolders)
	}
	return tree, answer.Cut, err
}

// scope returns the folders of a question inside a fence. Without either it asks nothing. A failure
// names the fence only where that has vanished: a folder of the question fails alike outside of the
// fence and nowhere.
func (v view) scope(ctx context.Context, fence, asked []string) (scope, error) {
	if len(fence) == 0 && len(asked) == 0 {
		return scope{all: true}, nil
	}
	tree, cut, err := v.folders(ctx)
	if err != nil {
		return scope{}, err
	}
	in := scopeOf(tree, fence, asked)
	in.cut = cut
	switch {
	case len(in.uids) > 0:
		return in, nil
	case in.closed:
		return scope{}, unseen(folderGone)
	}
	return scope{}, unseen(askedGone)
}
