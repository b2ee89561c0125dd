import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

/** plain prints the output of a benchmark, and its failures. */
const plain: Reporter = {
  onUserConsoleLog: ({ content }) => void process.stdout.write(content),
  onTestCaseResult: (test) => {
    for (const { message } of test.result().errors ?? [])
      process.stderr.write(`FAILED: ${test.fullName}: ${message}\n`);
  },
  onTestRunEnd: (modules, errors) => {
    const broken = modules.flatMap((it) => [
      ...it.errors(),
      ...[...it.children.suites()].flatMap((s) => s.errors()),
    ]);
    for (const { message } of [...broken, ...errors]) process.stderr.write(`FAILED: ${message}\n`);
  },
};

/** The benchmarks in bench/: none fails for its time, only for a wrong answer. */
export default defineConfig({
  test: {
    environment: 'node',
    reporters: [plain],
    include: ['bench/**/*.figures.ts'],
    benchmark: { include: ['bench/**/*.bench.ts'] },
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 45_000, interval: 20 } },
  },
});
