// What a pasted address is about, and why no connection may be meant, is for its provider to say.
export { PastedFacts } from '../cloudwatch/console/pasted-facts';
export { lackWords } from '../cloudwatch/console/lack-words';
