import { defineConfig } from 'vitest/config';

/**
 * The tests in e2e/ drive the running product, one file after the other, each with its own product.
 */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // The same as the browser's own timeout: a busy machine is no failure.
    expect: { poll: { timeout: 45_000 } },
    bail: 1,
  },
});
