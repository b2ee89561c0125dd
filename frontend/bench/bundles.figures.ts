import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { table } from './table';

const out = 'build/ui';
const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

const pages = { macro: 'index.html', config: 'config.html', settings: 'settings.html' };

/** eager lists the files that a page loads before it can start. */
function eager(page: string): string[] {
  const html = readFileSync(join(out, page), 'utf8');
  return [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file ?? '');
}

/** later lists the scripts that the loaded ones may import on demand. */
function later(files: string[]): string[] {
  const scripts = files.filter((file) => file.endsWith('.js'));
  const named = scripts.flatMap((file) =>
    [
      ...readFileSync(join(out, file), 'utf8').matchAll(/["'`](?:\.\/|assets\/)([\w-]+\.js)["'`]/g),
    ].map(([, name]) => `assets/${name ?? ''}`),
  );
  return [...new Set(named)].filter((file) => !files.includes(file) && existsSync(join(out, file)));
}

function row(name: string, files: string[]): string[] {
  const texts = files.map((file) => readFileSync(join(out, file)));
  const sum = (size: (text: Buffer) => number): string =>
    kB(texts.reduce((total, text) => total + size(text), 0));
  return [
    name,
    String(files.length),
    sum((text) => text.length),
    sum((text) => gzipSync(text, { level: 9 }).length),
    sum((text) => brotliCompressSync(text).length),
  ];
}

test('sizes of the bundles', () => {
  const rows = Object.entries(pages).flatMap(([page, file]) => {
    const files = eager(file);
    const scripts = files.filter((file) => file.endsWith('.js'));
    expect(scripts).not.toEqual([]);
    const on = later(files);
    return [
      row(`${page}: JavaScript before it starts`, scripts),
      row(
        `${page}: styles`,
        files.filter((file) => file.endsWith('.css')),
      ),
      ...(on.length > 0 ? [row(`${page}: JavaScript when it is needed`, on)] : []),
    ];
  });
  table('Bundles', ['kB = 1000 bytes', 'files', 'raw', 'gzip -9', 'brotli'], rows);
});
