// The simulated AWS console's ways to make AWS fail and alarms change.

import type { Page } from 'playwright-core';
import type { Product } from './product';

/** Fault is what the form on the page of faults takes. What is left out is any, or until it is switched off. */
export interface Fault {
  do: string;
  calls?: 'describe' | 'assume' | 'identity' | '';
  region?: string;
  account?: string;
  times?: number;
  delay?: number;
}

/** FaultInjector makes AWS fail and alarms change, as a person does in the simulated console. */
export class FaultInjector {
  constructor(
    private readonly page: Page,
    private readonly product: Product,
  ) {}

  /** begin switches a fault on, by default for DescribeAlarms. */
  begin(fault: Fault): Promise<void> {
    const form = { calls: 'describe', account: '', region: '', times: '', delay: '', ...fault };
    return this.post('faults', { button: 'add', ...form });
  }

  /** end switches all faults off. */
  end(): Promise<void> {
    return this.post('faults', { button: 'clear' });
  }

  /** set puts an alarm of Payments in Frankfurt into a state. */
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
