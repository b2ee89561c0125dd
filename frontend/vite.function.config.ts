import { defineConfig } from 'vite';

// Forge deploys what is in build/function as it is (manifest.yml, app.package), so one file holds everything.
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/function/index.ts',
    outDir: 'build/function',
    emptyOutDir: true,
    // CommonJS under a name that says so: a package.json above it says "module".
    rollupOptions: { output: { format: 'cjs', entryFileNames: 'index.cjs' } },
  },
});
