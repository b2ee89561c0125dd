package resolver

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"pagewatch/internal/cloudwatch/account"
	"pagewatch/internal/connection"
	"pagewatch/internal/platform/access/accesstest"
	"pagewatch/internal/secret"
	"pagewatch/internal/source"
	"pagewatch/internal/token"
)

// granting is a service that can do no more than seal grants and open them, and plans for so many
// sources.
func granting(b *testing.B, sources int) (*service, []task) {
	b.Helper()
	keys, err := secret.ParseKeyring(secret.NewKey("a"))
	if err != nil {
		b.Fatal(err)
	}
	s := &service{Config: Config{Now: time.Now}}
	s.grants = token.New[grant](keys.Sealer(secret.Grant), grantLife,
		func() time.Time { return s.Now() })
	var tasks []task
	for i := range sources {
		tasks = append(tasks, task{
			Index: i, Question: source.Question{Place: "eu-central-1", NamePrefix: "checkout-",
				Text: `{"namePrefix":"checkout-"}`},
			Link: connection.Link{
				ID: fmt.Sprintf("c-%026d", i), Version: "v-abcdefghijklmnopqrstuvwxyz",
				Name: "Payments production", Kind: connection.AWSRole,
				Target: connection.Target{AWS: &account.Target{
					Identity: account.Identity{
						RoleARN: "arn:aws:iam::111122223333:role/PagewatchReadAlarms",
						Account: "111122223333",
					},
					ExternalID: secret.New(
						"pw-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz"),
				}},
			},
		})
	}
	return s, tasks
}

// BenchmarkGrant seals a view's grant and opens it again, as the two halves of a streamed view do.
// Grants are remembered for 30 seconds so that each opens once: the clock runs so fast here that
// few are.
func BenchmarkGrant(b *testing.B) {
	reader := accesstest.Reader(b, "aaaaaaaa-0000-4000-8000-000000000001", "65538")
	for _, sources := range []int{1, 10} {
		b.Run(strconv.Itoa(sources), func(b *testing.B) {
			s, tasks := granting(b, sources)
			clock := time.Now()
			s.Now = func() time.Time { return clock }
			b.ReportAllocs()
			for b.Loop() {
				_, opened, err := s.open([]byte(s.seal(reader, tasks)))
				if err != nil || len(opened) != sources {
					b.Fatal(err)
				}
				clock = clock.Add(time.Second)
			}
		})
	}
}

// BenchmarkUsedGrants is what remembering costs where so many grants were opened in the last 30
// seconds.
func BenchmarkUsedGrants(b *testing.B) {
	for _, live := range []int{10, 1000, 10_000} {
		b.Run(strconv.Itoa(live), func(b *testing.B) {
			clock := time.Now()
			used := &usedGrants{}
			step := 2 * grantLife / time.Duration(live)
			n := 0
			next := func() bool {
				n++
				clock = clock.Add(step)
				return used.first(strconv.Itoa(n), clock)
			}
			for range live {
				next()
			}
			b.ReportAllocs()
			for b.Loop() {
				if !next() {
					b.Fatal("a fresh grant was taken for a used one")
				}
			}
		})
	}
}
