// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Breakable } from './breakable';

test.each([
  ['arn:aws:iam::111122223333:role/team/Name', 'arn:|aws:|iam::|111122223333:|role/|team/|Name'],
  ['https://example.test/a', 'https://|example.test/|a'],
  ['Name', 'Name'],
])('%s may break at %s', (whole, parts) => {
  const { container } = render(<Breakable>{whole}</Breakable>);
  expect(container.innerHTML.replaceAll('<wbr>', '|')).toBe(parts);
  expect(container.textContent).toBe(whole);
});
