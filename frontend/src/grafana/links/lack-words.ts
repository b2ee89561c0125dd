import { stackLinks } from '../../text/grafana/en-links';
import type { StackLink } from './parse';

/** lackWords says why no connection is meant by a pasted address. */
export function lackWords(lacks: string, { stack, refused }: StackLink): string {
  if (lacks === 'offer') return stackLinks.notOffered;
  return refused === undefined ? stackLinks.notLinked(stack) : stackLinks.refused[refused];
}
