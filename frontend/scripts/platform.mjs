// Writes build/platform: what the real platform serves to a Custom UI frame, and what the local
// simulation therefore has to serve itself. Nothing in it is part of the app.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const out = fileURLToPath(new URL('../build/platform/', import.meta.url));

// The design tokens are published as JavaScript strings only; the platform serves them as a
// stylesheet.
const themes = [
  'atlassian-light',
  'atlassian-dark',
  'atlassian-spacing',
  'atlassian-typography',
  'atlassian-shape',
  'atlassian-motion',
];

// A frame tells its parent how tall it is with this pair of scripts.
const scripts = ['iframeResizer.min.js', 'iframeResizer.contentWindow.min.js'];

const manifest = (name) => require.resolve(`${name}/package.json`);

function themeText(theme) {
  const file = manifest('@atlaskit/tokens').replace(
    'package.json',
    `dist/cjs/artifacts/themes/${theme}.js`,
  );
  const css = require(file).default;
  if (typeof css !== 'string' || !css.includes('--ds-'))
    throw new Error(`no tokens in theme ${theme}`);
  return css;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(`${out}tokens.css`, themes.map(themeText).join('\n'));
for (const script of scripts) {
  copyFileSync(
    manifest('iframe-resizer').replace('package.json', `js/${script}`),
    `${out}${script}`,
  );
}

// As scripts/bundled.ts does for what a bundler puts together.
const packages = ['@atlaskit/tokens', 'iframe-resizer'].map((name) => {
  const { version } = JSON.parse(readFileSync(manifest(name), 'utf8'));
  return [`${name}@${version}`, `node_modules/${name}`];
});
const list = fileURLToPath(new URL('../build/bundled/', import.meta.url));
mkdirSync(list, { recursive: true });
writeFileSync(`${list}platform.json`, JSON.stringify(Object.fromEntries(packages), null, 1));
