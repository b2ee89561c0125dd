package estate

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

const (
	day     = 24 * time.Hour
	runbook = "Runbook: https://wiki.example.com/runbooks/"
)

// The owners of alarms, as the last line of their descriptions.
const (
	checkoutWeb  = "\nOwner: Checkout web"
	paymentsCore = "\nOwner: Payments core"
)

// Removed is a deleted alarm that a rule still names.
const Removed = "reports-sftp-upload"

// checkout is the estate of Payments in eu-central-1: about 40 alarms that cover every kind.
func (p place) checkout() Alarms {
	a := Alarms{Metric: p.metrics(checkoutLoad())}
	a.Metric = append(a.Metric, p.metrics(checkoutData())...)
	a.Metric = append(a.Metric, p.metrics(checkoutOdd())...)
	a.Metric = append(a.Metric,
		p.band(metric{name: "checkout-orders-anomaly",
			about: "Orders per minute leave the band expected for this hour.\n\n" +
				"- Compare with the last deploy.\n- Ask the shop whether a campaign ended.\n\n" +
				runbook + "order-rate" + checkoutWeb,
			of: "Shop/Checkout OrdersPlaced Stage=production", stat: "Sum", breach: "<",
			limit:  212,
			points: []float64{238, 221, 187, 96, 71}, need: 1, every: 5 * time.Minute,
			since: 9 * time.Minute}, 212.4, 318.9),
		p.math(metric{name: "checkout-error-rate", about: "Share of failed checkouts, in percent.",
			of: "AWS/ApplicationELB HTTPCode_Target_5XX_Count LoadBalancer=app/checkout/50dc6c495c0c9188", stat: "Sum", breach: ">", limit: 2, points: []float64{0.4, 1.8, 4.7, 6.2, 7.9}, need: 3, since: 14 * time.Minute}, "100 * m1 / m2", "RequestCount"),
		p.insights(metric{name: "hosts-cpu-all", about: "Every host of the fleet by one query.",
			of: "AWS/EC2 CPUUtilization Fleet=payments", stat: "Maximum", breach: ">", limit: 90,
			points: []float64{61.2, 64.8, 59.9}, since: 6 * time.Hour,
			evaluation: types.EvaluationStatePartialData},
			`SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) GROUP BY InstanceId`),
		p.promQL(metric{name: "receipts-render-latency",
			about: "Slow receipts, by renderer. " + runbook + "receipts",
			of:    "Receipts/Render Seconds Stage=production", stat: "Maximum", breach: ">",
			limit:  1,
			points: []float64{0.4}, since: 5 * day,
			words: "0 out of 6 time series evaluated to ALARM."},
			`histogram_quantile(0.99, sum by (renderer, le) (rate(receipt_render_seconds_bucket[5m]))) > 1`),
	)
	a.Composite = p.checkoutComposites()
	a.Log = []types.LogAlarm{
		p.log(log{name: "card-declines-burst", about: "Declined cards in the authorisation log.",
			group: "/ecs/authorisation", limit: 40,
			query:   `fields @timestamp, @message | filter event = "card.declined"`,
			results: []float64{52, 71}, since: 21 * time.Minute,
			evaluation: types.EvaluationStatePartialData}),
		p.log(log{name: "ledger-panics", about: "Panics in the ledger service.",
			group: "/ecs/ledger", limit: 0,
			query: `fields @message | filter @message like /panic:/`, results: []float64{0},
			since: 6 * day}),
	}
	return a
}

func (p place) checkoutComposites() []types.CompositeAlarm {
	return []types.CompositeAlarm{
		p.composite(composite{name: "checkout-customer-impact",
			about: "Customers cannot pay. " + runbook + "checkout" + checkoutWeb,
			rule:  `ALARM("checkout-5xx") AND (ALARM("checkout-latency-p99") OR ALARM("checkout-error-rate"))`,
			state: types.StateValueAlarm, trigger: "checkout-5xx", since: 11 * time.Minute}),
		p.composite(composite{name: "payments-overall",
			about: "Anything that should wake someone in Payments.",
			rule: `ALARM("` + p.arn("checkout-customer-impact") +
				`") OR (ALARM("refunds-queue-age") AND NOT ALARM("deploy-in-progress")) OR ALARM("ledger-health")`,
			state: types.StateValueAlarm, trigger: "checkout-customer-impact",
			since: 11 * time.Minute}),
		p.composite(
			composite{name: "ledger-health", about: "The ledger can write and is not behind.",
				rule:  `AT_LEAST(2, ALARM, ("ledger-db-cpu", "ledger-db-connections", "ledger-db-replica-lag")) OR ALARM("ledger-panics")`,
				state: types.StateValueOk, trigger: "ledger-db-cpu", since: 3 * day}),
		p.composite(composite{name: "settlement-batch",
			about: "The nightly settlement. Held back while its deployment runs.",
			rule:  `ALARM("settlement-lambda-errors") OR ALARM("settlement-lambda-throttles")`,
			state: types.StateValueAlarm, trigger: "settlement-lambda-errors",
			since: 35 * time.Minute, suppressor: "deploy-in-progress"}),
		p.composite(composite{name: "reporting-health",
			about: "Reports for finance. Nobody is notified since the move.",
			rule: `ALARM("reports-queue-age") OR ALARM("reports-export-duration") OR ALARM("` +
				Removed + `")`,
			state: types.StateValueOk, trigger: "reports-queue-age", since: 12 * day, quiet: true}),
	}
}

// checkoutLoad are the alarms on load balancers, services and functions.
func checkoutLoad() []metric {
	const lb = " LoadBalancer=app/checkout/50dc6c495c0c9188"
	const ecs = " ClusterName=payments ServiceName="
	return []metric{
		{name: "checkout-5xx", about: "Errors answered by the checkout targets. " + runbook +
			"checkout-5xx",
			of:   "AWS/ApplicationELB HTTPCode_Target_5XX_Count" + lb,
			stat: "Sum", breach: ">", limit: 25, need: 3, points: []float64{4, 11, 31, 48, 86},
			since: 12 * time.Minute},
		{name: "checkout-latency-p99",
			about: "Slowest one percent of checkout answers, in seconds. " + runbook + "latency" + checkoutWeb,
			of:    "AWS/ApplicationELB TargetResponseTime" + lb,
			stat:  "p99", breach: ">", limit: 1.5, need: 3,
			points: []float64{0.62, 0.71, 0.69, 0.74, 0.8}, since: 2 * day},
		{name: "checkout-healthy-hosts", about: "Fewer than three healthy targets.",
			of:   "AWS/ApplicationELB HealthyHostCount TargetGroup=targetgroup/checkout/73e2d6bc24d8a067" + lb,
			stat: "Minimum", breach: "<", limit: 3, points: []float64{6, 6, 6}, since: 9 * day},
		{name: "checkout-rejected-connections",
			of:   "AWS/ApplicationELB RejectedConnectionCount" + lb,
			stat: "Sum", breach: ">", limit: 0, points: []float64{0, lost, lost, 0, 0},
			since: 31 * day, missing: "notBreaching"},
		{name: "checkout-cpu", about: "CPU of the checkout service, in percent.",
			of:   "AWS/ECS CPUUtilization" + ecs + "checkout",
			stat: "Average", breach: ">", limit: 80, points: []float64{48.2, 52.9, 61.4},
			since: 20 * time.Hour},
		{name: "checkout-memory",
			of:   "AWS/ECS MemoryUtilization" + ecs + "checkout",
			stat: "Average", breach: ">", limit: 85, points: []float64{71.3, 71.5, 71.4},
			since: 8 * day},
		{name: "authorisation-cpu",
			of:   "AWS/ECS CPUUtilization" + ecs + "authorisation",
			stat: "Average", breach: ">", limit: 80, points: []float64{33.8, 35.1, 34.4},
			since: 15 * day},
		{name: "authorisation-memory",
			of:   "AWS/ECS MemoryUtilization" + ecs + "authorisation",
			stat: "Average", breach: ">", limit: 85, points: []float64{58.1, 58.0, 58.4},
			since: 15 * day, evaluation: types.EvaluationStateEvaluationFailure},
		{name: "authorisation-latency-p95",
			about: "Changed just now: it waits for two hours of data.",
			of:    "AWS/ApplicationELB TargetResponseTime LoadBalancer=app/authorisation/1f2ac29c2d1d4c11",
			stat:  "p95", breach: ">", limit: 0.4, since: 6 * time.Minute, warmUp: 2 * time.Hour,
			words: "Unchecked: Initial alarm creation"},
		{name: "ledger-cpu",
			of:   "AWS/ECS CPUUtilization" + ecs + "ledger",
			stat: "Average", breach: ">", limit: 80, points: []float64{22.1, 23.9, 21.7},
			since: 26 * day},
		{name: "settlement-lambda-errors", about: "Failures of the settlement function. " +
			runbook + "settlement" + paymentsCore,
			of:   "AWS/Lambda Errors FunctionName=settlement",
			stat: "Sum", breach: ">=", limit: 1, points: []float64{3}, every: 5 * time.Minute,
			since: 35 * time.Minute},
		{name: "settlement-lambda-throttles",
			of:   "AWS/Lambda Throttles FunctionName=settlement",
			stat: "Sum", breach: ">", limit: 0, points: []float64{0}, every: 5 * time.Minute,
			since: 18 * day},
		{name: "webhooks-4xx", about: "Partners send what we cannot read.",
			of:   "AWS/ApiGateway 4XXError ApiName=webhooks",
			stat: "Sum", breach: ">", limit: 100, points: []float64{17, 22, 19},
			since: 33 * time.Hour, lonely: true},
	}
}

// checkoutData are the alarms on databases, queues and caches.
func checkoutData() []metric {
	const rds = " DBClusterIdentifier=ledger"
	return []metric{
		{name: "ledger-db-cpu", about: "CPU of the ledger's writer, in percent.",
			of:   "AWS/RDS CPUUtilization" + rds,
			stat: "Average", breach: ">", limit: 75, points: []float64{41.7, 44.2, 43.8},
			since: 3 * day},
		{name: "ledger-db-connections",
			of:   "AWS/RDS DatabaseConnections" + rds,
			stat: "Maximum", breach: ">", limit: 400, points: []float64{188, 192, 190},
			since: 22 * day},
		{name: "ledger-db-replica-lag", about: "Milliseconds behind the writer.",
			of:   "AWS/RDS AuroraReplicaLag" + rds,
			stat: "Maximum", breach: ">", limit: 1000, points: []float64{18.4, 21.9, 19.2},
			since: 7 * day},
		{name: "ledger-db-free-storage", about: "Less than 20 GiB left. Ordered, see OPS-4411.",
			of:   "AWS/RDS FreeLocalStorage" + rds,
			stat: "Minimum", breach: "<", limit: 21474836480,
			points: []float64{19327352832, 19301138432, 19289604096}, every: 5 * time.Minute,
			since: 34 * day},
		{name: "refunds-queue-age", about: "Oldest refund waiting, in seconds.",
			of:   "AWS/SQS ApproximateAgeOfOldestMessage QueueName=refunds",
			stat: "Maximum", breach: ">", limit: 900,
			points: []float64{640, 1180, 1790, 2405, 3010}, need: 3, every: 5 * time.Minute,
			since: 48 * time.Minute},
		{name: "refunds-dead-letters",
			of:   "AWS/SQS ApproximateNumberOfMessagesVisible QueueName=refunds-dlq",
			stat: "Maximum", breach: ">", limit: 0, points: []float64{0, 0}, every: 5 * time.Minute,
			since: 10 * day},
		{name: "reports-queue-age",
			of:   "AWS/SQS ApproximateAgeOfOldestMessage QueueName=reports",
			stat: "Maximum", breach: ">", limit: 3600, points: []float64{61, 75},
			every: 5 * time.Minute, since: 12 * day, quiet: true},
		{name: "reports-export-duration", about: "The export has not run since the move.",
			of:   "Finance/Reports ExportSeconds Job=daily-export",
			stat: "Maximum", breach: ">", limit: 1800, every: time.Hour, since: 12 * day,
			quiet: true},
		{name: "sessions-cache-evictions",
			of:   "AWS/ElastiCache Evictions CacheClusterId=sessions-001",
			stat: "Sum", breach: ">", limit: 1000, points: []float64{0, 12, 3}, since: 2 * day},
		{name: "sessions-cache-memory",
			of:   "AWS/ElastiCache DatabaseMemoryUsagePercentage CacheClusterId=sessions-001",
			stat: "Average", breach: ">", limit: 90, points: []float64{63.5, 63.7, 64.1},
			since: 19 * day},
		{name: "fraud-model-invocations",
			about: "The model endpoint reports nothing while it is scaled to zero.",
			of:    "AWS/SageMaker Invocations EndpointName=fraud-v7",
			stat:  "Sum", breach: "<", limit: 1, since: 5 * time.Hour},
	}
}

// checkoutOdd are the alarms that are hard to show: broken evaluation, missing recipients, hostile
// and unusual text.
func checkoutOdd() []metric {
	return []metric{
		{name: "deploy-in-progress", about: "Raised by the pipeline while it deploys.",
			of:   "Pipeline/Deploy Running Stage=production",
			stat: "Maximum", breach: ">=", limit: 1, points: []float64{1}, since: 37 * time.Minute,
			quiet: true},
		{name: "tokens-vault-latency", about: "The expression refers to a metric that was renamed.",
			of:   "Vault/Tokens Latency Stage=production",
			stat: "Average", breach: ">", limit: 50, points: []float64{12.5}, since: 3 * day,
			evaluation: types.EvaluationStateEvaluationError,
			words:      "Evaluation error: the expression refers to the metric m3, which is not defined."},
		{name: "legacy-gateway-heartbeat", about: "Kept until the old gateway is switched off.",
			of:   "Gateway/Legacy Heartbeat Host=gw-1",
			stat: "Sum", breach: "<", limit: 1, points: []float64{0, 0, 0}, every: 5 * time.Minute,
			since: 47 * day, quiet: true},
		{name: "Zahlungen: überfällige Aufträge ⏳",
			about: "Überfällige Aufträge seit Mitternacht. 支払いの遅延",
			of:    "Shop/Billing Overdue Stage=production",
			stat:  "Maximum", breach: ">", limit: 10, points: []float64{2, 3, 3},
			every: 5 * time.Minute, since: 8 * time.Hour},
		{name: "markup-in-description",
			about: `<img src=x onerror=alert(1)> <b>bold</b> & "quoted" [link](javascript:alert(1))`,
			of:    "Shop/Checkout Probe Stage=production",
			stat:  "Sum", breach: ">", limit: 5, points: []float64{1}, since: 90 * time.Minute},
		{name: `"><script>alert(1)</script>/50% of quota?`,
			about: "A name that must be shown as it is and escaped in links.",
			of:    "Shop/Checkout Quota Stage=production",
			stat:  "Average", breach: ">", limit: 50, points: []float64{12, 14},
			since: 4 * time.Hour},
		{name: "very-long-name-" + strings.Repeat("partner-integration-", 12),
			of:   "Shop/Partners Lag Partner=all",
			stat: "Maximum", breach: ">", limit: 60, points: []float64{4, 5},
			since: 40 * time.Hour},
	}
}
