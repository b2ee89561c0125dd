import type { Item } from '../macro/item';
import { runbookOf } from '../macro/row/links';
import { ownerOf } from '../macro/row/owner';
import { text } from '../text/en';
import { awsName } from './aws-name';
import { consoleLink } from './console/deep-link';
import { remarksOn } from './row/badges';
import { evidenceOf, withoutArns } from './row/evidence';
import { metricLine } from './row/metric-line';
import { notifies, standingOf } from './standing';
import { stateWord } from './state-word';
import type { Alarm } from './wire/alarm';
import type { Rule } from './wire/rule';

/** toItem converts an alarm to an item. */
export function toItem(alarm: Alarm): Item {
  const { name, kind, arn, reason, description = '', rule, spark, trips } = alarm;
  const href = consoleLink(alarm);
  return {
    key: `${kind} ${name}`,
    name,
    alias: awsName(alarm),
    standing: standingOf(alarm),
    state: stateWord(noDataIn(alarm) ? 'INSUFFICIENT_DATA' : alarm.state),
    since: alarm.since,
    reason,
    brief: briefOf(reason),
    evidence: evidenceOf(alarm),
    description: alarm.description,
    runbook: runbookOf(description),
    owner: ownerOf(description),
    kind: kindWord(kind),
    badges: remarksOn(alarm),
    notifies: notifies(alarm),
    muted: alarm.suppressedBy !== undefined || alarm.actionsOff === true,
    account: accountIn(arn),
    facts: metricLine(alarm) ?? undefined,
    link:
      href === null
        ? undefined
        : { href, text: text.macro.console, label: text.macro.openConsole(name) },
    words: wordsOf(alarm),
    children: kind === 'composite' ? namesIn(rule) : undefined,
    raisedBy: kind === 'composite' ? raisedByIn(rule) : undefined,
    detail: { provider: 'cloudwatch', spark, rule, trips },
  };
}

function briefOf(reason = ''): string | undefined {
  const brief = withoutArns(reason);
  return brief === reason ? undefined : brief;
}

function accountIn(arn: string | undefined): string | undefined {
  return /^arn:[a-z-]+:cloudwatch:[a-z0-9-]+:(\d{12}):/.exec(arn ?? '')?.[1];
}

function kindWord(kind: string): string | undefined {
  return kind === 'composite' || kind === 'log' ? text.kinds[kind] : undefined;
}

/**
 * wordsOf lists the search terms of an alarm: its metric, its dimensions, and AWS's own words for
 * what a row translates.
 */
function wordsOf({ namespace, metric, dimensions = [], kind, state }: Alarm): string[] {
  const measured = dimensions.map(({ name, value }) => `${name}=${value}`);
  return [namespace, metric, ...measured, kind, state].filter((word) => word !== undefined);
}

/** namesIn lists the alarm names in a rule. */
function namesIn(rule: Rule | undefined): string[] {
  if (rule === undefined) return [];
  if ('op' in rule) return rule.of.flatMap(namesIn);
  return rule.name === undefined ? [] : [rule.name];
}

/** raisedByIn lists the alarms whose ALARM helps a rule to hold, also as the negation of OK. */
function raisedByIn(rule: Rule | undefined, isNegated = false): string[] {
  if (rule === undefined) return [];
  if ('op' in rule) {
    const isNext = rule.op === 'not' ? !isNegated : isNegated;
    return rule.of.flatMap((it) => raisedByIn(it, isNext));
  }
  const wants = isNegated ? 'OK' : 'ALARM';
  return rule.name !== undefined && rule.state === wants ? [rule.name] : [];
}

/** An OK whose last evaluation saw no data point claims nothing. */
function noDataIn({ state, noData }: Alarm): boolean {
  return state === 'OK' && noData === true;
}
