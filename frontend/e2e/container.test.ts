// The story in a Forge container service: the built container is a process beside an imitated
// sidecar, its records are in the imitated Forge storage, and every answer is inline.

import { story } from './story';

story({ name: 'container', streams: false, invokeType: 'ui-container-fetch' });
