package cloudwatch

// TestOnlyProject lets tests hand over answers that no service would encode.
var TestOnlyProject = project
