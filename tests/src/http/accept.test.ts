import { describe, expect, test } from 'bun:test'
import { preferredType } from '#src/http/accept'

const OFFERED = ['application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet'] as const

describe('of the media types that are offered', () => {
  test.each<[accept: string | null, preferred: (typeof OFFERED)[number] | undefined]>([
    [null, 'application/x-ndjson'],
    ['', 'application/x-ndjson'],
    ['*/*', 'application/x-ndjson'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; header=present', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/html, */*;q=0.1', 'application/x-ndjson'],
    ['text/csv;q=0.5, application/vnd.apache.parquet', 'application/vnd.apache.parquet'],
    ['application/x-ndjson;q=0, */*', 'text/csv'],
    ['text/html', undefined],
    ['application/json', undefined],
    ['text/csv;q=0', undefined],
    ['text/csv;q=2', undefined],
    [',;=,', undefined],
  ])('Accept %j prefers %j', (accept, preferred) => expect(preferredType(accept, OFFERED)).toBe(preferred))
})
