// The product with its defaults: the program of this repository on a new data folder.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../..');

/** Below Linux's ephemeral port range, so that outgoing connections do not take these ports. */
const firstPort = 20_000;
const lastPort = 32_000;

/** Product is a running Pagewatch. */
export class Product {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    private readonly data: string,
    private readonly port: number,
    private readonly flags: readonly string[],
  ) {}

  /** start runs a product on a new data folder and six free ports, and waits until it answers. */
  static async start(flags: readonly string[] = []): Promise<Product> {
    const data = await mkdtemp(join(tmpdir(), 'pagewatch-'));
    for (let port = firstPort; ; port += 6) {
      const product = new Product(data, port, flags);
      try {
        await product.run();
        return product;
      } catch (error) {
        // Another process has one of these ports.
        if (!product.log.includes('six ports are needed') || port > lastPort) throw error;
      }
    }
  }

  /** site is the URL that the program prints. */
  get site(): string {
    return `http://localhost:${this.port}`;
  }

  /** cdn, backend and aws are the other origins. */
  get cdn(): string {
    return `http://127.0.0.1:${this.port + 1}`;
  }

  get backend(): string {
    return `http://127.0.0.1:${this.port + 2}`;
  }

  get aws(): string {
    return `http://127.0.0.1:${this.port + 3}`;
  }

  /** grafana is the origin of the simulated Grafana's console. */
  get grafana(): string {
    return `http://127.0.0.1:${this.port + 5}`;
  }

  /** log is the output of the program so far. */
  get log(): string {
    return this.output;
  }

  /** restart kills the program and starts it again on the same folder. */
  async restart(): Promise<void> {
    await this.end('SIGKILL');
    await this.run();
  }

  /**
   * verify checks a receipt with the product's public key and returns the output. It rejects for an
   * invalid receipt.
   */
  async verify(receipt: string): Promise<string> {
    const flags = ['verify', '--key', join(this.data, 'receipt-key.pem'), receipt];
    return (await promisify(execFile)('bin/pagewatch', flags, { cwd: root })).stdout;
  }

  /**
   * stop interrupts the program like Ctrl+C, and removes its data. It rejects for a non-zero exit.
   */
  async stop(): Promise<void> {
    const code = await this.end('SIGINT');
    await rm(this.data, { recursive: true, force: true });
    if (code !== 0)
      throw new Error(`the program ended with ${code ?? 'a signal'}:\n${this.output}`);
  }

  private async run(): Promise<void> {
    const from = this.output.length;
    // Ignore credentials in the environment: a test leaves the simulation only on purpose.
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_REGION: 'eu-west-3',
    };
    const flags = ['run', '--data', this.data, '--port', String(this.port), ...this.flags];
    const child = spawn('bin/pagewatch', flags, { cwd: root, env });
    this.child = child;
    await new Promise<void>((started, failed) => {
      const read = (chunk: Buffer): void => {
        this.output += chunk.toString();
        if (this.output.slice(from).includes(this.site)) started();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('error', failed);
      child.once('exit', () => failed(new Error(`the program did not start:\n${this.output}`)));
    });
  }

  private async end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const child = this.child;
    if (child?.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    child.kill(signal);
    return ended;
  }
}
