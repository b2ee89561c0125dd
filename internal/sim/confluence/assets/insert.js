// The insert menu: kinds of text, and the macros of the app's manifest.
import { kinds } from './block.js';
import { SIGN } from './inline.js';
import { data } from './macro.js';

const menu = document.querySelector('#insert-menu');
let choose = () => {};

function item(title, description, icon, block) {
  const made = Object.assign(document.createElement('button'), { type: 'button' });
  made.setAttribute('role', 'menuitem');
  const picture = icon
    ? Object.assign(document.createElement('img'), { src: icon, alt: '', width: 24, height: 24 })
    : Object.assign(document.createElement('span'), { className: 'avatar square', textContent: title[0] });
  const text = document.createElement('span');
  text.append(Object.assign(document.createElement('strong'), { textContent: title }));
  if (description) text.append(Object.assign(document.createElement('small'), { textContent: description }));
  made.append(picture, text);
  made.addEventListener('click', () => {
    menu.hidePopover();
    choose(block());
  });
  return made;
}

function macroBlock({ key, layout }) {
  const macro = { localId: crypto.randomUUID(), module: key };
  return layout === 'inline' ? { type: 'p', text: SIGN, inline: [macro] } : { type: 'macro', macro };
}

for (const module of data.app.macros) {
  menu.append(item(module.title, module.description, module.icon, () => macroBlock(module)));
}
for (const [type, { name }] of Object.entries(kinds)) {
  menu.append(item(name, '', '', () => ({ type, text: '' })));
}

menu.addEventListener('keydown', (event) => {
  const items = [...menu.children];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
});

/** openInsertMenu shows the menu at a button; `chosen` receives the new block. */
export function openInsertMenu(button, chosen) {
  choose = chosen;
  menu.showPopover();
  const at = button.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - menu.offsetWidth - 8);
  const below = at.bottom + 4;
  const top = below + menu.offsetHeight < innerHeight ? below : Math.max(8, at.top - menu.offsetHeight - 4);
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${top}px`;
  menu.firstElementChild.focus();
}
