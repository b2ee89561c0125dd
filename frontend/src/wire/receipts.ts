import { Fields, isObject } from './fields';

/** Removal lists what a removal erased. */
export interface Removal {
  name: string;
  records: string[];
  /** Signed, to be stored unchanged; absent if the operator signs none. */
  receipt?: object | undefined;
}

/** parseRemoval parses the reply to DELETE /v1/connections/{id}. */
export function parseRemoval(value: unknown): Removal {
  const reply = new Fields(value, 'reply');
  const erased = new Fields(reply.raw('erased'), 'erased');
  const receipt = reply.raw('receipt');
  if (receipt !== undefined && !isObject(receipt)) throw reply.wrong('receipt', 'an object');
  return { name: erased.string('name'), records: erased.strings('records'), receipt };
}

/** parseTestReceipt checks that a reply is a signed receipt and returns it unchanged. */
export function parseTestReceipt(value: unknown): object {
  const reply = new Fields(value, 'reply');
  if (!isObject(value) || !isObject(reply.raw('receipt')))
    throw reply.wrong('receipt', 'an object');
  const signature = new Fields(reply.raw('signature'), 'signature');
  for (const member of ['algorithm', 'key', 'value']) signature.string(member);
  return value;
}
