import { expect, test } from 'vitest';
import { pieces } from './links';

test.each<[string, string[]]>([
  ['See https://wiki.test/runbook.', ['https://wiki.test/runbook']],
  [
    '(https://wiki.test/a?b=c#d), then https://b.test/',
    ['https://wiki.test/a?b=c#d', 'https://b.test/'],
  ],
  ['HTTPS://WIKI.TEST/a', ['HTTPS://WIKI.TEST/a']],
  ['javascript:alert(1)', []],
  ['javascript:alert(1)//https://wiki.test', ['https://wiki.test']],
  ['http://wiki.test', []],
  ['data:text/html,x', []],
  ['https://aws.amazon.com@evil.test/', []],
  ['https://', []],
  ['https://[', []],
  ['<a href="https://x.test">y</a>', ['https://x.test']],
  ['', []],
])('%s links to %j', (text, links) => {
  const all = pieces(text);
  expect(all.flatMap(({ href }) => href ?? [])).toEqual(links);
  expect(all.map((piece) => piece.text).join('')).toBe(text);
});
