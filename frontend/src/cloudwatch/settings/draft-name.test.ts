import { describe, expect, test } from 'vitest';
import { text } from '../../text/en';
import { draftOf, type Draft } from './draft';
import { withName, wrongName } from './draft-name';

const { wrong, offeredName } = text.settings.form;

test.each<[string, string, string | undefined]>([
  ['a name', ' Payments ', undefined],
  ['no name', ' ', wrong.name],
  ['80 characters', '🚒'.repeat(80), undefined],
  ['81 characters', 'x'.repeat(81), wrong.nameLong(80)],
  ['a control character', 'a\u0007b', wrong.nameInvisible],
  ['a character that turns the text around', 'a\u202eb', wrong.nameInvisible],
  ['a variation selector', 'a\u{E0100}b', wrong.nameInvisible],
  ['a no-break space', 'a\u00a0b', wrong.nameInvisible],
  ['an empty pattern', '\u2800', wrong.nameInvisible],
  ['an emoji with a selector', '⚠\ufe0f', undefined],
  ['an emoji with a joiner', '👩\u200d🚒', undefined],
  ['the name of another connection', 'STAGING', wrong.nameTaken],
])('%s', (_, name, error) => {
  expect(wrongName(name, ['Production', 'Staging'])).toBe(error);
});

describe('the name that a role ARN offers', () => {
  const of = (account: string): string => `arn:aws:iam::${account}:role/x`;
  const [one, two] = ['111122223333', '444455556666'];
  const draft = (name: string, roleArn: string): Draft => ({ ...draftOf(null), name, roleArn });

  test.each<[string, Draft, Draft, string]>([
    ['replaces none', draft('', ''), draft('', of(one)), offeredName(one)],
    [
      'replaces an offered one',
      draft(offeredName(one), of(one)),
      draft(offeredName(one), of(two)),
      offeredName(two),
    ],
    ['goes with the account', draft(offeredName(one), of(one)), draft(offeredName(one), ''), ''],
    ['leaves a typed one', draft('Staging', ''), draft('Staging', of(one)), 'Staging'],
    ['does not come back after it was cleared', draft('A', of(one)), draft('', of(one)), ''],
  ])('%s', (_, before, after, name) => {
    expect(withName(after, before)).toEqual({ ...after, name });
  });
});
