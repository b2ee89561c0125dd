import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { Plugin } from 'vite';

/** folderOf returns the package folder of a module, null for the app's own and virtual modules. */
function folderOf(id: string): string | null {
  const path = id.replace(/^\0+/, '').replace(/\?.*$/, '');
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}

/** nameOf returns the name and version of the package in a folder. */
function nameOf(folder: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const read = (member: string): string => String(Reflect.get(Object(manifest), member));
  return `${read('name')}@${read('version')}`;
}

/**
 * bundled records the packages in a bundle as build/bundled/<folder>.json: the name, version and
 * folder of each. tools/licences looks up their licences there. Builds into other folders record
 * nothing.
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
