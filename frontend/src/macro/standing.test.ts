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

test('the most urgent standing first, whatever is newer; then the latest change', () => {
  const items = [
    ranked('ok-old', 'ok', 1),
    ranked('ok-b', 'ok'),
    ranked('ok-a', 'ok'),
    ranked('blind', 'doubtful', 10),
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
    'odd',
    'missing',
    'paused',
    'blind',
    'ok-old',
    'ok-a',
    'ok-b',
  ]);
});
