import type { CatalogueRecord } from '#catalogue/record'
import type { ItemFacts } from './item'

/** A row of a list that can be imported: what it states, and the record by which its game is found. */
export type ImportRow = {
  title: string
  year: number | null
  platform: string | null
  ids: Record<string, string>
  /** Facts that the row states. */
  facts: Partial<ItemFacts>
  addedAt: string | null
  /** Id of the game, if the row comes from an export. */
  game: string | null
  /** True if the row comes from an export and no game is meant. */
  isDismissed: boolean
  record: CatalogueRecord
}

/** Reason why a row cannot be imported. */
export type RowFault = {
  code:
    | 'malformed_row'
    | 'missing_title'
    | 'title_too_long'
    | 'text_too_long'
    | 'invalid_rating'
    | 'invalid_playtime'
    | 'unstorable_text'
  detail: string
}

/** True if a row cannot be imported. */
export const isRowFault = (row: ImportRow | RowFault): row is RowFault => 'code' in row
