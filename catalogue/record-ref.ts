/** Where a record comes from: its identity in every store and in every explanation. */
export type RecordRef = { source: string; dataset: string; key: string }
