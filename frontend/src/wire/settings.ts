import { Fields } from './fields';

/** ConnectionKind says how AWS is entered: through a role, or with an IAM user's long-lived keys. */
export type ConnectionKind = 'aws-role' | 'aws-user';

/** LinkedConnection is a linked account as an admin sees it. It holds no secret. */
export interface LinkedConnection {
  id: string;
  name: string;
  kind: ConnectionKind;
  roleArn?: string | undefined;
  account?: string | undefined;
  regions: string[];
  namePrefixes: string[];
  /** "pending" is one whose creation was interrupted, "damaged" one that cannot be read: both can be removed. */
  status: string;
}

/** Settings is the reply to GET /v1/settings. */
export interface Settings {
  externalId: string;
  principalArn: string;
  partition: string;
  regions: { id: string; name: string }[];
  /** Whether the operator lets IAM user keys be linked. */
  awsUserAllowed: boolean;
  connections: LinkedConnection[];
}

/** Receipt says what a removal erased. */
export interface Receipt {
  name: string;
  records: string[];
}

/** parseSettings reads the reply to GET /v1/settings. */
export function parseSettings(value: unknown): Settings {
  const fields = new Fields(value, 'settings');
  return {
    externalId: fields.string('externalId'),
    principalArn: new Fields(fields.raw('principal'), 'principal').string('arn'),
    partition: fields.string('partition'),
    regions: fields.list('regions', parseRegion),
    awsUserAllowed: fields.boolean('awsUserAllowed'),
    connections: fields.list('connections', parseLinked),
  };
}

/** parseReceipt reads the reply to DELETE /v1/connections/{id}. */
export function parseReceipt(value: unknown): Receipt {
  const fields = new Fields(new Fields(value, 'reply').raw('erased'), 'erased');
  return { name: fields.string('name'), records: fields.strings('records') };
}

function parseRegion(value: unknown): { id: string; name: string } {
  const fields = new Fields(value, 'region');
  return { id: fields.string('id'), name: fields.string('name') };
}

function parseLinked(value: unknown): LinkedConnection {
  const fields = new Fields(value, 'connection');
  return {
    id: fields.string('id'),
    name: fields.string('name'),
    kind: fields.string('kind') === 'aws-user' ? 'aws-user' : 'aws-role',
    roleArn: fields.optionalString('roleArn'),
    account: fields.optionalString('account'),
    regions: fields.strings('regions'),
    namePrefixes: fields.strings('namePrefixes'),
    status: fields.string('status'),
  };
}
