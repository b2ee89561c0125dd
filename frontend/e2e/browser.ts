// A browser with the readers' settings, and the actions of people in it.

import { existsSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Locator,
  type Page,
} from 'playwright-core';
import type { Product } from './product';

/**
 * disabledFeatures overrides the driver's own list, which comes earlier on the command line. The
 * driver's list disables storage partitioning, and without it cross-site frames have no storage at
 * all.
 */
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'Translate',
];

/**
 * executable returns the path of Chromium: CHROMIUM, or Debian's default. It throws if the file
 * does not exist.
 */
function executable(): string {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(
    `No Chromium at ${path}. Install Debian's package "chromium", or set CHROMIUM to its path.`,
  );
}

/** launch starts Chromium with the readers' settings. */
export async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable(),
    args: [
      `--disable-features=${disabledFeatures.join(',')}`,
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * press clicks a control after its surroundings have been drawn. Chromium routes a press by the
 * frames it drew last: while a new frame height and a scroll wait for drawing, about 16 ms, the
 * page gets the press and the app never sees it. A person cannot scroll and press that fast, but a
 * driver does.
 */
export async function press(control: Locator): Promise<void> {
  await bringIntoView(control);
  await control.click();
}

/**
 * bringIntoView scrolls a control into view and waits until it has been drawn there. The driver's
 * own scrolling first waits for a stable position, and Chromium does not draw frames out of sight.
 */
export async function bringIntoView(control: Locator): Promise<void> {
  await control.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  await control.evaluate(drawn);
  await control.page().evaluate(drawn);
}

/** drawn waits until a document has been drawn in its current state. */
function drawn(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** closeBrowser closes a browser. Requests still intercepted then do not fail a test. */
export async function closeBrowser(browser: Browser | undefined): Promise<void> {
  const contexts = browser?.contexts() ?? [];
  const intercepting = [...contexts, ...contexts.flatMap((context) => context.pages())];
  await Promise.all(intercepting.map((it) => it.unrouteAll({ behavior: 'ignoreErrors' })));
  await browser?.close();
}

/** The people of the simulated site, by the name in the switcher. */
export type Person = 'Ada' | 'Ravi' | 'Lena' | 'Anonymous';

/** Visitor is a person with a separate browser context. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly product: Product,
  ) {}

  /** arrive opens a browser context and signs the person in through the switcher. */
  static async arrive(browser: Browser, product: Product, person: Person): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
    // A long timeout: a busy machine is no failure, and only failures wait for it.
    context.setDefaultTimeout(45_000);
    const visitor = new Visitor(await context.newPage(), context, product);
    await visitor.page.goto(product.site);
    await press(visitor.page.getByLabel('Switch person'));
    await press(visitor.page.getByRole('button', { name: new RegExp(`^\\W*\\w* ?${person}`) }));
    await visitor.page.getByLabel(new RegExp(`Signed in as ${person}`)).waitFor();
    return visitor;
  }

  /** leave closes the context. */
  async leave(): Promise<void> {
    await this.context.close();
  }

  /** open opens a page of the wiki by its title. */
  async open(space: 'PAY' | 'LOG', title: string): Promise<void> {
    await this.page.goto(`${this.product.site}/wiki/spaces/${space}`);
    await press(this.page.getByRole('navigation').getByRole('link', { name: title }));
    await this.page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }

  /** settings opens Pagewatch's page in the space settings through the menu. */
  async settings(space: 'PAY' | 'LOG'): Promise<FrameLocator> {
    await this.page.goto(`${this.product.site}/wiki/spaces/${space}`);
    await press(this.page.getByRole('link', { name: 'Pagewatch' }));
    return this.frame();
  }

  /** exported returns an export of the current page. */
  async exported(kind: string): Promise<string> {
    await press(this.page.getByText('Export', { exact: true }));
    await press(this.page.getByRole('link', { name: new RegExp(`^${kind}`) }));
    await this.page.getByText('Simulation: what the export').waitFor();
    return this.page.locator('.export').innerText();
  }

  /** frame is the app's n-th frame on the page. */
  frame(n = 0): FrameLocator {
    return this.page.locator('main iframe').nth(n).contentFrame();
  }

  /** dialog is the app's frame in the open dialog. */
  dialog(): FrameLocator {
    return this.page.locator('dialog[open] iframe').contentFrame();
  }
}

/** putTrust sets the trust policy of a role in the simulated AWS console. */
export async function putTrust(
  page: Page,
  product: Product,
  role: string,
  policy: string,
): Promise<void> {
  await page.goto(`${product.aws}/console/role?arn=${encodeURIComponent(role)}`);
  await page.getByLabel('Trust policy (JSON)').fill(policy);
  await press(page.getByRole('button', { name: 'Save' }));
  await page.getByRole('status').getByText(/saved/i).waitFor();
}

/**
 * trust sets the recommended trust policy of a role for an External ID in the simulated AWS
 * console.
 */
export async function trust(
  page: Page,
  product: Product,
  role: string,
  externalId: string,
): Promise<void> {
  await page.goto(`${product.aws}/console/role?arn=${encodeURIComponent(role)}`);
  await page.getByLabel('External ID').fill(externalId);
  await press(page.getByRole('button', { name: 'Use the recommended policy' }));
  await press(page.getByRole('button', { name: 'Save' }));
  await page.getByRole('status').getByText(/saved/i).waitFor();
}
