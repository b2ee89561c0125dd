/** The limit in characters: an owner is a team or a person, not a sentence. */
const MAX_OWNER = 60;

/**
 * ownerOf returns the owner that a description names: the text after "Owner:" or "Team:" at the
 * beginning of its first such line. testdata/wire/descriptions.json has the cases.
 */
export function ownerOf(description: string): string | undefined {
  const line = description
    .split(/[\r\n]/)
    .map((it) => /^\s*(?:[-*+•]\s*)?(?:owner|team):(.*)$/is.exec(it)?.[1])
    .find((it) => it !== undefined);
  const words = (line ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  return Array.from(words).slice(0, MAX_OWNER).join('').trim() || undefined;
}
