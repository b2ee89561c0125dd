// Dialogs that hold a page of the app. Escape works until the page has spoken to the bridge; from then on closing is
// the page's own affair, unless its opener set otherwise.

const named = {
  small: ['400px', '300px'],
  medium: ['600px', '480px'],
  large: ['800px', '70vh'],
  xlarge: ['968px', '90vh'],
  max: ['100vw', '100vh'],
  fullscreen: ['100vw', '100vh'],
};

/**
 * openDialog shows a modal dialog with a frame. `options`: {title, size, closable, closeOnEscape, closeOnOverlayClick,
 * frame, closed?(payload)}; closable adds a close button. It returns {frame, close(payload)}. The focus returns to where
 * it was before.
 */
export function openDialog(host, { title, size, closable, closeOnEscape, closeOnOverlayClick, frame: spec, closed }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'forge-dialog';
  dialog.setAttribute('aria-label', title);
  dialog.setAttribute('closedby', 'none');
  const head = document.createElement('header');
  head.append(Object.assign(document.createElement('h2'), { textContent: title }));
  if (closable) head.append(closeButton(() => close()));
  dialog.append(head);
  const [width, height] = named[size] ?? (size?.width ? [size.width, size.height ?? '70vh'] : named.medium);
  dialog.style.setProperty('--forge-dialog-width', width);
  dialog.style.setProperty('--forge-dialog-height', height);
  document.body.append(dialog);
  const before = document.activeElement;
  dialog.showModal();
  const frame = host.open(dialog, { ...spec, fixed: true });

  function close(payload) {
    for (const closer of frame.closers) closer(payload);
    dialog.close();
    frame.remove();
    dialog.remove();
    before?.focus(); // the browser returns it to no frame
    closed?.(payload);
  }

  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && (closeOnEscape || !frame.answered)) close();
  });
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && closeOnOverlayClick) close();
  });
  return { frame, close };
}

function closeButton(onClick) {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: '×' });
  made.className = 'forge-dialog-close';
  made.setAttribute('aria-label', 'Close dialog');
  made.addEventListener('click', onClick);
  return made;
}
