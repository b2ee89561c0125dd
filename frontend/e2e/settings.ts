// The settings page in every state that an admin meets.

import type { Frame, Page, Request } from 'playwright-core';
import { Fields, isObject } from '../src/wire/fields';
import { frames } from './pages';

const long = 'Logistics_warehouse_and_last_mile_delivery_production_of_all_European_countries';

/** others are connections that are as long as they can be, or not like the usual one. */
const others = [
  {
    id: 'c-long',
    name: long,
    kind: 'aws-role',
    roleArn: `arn:aws:iam::777788889999:role/observability/readers/${'PagewatchReadAlarms'.repeat(3)}`,
    account: '777788889999',
    regions: ['eu-central-1', 'us-east-1', 'ap-southeast-1', 'eu-north-1'],
    namePrefixes: ['warehouse-eu-central-production-', `${'p'.repeat(120)}-`],
    status: 'ready',
    test: {
      at: '2026-11-20T10:00:00Z',
      outcome: 'failed',
      results: [{ step: 'refuse-sibling', outcome: 'failed', at: '2026-11-20T10:00:00Z' }],
    },
  },
  {
    id: 'c-keys',
    name: 'Keys of the old account',
    kind: 'aws-user',
    account: '444455556666',
    regions: ['eu-central-1'],
    namePrefixes: [],
    status: 'ready',
  },
  {
    id: 'c-half',
    name: 'Half linked',
    kind: 'aws-role',
    regions: ['eu-central-1'],
    namePrefixes: [],
    status: 'pending',
  },
  { id: 'c-new', name: 'From a later version', kind: 'tomorrow', status: 'ready' },
];

/** listAlso adds connections of other kinds to the settings that a page loads. */
export async function listAlso(page: Page, more: readonly object[] = others): Promise<void> {
  await page.route('**/__forge/invoke', async (route) => {
    if (!isSettings(route.request())) return route.fallback();
    const response = await route.fetch();
    const reply: unknown = await response.json();
    const payload = new Fields(new Fields(reply, 'reply').raw('payload'), 'payload');
    const body: unknown = payload.raw('body');
    if (isObject(body) && Array.isArray(body.connections)) body.connections.push(...more);
    return route.fulfill({ response, json: reply });
  });
}

function isSettings(request: Request): boolean {
  const data: unknown = request.postDataJSON();
  return isObject(data) && String(data.path).startsWith('/v1/settings') && data.method === 'GET';
}

/** settingsFrame returns the frame of the settings on the open page. */
export async function settingsFrame(page: Page): Promise<Frame> {
  const [frame] = await frames(page);
  if (!frame) throw new Error('the page has no frame of the app');
  return frame;
}
