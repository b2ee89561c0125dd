// Package customer holds the files with which a customer lets Pagewatch into an AWS account, as
// they are published: nothing is filled in. README.md says what each one is.
package customer

import "embed"

// Files are the templates and policies, by their names in this folder.
//
//go:embed pagewatch-role.yaml pagewatch-role.tf pagewatch-role.sh trust-policy.json permissions-policy.json
var Files embed.FS
