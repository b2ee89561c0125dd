// Runs one function of the app, as Forge's Node.js runtime does for @forge/api: global.__forge_fetch__ is the only way
// out. What goes in and out are lines of JSON on standard input and output.
//
// node -e <this> -- <file> <name>
//   in   {"payload": …}                       first
//   out  {"fetch": {"target", "path", "method", "headers", "body"}}
//   in   {"status", "headers", "body"}         or {"error"}
//   out  {"result": …}                        or {"error"}, last
'use strict';
const { createInterface } = require('node:readline');
const [file, name] = process.argv.slice(-2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const write = process.stdout.write.bind(process.stdout);
const say = (message) => write(`${JSON.stringify(message)}\n`);
const hear = async () => JSON.parse((await lines.next()).value);

// What a function logs is not part of the conversation.
console.log = console.info = console.debug = console.error;

let turn = Promise.resolve();
globalThis.__forge_fetch__ = (target, path, { method = 'GET', headers = {}, body } = {}) => {
  // One after the other: each answer belongs to the question before it.
  turn = turn.catch(() => {}).then(async () => {
    say({ fetch: { target, path, method, headers: Object.fromEntries(new Headers(headers)), body } });
    const { status, headers: received, body: text, error } = await hear();
    if (error) throw new Error(error);
    return new Response(text || null, { status, headers: received });
  });
  return turn;
};

(async () => {
  const { payload } = await hear();
  try {
    say({ result: await require(file)[name](payload) });
  } catch (error) {
    say({ error: String(error?.message ?? error) });
  }
})();
