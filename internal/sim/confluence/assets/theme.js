// Sets the color mode before anything is drawn: light, dark, or what the system prefers.
(() => {
  'use strict';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const chosen = localStorage.getItem('theme') ?? 'auto';
    root.dataset.colorMode = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
  };
  dark.addEventListener('change', apply);
  addEventListener('storage', apply);
  addEventListener('wiki-theme', apply);
  apply();
})();
