/** Identity of a record, the same in every store and every explanation: source, dataset, and the source's own key. */
export type RecordRef = { source: string; dataset: string; key: string }
