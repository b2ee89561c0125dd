import { defineConfig } from 'vite';
import { bundled } from './scripts/bundled.ts';

// Forge deploys what is in the folder as it is (manifest.yml, app.package), so one file holds
// everything. The mode is the deployment target: a remote and a container service are called in
// different ways.
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
      // CommonJS under a name that says so: a package.json above it says "module".
      rollupOptions: { output: { format: 'cjs', entryFileNames: 'index.cjs' } },
    },
  };
});
