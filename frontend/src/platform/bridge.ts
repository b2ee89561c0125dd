// The only module that calls the platform. It returns everything unparsed: callers parse.
import { events, invokeRemote, invokeService, Modal, router, view } from '@forge/bridge';

/** Request is one call of the backend. Bodies are JSON objects. */
export interface Request {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: Record<string, unknown>;
}

/**
 * inContainer reports whether the deployment target is a container service, which browsers cannot
 * reach.
 */
export function inContainer(): boolean {
  return document.documentElement.dataset.target === 'container';
}

/**
 * invoke sends a request through the bridge and returns the raw reply. The deployment target, which
 * the page names, selects the bridge function: a container service or a remote.
 */
export function invoke(request: Request): Promise<unknown> {
  return inContainer() ? invokeService(request) : invokeRemote(request);
}

/** getContext returns the context of the page: space, macro configuration, editing or not. */
export function getContext(): Promise<unknown> {
  return view.getContext();
}

/**
 * enableTheme makes the platform set the design tokens. A page without them still works, with less
 * style.
 */
export function enableTheme(): Promise<void> {
  return view.theme.enable().catch(() => undefined);
}

/** submitConfig stores the macro's configuration and closes the modal. */
export function submitConfig(config: object): Promise<void> {
  return view.submit({ config });
}

/** closeModal closes the modal around the page without storing anything. */
export function closeModal(): Promise<void> {
  return view.close();
}

/** The manifest's resource. Its own page, index.html, is the macro. */
const RESOURCE = 'ui';

/**
 * openList opens the macro's page as a list, in a modal over the page around the macro. The list
 * has the configuration of this macro. It rejects if the platform refuses.
 */
export function openList(title: string, onClose: () => void): Promise<void> {
  const context = { list: true };
  return new Modal({ resource: RESOURCE, size: 'large', title, context, onClose }).open();
}

/**
 * openPage opens an address in a new tab. The platform asks for confirmation for an unknown site.
 */
export function openPage(address: string): Promise<void> {
  return router.open(address).catch(() => undefined);
}

/** The manifest's page of the space settings. */
const SETTINGS = 'space-settings';

/**
 * settingsAddress returns the address of Pagewatch's page in the settings of a space, null where the
 * platform does not know it.
 */
export function settingsAddress(spaceKey: string): Promise<string | null> {
  return router.getUrl({ target: 'module', moduleKey: SETTINGS, spaceKey }).then(
    (url) => url?.href ?? null,
    () => null,
  );
}

/**
 * onConfigChanged calls the callback when the author saves the macro's configuration. It returns
 * the function that unsubscribes.
 */
export function onConfigChanged(callback: () => void): () => void {
  const subscription = events.on('FORGE_CORE_MACRO_CONFIG_CHANGED', callback);
  // Without the event the page keeps its first configuration until a reload.
  return () => void subscription.then((it) => it.unsubscribe()).catch(() => undefined);
}
