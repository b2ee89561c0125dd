import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** folderOf is the folder of the package that a module is from, null for our own and for what the bundler makes up. */
function folderOf(id: string): string | null {
  const path = id.replace(/^\0+/, '').replace(/\?.*$/, '');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}

/** nameOf is the name and the version of the package in a folder. */
function nameOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const read = (member: string): string => String(Reflect.get(Object(manifest), member));
  return `${read('name')}@${read('version')}`;
}

/**
 * bundled writes down which packages a bundle really holds, as build/bundled/<folder>.json: each by its name and version,
 * and the folder it is in. What licences they have is looked up there (tools/licences). Builds elsewhere leave nothing.
 */
export function bundled(): Plugin {
  return {
    name: 'bundled-packages',
    writeBundle: ({ dir = '' }, bundle) => {
      if (basename(dirname(dir)) !== 'build') return;
      const ids = Object.values(bundle).flatMap((it) =>
        'modules' in it ? Object.keys(it.modules) : [],
      );
      const folders = [...new Set(ids.map(folderOf))].filter((it) => it !== null);
      const list = folders.map((it): [string, string] => [nameOf(it), relative(process.cwd(), it)]);
      const out = join(dirname(dir), 'bundled');
      mkdirSync(out, { recursive: true });
      writeFileSync(
        join(out, `${basename(dir)}.json`),
        JSON.stringify(Object.fromEntries(list.sort()), null, 1),
      );
    },
  };
}
