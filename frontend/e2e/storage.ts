// The simulated hosted storage alone, on loopback, for the platform's own client.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');

/**
 * Storage is a running storage simulation. Its own test program serves when it gets a file name.
 */
export class Storage {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
    private readonly url: string,
  ) {}

  static async start(): Promise<Storage> {
    const folder = await mkdtemp(join(tmpdir(), 'pagewatch-storage-'));
    const program = join(folder, 'storage.test');
    await promisify(execFile)('go', ['test', '-c', '-o', program, './internal/sim/kvs'], {
      cwd: root,
    });
    const env = { ...process.env, PAGEWATCH_TEST_STORAGE: join(folder, 'storage.db') };
    const child = spawn(program, { env, stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const url of createInterface(child.stdout)) return new Storage(folder, child, url);
    throw new Error('the storage did not start');
  }

  /**
   * fetch is the function that the platform provides as global.__forge_fetch__: it maps a client's
   * path to the storage's address and adds the credential. It ignores the target.
   */
  readonly fetch = async (
    _target: unknown,
    path: string,
    options: RequestInit,
  ): Promise<Response> => {
    const headers = new Headers(options.headers);
    headers.set('authorization', 'Bearer system-token');
    return fetch(this.url + path.replace('/api/v1', '/v1'), { ...options, headers });
  };

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
