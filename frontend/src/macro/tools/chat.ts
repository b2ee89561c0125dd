import { text } from '../../text/en';
import { lasting, shortTime } from '../../ui/ago';
import { isOld } from '../looks';
import { evidenceWords } from '../row/evidence-words';
import { isSafeAddress } from '../row/links';
import { remarksOn, type Row } from '../rows';
import { isolated } from './isolated';

/** ChatContext is the present, in milliseconds since 1970, and the address of the page. */
export interface ChatContext {
  now: number;
  page?: string | undefined;
}

/**
 * chatText describes an item for a chat, as plain text: its name, its state and for how long, the
 * short reason, and its addresses, a line each. Names and reasons are untrusted text, so none of
 * it can mention anybody.
 */
export function chatText(row: Row, { now, page }: ChatContext): string {
  const { name, runbook, link } = row.item;
  const { chat } = text.macro;
  const lines: [(href: string) => string, string | undefined][] = [
    [chat.runbook, runbook?.href],
    [(href) => chat.at(link?.text ?? '', href), link?.href],
    [chat.page, page],
  ];
  return [
    `\`${isolated(oneLine(name).replaceAll('`', "'"))}\` ${harmless(stateWords(row, now))}`,
    ...lines.flatMap(([say, href = '']) => (isSafeAddress(href) ? [say(href)] : [])),
  ].join('\n');
}

function stateWords(row: Row, now: number): string {
  const { item, source, olderAsOf } = row;
  const { state, since, evidence } = item;
  const { chat, asOf } = text.macro;
  const answered = olderAsOf ?? source.header?.asOf ?? now;
  const old = olderAsOf !== undefined || isOld(answered, now);
  const age = since === undefined ? '' : chat.lasting(lasting(since, old ? answered : now));
  const reasons = [
    ...(evidence ? [evidenceWords(evidence, answered)] : []),
    ...remarksOn(row).map(({ label }) => label),
  ];
  return [
    `${isolated(midSentence(state))}${age}`,
    ...(old ? [`, ${asOf(shortTime(answered, now))}`] : []),
    ...(reasons.length > 0 ? [` (${reasons.map(isolated).join('; ')})`] : []),
  ].join('');
}

/** midSentence writes a word small, but for one such as "OK". */
function midSentence(word: string): string {
  return word.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}

/** The full-width sign mentions nobody. Within backticks the usual one does not either. */
function harmless(words: string): string {
  return oneLine(words).replaceAll('@', '＠');
}
