// The story with the local target: everything in one process.

import { story } from './story';

story({ name: 'local', streams: true, invokeType: 'ui-remote-fetch' });
