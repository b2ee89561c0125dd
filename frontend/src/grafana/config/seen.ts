import type { RuleDetail } from '../detail';
import { isUid } from '../uid';

/** Seen is what answers have shown of the rules of one connection: the choices of its fields. */
export interface Seen {
  folders: Choice[];
  rules: Choice[];
  /** Dashboards and panels, each with the names of its rules. */
  dashboards: Board[];
  /** The values of each label by its name. */
  labels: ReadonlyMap<string, readonly string[]>;
}

/** Choice is a UID with the name for people. */
export interface Choice {
  uid: string;
  name: string;
  /** The folder of a rule. */
  folder?: string | undefined;
}

/** Board is a dashboard, or a panel of it, that rules belong to. */
export interface Board {
  uid: string;
  /** 0 for the whole dashboard. */
  panel: number;
  /** The names of the rules. */
  rules: string[];
}

/** Rule is an item of an answer. */
export interface Rule {
  name: string;
  detail: Pick<RuleDetail, 'folder' | 'labels' | 'instances' | 'ids'>;
}

/** nothingSeen is what is known before the first answer. */
export const nothingSeen: Seen = { folders: [], rules: [], dashboards: [], labels: new Map() };

/** MAX_VALUES bounds the suggested values of a label: people scan no longer list. */
const MAX_VALUES = 50;

/** seenWith adds the rules of an answer to what is known. What is known stays: filters hide rules. */
export function seenWith(seen: Seen, rules: readonly Rule[]): Seen {
  const folders = byUid(seen.folders);
  const named = byUid(seen.rules);
  const boards = new Map(seen.dashboards.map((board) => [keyOf(board), board]));
  const labels = new Map([...seen.labels].map(([name, values]) => [name, new Set(values)]));
  for (const { name, detail } of rules) {
    const { ids, folder } = detail;
    if (ids.folder !== undefined && isUid(ids.folder))
      folders.set(ids.folder, { uid: ids.folder, name: folder ?? ids.folder });
    if (ids.rule !== undefined && isUid(ids.rule))
      named.set(ids.rule, { uid: ids.rule, name, folder });
    for (const board of boardsOf(ids)) {
      const { rules: known } = boards.get(keyOf(board)) ?? board;
      boards.set(keyOf(board), { ...board, rules: [...new Set([...known, name])] });
    }
    for (const label of labelsOf(detail)) {
      const values = labels.get(label.name) ?? new Set();
      if (values.size < MAX_VALUES) values.add(label.value);
      labels.set(label.name, values);
    }
  }
  return {
    folders: sorted(folders),
    rules: sorted(named),
    dashboards: [...boards.values()],
    labels: new Map([...labels].map(([name, values]) => [name, [...values].sort()])),
  };
}

/** labelNames lists the names of labels: the severity first, which most rules are chosen by. */
export function labelNames({ labels }: Seen): string[] {
  const names = [...labels.keys()].filter((name) => name !== 'severity').sort();
  return ['severity', ...names];
}

function labelsOf({ labels, instances }: Rule['detail']): RuleDetail['labels'] {
  return [...labels, ...instances.flatMap((instance) => instance.labels)];
}

function boardsOf({ dashboard, panel }: RuleDetail['ids']): Board[] {
  if (dashboard === undefined || !isUid(dashboard)) return [];
  const whole = { uid: dashboard, panel: 0, rules: [] };
  const isPanel = panel !== undefined && Number.isSafeInteger(panel) && panel > 0;
  return isPanel ? [whole, { ...whole, panel }] : [whole];
}

function keyOf({ uid, panel }: Board): string {
  return `${uid} ${panel}`;
}

function byUid(choices: readonly Choice[]): Map<string, Choice> {
  return new Map(choices.map((choice) => [choice.uid, choice]));
}

function sorted(choices: ReadonlyMap<string, Choice>): Choice[] {
  return [...choices.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
