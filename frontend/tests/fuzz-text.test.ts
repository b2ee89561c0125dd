// Like fuzz.test.ts, for input from outside the backend: pasted addresses, byte streams, payloads
// of Forge.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePasted } from '../src/cloudwatch/console/pasted-link';
import { configOf, spaceOf } from '../src/function/payload';
import { isSafeAddress, pieces } from '../src/macro/row/links';
import { ownerOf } from '../src/macro/row/owner';
import { readLines } from '../src/wire/ndjson';
import './property-runs';
import { mutated } from './mutation';

const addresses = [
  'https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/checkout%205xx',
  "https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:?~(search~'check*20out~alarmStateFilter~'ALARM)",
  "https://111122223333-ab12.us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:?~(alarmStateFilter~(~'ALARM~'OK)~search~'5XX*20error)",
  'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/My+Alarm+$25',
  'https://console.amazonaws.cn/cloudwatch/deeplink.js?region=cn-north-1#alarm:alarmFilter=inAlarm;name=x',
];
const ends = [
  '%',
  '%zz',
  '$',
  '$2F',
  '+',
  "~(~'",
  '*',
  "~'",
  ';',
  '?',
  '#',
  '/',
  '\0',
  '@evil.example/',
  ' ',
  'é',
  '%F0%9F%9A%A8',
];

test('a pasted address is of the console, or refused', () => {
  for (const address of addresses) expect(parsePasted(address), address).not.toBeNull();
  const cut = fc
    .tuple(
      fc.constantFrom(...addresses),
      fc.nat(),
      fc.nat(3),
      fc.oneof(fc.string(), fc.constantFrom(...ends)),
    )
    .map(([address, at, gone, text]) => {
      const i = at % (address.length + 1);
      return address.slice(0, i) + text + address.slice(i + gone);
    });
  fc.assert(
    fc.property(fc.oneof(cut, fc.webUrl({ withFragments: true }), fc.string()), (address) => {
      const pasted = parsePasted(address);
      if (pasted === null) return;
      const { hostname, protocol } = new URL(address.trim());
      expect(protocol).toBe('https:');
      expect(hostname).toMatch(
        /(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/,
      );
      expect(pasted.region).toMatch(/^[a-z]{2}(-[a-z]+)+-\d$/);
      expect(pasted.account ?? '000000000000').toMatch(/^\d{12}$/);
      expect(['ALARM', 'INSUFFICIENT_DATA', 'OK']).toEqual(
        expect.arrayContaining(pasted.states ?? []),
      );
      expect(pasted.states).not.toEqual([]);
      for (const text of [pasted.name ?? 'x', pasted.otherName ?? 'x', pasted.search ?? 'x']) {
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThan(256);
      }
    }),
  );
});

test('a name is the same in every notation of the console', () => {
  const [home] = addresses[0]?.split('#') ?? [];
  const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(name.length < 256);
      const escaped = encodeURIComponent(name);
      const read = (text: string): unknown => parsePasted(`${home}#alarmsV2:${text}`);
      const region = 'eu-central-1';
      expect(read(`alarm/${escaped}`)).toEqual({ region, name });
      expect(read(`alarm/${escaped.replaceAll('%', '$')}`)).toEqual({ region, name });
      expect(read(`?search=${escaped.replace(/[~()]/g, hex)}`)).toEqual({ region, search: name });
      const own = escaped.replace(/[~()'*]/g, hex).replaceAll('%', '*');
      expect(read(`?~(search~'${own})`)).toEqual({ region, search: name });
    }),
  );
});

/** hex escapes one character. */
const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16)}`;

const bits = [
  'https://',
  'a.example/b',
  '(',
  ')',
  "'",
  '.',
  '@',
  '\\',
  '\u202e',
  '\r\n',
  'Owner:',
  '- Team: ',
];

test('a description is whole, and no part of it leads elsewhere than it shows', () => {
  const texts = fc
    .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...bits)))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (description) => {
      const all = pieces(description);
      expect(all.map(({ text }) => text).join('')).toBe(description);
      for (const { text, href } of all.filter((piece) => piece.href !== undefined)) {
        expect(href).toBe(text);
        expect(isSafeAddress(text)).toBe(true);
        expect(text).not.toMatch(/[\s\p{Cc}\p{Cf}<>"\\]/u);
        expect(new URL(text).username).toBe('');
      }
      expect(ownerOf(description) ?? 'x').toMatch(/^[^\p{Cc}\p{Cf}\r\n]{1,60}$/u);
    }),
  );
});

/** stream returns a stream of chunks. */
function stream(pieces: Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array> {
  const iterator = pieces.values();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

test('lines are those of the text, whatever the chunks', async () => {
  const texts = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\r\n', '€\n', '🚨', ' ')),
  );
  await fc.assert(
    fc.asyncProperty(texts, fc.array(fc.nat(200)), async (parts, cuts) => {
      const bytes = new TextEncoder().encode(parts.join(''));
      const at = [
        0,
        ...cuts.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b),
        bytes.length,
      ];
      const found: string[] = [];
      const pieces = at.map((from, i) => bytes.slice(from, at[i + 1]));
      for await (const line of readLines(stream(pieces))) found.push(line);
      const whole = new TextDecoder().decode(bytes).split('\n');
      expect(found).toEqual(whole.filter((line) => line.trim() !== ''));
    }),
  );
});

test('any payload of an export is readable', () => {
  const payload = {
    exportType: 'pdf',
    context: { extension: { config: { v: 1 }, space: { id: '7' } } },
    extensionPayload: { config: { v: 1 } },
  };
  expect([configOf(payload), spaceOf(payload)]).toEqual([{ v: 1 }, '7']);
  fc.assert(
    fc.property(mutated(payload), (input) => {
      expect(typeof configOf(input)).toBe('object');
      expect(['string', 'undefined']).toContain(typeof spaceOf(input));
    }),
  );
});
