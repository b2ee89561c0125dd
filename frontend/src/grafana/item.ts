import type { Item, Remark } from '../macro/item';
import { hostOf, runbookOf, type Runbook } from '../macro/row/links';
import { ownerOf } from '../macro/row/owner';
import { rules as words } from '../text/grafana/en-rules';
import { evidenceOf } from './evidence';
import { linksOf } from './links';
import { REASONS, reasonOf, standingOf } from './standing';
import { stateWord } from './state-word';
import type { Label, Rule } from './wire/rule';

/** toItem converts a rule of a stack to an item. Links lead to the stack, if its host is known. */
export function toItem(rule: Rule, stack: string | undefined): Item {
  const { name, group, folder, state, summary = '', description = '' } = rule;
  const links = linksOf(rule, stack);
  const about = [summary, description].filter((it) => it !== '').join('\n');
  return {
    key: keyOf(rule),
    name,
    standing: standingOf(rule),
    state: stateWord(rule),
    since: rule.since,
    evidence: evidenceOf(rule),
    description: about === '' ? undefined : about,
    runbook: runbookIn(rule) ?? runbookOf(about),
    owner: labelIn(rule, 'team') ?? labelIn(rule, 'owner') ?? ownerOf(about),
    badges: remarksOn(rule),
    // Whom a notification policy reaches is not part of the answer.
    notifies: true,
    muted: rule.blind.includes('paused'),
    folder: folder.title,
    group,
    severity: labelIn(rule, 'severity'),
    link:
      links.rule === undefined
        ? undefined
        : { href: links.rule, text: words.open.text, label: words.open.label(name) },
    words: wordsOf(rule.labels, folder.title, group, state),
    detail: {
      provider: 'grafana',
      folder: folder.title,
      evaluated: rule.evaluated,
      for: rule.for,
      keepFiring: rule.keepFiring,
      labels: rule.labels,
      counts: rule.counts,
      instances: rule.instances,
      links,
      ids: { rule: rule.uid, folder: folder.uid, dashboard: rule.dashboard, panel: rule.panel },
    },
  };
}

/** Within a group no two rules have the same name. */
function keyOf({ uid, name, group, folder }: Rule): string {
  return `rule ${uid ?? JSON.stringify([folder.uid ?? folder.title, group, name])}`;
}

function labelIn({ labels }: Rule, name: string): string | undefined {
  return labels.find((it) => it.name === name)?.value || undefined;
}

function runbookIn({ runbook = '' }: Rule): Runbook | undefined {
  const host = hostOf(runbook);
  return host === undefined ? undefined : { href: runbook, host };
}

/** remarksOn lists why a rule could not report, each reason once. */
function remarksOn({ blind }: Rule): Remark[] {
  const found = blind.map(reasonOf);
  return REASONS.filter((it) => found.includes(it)).map((it) => words.reasons[it]);
}

/** wordsOf lists the search terms of a rule. */
function wordsOf(labels: readonly Label[], ...more: (string | undefined)[]): string[] {
  return [...labels.map(({ name, value }) => `${name}=${value}`), ...more].filter(
    (word) => word !== undefined,
  );
}
