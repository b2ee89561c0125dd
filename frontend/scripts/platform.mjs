// Writes build/platform: the assets that the real platform serves to a Custom UI frame, for the
// local simulation. None of it is part of the app.
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

// This pair of scripts reports the height of a frame to its parent.
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

// The same record as scripts/bundled.ts, for packages that no bundler processes.
const packages = ['@atlaskit/tokens', 'iframe-resizer'].map((name) => {
  const { version } = JSON.parse(readFileSync(manifest(name), 'utf8'));
  return [`${name}@${version}`, `node_modules/${name}`];
});
const list = fileURLToPath(new URL('../build/bundled/', import.meta.url));
mkdirSync(list, { recursive: true });
writeFileSync(`${list}platform.json`, JSON.stringify(Object.fromEntries(packages), null, 1));
