// The yardstick is the reference for Pagewatch's cost: the least program that does the work of one
// view. It verifies a token, assumes a role with its External ID and a session policy, makes one
// DescribeAlarms request, and writes the alarms as JSON; or it reads the alert rules of a stack and
// writes what Pagewatch decodes of them. It does not authorise, restrict egress, seal, record or
// clear memory. It is not part of the product.
//
// As in Pagewatch, every request has its own SDK clients and no connection is kept: a shared client
// would mix tenants' signing keys, and kept connections die when a function freezes. EXTRA adds
// that many HTTP calls to a request, as many as Pagewatch needs for its calls to the platform.
// Under Lambda it is a function.
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/MicahParks/jwkset"
	"github.com/aws/aws-lambda-go/lambdaurl"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/golang-jwt/jwt/v5"
)

const sessionPolicy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"cloudwatch:DescribeAlarms","Resource":"*"}]}`

// client opens a connection for each call.
var client = &http.Client{
	Transport: whole{
		&http.Transport{DisableKeepAlives: true,
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}}}

// whole sends bodies from memory. The SDK's own body reader races with early answers, which fails
// some calls.
type whole struct{ http.RoundTripper }

func (t whole) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return nil, err
		}
		req = req.Clone(req.Context())
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	return t.RoundTripper.RoundTrip(req)
}

func main() {
	http.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("POST /alarms", answered(view))
	http.HandleFunc("POST /rules", answered(rules))
	if os.Getenv("AWS_LAMBDA_RUNTIME_API") != "" {
		lambdaurl.Start(http.DefaultServeMux)
	}
	fmt.Fprintln(os.Stderr, http.ListenAndServe(os.Getenv("LISTEN"), nil))
	os.Exit(1)
}

// answered writes what a view returns as JSON.
func answered[T any](view func(*http.Request) (T, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		out, err := view(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(out)
	}
}

// verified checks the token of a request.
func verified(r *http.Request) error {
	raw, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	_, err := jwt.Parse(raw, key, jwt.WithValidMethods([]string{"RS256"}),
		jwt.WithAudience(os.Getenv("AUDIENCE")), jwt.WithExpirationRequired())
	return err
}

func view(r *http.Request) (*cloudwatch.DescribeAlarmsOutput, error) {
	if err := verified(r); err != nil {
		return nil, err
	}
	var asked struct{ Region string }
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		return nil, err
	}
	if err := extra(r.Context()); err != nil {
		return nil, err
	}
	keys := credentials.NewStaticCredentialsProvider(os.Getenv("AWS_ACCESS_KEY_ID"),
		os.Getenv("AWS_SECRET_ACCESS_KEY"), "")
	assumed, err := sts.New(sts.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(os.Getenv("STS_URL")), Credentials: keys,
		HTTPClient: client, Retryer: aws.NopRetryer{},
	}).AssumeRole(r.Context(), &sts.AssumeRoleInput{
		RoleArn:    aws.String(os.Getenv("ROLE_ARN")),
		ExternalId: aws.String(os.Getenv("EXTERNAL_ID")), RoleSessionName: aws.String("yardstick"),
		DurationSeconds: aws.Int32(900), Policy: aws.String(sessionPolicy),
	})
	if err != nil {
		return nil, err
	}
	c := assumed.Credentials
	return cloudwatch.New(cloudwatch.Options{
		Region: asked.Region, BaseEndpoint: aws.String(os.Getenv("CLOUDWATCH_URL")),
		HTTPClient: client, Retryer: aws.NopRetryer{},
		Credentials: credentials.NewStaticCredentialsProvider(*c.AccessKeyId, *c.SecretAccessKey,
			*c.SessionToken),
	}).DescribeAlarms(r.Context(), &cloudwatch.DescribeAlarmsInput{
		AlarmTypes: []types.AlarmType{types.AlarmTypeCompositeAlarm, types.AlarmTypeMetricAlarm,
			types.AlarmTypeLogAlarm}, MaxRecords: aws.Int32(100),
	})
}

// extra makes calls that only add to the count.
func extra(ctx context.Context) error {
	n, _ := strconv.Atoi(os.Getenv("EXTRA"))
	for range n {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, os.Getenv("EXTRA_URL"),
			bytes.NewReader([]byte(`{"key":"a record"}`)))
		if err != nil {
			return err
		}
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		var answer map[string]any
		raw, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err := errors.Join(err, json.Unmarshal(raw, &answer)); err != nil {
			return err
		}
	}
	return nil
}

// keySet fetches the key set once.
var keySet = sync.OnceValues(func() (jwkset.JWKSMarshal, error) {
	var set jwkset.JWKSMarshal
	resp, err := client.Get(os.Getenv("JWKS_URL"))
	if err != nil {
		return set, err
	}
	defer func() { _ = resp.Body.Close() }()
	return set, json.NewDecoder(resp.Body).Decode(&set)
})

func key(t *jwt.Token) (any, error) {
	set, err := keySet()
	if err != nil {
		return nil, err
	}
	for _, published := range set.Keys {
		if published.KID == t.Header["kid"] {
			k, err := jwkset.NewJWKFromMarshal(published, jwkset.JWKMarshalOptions{},
				jwkset.JWKValidateOptions{})
			return k.Key(), err
		}
	}
	return nil, errors.New("an unknown key")
}
