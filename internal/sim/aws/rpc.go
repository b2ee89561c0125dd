package aws

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/schemas"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/encoding/cbor"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/aws/smithy-go/transport/http/protocol/awsjson"
	"github.com/aws/smithy-go/transport/http/protocol/rpcv2"
)

// CloudWatch's names in its protocols: "Smithy RPC v2 CBOR" and "AWS JSON 1.0" in the Smithy
// specification.
const (
	granite     = "GraniteServiceVersion20100801"
	rpcPath     = "/service/" + granite + "/operation/"
	targetName  = granite + "."
	shapePrefix = "com.amazonaws.cloudwatch#"
)

// rpc is one of CloudWatch's two protocols. Requests and answers use the SDK's own serializers in
// the opposite direction: an answer is serialized as if it were a request.
type rpc struct {
	protocol    smithyhttp.ClientProtocol
	contentType string
	cbor        bool
	queryMode   bool // the client also wants the error code of the query protocol
}

// identifyAlarms recognises a CloudWatch request.
func identifyAlarms(q *request) bool {
	r := q.http
	if r.Method != http.MethodPost {
		return false
	}
	f := rpc{queryMode: r.Header.Get("X-Amzn-Query-Mode") == "true"}
	if action, ok := strings.CutPrefix(r.URL.Path, rpcPath); ok &&
		r.Header.Get("Smithy-Protocol") == "rpc-v2-cbor" {
		q.call.Action = action
		f.protocol, f.contentType, f.cbor = rpcv2.NewCBOR(schemas.GraniteServiceVersion20100801),
			"application/cbor", true
	} else if action, ok := strings.CutPrefix(r.Header.Get("X-Amz-Target"), targetName); ok &&
		r.URL.Path == "/" {
		q.call.Action = action
		f.protocol, f.contentType = awsjson.New10(schemas.GraniteServiceVersion20100801),
			"application/x-amz-json-1.0"
	} else {
		return false
	}
	q.call.Service = CloudWatch
	q.format = f
	q.do = unknownAlarms
	if q.call.Action == "DescribeAlarms" {
		q.do = func(c *Cloud, q *request, who identity) (answer, *refusal) {
			return c.describeAlarms(q, f, who)
		}
	}
	return true
}

// unknownAlarms refuses an operation that is not imitated. A caller without the permission gets
// AWS's refusal, others one that names the reason.
func unknownAlarms(_ *Cloud, q *request, who identity) (answer, *refusal) {
	if refused := who.authorize("cloudwatch:"+q.call.Action, "*"); refused != nil {
		return answer{}, refused
	}
	return answer{}, refuse("UnknownOperation",
		"local simulation: the operation %s is not imitated", q.call.Action)
}

// operation is DescribeAlarms in either direction. The schemas only decide whether a body exists.
func operation() *smithy.OperationSchema {
	return smithy.NewOperationSchema(schemas.DescribeAlarms, schemas.DescribeAlarmsInput,
		schemas.DescribeAlarmsOutput)
}

// decode reads a request body.
func (f rpc) decode(ctx context.Context, body []byte) (cloudwatch.DescribeAlarmsInput, error) {
	var in question
	response := &smithyhttp.Response{
		Response: &http.Response{StatusCode: http.StatusOK,
			Body: io.NopCloser(bytes.NewReader(body))}}
	if err := f.protocol.DeserializeResponse(ctx, operation(), cloudwatch.TypeRegistry, response,
		&in); err != nil {
		return cloudwatch.DescribeAlarmsInput{}, fmt.Errorf("decoding request: %w", err)
	}
	return cloudwatch.DescribeAlarmsInput(in), nil
}

// encode writes an answer.
func (f rpc) encode(ctx context.Context, out *cloudwatch.DescribeAlarmsOutput) (answer, error) {
	carrier := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if err := f.protocol.SerializeRequest(ctx, operation(), out, carrier); err != nil {
		return answer{}, fmt.Errorf("encoding answer: %w", err)
	}
	body, err := io.ReadAll(carrier.GetStream())
	if err != nil {
		return answer{}, fmt.Errorf("encoding answer: %w", err)
	}
	return f.answer(body), nil
}

func (f rpc) answer(body []byte) answer {
	header := http.Header{"Content-Type": {f.contentType}}
	a := ok(header, body)
	if f.cbor {
		header.Set("Smithy-Protocol", "rpc-v2-cbor")
		a.pad = padCBOR
	}
	return a
}

// padCBOR makes a well-formed body with a NextToken of size bytes.
func padCBOR(size int) []byte {
	// a map of one, a key of nine characters
	head := append([]byte{0xa1, 0x69}, "NextToken"...)
	head = binary.BigEndian.AppendUint32(append(head, 0x7a), uint32(size)) // a text of size bytes
	return append(head, bytes.Repeat([]byte("A"), size)...)
}

// refuse writes an error: its shape in the body and, for clients that ask, its query code in a
// header that takes precedence.
func (f rpc) refuse(r *refusal, _ string) answer {
	shape := shapePrefix + r.shape()
	var body []byte
	if f.cbor {
		body = cbor.Encode(
			cbor.Map{"__type": cbor.String(shape), "message": cbor.String(r.message)})
	} else {
		// marshalling strings cannot fail
		body, _ = json.Marshal(map[string]string{"__type": shape, "message": r.message})
	}
	a := f.answer(body)
	if f.queryMode {
		a.Header.Set("X-Amzn-Query-Error", r.code+";"+r.fault())
	}
	return a
}
