import { expect, test } from 'vitest';
import { looks } from './looks';
import { byUrgency, type Ranked, type Standing } from './standing';

test('only a plain OK is green, and every standing has a distinct shape', () => {
  const green = Object.entries(looks).filter(([, { tone }]) => tone === 'success');
  expect(green.map(([standing]) => standing)).toEqual(['ok']);
  expect(new Set(Object.values(looks).map(({ shape }) => shape)).size).toBe(
    Object.keys(looks).length,
  );
});

const ranked = (name: string, standing: Standing, since?: number): Ranked => ({
  name,
  standing,
  since,
});

test('firing first, then pending, then untrusted, then OK; the latest change first', () => {
  const items = [
    ranked('ok-old', 'ok', 1),
    ranked('ok-b', 'ok'),
    ranked('ok-a', 'ok'),
    ranked('blind', 'doubtful', 5),
    ranked('soon', 'pending', 1),
    ranked('fires-old', 'firing', 2),
    ranked('missing', 'insufficient', 9),
    ranked('paused', 'unevaluated', 8),
    ranked('odd', 'unknown', 7),
    ranked('fires-new', 'firing', 3),
  ];
  expect(items.sort(byUrgency).map(({ name }) => name)).toEqual([
    'fires-new',
    'fires-old',
    'soon',
    'missing',
    'paused',
    'odd',
    'blind',
    'ok-old',
    'ok-a',
    'ok-b',
  ]);
});
