/**
 * text is every English sentence of the pages. A translation is a namespace of the same shape. It is
 * a namespace rather than an object, so that a page loads only the parts that it uses.
 */
export * as text from './en-parts';
