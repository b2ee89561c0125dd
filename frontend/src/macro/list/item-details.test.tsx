// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { rowOf } from '../../../tests/row-fixture';
import type { Alarm } from '../../cloudwatch/wire/alarm';
import { text } from '../../text/en';
import { ItemDetails } from './item-details';

const { columns, details } = text.macro;

test.each<[string, string, Partial<Alarm>, string | undefined]>([
  ['the kind', details.kind, { kind: 'composite' }, text.kinds.composite],
  ['no usual kind', details.kind, { kind: 'metric' }, undefined],
  ['the account', columns.account, {}, '1111 2222 3333'],
  ['no account without an ARN', columns.account, { arn: undefined }, undefined],
])('the details name %s', (_, name, more, expected) => {
  render(<ItemDetails row={rowOf('a', more)} />);
  expect(screen.queryByText(name, { selector: 'dt' })?.nextElementSibling?.textContent).toBe(
    expected,
  );
});
