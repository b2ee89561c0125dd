// The usual fixture: the product, a browser, and Ada's session.

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
 * withFixture starts the fixture before the tests of a file, passes it to begin, and stops it after
 * them. The flags are those of the program.
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
