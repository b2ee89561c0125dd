package sim

// Origins returns all five origins.
func (d *Deployment) Origins() Origins { return d.origins }
