// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Description } from './description';

const override = '\u202E';

test.each([
  ['an address', 'See https://wiki.example.com/a.', 'https://wiki.example.com/a'],
  // Within the override alone, it would read https://bank.com/elpmaxe.live//:sptth.
  [
    'an override',
    `${override}https://evil.example/moc.knab//:sptth`,
    'https://evil.example/moc.knab//:sptth',
  ],
  ['letters from right to left', 'אבג https://evil.example/אבג', 'https://evil.example/אבג'],
  ['capital letters and the usual port', 'HTTPS://WIKI.example:443/A', 'https://wiki.example/A'],
  ['another port, and no path', 'https://Wiki.example:8443?b#c', 'https://wiki.example:8443?b#c'],
])('a link with %s shows where it leads', (_, text, shown) => {
  render(<Description text={text} />);
  const link = screen.getByRole('link');
  expect(link.textContent).toBe(shown);
  // <bdo> isolates its text and overrides the direction of each character.
  expect(link.children).toHaveLength(1);
  expect(link.firstElementChild?.outerHTML).toBe(`<bdo dir="ltr">${shown}</bdo>`);
  expect(new URL(link.getAttribute('href') ?? '').href).toBe(new URL(shown).href);
});

test.each([
  ['a Cyrillic host', 'See https://аррӏе.com/a.', 'See https://xn--80ak6aa92e.com/a.'],
  ['one of another scheme', 'HTTP://аррӏе.com:8080', 'HTTP://xn--80ak6aa92e.com:8080'],
  ['one behind a user', 'https://apple.com@аррӏе.com/', 'https://apple.com@xn--80ak6aa92e.com/'],
  ['full-width letters', 'https://ｅvil.example/', 'https://evil.example/'],
  ['what is no host', 'https://аррӏе%^.com', 'https://аррӏе%^.com'],
  ['other words', 'Виктор: 東京 https:', 'Виктор: 東京 https:'],
])('%s is shown in ASCII, and is no link', (_, text, shown) => {
  const { container } = render(<Description text={text} />);
  expect(container.textContent).toBe(shown);
  expect(screen.queryByRole('link')).toBeNull();
});
