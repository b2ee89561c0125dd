// The export documents of the backend, checked against the published schema of their format, and
// the function as Forge deploys it.
import schema from '@atlaskit/adf-schema/json-schema/v1/full.json';
import { Ajv } from 'ajv';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { at } from '../src/function/payload';

const wire = join('..', 'testdata', 'wire');
const documents = readdirSync(wire).filter((name) => name.startsWith('export'));

// The schema is draft 4, which differs here only in its $schema.
const valid = new Ajv({ strict: false }).compile({ ...schema, $schema: undefined });

describe('a document of an export', () => {
  test('is there', () => expect(documents).toContain('export.json'));

  test.each(documents)('%s is in the Atlassian Document Format', (name) => {
    valid(JSON.parse(readFileSync(join(wire, name), 'utf8')));
    expect(valid.errors).toBeNull();
  });

  test.each([
    {
      version: 1,
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }],
    },
    { version: 1, type: 'doc', content: [{ type: 'tableCell' }] },
    { type: 'doc', content: [] },
  ])('is refused: %j', (document) => {
    expect(valid(document)).toBe(false);
  });
});

describe('the function that is deployed', () => {
  const out = mkdtempSync(join(tmpdir(), 'pagewatch-function-'));
  afterAll(() => rmSync(out, { recursive: true }));

  test('is one file that asks the remote through the platform', async () => {
    const vite = join('node_modules', 'vite', 'bin', 'vite.js');
    const build = [
      vite,
      'build',
      '--config',
      'vite.function.config.ts',
      '--outDir',
      out,
      '--logLevel',
      'error',
    ];
    execFileSync(process.execPath, build, { env: { ...process.env, NODE_ENV: 'production' } });
    expect(readdirSync(out)).toEqual(['index.cjs']);

    const calls: unknown[] = [];
    const adf = { version: 1, type: 'doc', content: [] };
    // The globals that @forge/api 8.3.0 calls in Forge's runtime.
    Object.assign(globalThis, {
      __forge_fetch__: (...call: unknown[]) => {
        calls.push(call);
        return Promise.resolve(Response.json({ adf, live: true }));
      },
    });
    const deployed: unknown = createRequire(import.meta.url)(join(out, 'index.cjs'));
    const exportAlarms = at(deployed, 'exportAlarms');
    if (typeof exportAlarms !== 'function') throw new Error('no exportAlarms');
    expect(await Reflect.apply(exportAlarms, undefined, [{ exportType: 'pdf' }])).toEqual(adf);
    expect(calls).toMatchObject([
      [{ type: 'frc', remote: 'backend' }, '/v1/exports', { method: 'POST' }],
    ]);
  });
});
