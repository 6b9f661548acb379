import { isUtf8 } from 'node:buffer'
import type { ParquetParsers } from 'hyparquet'

/**
 * Parsers that return dates and times in ISO 8601, cut to milliseconds, JSON as its value (as text if it is malformed), and
 * geometry as text or base64.
 */
export const TEXT_PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (ms: bigint) => isoOf(Number(ms)),
  timestampFromMicroseconds: (us: bigint) => isoOf(Number(us / 1000n)),
  timestampFromNanoseconds: (ns: bigint) => isoOf(Number(ns / 1_000_000n)),
  dateFromDays: (days: number) => isoOf(days * 86_400_000).replace(/T.*/, ''),
  jsonFromBytes: jsonOrText,
  geometryFromBytes: textOfBytes,
  geographyFromBytes: textOfBytes,
}

/** Returns milliseconds since 1970 in ISO 8601, or the number as text if it is outside the range of a `Date`. */
function isoOf(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}

function jsonOrText(bytes: Uint8Array): unknown {
  const text = textOfBytes(bytes)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Returns bytes as text if they are UTF-8, otherwise as base64. */
function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64')
}

/**
 * Returns a Parquet value as JSON can represent it: an integer beyond 2^53 as a string of digits, bytes as text or base64,
 * and a missing value, NaN or infinity as null.
 */
export function plainOf(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'object' && value !== null ? plainObject(value) : (value ?? null)
}

function plainObject(value: object): unknown {
  if (value instanceof Uint8Array) return textOfBytes(value)
  if (Array.isArray(value)) return value.map(plainOf)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainOf(inner)]))
}
