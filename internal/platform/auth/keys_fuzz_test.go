package auth

import (
	"testing"
)

// keySet is a set of one key, as Atlassian publishes it: padded, and beside keys that are ignored.
// It is a published sample key and is for tests alone.
const keySet = `{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"forge/invocation-token/1","e":"AQAB","n":"` +
	`u1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0_IzW7yWR7QkrmBL7jTKEn5u-qKhbwKfBstIs-bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW_VDL5AaWTg0nLVkjRo9z-40RQzuVaE8AkAFmxZzow3x-VJYKdjykkJ0iT9wCS0DRTXu269V264Vf_3jvredZiKRkgwlL9xNAwxXFg0x_XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC-9aGVd-Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmw` +
	`=="},{"kty":"EC","kid":"other"},{"kty":"oct","k":"AAAA"}]}`

// FuzzKeySet: a set gives signature keys of sufficient length, or is refused with a short error.
func FuzzKeySet(f *testing.F) {
	f.Add([]byte(keySet))
	f.Add([]byte(`{"keys":[]}`))
	f.Add([]byte(`{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},null,7]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		keys, err := parseKeys(body)
		if err != nil {
			t.Log("refused")
			if keys != nil || len(err.Error()) > 300 {
				t.Errorf("%d keys with %v", len(keys), err)
			}
			return
		}
		t.Log("accepted")
		for id, key := range keys {
			if key.N.BitLen() < minKeyBits || key.E < 2 {
				t.Errorf("%q is a key of %d bits, exponent %d", id, key.N.BitLen(), key.E)
			}
		}
	})
}
