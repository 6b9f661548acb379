import { RELEASE } from '#lib/release'
import type { ReconcileManifest } from './model'
import { TYPES } from './types'

/** Most queries of one batch, and most ids of one extension. */
export const BATCH_SIZE = 50

const PREVIEW = { width: 420, height: 260 }

/**
 * Returns the manifest of the reconciliation service at a base URL without a slash at its end.
 *
 * @see https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#service-manifest
 */
export function reconcileManifest(base: string): ReconcileManifest {
  const own = `${base}/v1/reconcile`
  const suggest = (of: string) => ({ service_url: own, service_path: `/suggest/${of}` })
  return {
    versions: ['0.2'],
    name: 'VestimLib: video games',
    identifierSpace: `${base}/v1/games/`,
    schemaSpace: `${base}/v1/games`,
    serviceVersion: RELEASE.version,
    documentation: `${base}/swagger`,
    defaultTypes: TYPES.slice(0, 1),
    view: { url: `${base}/v1/games/{{id}}` },
    preview: { url: `${own}/preview?id={{id}}`, ...PREVIEW },
    suggest: { entity: suggest('entity'), property: suggest('property'), type: suggest('type') },
    extend: { propose_properties: { service_url: own, service_path: '/properties' }, property_settings: [] },
    batchSize: BATCH_SIZE,
  }
}
