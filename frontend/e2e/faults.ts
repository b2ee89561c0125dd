// Fault injection through the simulated AWS console.

import type { Page } from 'playwright-core';
import type { Product } from './product';

/**
 * Fault is the form of the console's fault page. An absent filter matches everything; without
 * times, the fault lasts until it is removed.
 */
export interface Fault {
  do: string;
  calls?: 'describe' | 'assume' | 'identity' | '';
  region?: string;
  account?: string;
  times?: number;
  delay?: number;
}

/**
 * FaultInjector injects faults and sets alarm states, as a person does in the simulated console.
 */
export class FaultInjector {
  constructor(
    private readonly page: Page,
    private readonly product: Product,
  ) {}

  /** begin adds a fault, by default for DescribeAlarms. */
  begin(fault: Fault): Promise<void> {
    const form = { calls: 'describe', account: '', region: '', times: '', delay: '', ...fault };
    return this.post('faults', { button: 'add', ...form });
  }

  /** end removes all faults. */
  end(): Promise<void> {
    return this.post('faults', { button: 'clear' });
  }

  /** set sets the state of an alarm of Payments in Frankfurt. */
  set(name: string, state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'): Promise<void> {
    const place = '111122223333/eu-central-1';
    return this.post('states', { button: 'set', place, name, state, reason: 'A drill' });
  }

  private async post(path: string, form: Record<string, string | number>): Promise<void> {
    const url = `${this.product.aws}/console/${path}`;
    const reply = await this.page.request.post(url, {
      form,
      headers: { origin: this.product.aws },
    });
    if (!reply.ok()) throw new Error(`${url} answered ${reply.status()}: ${await reply.text()}`);
  }
}
