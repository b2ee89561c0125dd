import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { bundled } from './scripts/bundled.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Addresses that libraries contain in error texts only. No code fetches them. Without them, the
 * rule "no foreign host name in a bundle" needs no exceptions.
 */
const documentationLinks = [
  'https://react.dev/errors/',
  'https://go.atlassian.com/forge-tunneling-with-custom-ui',
  'https://developer.atlassian.com/platform/forge/apis-reference/ui-api-bridge/rovo/',
  'https://compiledcssinjs.com/docs/installation',
  'https://iframe-resizer.com/upgrade',
  'http://fb.me/use-check-prop-types',
];

function stripDocumentationLinks(): Plugin {
  return {
    name: 'strip-documentation-links',
    renderChunk: (code) =>
      documentationLinks.reduce((text, link) => text.replaceAll(link, 'documentation '), code),
  };
}

export default defineConfig({
  // Forge serves the build from a path of its choice, so every address in it is relative.
  base: './',
  plugins: [react(), stripDocumentationLinks(), bundled()],
  resolve: {
    dedupe: ['react', 'react-dom'],
    // The design system includes a feature-flag client with telemetry. Pagewatch has no telemetry.
    alias: [
      {
        find: /^@atlaskit\/platform-feature-flags(\/.*)?$/,
        replacement: here('stubs/feature-flags.ts'),
      },
    ],
  },
  build: {
    outDir: 'build/ui',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // An inlined image would be a data: URL, which a content security policy would have to allow.
    assetsInlineLimit: 0,
    rollupOptions: {
      // A page loads only the texts that it uses; see src/text/en.ts.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(text|providers)\//, sideEffects: false }] },
      input: ['index.html', 'badge.html', 'config.html', 'settings.html'].map((page) => here(page)),
    },
  },
});
