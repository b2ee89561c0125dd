import { Fields } from '../../wire/fields';
import { parseRotation, type Rotation } from './rotation';
import { parseSetup, type Setup } from './setup';

/** AccountSettings is what the settings say about linking AWS accounts. */
export interface AccountSettings {
  /** The External ID of new connections. */
  externalId: string;
  /** The one that the connection of these settings still uses: its role has to accept both. */
  formerExternalId?: string | undefined;
  principalArn: string;
  partition: string;
  /** The Regions that the operator allows. */
  regions: { id: string; name: string }[];
  /** Whether the operator allows IAM user keys. */
  awsUserAllowed: boolean;
  /** The required prefix of role names; "" for none. */
  rolePrefix: string;
  setup: Setup;
  /** The rotation of the External ID that is in progress. */
  rotation?: Rotation | undefined;
}

const members = [
  'externalId',
  'principal',
  'partition',
  'regions',
  'awsUserAllowed',
  'rolePrefix',
  'setup',
];

/**
 * parseAccountSettings parses the members of the settings about AWS accounts. A deployment that
 * offers no AWS accounts sends none of them, which returns undefined; some of them are an error.
 */
export function parseAccountSettings(fields: Fields): AccountSettings | undefined {
  if (members.every((member) => fields.raw(member) === undefined)) return undefined;
  return {
    externalId: fields.string('externalId'),
    principalArn: new Fields(fields.raw('principal'), 'principal').string('arn'),
    partition: fields.string('partition'),
    regions: fields.list('regions', parseRegion),
    awsUserAllowed: fields.boolean('awsUserAllowed'),
    rolePrefix: fields.string('rolePrefix'),
    setup: parseSetup(fields.raw('setup')),
    rotation: fields.optional('rotation', parseRotation),
  };
}

function parseRegion(value: unknown): { id: string; name: string } {
  const fields = new Fields(value, 'region');
  return { id: fields.string('id'), name: fields.string('name') };
}
