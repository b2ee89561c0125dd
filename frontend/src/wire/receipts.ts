import { Fields, isObject } from './fields';

/** Removal says what a removal erased. */
export interface Removal {
  name: string;
  records: string[];
  /** Signed, to be kept as it is; absent where the operator signs none. */
  receipt?: object | undefined;
}

/** parseRemoval reads the reply to DELETE /v1/connections/{id}. */
export function parseRemoval(value: unknown): Removal {
  const reply = new Fields(value, 'reply');
  const erased = new Fields(reply.raw('erased'), 'erased');
  const receipt = reply.raw('receipt');
  if (receipt !== undefined && !isObject(receipt)) throw reply.wrong('receipt', 'an object');
  return { name: erased.string('name'), records: erased.strings('records'), receipt };
}

/** parseTestReceipt checks that a reply is a signed receipt and returns the whole of it, as it is to be kept. */
export function parseTestReceipt(value: unknown): object {
  const reply = new Fields(value, 'reply');
  if (!isObject(value) || !isObject(reply.raw('receipt')))
    throw reply.wrong('receipt', 'an object');
  const signature = new Fields(reply.raw('signature'), 'signature');
  for (const member of ['algorithm', 'key', 'value']) signature.string(member);
  return value;
}
