package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"pagewatch/internal/local"
	"pagewatch/internal/local/cloud"
	"pagewatch/internal/secret"
)

// The variables by which an operator points AWS somewhere else.
const (
	stsEndpoint        = "AWS_ENDPOINT_URL_STS"
	cloudWatchEndpoint = "AWS_ENDPOINT_URL_CLOUDWATCH"
)

// storeName is the store's file in the data folder.
const storeName = "connections.db"

// environment returns the settings of a backend in the local surroundings, as the environment variables that
// production reads them from.
func environment(opts options, around local.Surroundings, principal cloud.Principal, keys string) func(string) string {
	imitated := map[string]string{
		"PAGEWATCH_APP_ID":         around.AppID,
		"PAGEWATCH_KEYS":           keys,
		"PAGEWATCH_STREAM_URL":     around.BackendURL + "/v1/stream",
		"PAGEWATCH_STREAM_ORIGINS": around.UIOrigin,
		"PAGEWATCH_JWKS_URL":       around.JWKSURL,
		"PAGEWATCH_ATLASSIAN_API":  around.AtlassianAPI,
	}
	simulated := map[string]string{
		"PAGEWATCH_PRINCIPAL_ARN": principal.ARN,
		"PAGEWATCH_PARTITION":     "",
		"AWS_REGION":              "",
		"AWS_ACCESS_KEY_ID":       principal.AccessKeyID,
		"AWS_SECRET_ACCESS_KEY":   principal.SecretAccessKey,
		"AWS_SESSION_TOKEN":       "",
		stsEndpoint:               around.AWSEndpoint,
		cloudWatchEndpoint:        around.AWSEndpoint,
	}
	leaves := opts.leavesSimulation()
	return func(name string) string {
		if value, ok := imitated[name]; ok {
			return value
		}
		value, ok := simulated[name]
		switch {
		case ok && !leaves:
			return value
		case ok && !opts.realAWS && opts.getenv(name) == "" && (name == stsEndpoint || name == cloudWatchEndpoint):
			return value // the other service was pointed elsewhere; this one stays simulated
		}
		return opts.getenv(name)
	}
}

// leavesSimulation reports whether any part of AWS is not simulated. Credentials, a profile or a Region in the
// environment alone never make it so.
func (o options) leavesSimulation() bool {
	return o.realAWS || o.getenv(stsEndpoint) != "" || o.getenv(cloudWatchEndpoint) != ""
}

// simulates reports whether any part of AWS is.
func (o options) simulates() bool {
	return !o.realAWS && (o.getenv(stsEndpoint) == "" || o.getenv(cloudWatchEndpoint) == "")
}

// loadKeys takes the key pairs from the environment, or from the data folder, where the first start makes one.
func loadKeys(opts options) (string, *secret.Keyring, error) {
	from, pairs := "PAGEWATCH_KEYS", opts.getenv("PAGEWATCH_KEYS")
	if pairs == "" {
		from = filepath.Join(opts.data, "keys")
		raw, err := os.ReadFile(from)
		if errors.Is(err, os.ErrNotExist) {
			if _, err := os.Stat(filepath.Join(opts.data, storeName)); err == nil {
				return "", nil, fmt.Errorf("%s is missing, and %s cannot be opened without it: put it back, or remove both to begin anew", from, storeName)
			}
			raw = []byte(secret.NewKey("local") + "\n")
			err = writeNew(from, raw)
		}
		if err != nil {
			return "", nil, fmt.Errorf("loading the keys: %w", err)
		}
		pairs = string(raw)
	}
	ring, err := secret.ParseKeyring(pairs)
	if err != nil {
		return "", nil, fmt.Errorf("loading the keys from %s: %w", from, err)
	}
	return pairs, ring, nil
}

// writeNew writes a file that is not there yet, and returns after it has been synced: what is sealed with a key must
// not outlive it.
func writeNew(path string, content []byte) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(content); err != nil {
		return err
	}
	return f.Sync()
}
