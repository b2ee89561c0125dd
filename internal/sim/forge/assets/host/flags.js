// Flags: short messages of the app, shown by the page and read out by screen readers.

const seconds = 8;
const shown = new Map();

function region() {
  const found = document.querySelector('.forge-flags');
  if (found) return found;
  const made = document.createElement('div');
  made.className = 'forge-flags';
  made.setAttribute('role', 'status');
  made.popover = 'manual';
  document.body.append(made);
  return made;
}

function button(text, onClick) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
  made.addEventListener('click', onClick);
  return made;
}

/** showFlag shows a flag, replacing the one with the same id. */
export function showFlag({ id, title = '', description = '', type = 'info', appearance, actions = [], isAutoDismiss }) {
  closeFlag(id);
  const flag = document.createElement('div');
  flag.className = 'forge-flag';
  flag.dataset.kind = appearance ?? type;
  flag.append(
    Object.assign(document.createElement('strong'), { textContent: title }),
    Object.assign(document.createElement('p'), { textContent: description }),
    ...actions.map(({ text, onClick }) => button(String(text), () => onClick())),
  );
  const dismiss = button('×', () => closeFlag(id));
  dismiss.className = 'forge-flag-dismiss';
  dismiss.setAttribute('aria-label', 'Dismiss');
  flag.append(dismiss);
  const flags = region();
  flags.append(flag);
  flags.hidePopover();
  flags.showPopover(); // on top again, over a dialog opened since
  shown.set(id, flag);
  if (isAutoDismiss) setTimeout(() => shown.get(id) === flag && closeFlag(id), seconds * 1000);
  return true;
}

/** closeFlag takes the flag with that id away; it reports whether there was one. */
export function closeFlag(id) {
  shown.get(id)?.remove();
  return shown.delete(id);
}
