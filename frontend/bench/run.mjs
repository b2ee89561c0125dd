// Prints the UI's benchmarks as Markdown: `npm run bench`. It requires `make build ui`, and fails
// on a wrong answer.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'pagewatch-bench-'));
const json = join(folder, 'bench.json');

/** vitest runs Vitest on the files in bench/, and exits with its status on failure. */
function vitest(args, stdio) {
  const program = join('node_modules', 'vitest', 'vitest.mjs');
  const ran = spawnSync(
    process.execPath,
    [program, ...args, '--config', 'vitest.bench.config.ts'],
    {
      stdio,
      encoding: 'utf8',
    },
  );
  if (ran.status === 0) return;
  process.stderr.write(ran.stdout ?? '');
  process.stderr.write(ran.stderr ?? '');
  process.exit(1);
}

const micro = (milliseconds) => {
  const value = milliseconds * 1000;
  return value < 100 ? value.toPrecision(3) : value.toFixed(0);
};

/** time prints one group of benchmarks. */
function time({ fullName, benchmarks }) {
  const title = fullName.replace(/^.* > /, '');
  process.stdout.write(
    `\n### Browser code: ${title}\n\n| n | median µs | p99 µs |\n| ---: | ---: | ---: |\n`,
  );
  for (const { name, median, p99 } of benchmarks)
    process.stdout.write(`| ${name} | ${micro(median)} | ${micro(p99)} |\n`);
}

vitest(['bench', '--run', '--outputJson', json], 'pipe');
JSON.parse(readFileSync(json, 'utf8'))
  .files.flatMap(({ groups }) => groups)
  .forEach(time);
rmSync(folder, { recursive: true });
vitest(['run'], 'inherit');
