import { beforeEach, expect, test, vi } from 'vitest';
import { frameBatch } from './frame-batch';

beforeEach(() => vi.stubGlobal('cancelAnimationFrame', () => undefined));

test('delivers the changes of a frame once', () => {
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  const delivered: (readonly number[])[] = [];
  const batch = frameBatch<number>((changes) => delivered.push(changes));
  batch.add(1);
  batch.add(2);
  expect(frames).toHaveLength(1);
  expect(delivered).toEqual([]);
  frames[0]?.(0);
  batch.add(3);
  frames[1]?.(16);
  expect(delivered).toEqual([[1, 2], [3]]);
});

test('delivers without a frame when flushed', () => {
  vi.stubGlobal('requestAnimationFrame', () => 1);
  const delivered: (readonly number[])[] = [];
  const batch = frameBatch<number>((changes) => delivered.push(changes));
  batch.add(1);
  batch.flush();
  batch.flush();
  expect(delivered).toEqual([[1]]);
});
