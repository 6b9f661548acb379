import { t } from 'elysia'
import { EXPOSITION_TYPE } from '#src/metrics/exposition'

/** Metrics as text. */
export const Exposition = t.String({
  title: 'Metrics',
  description: 'Metrics in the text format of Prometheus: docs/operations.md describes each',
  openapi: { media: [EXPOSITION_TYPE] },
})
