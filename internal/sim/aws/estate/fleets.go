package estate

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// usual is a row of the alarms that every service of a fleet has.
type usual struct {
	suffix, of, stat string
	limit, calm      float64 // the threshold, and a value that is fine
}

// usuals are 17 rows, so that 20 services have 340 alarms.
var usuals = []usual{
	{"5xx", "AWS/ApplicationELB HTTPCode_Target_5XX_Count LoadBalancer=app/", "Sum", 25, 2},
	{"4xx", "AWS/ApplicationELB HTTPCode_Target_4XX_Count LoadBalancer=app/", "Sum", 500, 61},
	{"latency-p50", "AWS/ApplicationELB TargetResponseTime LoadBalancer=app/", "p50", 0.3, 0.08},
	{"latency-p99", "AWS/ApplicationELB TargetResponseTime LoadBalancer=app/", "p99", 2, 0.74},
	{"unhealthy-hosts", "AWS/ApplicationELB UnHealthyHostCount LoadBalancer=app/", "Maximum", 0, 0},
	{"cpu", "AWS/ECS CPUUtilization ServiceName=", "Average", 80, 37.5},
	{"memory", "AWS/ECS MemoryUtilization ServiceName=", "Average", 85, 62.25},
	{"restarts", "ECS/ContainerInsights RestartCount ServiceName=", "Sum", 3, 0},
	{"db-cpu", "AWS/RDS CPUUtilization DBClusterIdentifier=", "Average", 75, 28.125},
	{"db-connections", "AWS/RDS DatabaseConnections DBClusterIdentifier=", "Maximum", 400, 118},
	{"db-replica-lag", "AWS/RDS AuroraReplicaLag DBClusterIdentifier=", "Maximum", 1000, 21},
	{"db-deadlocks", "AWS/RDS Deadlocks DBClusterIdentifier=", "Sum", 5, 0},
	{"queue-age", "AWS/SQS ApproximateAgeOfOldestMessage QueueName=", "Maximum", 900, 44},
	{"queue-depth", "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=", "Maximum", 10000, 312},
	{"dead-letters", "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=dlq-", "Maximum", 0, 0},
	{"worker-errors", "AWS/Lambda Errors FunctionName=", "Sum", 10, 1},
	{"worker-throttles", "AWS/Lambda Throttles FunctionName=", "Sum", 0, 0},
}

var services = []string{
	"accounts", "acquiring", "audit", "billing", "cards", "catalog", "chargebacks", "disputes",
	"exchange", "fees",
	"gateway", "identity", "invoices", "mandates", "notifications", "payouts", "pricing", "risk",
	"statements", "tax",
}

// fleet is the estate of Payments in us-east-1: 340 alarms, more than one answer holds.
func fleet() []metric {
	var alarms []metric
	for i, service := range services {
		for j, u := range usuals {
			n := i*len(usuals) + j
			m := metric{name: service + "-" + u.suffix, of: u.of + service, stat: u.stat,
				breach: ">", limit: u.limit,
				points: []float64{u.calm, u.calm, u.calm},
				since:  time.Duration(n*37+11) * time.Minute}
			switch {
			case n%29 == 7:
				m.points = []float64{u.calm, u.limit*1.25 + 1, u.limit*1.5 + 1, u.limit*2 + 1}
				m.need, m.since = 3, time.Duration(n%53+3)*time.Minute
			case n%67 == 12:
				m.points = nil
			case n%71 == 20:
				m.quiet = true
			case n%97 == 33:
				m.evaluation = types.EvaluationStatePartialData
			}
			alarms = append(alarms, m)
		}
	}
	return alarms
}

// allOK is the estate of Payments in eu-west-1: 12 alarms, none firing.
func allOK() []metric {
	var alarms []metric
	for i, u := range usuals[:12] {
		alarms = append(alarms, metric{name: "standby-" + u.suffix, about: "The standby Region.",
			of:   u.of + "standby",
			stat: u.stat, breach: ">",
			limit: u.limit, points: []float64{u.calm, u.calm, u.calm},
			since: time.Duration(i+2) * day})
	}
	return alarms
}

// carriers is the estate of Logistics in us-east-1.
func carriers() []metric {
	const labels = " Carrier="
	return []metric{
		{name: "labels-latency",
			of:   "Logistics/Labels Latency" + labels + "north",
			stat: "p95", breach: ">", limit: 2, points: []float64{0.9, 1.1, 1}, since: 2 * day},
		{name: "labels-errors", about: "Labels that carriers refused.",
			of:   "Logistics/Labels Refused" + labels + "north",
			stat: "Sum", breach: ">", limit: 20, points: []float64{3, 44, 51}, need: 2,
			since: 26 * time.Minute},
		{name: "tracking-lag",
			of:   "Logistics/Tracking LagSeconds" + labels + "all",
			stat: "Maximum", breach: ">", limit: 600, points: []float64{42, 40, 47},
			since: 9 * day},
		{name: "tracking-queue-age",
			of:   "AWS/SQS ApproximateAgeOfOldestMessage QueueName=tracking",
			stat: "Maximum", breach: ">", limit: 300, points: []float64{8, 9}, since: 5 * day},
	}
}

// warehouse is the estate of Logistics in eu-central-1.
func (p place) warehouse() Alarms {
	var specs []metric
	for i, u := range usuals[:9] {
		specs = append(specs, metric{name: "staging-warehouse-" + u.suffix,
			of:   u.of + "warehouse",
			stat: u.stat, breach: ">", limit: u.limit,
			points: []float64{u.calm, u.calm}, since: time.Duration(i*5+1) * time.Hour})
	}
	specs = append(specs,
		metric{name: "staging-picking-backlog", about: "Orders waiting to be picked.",
			of:   "Logistics/Picking Backlog Site=hamburg",
			stat: "Maximum", breach: ">", limit: 500, points: []float64{480, 512, 547}, need: 2,
			every: 5 * time.Minute, since: 17 * time.Minute})
	return Alarms{
		Metric: p.metrics(specs),
		Composite: []types.CompositeAlarm{
			p.composite(composite{name: "staging-warehouse-health",
				about: "The staging warehouse as a whole.",
				rule:  `ALARM("staging-warehouse-5xx") OR ALARM("staging-picking-backlog")`,
				state: types.StateValueAlarm, trigger: "staging-picking-backlog",
				since: 17 * time.Minute})},
	}
}

// lab is the estate that each Region of the Fault lab would have without its fault.
func lab() []metric {
	return []metric{
		{name: "lab-probe", about: "Answers when the Region does.",
			of:   "Lab/Probe Failures Stage=lab",
			stat: "Sum", breach: ">", limit: 0, points: []float64{0, 0, 0}, since: 3 * time.Hour},
		{name: "lab-load",
			of:   "Lab/Load Requests Stage=lab",
			stat: "Sum", breach: ">", limit: 100, points: []float64{140, 155, 171},
			since: 5 * time.Minute},
	}
}
