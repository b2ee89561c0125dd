import { expect, test } from 'vitest';
import { text } from '../text/en';
import { wrongName } from './name';

const { wrong } = text.settings.form;

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
