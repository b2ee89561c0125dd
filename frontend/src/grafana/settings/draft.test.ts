import { describe, expect, test } from 'vitest';
import { savedStack, validToken } from '../../../tests/stack-fixtures';
import { text } from '../../text/en';
import { aboutOf, bodyOf, changesOf, narrows, validateDraft, type StackDraft } from './draft';

const words = text.settings.form.stacks.wrong;
const saved = { ...savedStack, kind: 'grafana' as const };
const alone = { connection: null, connections: [] };
const draft: StackDraft = {
  name: 'Payments',
  kind: 'grafana',
  stack: 'https://example.grafana.net/',
  token: validToken,
  expires: '',
  limited: false,
  folders: [],
  renewing: false,
};
const folders = (n: number): StackDraft['folders'] =>
  Array.from({ length: n }, (_, at) => ({ uid: `f-${at}`, title: 'F' }));

test.each<[string, Partial<StackDraft>, object]>([
  ['nothing', {}, {}],
  ['a day that is none', { expires: '2027-02-30' }, { expires: words.expires }],
  ['no folder', { limited: true }, { folders: words.noFolder }],
  ['fifty folders', { limited: true, folders: folders(50) }, {}],
  ['more folders', { limited: true, folders: folders(51) }, { folders: words.manyFolders(50) }],
  ['more folders without a limit', { folders: folders(51) }, {}],
  ['another service', { stack: 'grafana.com' }, { stack: words.stack.website }],
  ['a token of a policy', { token: 'glc_eyJ' }, { token: words.token.policy }],
])('a draft with %s', (_, change, errors) => {
  expect(validateDraft({ ...draft, ...change }, alone, 0)).toEqual(errors);
});

// 2026-11-29, a minute before midnight.
const now = Date.UTC(2026, 10, 29, 23, 59);
const ended = { ...saved, expires: '2026-11-28' };

test.each<[string, Partial<StackDraft>, string | undefined]>([
  ['a new connection', { expires: '2026-11-28' }, words.passed],
  ['today', { expires: '2026-11-29' }, undefined],
  ['none', { expires: '' }, undefined],
])('the end of a token: %s', (_, change, wrong) => {
  expect(validateDraft({ ...draft, ...change }, alone, now).expires).toBe(wrong);
});

test.each<[string, Partial<StackDraft>, string | undefined]>([
  ['as it is', {}, undefined],
  ['a past day is entered', { expires: '2026-11-01' }, words.passed],
  ['a new token, the old end', { token: validToken }, words.passed],
  ['a new token with a new end', { token: validToken, expires: '2026-12-01' }, undefined],
  ['a new token with no end', { token: validToken, expires: '' }, undefined],
])('the end of a token that has ended: %s', (_, change, wrong) => {
  const stored = { ...draft, token: '', expires: ended.expires, ...change };
  const siblings = { connection: ended, connections: [ended] };
  expect(validateDraft(stored, siblings, now).expires).toBe(wrong);
});

describe('a proof is about', () => {
  test.each<[string, Partial<StackDraft>, boolean]>([
    ['the stack', { stack: 'other.grafana.net' }, true],
    ['the token', { token: '' }, true],
    ['the folders', { limited: true, folders: folders(1) }, true],
    ['not the way that the stack is written', { stack: 'example.grafana.net' }, false],
    ['not the name', { name: 'B' }, false],
    ['not the end of the token', { expires: '2027-01-01' }, false],
    ['not folders that limit nothing', { folders: folders(1) }, false],
  ])('%s', (_, change, differs) => {
    expect(aboutOf({ ...draft, ...change }) !== aboutOf(draft)).toBe(differs);
  });
});

test('titles are sent as the backend accepts them', () => {
  const title = `A\u202e\u0007${'b'.repeat(300)}`;
  const sent = bodyOf({ ...draft, limited: true, folders: [{ uid: 'f', title }] });
  expect(sent.folders).toEqual([{ uid: 'f', title: `A${'b'.repeat(199)}` }]);
});

test('a change names only what differs', () => {
  const { name, stack, expires } = saved;
  const same = { ...draft, name, stack, expires, token: '', limited: true, folders: saved.folders };
  expect(changesOf(same, saved)).toEqual({});
  expect(changesOf({ ...same, stack: ` https://${stack} ` }, saved)).toEqual({});
  expect(changesOf({ ...same, limited: false, token: validToken }, saved)).toEqual({
    token: validToken,
    folders: [],
  });
});

test.each<[string, StackDraft['folders'], Partial<StackDraft>, boolean]>([
  ['all to some', [], { limited: true, folders: folders(1) }, true],
  ['some to all', folders(1), {}, false],
  ['one to two', folders(1), { limited: true, folders: folders(2) }, false],
  ['two to one', folders(2), { limited: true, folders: folders(1) }, true],
])('from %s folders', (_, before, change, narrower) => {
  expect(narrows({ ...draft, ...change }, { ...saved, folders: before })).toBe(narrower);
});
