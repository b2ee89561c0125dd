import { defineConfig } from 'vite';
import { bundled } from './scripts/bundled.ts';

// Forge deploys the folder unchanged (manifest.yml, app.package), so a single file holds
// everything. The mode is the deployment target: a remote and a container service have different
// calls.
export default defineConfig(({ mode }) => {
  const container = mode === 'container';
  return {
    publicDir: false,
    plugins: [bundled()],
    ssr: { noExternal: true },
    build: {
      ssr: container ? 'src/function/container.ts' : 'src/function/index.ts',
      outDir: container ? 'build/function-container' : 'build/function',
      emptyOutDir: true,
      // The extension marks CommonJS: a package.json above it declares "module".
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'index.cjs' } },
    },
  };
});
