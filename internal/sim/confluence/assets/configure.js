// The dialog in which an app's own page configures its macro (Forge manifest reference, macro, custom configuration).
import { openDialog } from '/__forge/host/dialog.js';
import { extensionOf, moduleOf } from './macro.js';

// check has the server say whether the configuration can be stored; the code comes first in its message.
async function check(config) {
  const response = await fetch('/wiki/macro-config', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(config),
  });
  if (!response.ok) throw new Error((await response.json()).message);
}

/**
 * configure opens the configuration of `macro`. `options`: {inserting, cancelled?()}, where cancelled is called if the
 * dialog closes without anything having been submitted.
 */
export function configure(host, macro, { inserting = false, cancelled }) {
  const { key, title, config } = moduleOf(macro);
  let submitted = false;

  async function submit(payload) {
    if (!payload || typeof payload !== 'object' || !('config' in payload)) throw new Error('INVALID_PAYLOAD');
    if (payload.body !== undefined) throw new Error('INVALID_BODY: the macro has no body');
    await check(payload.config);
    macro.config = payload.config;
    submitted = true;
    host.broadcast('FORGE_CORE_MACRO_CONFIG_CHANGED', { localId: macro.localId });
    // After the answer to this call, which the frame is waiting for.
    if (!payload.keepEditing) setTimeout(() => dialog.close());
  }

  const dialog = openDialog(host, {
    title: config.title || title,
    size: config.viewportSize || 'medium',
    frame: {
      module: key,
      src: config.src,
      title: config.title || title,
      localId: macro.localId,
      extension: () =>
        extensionOf(macro, { isEditing: true, macro: { isConfiguring: true, isInserting: inserting && !submitted } }),
      submit,
      close: (payload) => dialog.close(payload),
    },
    closed: () => submitted || cancelled?.(),
  });
}
