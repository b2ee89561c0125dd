// Alert rules beside alarms, on AWS Lambda.

import { withFixture } from './fixture';
import { cast, grafanaStory, type Cast } from './grafana-story';

let people: Cast;

withFixture(
  async (fixture) => {
    people = await cast(fixture);
  },
  ['--target', 'lambda'],
);

grafanaStory(() => people);
