// The story on AWS Lambda: the built function is a process behind a simulated Function URL, frozen
// between calls, its records are in the simulated Forge storage, and answers stream.

import { story } from './story';

story({ name: 'lambda', streams: true, invokeType: 'ui-remote-fetch' });
