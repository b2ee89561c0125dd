import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The bridge is the only thing that is replaced: it throws at import outside a Forge frame.
vi.mock('@forge/bridge', () => ({
  events: { on: vi.fn() },
  invokeRemote: vi.fn(),
  invokeService: vi.fn(),
  router: { open: vi.fn(() => Promise.resolve()) },
  view: { getContext: vi.fn(), submit: vi.fn(), close: vi.fn(), theme: { enable: vi.fn() } },
}));

// The design system asks for the user's contrast setting at import; jsdom has no such question.
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

// What a test waits for comes at once or never; the time is for busy machines.
configure({ asyncUtilTimeout: 10_000 });

afterEach(cleanup);
