import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The bridge is the only thing that is replaced: it throws at import outside a Forge frame.
vi.mock('@forge/bridge', () => ({
  events: { on: vi.fn() },
  invokeRemote: vi.fn(),
  view: { getContext: vi.fn(), submit: vi.fn(), close: vi.fn(), theme: { enable: vi.fn() } },
}));

afterEach(cleanup);
