package aws

import (
	"crypto/rand"
	"encoding/base64"

	"pagewatch/internal/sim/aws/policy"
)

// maxToken is the largest session token AWS makes, in bytes.
const maxToken = 4096

// openSession makes the temporary credentials of an assumed role. They live in memory, until they
// expire or the process ends.
func (c *Cloud) openSession(r role, p assumption) (id string, k *key) {
	k = &key{
		secret:  randomText(30),
		token:   randomText(720), // as long as real ones are
		expires: c.now().Add(p.duration),
		who: identity{
			caller: policy.Caller{
				Account: r.account,
				ARN:     r.arn,
				SessionARN: "arn:aws:sts::" + r.account + ":assumed-role/" + r.name + "/" +
					p.sessionName,
			},
			userID:      r.id + ":" + p.sessionName,
			permissions: r.permissions,
			session:     p.policy,
		},
	}
	id = "ASIA" + rand.Text()[:16]
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forgetSessions()
	c.keys[id] = k
	return id, k
}

// forgetSessions drops sessions that ended over an hour ago, which bounds memory. More recent ones
// still answer ExpiredToken.
func (c *Cloud) forgetSessions() {
	now := c.now()
	for id, k := range c.keys {
		if !k.expires.IsZero() && now.Sub(k.expires) > chained {
			delete(c.keys, id)
		}
	}
}

// randomText returns n random bytes in base64.
func randomText(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}
