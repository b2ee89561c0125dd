// The theme that the page passes to the app. The page says "light" or "dark" in data-color-mode.

const root = document.documentElement;

/** currentTheme returns the theme in the form of the bridge's context. */
export function currentTheme() {
  return {
    colorMode: root.dataset.colorMode === 'dark' ? 'dark' : 'light',
    dark: 'dark',
    light: 'light',
    spacing: 'spacing',
    typography: 'typography',
    shape: 'shape',
    motion: 'motion',
  };
}

/** onThemeChange calls back whenever the page changes its color mode. */
export function onThemeChange(callback) {
  new MutationObserver(callback).observe(root, { attributeFilter: ['data-color-mode'] });
}
