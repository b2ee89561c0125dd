// The page's side of the bridge: it opens the app's frames and answers their calls. A message counts only if it comes
// from the window of a frame opened here and from the app's own origin.
import { commands } from './commands.js';
import { currentTheme, onThemeChange } from './theme.js';

/**
 * createHost returns a host for one page. `app` describes the app, `page` what is shown:
 * {accountId, space: {id, key}, content?: {id, type, subtype}, location?}.
 */
export function createHost(app, page) {
  const frames = new Set();
  const host = { app, page, open, broadcast, revive };

  // open puts a frame of the app into `container`. `spec`: {module, kind, src, title, localId, fixed, inline,
  // extension(): object, submit?(payload), close?(payload), refresh?(payload)}.
  function open(container, spec) {
    const iframe = document.createElement('iframe');
    iframe.setAttribute('sandbox', app.sandbox);
    iframe.setAttribute('allow', app.allow);
    iframe.title = spec.title;
    iframe.className = spec.inline ? 'forge-frame inline' : 'forge-frame';
    iframe.src = spec.src;
    container.append(iframe);
    const frame = { spec, iframe, closers: [], answered: false, remove };
    frames.add(frame);
    if (spec.inline) iframe.addEventListener('load', () => sizeOnce(iframe), { once: true });
    else if (!spec.fixed) resize(iframe);

    function remove() {
      frames.delete(frame);
      iframe.iFrameResizer?.removeListeners();
      iframe.remove();
    }
    return frame;
  }

  const sizes = { checkOrigin: [app.cdn], heightCalculationMethod: 'bodyOffset', warningTimeout: 0 };

  function resize(iframe) {
    iframe.setAttribute('scrolling', 'no');
    window.iFrameResize(sizes, iframe);
  }

  // sizeOnce gives an inline frame the size of its body, and never another: inline macros do not resize after their
  // first paint, and are about 300 pixels wide unless their body fits its content (Forge manifest reference, macro).
  // The reference does not say when the first paint is. This is the strictest reading: iframe-resizer's first message
  // after the load event, when the page's own files are there and no call of the bridge has to be answered yet.
  function sizeOnce(iframe) {
    iframe.setAttribute('scrolling', 'no');
    const width = { sizeWidth: true, widthCalculationMethod: 'bodyOffset' };
    window.iFrameResize({ ...sizes, ...width, autoResize: false }, iframe);
  }

  function post(frame, message) {
    frame.iframe.contentWindow?.postMessage(message, app.cdn);
  }

  // broadcast delivers an event to every frame of the app on this page.
  function broadcast(event, payload) {
    for (const frame of frames) post(frame, { forge: 'event', event, payload });
  }

  // revive turns a callback's ticket into a function that has it called in its frame.
  function revive(frame, ticket) {
    const id = ticket?.forgeCallback;
    return (payload) => id && post(frame, { forge: 'callback', id, payload });
  }

  async function answer(frame, { id, command, data }) {
    try {
      if (!Object.hasOwn(commands, command)) throw new Error(`unsupported bridge command ${command}`);
      post(frame, { forge: 'reply', id, value: await commands[command](host, frame, data) });
    } catch (error) {
      post(frame, { forge: 'reply', id, error: error.message });
    }
  }

  window.addEventListener('message', ({ source, origin, data }) => {
    // Compared now: a frame that is moved in the page gets another window.
    const frame = [...frames].find(({ iframe }) => iframe.contentWindow === source);
    if (!frame || origin !== app.cdn || data?.forge !== 'call') return;
    frame.answered = true;
    answer(frame, data);
  });

  onThemeChange(() => broadcast('FORGE_CORE_THEME_CHANGED', { theme: currentTheme() }));
  return host;
}
