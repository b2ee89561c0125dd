// The one module that talks to the platform. Everything it returns is unparsed: callers parse.
import { events, invokeRemote, invokeService, router, view } from '@forge/bridge';

/** Request is one call of the backend. Bodies are JSON objects. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: Record<string, unknown>;
}

/** inContainer reports whether the page was deployed for a container service, which browsers cannot reach. */
export function inContainer(): boolean {
  return document.documentElement.dataset.target === 'container';
}

/**
 * invoke sends a request through the bridge and gives the bridge's reply as it came. The page names
 * its deployment target: a container service is called in another way than a remote.
 */
export function invoke(request: Request): Promise<unknown> {
  return inContainer() ? invokeService(request) : invokeRemote(request);
}

/** getContext asks where the page is shown: space, macro configuration, editing or not. */
export function getContext(): Promise<unknown> {
  return view.getContext();
}

/** enableTheme makes the platform set the design tokens; a page without them still works, plainer. */
export function enableTheme(): Promise<void> {
  return view.theme.enable().catch(() => undefined);
}

/** submitConfig stores the macro's configuration and closes the modal. */
export function submitConfig(config: object): Promise<void> {
  return view.submit({ config });
}

/** closeModal leaves the configuration modal without storing anything. */
export function closeModal(): Promise<void> {
  return view.close();
}

/** openPage opens an address in a new tab. The platform asks first where it does not know the site. */
export function openPage(address: string): Promise<void> {
  return router.open(address).catch(() => undefined);
}

/** onConfigChanged calls back when the author saves the macro's configuration. It returns how to stop. */
export function onConfigChanged(callback: () => void): () => void {
  const subscription = events.on('FORGE_CORE_MACRO_CONFIG_CHANGED', callback);
  // Without the event the page still shows what it read first; a reload brings the rest.
  return () => void subscription.then((it) => it.unsubscribe()).catch(() => undefined);
}
