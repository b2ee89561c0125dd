import { defineConfig } from 'vitest/config';

/** The tests in e2e/ drive the running product: one after the other, each with a product of its own. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // As long as the browser is given for what it does: a busy machine is no failure.
    expect: { poll: { timeout: 45_000 } },
    bail: 1,
  },
});
