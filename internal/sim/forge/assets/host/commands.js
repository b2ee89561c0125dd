// What the page answers to each bridge command. Results are plain JSON; an Error rejects the call in the frame.
import { openDialog } from './dialog.js';
import { closeFlag, showFlag } from './flags.js';
import { currentTheme } from './theme.js';

const refused = (what) => () => {
  throw new Error(`${what} is not part of the local simulation`);
};

async function invoke(_host, frame, call) {
  if (!call?.invokeType) throw new Error('resolver functions do not run in the local simulation');
  const { path, method = 'GET', headers, body, invokeType } = call;
  const { module, localId, extension } = frame.spec;
  const response = await fetch('/__forge/invoke', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ module, localId, invokeType, path, method, headers, body, extension: extension() }),
  });
  if (!response.ok) throw new Error(`the invocation was refused with status ${response.status}`);
  const reply = await response.json();
  if (reply.reject) throw new Error(reply.reject);
  return reply;
}

function getContext({ app, page }, { spec }) {
  return {
    accountId: page.accountId || undefined,
    cloudId: app.cloudId,
    environmentId: app.environmentId,
    environmentType: app.environmentType,
    appVersion: app.version,
    extension: spec.extension(),
    localId: spec.localId,
    locale: 'en-US',
    moduleKey: spec.module,
    permissions: { scopes: app.scopes },
    siteUrl: app.siteUrl,
    theme: currentTheme(),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAccess: { enabled: false, hasAccess: true },
  };
}

// address returns where a navigation leads: a web address, or one of the places the bridge has names for.
function address({ app, page }, { url, target, contentId, moduleKey, spaceKey }) {
  const key = spaceKey ?? page.space?.key;
  const settings = app.settings.find((it) => it.key === moduleKey);
  const places = {
    contentView: `/wiki/spaces/${key}/pages/${contentId}`,
    contentEdit: `/wiki/spaces/${key}/pages/edit-v2/${contentId}`,
    contentList: `/wiki/spaces/${key}`,
    spaceView: `/wiki/spaces/${key}`,
    module: settings && `/wiki/spaces/${key}/settings/apps/${app.id}/${app.environmentId}/${settings.route}`,
  };
  const to = url ?? places[target];
  if (!to) throw new Error(`a link to ${target} is not part of the local simulation`);
  const found = new URL(to, location.href);
  if (found.protocol !== 'https:' && found.protocol !== 'http:') throw new Error(`cannot navigate to ${found.protocol}`);
  return found.href;
}

function navigate(host, _frame, to) {
  const href = address(host, to ?? {});
  if (to.type === 'new-tab') window.open(href, '_blank', 'noopener,noreferrer');
  else location.assign(href);
}

// openModal shows a page of the app over everything: a resource by its key, or the opener's page. It sees what its opener
// saw, and the context it was given (Forge bridge reference, Modal).
function openModal(host, opener, { resource, size, context, title, closeOnEscape, closeOnOverlayClick, onClose }) {
  const src = resource ? host.app.resources[resource] : opener.spec.src;
  if (!src) return false;
  const closed = host.revive(opener, onClose);
  const dialog = openDialog(host, {
    title: title || opener.spec.title,
    size,
    closable: true,
    closeOnEscape,
    closeOnOverlayClick,
    frame: {
      ...opener.spec,
      inline: false,
      src,
      extension: () => ({ ...opener.spec.extension(), modal: context }),
      submit: undefined,
      close: (payload) => dialog.close(payload),
    },
    closed,
  });
  return true;
}

const flag = (host, frame, options) =>
  showFlag({ ...options, actions: options.actions?.map((a) => ({ ...a, onClick: host.revive(frame, a.onClick) })) });

const emit = (host, _frame, { event, payload }) => host.broadcast(event, payload);

/** commands maps each bridge command to (host, frame, data) => result. */
export const commands = {
  invoke,
  getContext,
  navigate,
  openModal,
  emit,
  emitPublic: emit,
  submit: (_host, { spec }, payload) => spec.submit?.(payload) ?? false,
  close: (_host, { spec }, payload) => (spec.close ? void spec.close(payload) : false),
  refresh: (_host, { spec }, payload) => (spec.refresh ? void spec.refresh(payload) : false),
  open: () => false,
  onClose: (host, frame, callback) => void frame.closers.push(host.revive(frame, callback)),
  getUrl: (host, _frame, to) => address(host, to),
  reload: () => location.reload(),
  showFlag: flag,
  closeFlag: (_host, _frame, { id }) => closeFlag(id),
  changeWindowTitle: (_host, _frame, title) => void (document.title = String(title)),
  emitReadyEvent: () => undefined,
  fetchRemote: refused('requestRemote'),
  fetchProduct: refused('requestConfluence'),
};
