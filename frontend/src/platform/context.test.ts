import { expect, test } from 'vitest';
import { fakeContext } from '../../tests/fake-backend';
import { readContext } from './context';

const whole = { content: { id: '98' }, space: { id: '7', key: 'PAY' } };
const address = 'https://site.atlassian.net/wiki/spaces/PAY/pages/98';

test.each<[string, string, Record<string, unknown>, string | undefined]>([
  ['the site, the space and the page', 'https://site.atlassian.net', whole, address],
  ['a site with a path', 'https://site.atlassian.net/wiki/', whole, address],
  [
    'the space of a person',
    'https://site.atlassian.net',
    { ...whole, space: { key: '~5f/a?b' } },
    'https://site.atlassian.net/wiki/spaces/~5f%2Fa%3Fb/pages/98',
  ],
  ['a site in clear', 'http://site.atlassian.net', whole, undefined],
  ['a site that is no address', 'site', whole, undefined],
  ['no site', '', whole, undefined],
  ['no page', 'https://site.atlassian.net', { space: whole.space }, undefined],
  ['no key', 'https://site.atlassian.net', { ...whole, space: { id: '7' } }, undefined],
  ['no space', 'https://site.atlassian.net', { content: whole.content }, undefined],
  [
    'half a letter',
    'https://site.atlassian.net',
    { ...whole, space: { key: '\ud800' } },
    undefined,
  ],
])('the address of the page comes from %s', async (_, siteUrl, extension, expected) => {
  fakeContext(extension, siteUrl);
  expect((await readContext()).pageAddress).toBe(expected);
});
