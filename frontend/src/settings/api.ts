import { call, withSpace } from '../platform/backend';
import { readContext } from '../platform/context';
import { parseReceipt, parseSettings, type Receipt, type Settings } from '../wire/settings';
import { parseTestResult, type TestResult } from '../wire/test-result';

/** Space is where the settings page stands. */
export interface Space {
  id: string | undefined;
}

/** Loaded is the settings and the space they belong to. */
export interface Loaded {
  space: Space;
  settings: Settings;
}

/** Tested names what to try: a draft, or a saved connection as it would be after the changes. */
export interface Tested {
  id?: string;
  connection?: Record<string, unknown>;
}

/** loadSettings reads the settings of the space the page stands in. */
export async function loadSettings(): Promise<Loaded> {
  const { spaceId } = await readContext();
  const reply = await call({ method: 'GET', path: withSpace('/v1/settings', spaceId) });
  return { space: { id: spaceId }, settings: parseSettings(reply) };
}

/** testRegion tries a connection in one Region: one role assumed, one question to CloudWatch. */
export async function testRegion(space: Space, tested: Tested, region: string): Promise<TestResult> {
  const body = { ...claim(space), ...tested, region };
  return parseTestResult(await call({ method: 'POST', path: '/v1/connections/test', body }));
}

/** createConnection links an account. */
export async function createConnection(space: Space, connection: Record<string, unknown>): Promise<void> {
  await call({ method: 'POST', path: '/v1/connections', body: { ...claim(space), connection } });
}

/** updateConnection changes a linked account; members that are absent stay as they are. */
export async function updateConnection(
  space: Space,
  id: string,
  connection: Record<string, unknown>,
): Promise<void> {
  await call({ method: 'PATCH', path: pathOf(id), body: { ...claim(space), connection } });
}

/** removeConnection erases a linked account and says what was erased. */
export async function removeConnection(space: Space, id: string): Promise<Receipt> {
  return parseReceipt(await call({ method: 'DELETE', path: withSpace(pathOf(id), space.id) }));
}

function pathOf(id: string): string {
  return `/v1/connections/${encodeURIComponent(id)}`;
}

function claim(space: Space): Record<string, unknown> {
  return space.id === undefined ? {} : { spaceId: space.id };
}
