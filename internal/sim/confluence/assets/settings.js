// Shows the app's page in the space settings.
import { createHost } from '/__forge/host/host.js';
import { data } from './macro.js';

const module = data.app.settings.find(({ key }) => key === data.module);
createHost(data.app, data).open(document.querySelector('#settings-page'), {
  module: module.key,
  src: module.src,
  title: module.title,
  localId: `${data.app.id}-${module.key}`,
  extension: () => ({ type: 'confluence:spaceSettings', space: data.space, location: location.href }),
});
