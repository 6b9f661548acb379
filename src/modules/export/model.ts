import { t } from 'elysia'
import { EXPORT_FORMATS, type ExportFormat } from '#catalogue/export/formats'
import { FILTERS } from '#src/wire/game-filters'

/** Media types of an export, the one that is sent by default first. */
export const EXPORT_TYPES = Object.values(EXPORT_FORMATS).map(({ mediaType }) => mediaType)

/** Media type of an export whose client accepts all of them. */
export const DEFAULT_TYPE = EXPORT_FORMATS.ndjson.mediaType

const FORMATS = Object.keys(EXPORT_FORMATS) as ExportFormat[] // safe: these are its members

/** Returns the format of a media type. */
export const formatOf = (mediaType: (typeof EXPORT_TYPES)[number]): ExportFormat =>
  FORMATS.find((format) => EXPORT_FORMATS[format].mediaType === mediaType) ?? 'ndjson'

export const ExportQuery = t.Object(FILTERS)
export type ExportQuery = typeof ExportQuery.static

/** Body of an export, which no schema checks: it is sent while it is written. */
export const ExportedFile = t.Unknown({
  description:
    'The games, by id: NDJSON (a game per line; the last line has the counts and the SHA-256 of the lines before it), CSV or Parquet',
  openapi: { type: 'string', media: EXPORT_TYPES },
})
