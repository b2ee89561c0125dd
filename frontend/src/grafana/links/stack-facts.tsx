import type { ReactElement } from 'react';
import { stackLinks } from '../../text/grafana/en-links';
import { listed } from '../../text/plural';
import { Facts } from '../../ui/facts';
import { filtersIn } from '../narrowings';
import type { StackLink } from './parse';

/** StackFacts lists what a pasted address of a stack names: the stack, and the rules. */
export function StackFacts({ link }: { link: StackLink }): ReactElement {
  const { stack, refused, alerts = {}, dropped = [] } = link;
  const { rules: [rule] = [], folders: [folder] = [] } = alerts;
  const words = stackLinks;
  const isAll = refused === undefined && rule === undefined && folder === undefined;
  return (
    <Facts
      facts={[
        [words.stack, stack],
        [words.rule, rule && words.uid(rule)],
        [words.folder, folder && words.uid(folder)],
        [words.rules, isAll ? filtersIn(alerts).join('; ') || words.everyRule : undefined],
        [words.droppedLabel, listed(dropped.map((kind) => words.dropped[kind])) || undefined],
      ]}
    />
  );
}
