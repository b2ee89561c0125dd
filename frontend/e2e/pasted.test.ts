// A macro belongs to what its author confirmed: a pasted link shows nothing before, and a copied page
// nothing but what is confirmed anew.

import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { text } from '../src/text/en';
import { press, trust, Visitor } from './browser';
import { withFixture } from './fixture';
import { connection, frames, macro, publish, settled, violations } from './pages';
import type { Product } from './product';
import { height } from './sizes';

const { linked, moved } = text.macro;
const host = 'eu-central-1.console.aws.amazon.com';
const link = `https://${host}/cloudwatch/home?region=eu-central-1#alarmsV2:alarm/checkout-5xx`;
const logistics = '444455556666';

let product: Product;
let browser: Browser;
let ada: Visitor;
let ravi: Visitor;

withFixture(async (fixture) => {
  ({ product, browser, ada } = fixture);
  ravi = await Visitor.arrive(browser, product, 'Ravi');
});

/** paste pastes a text into the empty paragraph of the page. */
const paste = (page: Page, pasted: string): Promise<void> =>
  page.getByRole('textbox', { name: 'Paragraph' }).evaluate((area, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const how = { clipboardData, bubbles: true, cancelable: true };
    area.dispatchEvent(new ClipboardEvent('paste', how));
  }, pasted);

/** asked lists the paths of the backend that a person's pages ask for. */
function asked({ page }: Visitor): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const body = request.postData() ?? '';
    if (body.includes('/v1/')) paths.push(/\/v1\/\w+/.exec(body)?.[0] ?? '');
  });
  return paths;
}

/** looksRight checks the first macro of a page at the widths of columns, light and dark. */
async function looksRight({ page }: Visitor): Promise<void> {
  const [frame] = await frames(page);
  if (!frame) throw new Error('no macro');
  await settled(frame);
  expect(await violations(frame)).toBe('');
  const size = page.viewportSize();
  for (const width of [400, 800, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await settled(frame);
    const over = (): number =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth;
    expect(await frame.evaluate(over)).toBe(0);
  }
  if (size) await page.setViewportSize(size);
  // Until the page has fitted the frame, controls move under the pointer.
  await height(frame);
}

const publishNow = async ({ page }: Visitor, title: string): Promise<void> => {
  await press(page.getByRole('button', { name: 'Publish' }));
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
};

it('names a pasted link and its connection to the author, and no other link', async () => {
  const { page } = ada;
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await page.getByLabel('Page title').fill('Pasted');
  await paste(page, 'https://console.aws.amazon.com/ec2/home');
  expect(await page.locator('.block .macro iframe').count()).toBe(0);
  const paths = asked(ada);
  await paste(page, link);
  const frame = ada.frame();
  await frame.getByText(linked.one).waitFor();
  await frame.getByText('Payments production').waitFor();
  await frame.getByText('Europe (Frankfurt)').waitFor();
  await frame.getByText(linked.confirm).waitFor();
  expect(new Set(paths)).toEqual(new Set(['/v1/connections']));
  await looksRight(ada);
  await publishNow(ada, 'Pasted');
});

it('leads an admin to the settings where the account of a link is not linked', async () => {
  const { page } = ada;
  await page.goto(`${product.site}/wiki/spaces/PAY`);
  await press(page.getByRole('button', { name: 'New page' }));
  await paste(page, link.replace('eu-', '999999999999-ab.eu-'));
  await ada.frame().getByText(linked.noAccount('9999 9999 9999')).waitFor();
  await looksRight(ada);
  await press(page.getByRole('button', { name: 'Edit Live alarms' }));
  const opened = page.context().waitForEvent('page');
  await press(ada.dialog().getByRole('link', { name: linked.adminPage }));
  const settings = (await opened).locator('main iframe').contentFrame();
  await settings.getByText('Payments production').first().waitFor();
  await (await opened).close();
});

it('shows readers the link alone, and says in an export why', async () => {
  const paths = asked(ravi);
  await ravi.open('PAY', 'Pasted');
  const note = ravi.frame().getByRole('note');
  await note.waitFor();
  expect(await note.innerText()).toBe(`${linked.title}: checkout-5xx on ${host}`);
  expect(await note.getByRole('link').getAttribute('href')).toBe(link);
  await looksRight(ravi);
  expect(paths).toEqual([]);
  for (const kind of ['PDF', 'Word']) {
    const document = await ravi.exported(kind);
    expect(document).toContain('was pasted as a link and not saved. Edit the page and save it.');
    expect(document).toContain(link);
    await ravi.page.goBack();
  }
});

it('shows the alarm once the settings, filled in from the link, are saved', async () => {
  const { page } = ada;
  await ada.open('PAY', 'Pasted');
  await press(page.getByRole('link', { name: 'Edit', exact: true }));
  await press(page.getByRole('button', { name: 'Edit Live alarms' }));
  const modal = ada.dialog();
  await modal.getByText(text.config.pasted).waitFor();
  expect(await modal.getByLabel(text.config.names).inputValue()).toBe('checkout-5xx');
  await modal.getByText('Payments production', { exact: true }).first().waitFor();
  await press(modal.getByRole('button', { name: 'Save' }));
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await ada.frame().getByRole('button', { name: 'checkout-5xx' }).waitFor();
  await publishNow(ada, 'Pasted');
  await ravi.page.reload();
  await ravi.frame().getByRole('button', { name: 'checkout-5xx' }).waitFor();
  expect(await page.locator('#data').innerText()).toContain('"account":"111122223333"');
});

it('shows nothing of another account than was confirmed', async () => {
  const id = await connection(ada.page);
  const source = { connection: id, region: 'eu-central-1', account: logistics };
  await publish(ada.page, product, [macro({ sources: [source] })]);
  await ada.frame().getByText('This connection now reaches another account').waitFor();
  expect(await ada.exported('PDF')).toContain('This connection now reaches another account');
  await ada.page.goBack();
});

it('offers a copied macro the connection of its account, and no reader', async () => {
  const lena = await Visitor.arrive(browser, product, 'Lena');
  await linkLogistics(lena);
  const { page } = ada;
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  await press(page.getByText('Copy page', { exact: true }));
  await press(page.getByRole('button', { name: 'Logistics' }));
  await page.waitForURL(/\/LOG\/pages\//);
  await ada.frame().getByText('This connection is not in this space.').waitFor();
  expect(await ada.exported('PDF')).toContain('This connection is not in this space.');
  await page.goBack();
  await press(page.getByRole('link', { name: 'Edit', exact: true }));
  await ada.frame().getByText(moved).waitFor();
  await ada.frame().getByText('Logistics staging').waitFor();
  await looksRight(ada);
  await press(page.getByRole('button', { name: 'Edit Live alarms' }));
  await ada.dialog().getByText(text.config.proposed).waitFor();
  await press(ada.dialog().getByRole('button', { name: 'Save' }));
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  await publishNow(ada, title);
  await ada.frame().getByText('4444 5555 6666').first().waitFor();
  await lena.leave();
});

/** linkLogistics links the account of Logistics in its space. */
async function linkLogistics(lena: Visitor): Promise<void> {
  const settings = await lena.settings('LOG');
  const shown = settings.getByText(/^pw-[a-z2-7]{26}-[a-z2-7]{26}$/).first();
  const role = `arn:aws:iam::${logistics}:role/PagewatchReadAlarms`;
  const console = await lena.page.context().newPage();
  await trust(console, product, role, (await shown.textContent()) ?? '');
  await console.close();
  const { form, guide, testing, linked: saved } = text.settings;
  await press(settings.getByRole('button', { name: guide.next, exact: true }));
  await settings.getByLabel(form.name).fill('Logistics staging');
  await settings.getByLabel(form.roleArn).fill(role);
  await settings.getByLabel(form.regions).fill('eu-central-1');
  await settings.getByLabel(form.regions).press('Enter');
  await press(settings.getByRole('button', { name: testing.test, exact: true }));
  const save = settings.getByRole('button', { name: form.saveNew });
  await expect.poll(() => save.isEnabled(), { timeout: 90_000 }).toBe(true);
  await press(save);
  await settings.getByText(saved('Logistics staging')).waitFor();
}
