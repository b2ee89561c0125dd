import { call, withSpace } from '../platform/backend';
import { readContext } from '../platform/context';
import { parseRemoval, parseTestReceipt, type Removal } from '../wire/receipts';
import { parseSettings, type Settings } from '../wire/settings';
import { parseStepAnswer, stepBody, type StepAnswer, type StepQuestion } from '../wire/test-step';

/** Space is the space of the settings page. */
export interface Space {
  id: string | undefined;
}

/** Loaded is the settings and the space they belong to. */
export interface Loaded {
  space: Space;
  settings: Settings;
}

/** Tested is what a test covers: a draft, or a saved connection with its unsaved changes. */
export interface Tested {
  id?: string;
  connection?: Record<string, unknown>;
}

/** Proved is a connection to save, with its proof if saving requires one. */
export interface Proved {
  connection: Record<string, unknown>;
  proof?: string | undefined;
}

/** loadSettings reads the settings of the page's space. */
export async function loadSettings(): Promise<Loaded> {
  const { spaceId } = await readContext();
  const reply = await call({ method: 'GET', path: withSpace('/v1/settings', spaceId) });
  return { space: { id: spaceId }, settings: parseSettings(reply) };
}

/** testStep runs one step of a test. */
export async function testStep(
  space: Space,
  tested: Tested,
  question: StepQuestion,
): Promise<StepAnswer> {
  const body = { ...claim(space), ...tested, ...stepBody(question) };
  return parseStepAnswer(await call({ method: 'POST', path: '/v1/connections/test', body }));
}

/** createConnection saves a new connection. */
export async function createConnection(space: Space, proved: Proved): Promise<void> {
  await call({ method: 'POST', path: '/v1/connections', body: { ...claim(space), ...proved } });
}

/** updateConnection changes a saved connection; absent members stay unchanged. */
export async function updateConnection(space: Space, id: string, proved: Proved): Promise<void> {
  await call({ method: 'PATCH', path: pathOf(id), body: { ...claim(space), ...proved } });
}

/** removeConnection erases a connection and returns what it erased. */
export async function removeConnection(space: Space, id: string): Promise<Removal> {
  return parseRemoval(await call({ method: 'DELETE', path: withSpace(pathOf(id), space.id) }));
}

/** loadReceipt fetches the signed receipt of the last whole test of a connection. */
export async function loadReceipt(space: Space, id: string): Promise<object> {
  const path = withSpace(`${pathOf(id)}/receipt`, space.id);
  return parseTestReceipt(await call({ method: 'GET', path }));
}

/**
 * reissueExternalId replaces the External ID of the space, if `current` still is the current one.
 */
export async function reissueExternalId(space: Space, current: string): Promise<Settings> {
  const body = { ...claim(space), current };
  return parseSettings(await call({ method: 'POST', path: '/v1/settings/external-id', body }));
}

function pathOf(id: string): string {
  return `/v1/connections/${encodeURIComponent(id)}`;
}

/** claim is the member of a body that names the space. */
export function claim(space: Space): Record<string, unknown> {
  return space.id === undefined ? {} : { spaceId: space.id };
}
