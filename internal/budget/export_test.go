package budget

// NamesForTest counts the shares that exist.
func (b *Budget) NamesForTest() int { return len(b.sites.held) + len(b.connections.held) }
