package aws

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
)

// pageTokens makes the opaque NextToken of DescribeAlarms:
//
//	base64url( offset, 4 bytes | HMAC-SHA256 )
//
// The HMAC covers the offset, the account, the Region and the question, so a token works only for
// its own question, and not after a restart.
type pageTokens struct {
	secret [32]byte
}

func (t *pageTokens) seal(in cloudwatch.DescribeAlarmsInput, account, region string,
	offset int) string {
	head := binary.BigEndian.AppendUint32(nil, uint32(offset))
	return base64.RawURLEncoding.EncodeToString(append(head, t.sum(in, account, region, head)...))
}

// open returns the offset in the question's token: zero without a token, and false for a token of
// another question.
func (t *pageTokens) open(in cloudwatch.DescribeAlarmsInput, account, region string) (offset int,
	ok bool) {
	if in.NextToken == nil {
		return 0, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(*in.NextToken)
	if err != nil || len(raw) != 4+sha256.Size {
		return 0, false
	}
	head, sum := raw[:4], raw[4:]
	return int(binary.BigEndian.Uint32(head)), hmac.Equal(sum, t.sum(in, account, region, head))
}

func (t *pageTokens) sum(in cloudwatch.DescribeAlarmsInput, account, region string,
	head []byte) []byte {
	in.NextToken, in.MaxRecords = nil, nil // the page size may change between pages
	question, err := json.Marshal([]any{account, region, in})
	if err != nil {
		panic(err) // strings and numbers only
	}
	mac := hmac.New(sha256.New, t.secret[:])
	mac.Write(head)
	mac.Write(question)
	return mac.Sum(nil)
}
