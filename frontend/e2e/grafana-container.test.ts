// Alert rules beside alarms, in the Forge container service.

import { withFixture } from './fixture';
import { cast, grafanaStory, type Cast } from './grafana-story';

let people: Cast;

withFixture(
  async (fixture) => {
    people = await cast(fixture);
  },
  ['--target', 'container'],
);

grafanaStory(() => people);
