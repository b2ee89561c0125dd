import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLines } from './ndjson';

const golden = readFileSync('testdata/two-sources.ndjson');
const expected = golden.toString('utf8').split('\n').slice(0, -1);

/** chunked streams bytes in chunks of one size, so that every byte is the last of a chunk once. */
function chunked(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(stream)) lines.push(line);
  return lines;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readLines', () => {
  test('yields the same lines whatever the chunks', async () => {
    for (let size = 1; size <= golden.length; size = size < 64 ? size + 1 : size * 2) {
      expect(await all(chunked(golden, size)), `chunks of ${size}`).toEqual(expected);
    }
  });

  test.each([
    ['nothing', '', []],
    ['only newlines', '\n\r\n\n', []],
    ['a last line without its newline', 'a\nb', ['a', 'b']],
    ['carriage returns', 'a\r\nb\r\n', ['a\r', 'b\r']],
    ['a letter cut in two', 'ż\n', ['ż']],
  ])('%s', async (_, text, lines) => {
    expect(await all(chunked(bytes(text), 1))).toEqual(lines);
  });

  test('yields a line before the stream has ended', async () => {
    const never = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('first\nsec')),
    });
    expect((await readLines(never).next()).value).toBe('first');
  });

  test('cancels the stream when the reader leaves', async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('a\nb\n')),
      cancel: () => void (cancelled = true),
    });
    for await (const line of readLines(stream)) if (line === 'a') break;
    expect(cancelled).toBe(true);
  });

  test('propagates the error of the stream', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new Error('reset')),
    });
    await expect(all(broken)).rejects.toThrow('reset');
  });
});
