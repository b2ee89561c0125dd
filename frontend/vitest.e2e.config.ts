import { defineConfig } from 'vitest/config';

/** The tests in e2e/ drive the running product: one after the other, each with a product of its own. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    bail: 1,
  },
});
