// The story at home: everything in one process.

import { story } from './story';

story({ name: 'local', streams: true, invokeType: 'ui-remote-fetch' });
