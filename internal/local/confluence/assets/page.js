// Shows the macros of a published page.
import { createHost } from '/__forge/host/host.js';
import { data, showMacro } from './macro.js';

const host = createHost(data.app, data);
for (const { macro } of data.page.blocks) {
  if (!macro) continue;
  const container = document.querySelector(`.macro[data-local-id="${macro.localId}"]`);
  showMacro(host, container, macro);
}
