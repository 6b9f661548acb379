import { REGISTER } from './register'

const simplified = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

const PERSONAL: ReadonlySet<string> = new Set(REGISTER.personal.flat().map(simplified))

/** True if a field of a source, by its name, is about a person. Case, spaces and signs in the name do not count. */
export const isPersonalField = (name: string): boolean => name.length <= LONGEST && PERSONAL.has(simplified(name))

/** No name of the register is half as long. */
const LONGEST = 80
