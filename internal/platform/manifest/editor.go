package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// editor changes a YAML document in place and keeps its comments. After the first error, every
// method does nothing.
type editor struct {
	root *yaml.Node
	err  error
}

// at returns the node at a path of keys, of indexes, and of the values of scalar lists.
func (e *editor) at(path ...string) *yaml.Node {
	if e.err != nil {
		return nil
	}
	node := e.root.Content[0]
	for _, step := range path {
		if node = child(node, step); node == nil {
			e.err = fmt.Errorf("the manifest has no %s", strings.Join(path, "."))
			return nil
		}
	}
	return node
}

func child(node *yaml.Node, step string) *yaml.Node {
	if node.Kind == yaml.MappingNode {
		return find(node, step)
	}
	if i, err := strconv.Atoi(step); err == nil && i < len(node.Content) {
		return node.Content[i]
	}
	for _, item := range node.Content {
		if item.Kind == yaml.ScalarNode && item.Value == step {
			return item
		}
	}
	return nil
}

// head replaces the comment at the top of the document.
func (e *editor) head(comment string) {
	if first := e.at(); first != nil {
		e.root.HeadComment = ""
		first.HeadComment = ""
		first.Content[0].HeadComment = "# " + comment
	}
}

// set replaces the scalar at a path.
func (e *editor) set(value string, path ...string) {
	if node := e.at(path...); node != nil {
		node.Value, node.Style = value, 0
	}
}

// note replaces the comment above what is at a path.
func (e *editor) note(comment string, path ...string) {
	parent, last := e.at(path[:len(path)-1]...), path[len(path)-1]
	if parent == nil {
		return
	}
	at := child(parent, last)
	if parent.Kind == yaml.MappingNode {
		at = keyOf(parent, last)
	}
	if at != nil {
		at.HeadComment = "# " + comment
	}
}

// put sets a key of a mapping.
func (e *editor) put(value *yaml.Node, path ...string) {
	if parent := e.at(path[:len(path)-1]...); parent != nil {
		setKey(parent, path[len(path)-1], value)
	}
}

// remove deletes a key of a mapping.
func (e *editor) remove(path ...string) {
	if e.at(path...) == nil {
		return
	}
	dropKey(e.at(path[:len(path)-1]...), path[len(path)-1])
}

// each drops the items of a list for which keep returns false.
func (e *editor) each(path []string, keep func(*yaml.Node) bool) {
	list := e.at(path...)
	if list == nil {
		return
	}
	var kept []*yaml.Node
	for _, item := range list.Content {
		if keep(item) {
			kept = append(kept, item)
		}
	}
	list.Content = kept
}

// items returns the items of a list.
func (e *editor) items(path ...string) []*yaml.Node {
	if list := e.at(path...); list != nil {
		return list.Content
	}
	return nil
}

func find(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

func keyOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i]
		}
	}
	return nil
}

func setKey(mapping *yaml.Node, key string, value *yaml.Node) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			mapping.Content[i+1] = value
			return
		}
	}
	mapping.Content = append(mapping.Content, scalar(key), value)
}

func dropKey(mapping *yaml.Node, key string) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			mapping.Content = append(mapping.Content[:i], mapping.Content[i+2:]...)
			return
		}
	}
}

func scalar(value string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: value} }

// text is a scalar that stays a string whatever it looks like: the tag 1.10 is not the number 1.1.
func text(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: value, Style: yaml.DoubleQuotedStyle}
}

func number(n int) *yaml.Node { return scalar(strconv.Itoa(n)) }

// mapping takes keys and values in turn.
func mapping(pairs ...any) *yaml.Node {
	node := &yaml.Node{Kind: yaml.MappingNode}
	for i := 0; i < len(pairs); i += 2 {
		setKey(node, pairs[i].(string), pairs[i+1].(*yaml.Node))
	}
	return node
}

func sequence(items ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Content: items}
}
