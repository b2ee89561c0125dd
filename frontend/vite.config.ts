import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { bundled } from './scripts/bundled.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Addresses that libraries keep in error texts only. They are never fetched, and leaving them out lets
 * the rule "no foreign host name in a bundle" be tested without exceptions for them.
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
  // Forge serves the build from a path it chooses, so every address in it is relative.
  base: './',
  plugins: [react(), stripDocumentationLinks(), bundled()],
  resolve: {
    dedupe: ['react', 'react-dom'],
    // The design system carries a feature-flag client that would call home. Pagewatch has no
    // telemetry.
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
    // An inlined image would be a data: address that a content security policy has to allow.
    assetsInlineLimit: 0,
    rollupOptions: {
      input: ['macro.html', 'config.html', 'settings.html'].map((page) => here(page)),
    },
  },
});
