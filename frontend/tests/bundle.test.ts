import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { text } from '../src/text/en';
import { rules } from '../src/text/grafana/en-rules';

/** Addresses that a bundle may contain, because no code fetches them. */
const allowed: Record<string, string> = {
  'www.w3.org': 'names of XML namespaces, as in createElementNS',
};

const pages = ['index.html', 'badge.html', 'config.html', 'settings.html'];
const out = mkdtempSync(join(tmpdir(), 'pagewatch-ui-'));
const read = (file: string): string => readFileSync(join(out, file), 'utf8');

// The test makes its own build, so that it can never pass on an old one. The build runs in a
// separate process, because tests load the development version of React.
beforeAll(() => {
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', out, '--logLevel', 'error'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}, 60_000);
afterAll(() => rmSync(out, { recursive: true }));

/** foreignHosts lists the hosts of absolute addresses that are not in the allow-list. */
function foreignHosts(text: string): string[] {
  const hosts = [...text.matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/gi)].map(
    ([, host]) => host ?? '',
  );
  return hosts.filter((host) => !(host in allowed));
}

/** eager lists the files of one kind that a page loads before it can start. */
function eager(page: string, kind: 'js' | 'css'): string[] {
  return [...read(page).matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)]
    .map(([, file]) => file ?? '')
    .filter((file) => file.endsWith(`.${kind}`));
}

describe('the build', () => {
  test('contains no foreign host', () => {
    const files = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.\w+$/.test(file),
    );
    expect(files.filter((file) => file.endsWith('.js'))).not.toEqual([]);
    for (const file of files) expect(foreignHosts(read(file)), file).toEqual([]);
  });

  test('fails with a foreign host', () => {
    expect(foreignHosts('fetch("https://events.example.com/v1")')).toEqual(['events.example.com']);
    expect(foreignHosts('createElementNS("http://www.w3.org/2000/svg")')).toEqual([]);
  });

  test.each(pages)('%s has relative addresses and nothing inline', (page) => {
    const html = read(page);
    expect(eager(page, 'js')).not.toEqual([]);
    expect(html).not.toMatch(/(?:src|href)="(?!\.\/)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/i);
    expect(
      [...html.matchAll(/<script([^>]*)>([^<]*)/g)].filter(
        ([, tag, body]) => !tag?.includes('src=') || body,
      ),
    ).toEqual([]);
  });

  test('the macro loads at most 140 kB of compressed JavaScript', () => {
    const size = eager('index.html', 'js').reduce(
      (sum, file) => sum + gzipSync(read(file)).length,
      0,
    );
    expect(size).toBeGreaterThan(50_000);
    expect(size).toBeLessThan(140_000);
  });

  test.each([
    ['of the settings', text.settings.intro, false],
    ['of the configuration', text.config.which, false],
    ['of rules', rules.reasons.paused.why, false],
    ['of its own', text.macro.title, true],
  ])('the macro starts without texts %s: %j; expected: %j', (_, words, there) => {
    const scripts = eager('index.html', 'js').map(read).join('\n');
    expect(scripts.includes(words)).toBe(there);
  });

  test('has the icon that the manifest names', () => {
    expect(read('icons/alarms.svg')).toContain('<svg');
  });
});
