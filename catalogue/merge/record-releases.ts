import type { CatalogueRecord, RecordRelease } from '#catalogue/record'
import { regionOf } from '#catalogue/vocabulary/regions'

/**
 * Returns a record's releases, with regions in our words. Releases without an edition get `edition`, the one that the title names
 * (Skyrim Special Edition); a single release without a date gets that of the record.
 */
export function recordReleases(record: CatalogueRecord, edition: string): RecordRelease[] {
  const releases = record.releases ?? []
  if (releases.length === 0) return []
  const released = releases.length === 1 ? record.released : undefined
  return releases.map((release) =>
    released || edition || release.region !== undefined
      ? {
          ...(released && { released }),
          ...(edition && { edition }),
          ...release,
          ...(release.region !== undefined && { region: regionOf(release.region) }),
        }
      : release,
  )
}
