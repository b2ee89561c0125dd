// The local simulation of Forge works with the unmodified @forge/bridge. A probe replaces the app's
// own pages and calls the bridge, and the test checks the results and the page around it.

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as forge from '@forge/bridge';
import type { Browser, Frame } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeBrowser, launch, press, Visitor } from './browser';
import { Product } from './product';

declare global {
  var bridge: typeof forge;
}

let product: Product;
let browser: Browser;
let ada: Visitor;
let ui: string;
let frame: Frame;

beforeAll(async () => {
  ui = await mkdtemp(join(tmpdir(), 'pagewatch-probe-'));
  const root = resolve(import.meta.dirname, 'probe');
  await build({
    root,
    base: './',
    logLevel: 'error',
    build: { outDir: ui, rollupOptions: { input: join(root, 'page.html') } },
  });
  for (const page of ['index', 'badge', 'config', 'settings'])
    await cp(join(ui, 'page.html'), join(ui, `${page}.html`));
  [product, browser] = await Promise.all([Product.start(['--ui', ui]), launch()]);
  ada = await Visitor.arrive(browser, product, 'Ada');
  await ada.open('PAY', 'Payments runbook');
});

afterAll(async () => {
  await closeBrowser(browser);
  await product.stop();
  await rm(ui, { recursive: true, force: true });
});

/** probe returns the app's frame on the page or in the open dialog, with the bridge loaded. */
async function probe(where: 'main' | 'dialog[open]'): Promise<Frame> {
  const element = await ada.page.locator(`${where} iframe`).first().elementHandle();
  const found = await element.contentFrame();
  if (!found) throw new Error(`no frame of the app in ${where}`);
  await expect.poll(() => found.evaluate(() => typeof globalThis.bridge)).toBe('object');
  return found;
}

it('loads, and gives the context', async () => {
  frame = await probe('main');
  const context = await frame.evaluate(() => bridge.view.getContext());
  expect(context).toMatchObject({
    moduleKey: 'alarms',
    siteUrl: product.site,
    extension: {
      type: 'macro',
      space: { id: '65538', key: 'PAY' },
      isEditing: false,
      config: { v: 1 },
    },
  });
  expect(context.accountId).toMatch(/^712020:/);
});

it('invokes the remote, and refuses the call of a service', async () => {
  const remote = await frame.evaluate(() =>
    bridge.invokeRemote({ path: '/v1/connections?spaceId=65538', method: 'GET' }),
  );
  expect(remote).toMatchObject({
    status: 200,
    body: { connections: [{ name: 'Payments production' }] },
  });
  const refused = await frame.evaluate(() =>
    bridge.invokeRemote({ path: '/nowhere', method: 'GET' }),
  );
  expect(refused).toMatchObject({ status: 404, body: { error: { code: 'no_such_route' } } });
  const service = await frame.evaluate(() =>
    bridge.invokeService({ path: '/nowhere', method: 'GET' }).then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  );
  expect(service).toContain('is called with invokeRemote');
});

it('confines a path to its origin', async () => {
  const outcome = await frame.evaluate(() =>
    bridge.invokeRemote({ path: '//example.com/x', method: 'GET' }).then(
      () => 'answered',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

it('refuses requests and answers beyond the documented limits', async () => {
  const large = await frame.evaluate(() =>
    bridge
      .invokeRemote({ path: '/v1/views', method: 'POST', body: { answer: 'x'.repeat(600_000) } })
      .then(
        () => 'answered',
        (error: unknown) => String(error),
      ),
  );
  expect(large).toContain('500 KB');
});

it('themes the frame, and notifies it of a theme change', async () => {
  await frame.evaluate(async () => {
    await bridge.view.theme.enable();
    await bridge.events.on('FORGE_CORE_THEME_CHANGED', () => (document.body.id = 'changed'));
  });
  await ada.page.locator('#theme').selectOption('dark');
  await expect
    .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
    .toBe('dark');
  await expect.poll(() => frame.evaluate(() => document.body.id)).toBe('changed');
  await ada.page.locator('#theme').selectOption('light');
  await expect
    .poll(() => frame.evaluate(() => document.documentElement.dataset.colorMode))
    .toBe('light');
});

it('shows flags', async () => {
  await frame.evaluate(() => {
    bridge.showFlag({ id: 'flag', title: 'A flag of the app', type: 'success' });
  });
  await ada.page.getByText('A flag of the app').waitFor();
});

it('opens and navigates by the router', async () => {
  const opened = ada.page.context().waitForEvent('page');
  await frame.evaluate((url) => bridge.router.open(url), `${product.site}/wiki/home`);
  expect((await opened).url()).toContain('/wiki/home');
  await (await opened).close();
  const outcome = await frame.evaluate(() =>
    bridge.router.open('javascript:alert(1)').then(
      () => 'opened',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

it('opens a page of the app in a modal, with the context of its opener', async () => {
  const opened = (resource: string | null): Promise<string> =>
    frame.evaluate(async (resource) => {
      const onClose = (payload: unknown): void => void (document.body.id = String(payload));
      const modal = new bridge.Modal({ resource, title: 'List', context: { list: 1 }, onClose });
      return modal.open().then(
        () => 'opened',
        (error: unknown) => String(error),
      );
    }, resource);
  expect(await opened('nowhere')).toContain('Unable to open modal');
  for (const [resource, page] of [
    ['ui', 'index.html'],
    [null, 'index.html'],
    ['ui/settings', 'settings.html'],
  ] as const) {
    expect(await opened(resource)).toBe('opened');
    await ada.page.getByRole('heading', { name: 'List' }).waitFor();
    const modal = await probe('dialog[open]');
    expect(modal.url()).toContain(page);
    const context = await modal.evaluate(() => bridge.view.getContext());
    const { extension, ...rest } = await frame.evaluate(() => bridge.view.getContext());
    expect(context).toEqual({ ...rest, extension: { ...extension, modal: { list: 1 } } });
    const remote = await modal.evaluate(() =>
      bridge.invokeRemote({ path: '/v1/connections?spaceId=65538', method: 'GET' }),
    );
    expect(remote).toMatchObject({ status: 200 });
    // Deferred, because it removes the frame.
    await modal.evaluate((to) => void setTimeout(() => void bridge.view.close(to)), page);
    await ada.page.locator('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => frame.evaluate(() => document.body.id)).toBe(page);
  }
});

it('submits a configuration, and notifies the macro', async () => {
  await press(ada.page.getByRole('link', { name: 'Edit' }));
  await ada.page.getByRole('button', { name: 'Edit Live alarms' }).waitFor();
  const macro = await probe('main');
  await macro.evaluate(() =>
    bridge.events.on('FORGE_CORE_MACRO_CONFIG_CHANGED', () => (document.body.id = 'configured')),
  );
  await press(ada.page.getByRole('button', { name: 'Edit Live alarms' }));
  await ada.page.locator('dialog[open] iframe').waitFor();
  const config = await probe('dialog[open]');
  const outcome = await config.evaluate(() =>
    bridge.view.submit({ config: { bad: [[1]] } }).then(
      () => 'stored',
      (error: unknown) => String(error),
    ),
  );
  expect(outcome).toContain('INVALID_CONFIG');
  // Deferred, because it removes the frame.
  await config.evaluate(
    () => void setTimeout(() => void bridge.view.submit({ config: { v: 1, note: 'submitted' } })),
  );
  await ada.page.locator('dialog[open]').waitFor({ state: 'detached' });
  await expect.poll(() => macro.evaluate(() => document.body.id)).toBe('configured');
  const context = await macro.evaluate(() => bridge.view.getContext());
  expect(context.extension.config).toEqual({ v: 1, note: 'submitted' });
});

it('closes without a submit', async () => {
  await press(ada.page.getByRole('button', { name: 'Edit Live alarms' }));
  await ada.page.locator('dialog[open] iframe').waitFor();
  const config = await probe('dialog[open]');
  // Deferred, because it removes the frame.
  await config.evaluate(() => void setTimeout(() => void bridge.view.close()));
  await ada.page.locator('dialog[open]').waitFor({ state: 'detached' });
});

it('has violated no policy', () => {
  expect(product.log).not.toContain('content security policy violated');
});
