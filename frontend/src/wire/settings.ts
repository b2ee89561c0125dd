import { parseAccountSettings, type AccountSettings } from '../cloudwatch/wire/account-settings';
import { parseStackSettings, type StackSettings } from '../grafana/wire/stack-settings';
import { Fields } from './fields';
import { foldersIn, type Folder } from './folder';
import {
  parseKnown,
  placesIn,
  type AccountKind,
  type ConnectionKind,
  type Places,
  type UnknownConnection,
} from './kind';
import { notesIn, type Note } from './note';
import { readOutcome, readStep, type Outcome, type StepId } from './test-step';

/** SavedConnection is a connection in the settings of an admin. It contains no secret. */
export type SavedConnection = SavedAccount | SavedStack;

interface Saved extends Places {
  id: string;
  name: string;
  /**
   * "pending" is a connection with an interrupted creation, "damaged" an unreadable one: both can
   * be removed.
   */
  status: string;
  /** Absent without a test since the connection got its role or the space its External ID. */
  test?: KeptTest | undefined;
}

/** SavedAccount is a connection to an AWS account. */
export interface SavedAccount extends Saved {
  kind: AccountKind;
  roleArn?: string | undefined;
  /** The id of the AWS account, if known. */
  account?: string | undefined;
}

/** SavedStack is a connection to a Grafana stack. */
export interface SavedStack extends Saved {
  kind: 'grafana';
  /** The host, such as example.grafana.net; "" if unknown. */
  stack: string;
  /** The fence; empty shows all that the token sees. */
  folders: Folder[];
  /** The day on which the token ends, such as 2027-01-01, if known. */
  expires?: string | undefined;
}

/** ListedConnection is an entry of the list, usable by this page or not. */
export type ListedConnection = SavedConnection | UnknownConnection;

/** KeptTest is the last whole test of a saved connection. */
export interface KeptTest {
  /** Milliseconds since 1970. */
  at: number;
  outcome: Outcome;
  results: {
    step: StepId;
    place?: string | undefined;
    outcome: Outcome;
    /** Of the error, where the step did not pass. */
    code?: string | undefined;
    notes: Note[];
  }[];
}

/** Settings is the reply to GET /v1/settings. */
export interface Settings {
  /** Absent if the deployment offers no accounts. */
  accounts?: AccountSettings | undefined;
  /** Absent if the deployment offers no stacks. */
  stacks?: StackSettings | undefined;
  /** Whether the operator signs receipts. */
  receipts: boolean;
  connections: ListedConnection[];
  /** The release of the backend. */
  version: string;
}

/** placeNames maps place ids to names: Regions, for AWS. Without accounts it is empty. */
export function placeNames(accounts: Settings['accounts']): ReadonlyMap<string, string> {
  return new Map(accounts?.regions.map(({ id, name }) => [id, name]));
}

/** parseSettings parses the reply to GET /v1/settings, and to the re-issue of the External ID. */
export function parseSettings(value: unknown): Settings {
  const fields = new Fields(value, 'settings');
  return {
    accounts: parseAccountSettings(fields),
    stacks: fields.optional('grafana', parseStackSettings),
    receipts: fields.boolean('receipts'),
    connections: fields.list('connections', (entry) => parseKnown(entry, parseSaved)),
    version: fields.string('version'),
  };
}

function parseSaved(fields: Fields, kind: ConnectionKind): SavedConnection {
  const saved = {
    id: fields.string('id'),
    name: fields.string('name'),
    ...placesIn(fields, kind),
    status: fields.string('status'),
    test: fields.optional('test', parseKeptTest),
  };
  if (kind === 'grafana')
    return {
      ...saved,
      kind,
      stack: fields.optionalString('stack') ?? '',
      folders: foldersIn(fields),
      expires: fields.optionalString('expires'),
    };
  return {
    ...saved,
    kind,
    roleArn: fields.optionalString('roleArn'),
    account: fields.optionalString('account'),
  };
}

function parseKeptTest(value: unknown): KeptTest {
  const fields = new Fields(value, 'test');
  return {
    at: fields.time('at'),
    outcome: readOutcome(fields),
    results: fields.list('results', (result) => {
      const members = new Fields(result, 'result');
      return {
        step: readStep(members),
        place: members.optionalString('region'),
        outcome: readOutcome(members),
        code: members.optionalString('code'),
        notes: notesIn(members),
      };
    }),
  };
}
