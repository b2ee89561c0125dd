// The frame's side of the bridge. @forge/bridge takes window.__bridge.callBridge when it is imported, so this runs
// first: a classic script that blocks. It answers in the frame what cannot cross a frame boundary (callbacks,
// history, theming) and passes everything else to the page around it.
(() => {
  'use strict';
  const hostOrigin = '{{hostOrigin}}';
  const calls = new Map();
  const callbacks = new Map();
  const listeners = new Map();
  let lastId = 0;

  // Only JSON crosses. A function is replaced by a ticket that the page around sends back to have it called.
  const portable = (data) =>
    data === undefined
      ? undefined
      : JSON.parse(
          JSON.stringify(data, (_key, value) => {
            if (typeof value !== 'function') return value;
            callbacks.set(++lastId, value);
            return { forgeCallback: lastId };
          }),
        );

  const ask = (command, data) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      calls.set(id, { resolve, reject });
      window.parent.postMessage({ forge: 'call', id, command, data: portable(data) }, hostOrigin);
    });

  const arrive = {
    reply({ id, value, error }) {
      const call = calls.get(id);
      calls.delete(id);
      if (!call) return;
      if (error === undefined) call.resolve(value);
      else call.reject(new Error(error));
    },
    event({ event, payload }) {
      for (const listener of listeners.get(event) ?? []) listener(payload);
    },
    callback({ id, payload }) {
      callbacks.get(id)?.(payload);
    },
  };

  window.addEventListener('message', ({ source, origin, data }) => {
    if (source !== window.parent || origin !== hostOrigin) return;
    if (Object.hasOwn(arrive, data?.forge)) arrive[data.forge](data);
  });

  const subscribe = ({ event, callback }) => {
    const set = listeners.get(event) ?? new Set();
    listeners.set(event, set.add(callback));
    return { unsubscribe: () => set.delete(callback) };
  };

  const paint = ({ colorMode }) => {
    const root = document.documentElement;
    root.dataset.theme = 'dark:dark light:light spacing:spacing typography:typography shape:shape motion:motion';
    root.dataset.colorMode = colorMode;
  };

  let theming;
  const enableTheming = () => {
    theming ??= (async () => {
      subscribe({ event: 'FORGE_CORE_THEME_CHANGED', callback: ({ theme }) => paint(theme) });
      const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/__forge/tokens.css' });
      const loaded = new Promise((resolve) => {
        sheet.onload = sheet.onerror = resolve;
      });
      document.head.prepend(sheet);
      paint((await ask('getContext')).theme);
      await loaded;
    })();
    return theming;
  };

  // A history in memory: the page around keeps its own address.
  const createHistory = () => {
    const stack = [{ pathname: '/', search: '', hash: '', state: null, key: 'initial' }];
    const watchers = new Set();
    let at = 0;
    const moved = (action) => {
      history.location = stack[at];
      history.action = action;
      for (const watcher of watchers) watcher(stack[at], action);
    };
    const located = (to, state = null) => {
      const url = new URL(typeof to === 'string' ? to : history.createHref(to), 'http://app.invalid/');
      return { pathname: url.pathname, search: url.search, hash: url.hash, state, key: String(++lastId) };
    };
    const history = {
      action: 'POP',
      location: stack[0],
      createHref: ({ pathname = '/', search = '', hash = '' }) => pathname + search + hash,
      listen: (watcher) => {
        watchers.add(watcher);
        return () => watchers.delete(watcher);
      },
      push: (to, state) => {
        stack.splice(++at, Infinity, located(to, state));
        moved('PUSH');
      },
      replace: (to, state) => {
        stack[at] = located(to, state);
        moved('REPLACE');
      },
      go: (steps) => {
        at = Math.min(Math.max(at + steps, 0), stack.length - 1);
        moved('POP');
      },
      goBack: () => history.go(-1),
      goForward: () => history.go(1),
    };
    return history;
  };

  const local = { on: subscribe, onPublic: subscribe, enableTheming, createHistory };

  window.__bridge = {
    callBridge: async (command, data) =>
      Object.hasOwn(local, command) ? local[command](data) : ask(command, data),
  };
})();
