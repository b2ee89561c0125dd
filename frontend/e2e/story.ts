// The whole story in a browser: an admin links an account, an author shows it on a page, a reader
// sees alarms arrive, a stranger sees nothing, and the admin removes it, which the page shows. The
// story is the same for every deployment target.

import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';
import { press, trust, Visitor } from './browser';
import type { Product } from './product';
import { withFixture } from './fixture';
import { rows } from './pages';

/** DeploymentTarget is the differences between deployment targets. */
export interface DeploymentTarget {
  name: 'local' | 'lambda' | 'container';
  /** Whether browsers can reach the backend, so that alarms stream. */
  streams: boolean;
  /** How the bridge calls the backend. */
  invokeType: 'ui-remote-fetch' | 'ui-container-fetch';
}

const role = 'arn:aws:iam::777788889999:role/PagewatchReadAlarms';

/** story defines the tests for one deployment target. */
export function story(target: DeploymentTarget): void {
  let product: Product;
  let browser: Browser;
  let ada: Visitor;
  let ravi: Visitor;
  let seen = 0;

  withFixture(
    async (fixture) => {
      ({ product, browser, ada } = fixture);
      ravi = await Visitor.arrive(browser, product, 'Ravi');
    },
    ['--target', target.name],
  );

  it('shows alarms on the first visit', async () => {
    await ada.open('PAY', 'Payments runbook');
    await ada.frame().getByText('12 in alarm').waitFor();
    // What fires and what has no data, folded under its causes; the rest is one line.
    await ada.frame().getByRole('button', { name: '22 OK, 5 with a caveat' }).waitFor();
    expect(await rows(ada.frame()).count()).toBe(7);
    const frame = ada.page.locator('main iframe').first();
    await expect.poll(() => frame.evaluate((it) => it.clientHeight)).toBeGreaterThan(300);
  });

  it('exports them', async () => {
    expect(await ada.exported('PDF')).toContain('Firing: 12 of 42 alarms.');
  });

  it('lets an admin link an account, once every step of its test has passed', async () => {
    const settings = await ada.settings('PAY');
    const externalId =
      (await settings
        .getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/)
        .first()
        .textContent()) ?? '';
    await press(settings.getByRole('button', { name: 'Add a connection' }));
    await press(settings.getByRole('button', { name: 'Continue' }));
    await settings.getByLabel('Role ARN').fill(role);
    await settings.getByLabel('Name of the connection').fill('Fault lab');
    for (const region of ['eu-north-1', 'eu-central-1']) {
      await settings.getByLabel('Regions').fill(region);
      await settings.getByLabel('Regions').press('Enter');
    }
    // The role does not trust Pagewatch yet. AWS is corrected while the test retries.
    await press(settings.getByRole('button', { name: 'Test the connection' }));
    await settings.getByText('A new role can take up to a minute.').waitFor();
    const console = await ada.page.context().newPage();
    await trust(console, product, role, externalId);
    await console.close();
    // The lab has no composite alarm, so one step passes without proof.
    await settings.getByText(/^Nothing failed\./).waitFor({ timeout: 90_000 });

    await press(settings.getByRole('button', { name: 'Save the connection' }));
    await settings.getByText(/^Fault lab is linked\./).waitFor();
  });

  it('lets an author insert and configure the macro', async () => {
    await ada.page.goto(`${product.site}/wiki/spaces/PAY`);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await ada.page.route('**/assets/edit.js', (route) => held.then(() => route.continue()));
    await press(ada.page.getByRole('button', { name: 'New page' }));
    // A click before the page's script has run would be lost.
    const isEarly = await ada.page.getByRole('button', { name: 'Insert' }).isDisabled();
    release();
    expect(isEarly).toBe(true);
    await ada.page.getByLabel('Page title').fill('Fault drill');
    await press(ada.page.getByRole('button', { name: 'Insert' }).first());
    await press(ada.page.getByRole('menuitem', { name: /Live alarms/ }));
    const modal = ada.dialog();
    await modal.getByLabel('Connection').fill('Fault lab');
    await modal.getByLabel('Connection').press('Enter');
    for (const region of ['eu-north-1', 'eu-central-1']) {
      await modal.getByLabel('Regions').fill(region);
      await modal.getByLabel('Regions').press('Enter');
    }
    await press(modal.getByRole('button', { name: 'Save' }));
    await ada.page.locator('dialog[open]').waitFor({ state: 'detached' });
    await press(ada.page.getByRole('button', { name: 'Publish' }));
    await ada.page.getByRole('heading', { name: 'Fault drill', level: 1 }).waitFor();
  });

  it('streams alarms to a reader, the quick source before the slow one', async () => {
    const streams: string[] = [];
    ravi.page.on(
      'request',
      (r) => r.url().startsWith(product.backend) && streams.push(`${r.method()} ${r.url()}`),
    );
    await ravi.open('PAY', 'Fault drill');
    const macro = ravi.frame();
    // The slow Region answers after three seconds. Its rows and its status are read in one call: on
    // a busy machine it may have answered before a second call.
    const element = await ravi.page.locator('main iframe').first().elementHandle();
    const first = await (
      await element.contentFrame()
    )?.waitForFunction(() => {
      const early = document.querySelectorAll('tr[data-row="screen"]').length;
      return early > 0 && { early, asking: document.body.textContent.includes('Asking…') };
    });
    const { early, asking } = (await first?.jsonValue()) || { early: 0, asking: false };
    expect(asking).toBe(true);
    await expect.poll(() => rows(macro).count()).toBeGreaterThan(early);
    seen = await rows(macro).count();
    expect(streams).toEqual(target.streams ? [`POST ${product.backend}/v1/stream`] : []);
  });

  it('answers inline without a stream', async () => {
    const page = ravi.page;
    await page.route(`${product.backend}/**`, (route) => route.abort());
    await page.reload();
    await expect.poll(() => rows(ravi.frame()).count()).toBe(seen);
    await page.unroute(`${product.backend}/**`);
  });

  it('keeps everything after a kill and a restart', async () => {
    await product.restart();
    ada = await Visitor.arrive(browser, product, 'Ada');
    ravi = await Visitor.arrive(browser, product, 'Ravi');
    await ravi.open('PAY', 'Fault drill');
    await rows(ravi.frame()).first().waitFor();
  });

  it('shows a reader no settings, and a stranger nothing', async () => {
    const address = await ada.page
      .getByRole('link', { name: 'Payments' })
      .first()
      .getAttribute('href');
    expect(address).toBeTruthy();
    await ada.settings('PAY');
    await ravi.page.goto(ada.page.url());
    await ravi.frame().getByText('Only administrators of this space can do this.').waitFor();

    const lena = await Visitor.arrive(browser, product, 'Lena');
    for (const url of [ada.page.url(), `${product.site}/wiki/spaces/PAY`]) {
      expect((await lena.page.goto(url))?.status()).toBe(404);
    }
    await lena.leave();
  });

  it("refuses a forged space from a stranger's page", async () => {
    const lena = await Visitor.arrive(browser, product, 'Lena');
    await lena.page.goto(`${product.site}/wiki/spaces/LOG`);
    const reply = await lena.page.evaluate(async (invokeType) => {
      const response = await fetch('/__forge/invoke', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          module: 'alarms',
          invokeType,
          path: '/v1/connections',
          method: 'GET',
          extension: { type: 'macro', space: { id: '65538', key: 'PAY' } },
        }),
      });
      return response.text();
    }, target.invokeType);
    expect(reply).toMatch(/"code\\?":\\?"not_found/);
    expect(reply).not.toContain('Fault lab');
    await lena.leave();
  });

  it('lets the admin remove the connection, which the macro shows', async () => {
    const settings = await ada.settings('PAY');
    await press(settings.getByRole('button', { name: 'Remove Fault lab' }));
    await press(settings.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }));
    await settings.getByText(/Fault lab is removed\. Erased: /).waitFor();
    await ravi.open('PAY', 'Fault drill');
    await ravi.frame().getByText('This connection is not in this space.').first().waitFor();
  });
}
