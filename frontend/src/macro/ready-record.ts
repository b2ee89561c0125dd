import type { ViewRecord } from '../wire/records';
import type { Item } from './item';

/** ReadyRecord is a record of a view, or an item that its provider has made of one. */
export type ReadyRecord = ViewRecord | { type: 'item'; source: number; item: Item };
