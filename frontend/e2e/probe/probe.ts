// A Custom UI that only exposes the unmodified bridge to a test.

import * as bridge from '@forge/bridge';

Object.assign(globalThis, { bridge });
