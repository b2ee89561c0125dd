import { expect, test } from 'vitest';
import type { Alerts } from '../../wire/alerts';
import { placeOf, sourceAt, type Source } from '../../wire/macro-config';
import type { Question } from '../load';
import { keyOf } from './key';

const question: Question = {
  spaceId: '42',
  sources: [{ connection: 'c-1', region: 'eu-central-1' }],
  query: {},
};

/** confirmed names the account of a source. */
const confirmed = (source: Source): Source =>
  sourceAt(source.connection, placeOf(source), '111122223333');

/** rulesOf asks one connection for alert rules. */
const rulesOf = (alerts: Alerts): Question => ({
  ...question,
  sources: [{ connection: 'c-1', alerts }],
});

test('the key differs by tab, installation, site, account, space, page and question', () => {
  const where = {
    config: {},
    installation: 'i',
    site: 's',
    account: 'a',
    spaceId: '42',
    page: 'p',
  };
  const keys = [
    keyOf('t', where, question),
    keyOf('u', where, question),
    ...(['installation', 'site', 'account', 'spaceId', 'page'] as const).map((part) =>
      keyOf('t', { ...where, [part]: 'other' }, question),
    ),
    keyOf('t', where, { ...question, query: { namePrefix: 'x' } }),
    keyOf('t', where, { ...question, sources: [{ connection: 'c-2', region: 'eu-central-1' }] }),
    keyOf('t', where, { ...question, sources: question.sources.map(confirmed) }),
    keyOf('t', where, rulesOf({})),
    keyOf('t', where, rulesOf({ states: ['firing'] })),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf('t', where, { ...question })).toBe(keys[0]);
  for (const part of ['installation', 'site', 'account', 'spaceId', 'page'] as const) {
    expect(keyOf('t', { ...where, [part]: undefined }, question)).toBeNull();
  }
});
