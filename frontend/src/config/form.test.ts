import { describe, expect, test } from 'vitest';
import { openPart as part, pickable, validForm as good } from '../../tests/config-fixture';
import { MAX_CONFIG, parseMacroConfig, sizeOf } from '../wire/macro-config';
import { toConfig, withConnection, type Form } from './form';
import { startFrom } from './start';
import { validate } from './validate';

test('withConnection keeps the Regions that the new connection has too', () => {
  const [open, one] = pickable.connections;
  const before = { ...part, places: ['eu-test-2', 'us-east-1'] };
  expect(open && withConnection(before, open).places).toEqual(['eu-test-2']);
  expect(one && withConnection(part, one).places).toEqual(['us-east-1']);
});

describe('the stored configuration', () => {
  const read = (form: Form): unknown =>
    parseMacroConfig(JSON.parse(JSON.stringify(toConfig(form))));

  test('can be read again, in a fixed order of states', () => {
    const parts = [{ connection: 'open', places: ['eu-test-0', 'eu-test-1'] }];
    const config = toConfig({ ...good, parts, states: ['OK', 'ALARM'] });
    expect(config).toEqual({
      v: 1,
      sources: [
        { connection: 'open', region: 'eu-test-0' },
        { connection: 'open', region: 'eu-test-1' },
      ],
      namePrefix: '',
      states: ['ALARM', 'OK'],
    });
    expect(read({ ...good, parts, states: ['OK', 'ALARM'] })).toEqual(config);
  });

  test('has every choice, and opens as it was', () => {
    const parts = [part, { connection: 'one', places: ['us-east-1'] }];
    const form: Form = {
      parts,
      which: 'names',
      namePrefix: '',
      names: 'checkout-a\ncheckout-b',
      kinds: ['metric', 'log'],
      actionPrefix: 'arn:aws:sns:',
      firingOnly: true,
      withoutAutoScaling: true,
      states: ['ALARM', 'INSUFFICIENT_DATA', 'OK'],
      layout: 'cards',
      groupBy: 'prefix',
      refresh: 60,
      title: 'Checkout',
      countSilent: false,
    };
    expect(read(form)).toEqual(toConfig(form));
    expect(startFrom(toConfig(form), pickable).form).toEqual(form);
  });

  test('never asks AWS for a prefix and names at once', () => {
    expect(toConfig({ ...good, which: 'names', names: 'a', namePrefix: 'b' })).toMatchObject({
      namePrefix: '',
      query: { names: ['a'] },
    });
    expect(
      toConfig({ ...good, which: 'prefix', names: 'a', namePrefix: 'b' }).query,
    ).toBeUndefined();
  });

  test('keeps the names of the chosen connections', () => {
    const parts = [part, { connection: 'one', places: ['us-east-1'] }, part];
    expect(toConfig({ ...good, parts }, pickable.connections).names).toEqual({
      open: 'Open',
      one: 'One',
    });
    expect(toConfig(good, [{ id: 'many', name: 'Many' }])).not.toHaveProperty('names');
    for (const name of ['', 'x'.repeat(101)])
      expect(toConfig(good, [{ id: 'open', name }])).not.toHaveProperty('names');
  });

  test('keeps the accounts of the chosen connections, however large it is', () => {
    const [open, ...others] = pickable.connections;
    if (!open) throw new Error('no connection');
    const offered = [{ ...open, account: '111111111111' }, ...others];
    const parts = [part, { connection: 'one', places: ['us-east-1'] }];
    expect(toConfig({ ...good, parts }, offered).sources).toEqual([
      { connection: 'open', region: 'eu-test-0', account: '111111111111' },
      { connection: 'one', region: 'us-east-1' },
    ]);
    const large = { ...good, title: 'x'.repeat(MAX_CONFIG) };
    expect(toConfig(large, offered).sources[0]?.account).toBe('111111111111');
    expect(validate(large, { ...pickable, connections: offered })).toHaveProperty('title');
  });

  test('has names only while it stays small enough', () => {
    const room = (size: number): Form => ({ ...good, title: 'x'.repeat(size) });
    const named = sizeOf(toConfig(room(1), pickable.connections)) - 1;
    const fits = MAX_CONFIG - 1 - named;
    expect(toConfig(room(fits), pickable.connections).names).toEqual({ open: 'Open' });
    expect(toConfig(room(fits + 1), pickable.connections)).toEqual(toConfig(room(fits + 1)));
  });
});
