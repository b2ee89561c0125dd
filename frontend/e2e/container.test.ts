// The story in a Forge container service: the built container is a process next to a simulated
// sidecar, its records are in the simulated Forge storage, and every answer is inline.

import { story } from './story';

story({ name: 'container', streams: false, invokeType: 'ui-container-fetch' });
