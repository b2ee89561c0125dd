import { expect, test } from 'vitest';
import { fileName } from './download';

test.each([
  ['Payments production', 'payments-production'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Zahlungen: Köln', 'zahlungen-köln'],
  ['  ', 'connection'],
  ['x'.repeat(100), 'x'.repeat(60)],
])('the file of %s is called %s', (name, file) => {
  expect(fileName(name)).toBe(file);
});
