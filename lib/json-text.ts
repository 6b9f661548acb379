/**
 * Most levels of nesting that are written. No record has a hundredth of it, and writing many more takes seconds or exhausts the
 * stack.
 */
const DEEPEST = 1000

/** Returns a value as JSON, or `undefined` if it is nested by more than 1000 levels: `JSON.parse` reads any number. */
export const jsonTextOf = (value: object): string | undefined => (isTooDeep(value) ? undefined : JSON.stringify(value))

/** True if a value, JSON or bytes, has more than `levels` levels of lists and objects. (Default: 1000) */
export function isTooDeep(value: unknown, levels = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  if (levels === 0) return true
  return Object.values(value).some((inner) => isTooDeep(inner, levels - 1))
}
