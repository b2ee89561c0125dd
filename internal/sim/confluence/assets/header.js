// The header: theme, menus, and the pages of the space on small screens. What works by this script alone comes disabled:
// before it is here, a click would be lost.

const theme = document.querySelector('#theme');
theme.value = localStorage.getItem('theme') ?? 'auto';
theme.addEventListener('change', () => {
  localStorage.setItem('theme', theme.value);
  dispatchEvent(new Event('wiki-theme'));
});
theme.disabled = false;

const menus = [...document.querySelectorAll('details.menu')];
document.addEventListener('click', ({ target }) => {
  for (const menu of menus) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  const open = menus.find((menu) => menu.open);
  if (key !== 'Escape' || !open) return;
  open.open = false;
  open.querySelector('summary').focus();
});

const toggle = document.querySelector('.side-toggle');
if (toggle) {
  toggle.addEventListener('click', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', String(open));
    document.querySelector('#side').classList.toggle('open', open);
  });
  toggle.disabled = false;
}
