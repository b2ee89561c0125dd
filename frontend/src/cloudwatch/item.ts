import type { Item } from '../macro/item';
import { runbookOf } from '../macro/row/links';
import { ownerOf } from '../macro/row/owner';
import { text } from '../text/en';
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
    standing: standingOf(alarm),
    state: stateWord(alarm.state),
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
    account: accountIn(arn),
    facts: metricLine(alarm) ?? undefined,
    link:
      href === null
        ? undefined
        : { href, text: text.macro.console, label: text.macro.openConsole(name) },
    words: wordsOf(alarm),
    children: kind === 'composite' ? namesIn(rule) : undefined,
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
