import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

export default mergeConfig(
  viteConfig,
  defineConfig({
    // The modules of the design system, not their CommonJS twins: aliases do not reach into those.
    resolve: { mainFields: ['module', 'main'] },
    test: {
      // Tests of pages ask for jsdom in their first line; it takes a second each.
      environment: 'node',
      include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
      setupFiles: ['tests/setup.ts'],
      testTimeout: 30_000,
      // Without this one core is left idle: of two, half.
      maxWorkers: '100%',
      mockReset: true,
      unstubGlobals: true,
      // The design system imports CSS from its modules, which only Vite can read.
      server: { deps: { inline: [/@atlaskit/] } },
    },
  }),
);
