package sim

// Origins returns all five origins.
func (h *Home) Origins() Origins { return h.origins }
