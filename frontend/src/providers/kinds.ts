import type { ConnectionKind } from '../wire/kind';
import type { Detail } from './detail';

/** providerOf maps each kind of connection to its provider. An unknown kind has none. */
export const providerOf = {
  'aws-role': 'cloudwatch',
  'aws-user': 'cloudwatch',
  grafana: 'grafana',
} as const satisfies Record<ConnectionKind, Detail['provider']>;
