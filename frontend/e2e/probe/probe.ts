// A Custom UI that does nothing but hand the unmodified bridge to a test.

import * as bridge from '@forge/bridge';

Object.assign(globalThis, { bridge });
