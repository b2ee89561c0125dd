// Shows the macros of a published page.
import { createHost } from '/__forge/host/host.js';
import { data, showMacro } from './macro.js';

const host = createHost(data.app, data);
const macros = (data.page.blocks ?? []).flatMap(({ macro, inline = [] }) => (macro ? [macro] : inline));
for (const macro of macros) {
  const container = document.querySelector(`.macro[data-local-id="${macro.localId}"]`);
  showMacro(host, container, macro);
}
