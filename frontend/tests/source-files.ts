import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** sourceFiles lists the modules below a folder, without tests. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** importsOf lists the modules of this project that a module imports, type imports included. */
export function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/\b(?:from|import\()\s*'(\.[^']+)'/g);
  return [...found].flatMap(([, path = '']) => {
    const base = join(dirname(file), path);
    return [base, `${base}.ts`, `${base}.tsx`].filter((it) => /\.tsx?$/.test(it) && existsSync(it));
  });
}
