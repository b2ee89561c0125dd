import type { ConnectionKind } from '../wire/kind';
import type { Settings } from '../wire/settings';

/** LinkSettings is what the settings say about linking, testing and editing connections. */
export type LinkSettings = Pick<Settings, 'accounts' | 'stacks'>;

/** kindsIn lists the kinds of connections that a deployment offers, the recommended ones first. */
export function kindsIn({ accounts, stacks }: LinkSettings): ConnectionKind[] {
  return [
    ...(accounts ? (['aws-role'] as const) : []),
    ...(accounts?.awsUserAllowed ? (['aws-user'] as const) : []),
    ...(stacks ? (['grafana'] as const) : []),
  ];
}

/** isOffered reports whether a deployment offers a kind. A saved key works where no new one may. */
export function isOffered(kind: ConnectionKind, { accounts, stacks }: LinkSettings): boolean {
  return (kind === 'grafana' ? stacks : accounts) !== undefined;
}
