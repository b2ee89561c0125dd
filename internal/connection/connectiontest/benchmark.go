package connectiontest

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"pagewatch/internal/connection"
)

// record has the size of a role's record.
const record = `{"version":"v-abcdefghijklmnopqrstuvwxyz","kind":"aws-role","name":"Payments production","roleArn":"arn:aws:iam::111122223333:role/PagewatchReadAlarms",` +
	`"account":"111122223333","regions":["eu-central-1","us-east-1"],"externalId":"pw-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz",` +
	`"fence":{"regions":["eu-central-1"],"namePrefixes":["checkout-","payments-"]},"installation":"aaaaaaaa-0000-4000-8000-000000000001","space":"42","id":"c-0"}`

// BenchmarkBackend measures a store with ten connections in each of ten spaces: reading one, as
// every source of a view does, writing one, and listing a space, as the macro's editor does.
func BenchmarkBackend(b *testing.B, backend connection.Backend, tenant connection.Tenant) {
	key := func(space, id int) connection.Key {
		return connection.Key{Class: connection.Metadata, Space: strconv.Itoa(space),
			ID: fmt.Sprintf("c-%d", id)}
	}
	put := func(k connection.Key) {
		if err := backend.Put(context.Background(), tenant,
			connection.Item{Key: k, Value: []byte(record)}); err != nil {
			b.Fatal(err)
		}
	}
	for space := range 10 {
		for id := range 10 {
			put(key(space, id))
		}
	}
	secret := connection.Key{Class: connection.Secret, Space: "1", ID: "c-1"}
	put(secret)
	each := func(name string, do func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				do()
			}
		})
	}
	each("get", func() {
		if got, err := backend.Get(context.Background(), tenant, secret); err != nil ||
			len(got) != len(record) {
			b.Fatal(len(got), err)
		}
	})
	each("put", func() { put(secret) })
	each("list", func() {
		if got, err := backend.List(context.Background(), tenant, "1"); err != nil ||
			len(got) != 10 {
			b.Fatal(len(got), err)
		}
	})
}
