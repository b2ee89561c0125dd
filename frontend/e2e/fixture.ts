// What most files of tests begin with: the product, a browser, and Ada at it.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { closeBrowser, launch, Visitor } from './browser';
import { Product } from './product';

/** Fixture is a running product and a browser, with Ada signed in. */
export interface Fixture {
  product: Product;
  browser: Browser;
  ada: Visitor;
}

/**
 * withFixture sets a fixture before the tests of a file, hands it over, and clears it away after them. The flags are the
 * program's.
 */
export function withFixture(
  begin: (fixture: Fixture) => void | Promise<void>,
  flags: readonly string[] = [],
): void {
  let browser: Browser | undefined;
  let product: Product | undefined;
  beforeAll(async () => {
    [product, browser] = await Promise.all([Product.start(flags), launch()]);
    await begin({ product, browser, ada: await Visitor.arrive(browser, product, 'Ada') });
  });
  afterAll(async () => {
    await closeBrowser(browser);
    await product?.stop();
  });
}
