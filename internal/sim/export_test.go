package sim

// Origins returns all six origins.
func (d *Deployment) Origins() Origins { return d.origins }
