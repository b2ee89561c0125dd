import { text } from '../../text/en';
import type { ConnectionKind } from '../../wire/kind';

const { role, user, test } = text.settings.guide;

const words = {
  'aws-role': { title: role.title, test: test.role },
  'aws-user': { title: user.title, test: test.user },
} as const satisfies Record<ConnectionKind, object>;

/** guideWords are the title of the set-up step and the description of the test. */
export function guideWords(kind: ConnectionKind): { title: string; test: string } {
  return words[kind];
}
