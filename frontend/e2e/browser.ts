// A browser like the readers', and what people do in it.

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
 * disabledFeatures replaces the driver's own list, which comes earlier on the command line. Theirs switches off the
 * partitioning of storage between sites, and without it frames of other sites have no storage at all.
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

/** executable is the path of Chromium: CHROMIUM, or where Debian installs it. It fails where there is none. */
function executable(): string {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (existsSync(path)) return path;
  throw new Error(
    `There is no Chromium at ${path}. Install Debian's package "chromium", or set CHROMIUM to its path.`,
  );
}

/** launch starts Chromium as readers have it. */
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
 * press clicks a control once everything around it has been drawn. Chromium delivers a press by the frames it drew last:
 * while a new height of the app's frame and a scroll of the page around it wait to be drawn, the page gets the press and
 * the app never sees it. That takes about 16 ms. A person cannot scroll and press within it; a driver does nothing else.
 */
export async function press(control: Locator): Promise<void> {
  await bringIntoView(control);
  await control.click();
}

/**
 * bringIntoView scrolls a control into view and waits until it has been drawn there. The driver's own scrolling waits first for
 * the control to come to rest, and Chromium draws no frame that is out of sight.
 */
export async function bringIntoView(control: Locator): Promise<void> {
  await control.evaluate((it) => it.scrollIntoView({ block: 'center' }));
  await control.evaluate(drawn);
  await control.page().evaluate(drawn);
}

/** drawn waits until a document has been drawn as it is now. */
function drawn(): Promise<unknown> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** closeBrowser closes one. What a test still intercepts then is nobody's failure. */
export async function closeBrowser(browser: Browser | undefined): Promise<void> {
  const contexts = browser?.contexts() ?? [];
  const intercepting = [...contexts, ...contexts.flatMap((context) => context.pages())];
  await Promise.all(intercepting.map((it) => it.unrouteAll({ behavior: 'ignoreErrors' })));
  await browser?.close();
}

/** People of the simulated site, by the name in the switcher. */
export type Person = 'Ada' | 'Ravi' | 'Lena' | 'Anonymous';

/** Visitor is a person at a browser of their own. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly product: Product,
  ) {}

  /** arrive opens a browser context and signs the person in through the switcher. */
  static async arrive(browser: Browser, product: Product, person: Person): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1600 } });
    // Long, because a busy machine is no failure, and only failures wait for it.
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

  /** open goes to a page of the wiki by its title. */
  async open(space: 'PAY' | 'LOG', title: string): Promise<void> {
    await this.page.goto(`${this.product.site}/wiki/spaces/${space}`);
    await press(this.page.getByRole('navigation').getByRole('link', { name: title }));
    await this.page.getByRole('heading', { name: title, level: 1 }).waitFor();
  }

  /** settings goes to Pagewatch's page in the space settings, as an admin finds it. */
  async settings(space: 'PAY' | 'LOG'): Promise<FrameLocator> {
    await this.page.goto(`${this.product.site}/wiki/spaces/${space}`);
    await press(this.page.getByRole('link', { name: 'Pagewatch' }));
    return this.frame();
  }

  /** exported goes to an export of the page that the visitor is on. */
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

/** putTrust opens the simulated AWS console and gives a role a trust policy. */
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

/** trust opens the simulated AWS console and gives a role the recommended trust policy for an External ID. */
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
