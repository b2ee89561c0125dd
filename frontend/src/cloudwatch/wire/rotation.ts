import { Fields } from '../../wire/fields';
import { parseSetup, type Setup } from './setup';

const states = ['waiting', 'moved', 'former-accepted', 'settled'] as const;

/** MoveState is how far a connection is in a rotation; "unknown" is a word not known today. */
export type MoveState = (typeof states)[number] | 'unknown';

/** Move is one connection in a rotation. */
export interface Move {
  id: string;
  state: MoveState;
}

/** Rotation is a replacement of the External ID in progress. */
export interface Rotation {
  /** Names the rotation, as the backend wrote it. */
  begun: string;
  /** When it ends at the latest, in milliseconds since 1970. */
  until: number;
  /** Both External IDs, as the templates take them: the new one first. */
  externalIds: string;
  /** The one that is replaced. */
  formerExternalId: string;
  /** For roles that exist: they accept both External IDs. */
  setup: Setup;
  connections: Move[];
}

/** parseRotation parses the member `rotation` of the settings. */
export function parseRotation(value: unknown): Rotation {
  const fields = new Fields(value, 'rotation');
  const setup = fields.raw('setup');
  const both = new Fields(setup, 'setup');
  const externalIds = both.string('externalIds');
  const [, formerExternalId] = externalIds.split(',');
  if (formerExternalId === undefined) throw both.wrong('externalIds', 'two External IDs');
  return {
    begun: fields.string('begun'),
    until: fields.time('until'),
    externalIds,
    formerExternalId,
    setup: parseSetup(setup),
    connections: fields.list('connections', (entry) => {
      const move = new Fields(entry, 'move');
      const word = move.string('state');
      return { id: move.string('id'), state: states.find((it) => it === word) ?? 'unknown' };
    }),
  };
}
