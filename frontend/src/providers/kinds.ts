import type { ConnectionKind } from '../wire/kind';
import type { Detail } from './detail';

/** Provider is one of the services whose alarms Pagewatch shows. */
export type Provider = Detail['provider'];

/** providerOf is the provider of each kind of connection. A kind that the page does not know has none. */
export const providerOf = {
  'aws-role': 'cloudwatch',
  'aws-user': 'cloudwatch',
} as const satisfies Record<ConnectionKind, Provider>;
