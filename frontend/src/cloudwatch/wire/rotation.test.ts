import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ShapeError } from '../../wire/fields';
import { rightCondition } from '../settings/diagnosis';
import { parseRotation } from './rotation';

// The golden file that the backend's tests write.
const golden = fileURLToPath(new URL('../../../../testdata/wire/rotation.json', import.meta.url));

test.runIf(existsSync(golden))('a rotation is read as the backend writes it', () => {
  const rotation = parseRotation(JSON.parse(readFileSync(golden, 'utf8')));
  expect(rotation.connections.map(({ state }) => state)).toEqual([
    'waiting',
    'moved',
    'former-accepted',
    'settled',
  ]);
  expect(rotation.until).toBe(Date.parse('2026-11-21T02:00:00Z'));
  const ids = rotation.externalIds.split(',');
  expect(ids).toHaveLength(2);
  expect(rotation.formerExternalId).toBe(ids[1]);
  for (const id of ids) expect(rightCondition(rotation.setup)).toContain(`"${id}"`);
});

const rotation = (changed: object, ids = 'new,former'): object => ({
  begun: '',
  until: '2026-11-21T02:00:00Z',
  setup: { roleName: 'R', externalIds: ids, files: [] },
  connections: [],
  ...changed,
});

test('the second External ID is the former one', () => {
  expect(parseRotation(rotation({})).formerExternalId).toBe('former');
});

test.each([
  {},
  rotation({ begun: 1 }),
  rotation({ until: 'soon' }),
  rotation({ setup: {} }),
  rotation({}, 'new'),
])('%o is refused', (value) => {
  expect(() => parseRotation(value)).toThrow(ShapeError);
});
