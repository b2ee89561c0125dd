import { stackLinks } from '../../text/grafana/en-links';
import type { StackLink } from './parse';

/** lackWords says why no connection is meant by a pasted address. */
export function lackWords({ stack, refused }: StackLink): string {
  return refused === undefined ? stackLinks.notLinked(stack) : stackLinks.refused[refused];
}
