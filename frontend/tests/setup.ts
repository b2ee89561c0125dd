import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// Only the bridge is mocked: it throws at import outside a Forge frame.
vi.mock('@forge/bridge', () => ({
  events: { on: vi.fn() },
  invokeRemote: vi.fn(),
  invokeService: vi.fn(),
  Modal: class {
    constructor(options: object) {
      Object.assign(this, options);
    }
    open(): Promise<void> {
      return Promise.resolve();
    }
  },
  router: {
    open: vi.fn(() => Promise.resolve()),
    getUrl: vi.fn(() => Promise.reject(new Error('an unknown place'))),
  },
  view: { getContext: vi.fn(), submit: vi.fn(), close: vi.fn(), theme: { enable: vi.fn() } },
}));

// The design system reads the user's contrast preference at import; jsdom has no matchMedia.
if (typeof window !== 'undefined') {
  window.matchMedia = (media) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
}

// An awaited change comes at once or never; the timeout is for busy machines.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);
