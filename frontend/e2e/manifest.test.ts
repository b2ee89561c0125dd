// Forge's own validator on manifest.yml and on the apps that operators generate. It checks that
// files exist, so the pages and functions must be built.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ProcessorBuilder, ValidationTypes } from '@forge/manifest';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

describe('manifest.yml', () => {
  it('has no error and no warning', async () => {
    expect(await complaints(root, 'manifest.yml')).toEqual([]);
  });

  it('reports an invalid manifest', async () => {
    expect(await complaints(root, 'docs/wire.md')).not.toEqual([]);
  });
});

describe('the app for', () => {
  const appId = 'ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555';
  it.each([
    ['lambda', ['--backend', 'https://pagewatch.example.com']],
    ['container', ['--image', '1.0.0']],
    [
      'container',
      [
        '--image',
        '1.10',
        '--size',
        '125m/256Mi',
        '--min',
        '2',
        '--max',
        '4',
        '--regions',
        'eu-west-1',
      ],
    ],
    ['container', ['--image', 'v1', '--partition', 'aws-us-gov']],
    ['container', ['--image', 'v1', '--aws', 'off']],
    ['container', ['--image', 'v1', '--aws', 'off', '--grafana', 'off']],
  ])('%s by %j has no error and no warning', async (target, more) => {
    const folder = await mkdtemp(join(tmpdir(), 'pagewatch-app-'));
    try {
      const args = ['app', '--target', target, '--out', folder, '--app-id', appId, ...more];
      await promisify(execFile)('bin/pagewatch', args, { cwd: root });
      expect(await complaints(folder, 'manifest.yml')).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/**
 * complaints returns the validator's output on a manifest in a folder, the root of its file
 * references.
 */
async function complaints(folder: string, file: string): Promise<string[]> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    const processor = ProcessorBuilder.instance().withValidation(ValidationTypes.FULL).build();
    const verdict = await processor.process(file);
    return (verdict.errors ?? []).map(({ level, message }) => `${level}: ${message}`);
  } finally {
    process.chdir(before);
  }
}
