/** The most characters of a text beside a state: three lines of a narrow column. */
const MOST = 80;

/** The most characters of a word that stays whole, which no number exceeds. */
const WORD = 24;

/** shortened cuts a long text after a word, so that no number in it reads as another one. */
export function shortened(words: string): string {
  const signs = [...new Intl.Segmenter().segment(words)].map(({ segment }) => segment);
  if (signs.length <= MOST) return words;
  const space = signs.lastIndexOf(' ', MOST);
  const end = space < MOST - WORD ? MOST : space;
  return `${signs.slice(0, end).join('')} …`;
}
