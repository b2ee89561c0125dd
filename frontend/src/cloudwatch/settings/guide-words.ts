import { text } from '../../text/en';
import type { AccountKind } from '../../wire/kind';

const { role, user, test, intro } = text.settings.guide;

const words = {
  'aws-role': { title: role.title, intro, test: test.role },
  'aws-user': { title: user.title, intro, test: test.user },
} as const satisfies Record<AccountKind, object>;

/** guideWords are the introduction, the title of the set-up step and the description of the test. */
export function guideWords(kind: AccountKind): { title: string; intro: string; test: string } {
  return words[kind];
}
