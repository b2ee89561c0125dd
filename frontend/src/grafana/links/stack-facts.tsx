import type { ReactElement } from 'react';
import { stackLinks } from '../../text/grafana/en-links';
import { Facts } from '../../ui/facts';
import type { StackLink } from './parse';

/** StackFacts lists what a pasted address of a stack names: the stack, and the rules. */
export function StackFacts({ link }: { link: StackLink }): ReactElement {
  const { stack, refused, alerts = {}, isFiltered } = link;
  const { rules: [rule] = [], folders: [folder] = [] } = alerts;
  const words = stackLinks;
  const isAll = refused === undefined && rule === undefined && folder === undefined;
  return (
    <Facts
      facts={[
        [words.stack, stack],
        [words.rule, rule && words.uid(rule)],
        [words.folder, folder && words.uid(folder)],
        [words.rules, isAll ? words.everyRule : undefined],
        [words.filtersLabel, isFiltered && words.filters],
      ]}
    />
  );
}
