import { expect, test } from 'vitest';
import { toItem } from './item';

const arn = 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:';
const alarm = { name: 'a', kind: 'metric', state: 'OK', arn: `${arn}a` };

test('an item is identified by its kind and its name', () => {
  expect(toItem(alarm).key).toBe('metric a');
  expect(toItem({ ...alarm, kind: 'composite' }).key).toBe('composite a');
});

test('an item is asked for by the name that AWS knows', () => {
  const name = 'a⟨U+202E⟩b';
  expect(toItem(alarm).alias).toBe('a');
  expect(toItem({ ...alarm, name, arn: `${arn}a\u202Eb` })).toMatchObject({
    name,
    alias: 'a\u202Eb',
  });
  expect(toItem({ ...alarm, name, arn: undefined }).alias).toBe(name);
});

test("the brief reason names a composite's children without their ARNs", () => {
  const reason = `${arn}b transitioned to ALARM`;
  expect(toItem({ ...alarm, reason })).toMatchObject({ reason, brief: 'b transitioned to ALARM' });
});

test('an alarm names its account and its page in its ARN', () => {
  const { account, link } = toItem(alarm);
  expect(account).toBe('111122223333');
  expect(link?.href).toMatch(/#alarmsV2:alarm\/a$/);
  expect(toItem({ ...alarm, arn: undefined })).toMatchObject({
    account: undefined,
    link: undefined,
  });
});

test('a description names the runbook and the owner', () => {
  const description = 'Team: Ledger\nRunbook: https://wiki.example.com/ledger.';
  expect(toItem({ ...alarm, description })).toMatchObject({
    runbook: { href: 'https://wiki.example.com/ledger', host: 'wiki.example.com' },
    owner: 'Ledger',
  });
  expect(toItem(alarm)).toMatchObject({ runbook: undefined, owner: undefined });
});

test('a composite alone has children', () => {
  const rule = {
    op: 'and',
    of: [
      { state: 'ALARM', name: 'b' },
      { op: 'not', of: [{ state: 'OK' }] },
    ],
  };
  expect(toItem({ ...alarm, kind: 'composite', rule })).toMatchObject({
    children: ['b'],
    raisedBy: ['b'],
  });
  expect(toItem({ ...alarm, kind: 'composite' }).children).toEqual([]);
  expect(toItem(alarm).children).toBeUndefined();
});

test.each([
  [{ state: 'OK', noData: true }, 'No data'],
  [{ state: 'ALARM', noData: true }, 'In alarm'],
  [{ state: 'OK', noData: false }, 'OK'],
])('the word of %j is right', (more, word) => {
  expect(toItem({ ...alarm, ...more }).state).toBe(word);
});

test.each([
  [{ actionsOff: true }, true],
  [{ suppressedBy: 'WaitPeriod' }, true],
  [{ noActions: true }, false],
])('an alarm with %j is silenced on purpose: %s', (more, muted) => {
  expect(toItem({ ...alarm, ...more }).muted).toBe(muted);
});

test('the kind is a word where it is not the usual one', () => {
  const kinds = ['metric', 'composite', 'log', 'of tomorrow'];
  expect(kinds.map((kind) => toItem({ ...alarm, kind }).kind)).toEqual([
    undefined,
    'Composite',
    'Log',
    undefined,
  ]);
});
