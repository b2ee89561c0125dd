import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

export default mergeConfig(
  viteConfig,
  defineConfig({
    // The ES modules of the design system, not their CommonJS copies, which aliases do not reach.
    resolve: { mainFields: ['module', 'main'] },
    test: {
      // Tests of pages select jsdom in their first line; it costs a second each.
      environment: 'node',
      include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
      setupFiles: ['tests/setup.ts'],
      testTimeout: 30_000,
      // By default one core stays idle: half of two.
      maxWorkers: '100%',
      mockReset: true,
      unstubGlobals: true,
      // The design system imports CSS from its modules, which only Vite can load.
      server: { deps: { inline: [/@atlaskit/] } },
    },
  }),
);
