import { events, invokeRemote, invokeService, view } from '@forge/bridge';
import { vi } from 'vitest';
import { isObject } from '../src/wire/fields';

/** Call is one request of the page to the backend. */
export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown> | undefined;
}

/** Reply is the reply of the bridge; an Error is a rejection. */
export type Reply = { status: number; body: object } | Error;

/**
 * fakeBackend answers every call with reply and returns the list of calls. It replaces the bridge
 * functions.
 */
export function fakeBackend(reply: (call: Call) => Reply | Promise<Reply>): Call[] {
  const calls: Call[] = [];
  const answer = async (input: { method: string; path: string; body?: unknown }) => {
    const body = isObject(input.body) ? input.body : undefined;
    const call = { method: input.method, path: input.path, body };
    calls.push(call);
    const given = await reply(call);
    if (given instanceof Error) throw given;
    return {
      headers: {},
      status: given.status,
      body: Object.fromEntries(Object.entries(given.body)),
    };
  };
  vi.mocked(invokeRemote).mockImplementation(answer);
  vi.mocked(invokeService).mockImplementation(answer);
  return calls;
}

/**
 * fakeContext sets the platform's context of the page. It returns the function that fires an event.
 */
export function fakeContext(
  extension: Record<string, unknown>,
  siteUrl = '',
): (event: string) => void {
  const listeners = new Map<string, (payload?: unknown) => unknown>();
  vi.mocked(view.getContext).mockImplementation(() =>
    Promise.resolve({
      extension,
      environmentId: 'e',
      environmentType: 'DEVELOPMENT',
      localId: 'l',
      locale: 'en-US',
      moduleKey: 'alarms',
      siteUrl,
      timezone: 'UTC',
    }),
  );
  vi.mocked(events.on).mockImplementation((event, callback) => {
    listeners.set(event, callback);
    return Promise.resolve({ unsubscribe: () => listeners.delete(event) });
  });
  return (event) => void listeners.get(event)?.();
}
