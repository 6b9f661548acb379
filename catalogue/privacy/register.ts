import * as v from 'valibot'
import written from '../../privacy/register.yml'

const Name = v.pipe(v.string(), v.nonEmpty())
const words = { en: Name, fr: Name }
const Words = v.strictObject(words)

/** Legal bases of Art. 6 that a purpose may have. */
export const BASES = ['consent', 'contract', 'legal-obligation', 'legitimate-interest'] as const
export type Basis = (typeof BASES)[number]

/** Actions on a personal value. */
export const ACTIONS = ['keep', 'drop', 'pseudonymise', 'generalise'] as const

const Purpose = v.strictObject({
  ...words,
  basis: v.picklist(BASES),
  persons: Words,
  /** Recipients besides the administrators, and transfers out of the European Union. */
  recipients: v.optional(Name),
  transfers: v.optional(Name),
})
const Whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const Retention = v.strictObject({
  ...words,
  purge: v.optional(Name),
  days: v.optional(Whole),
  months: v.optional(Whole),
})
const DataClass = v.strictObject({
  ...words,
  action: v.picklist(ACTIONS),
  purpose: v.optional(Name),
  retention: v.optional(Name),
  secret: v.optional(v.literal(true)),
})
const Columns = v.array(Name)
const Subject = v.strictObject({ column: Name, is: Name })
const Table = v.objectWithRest({ subject: v.optional(Subject) }, Columns)

const Register = v.strictObject({
  controller: v.strictObject({ name: v.nullable(Name), contact: v.nullable(Name) }),
  purposes: v.record(Name, Purpose),
  retention: v.record(Name, Retention),
  classes: v.record(Name, DataClass),
  tables: v.record(Name, Table),
  personal: v.array(Columns),
  sources: v.record(Name, v.record(Name, Columns)),
})

/** The register of personal data: `privacy/register.yml`. */
export type Register = v.InferOutput<typeof Register>

/** A purpose of the register, with its legal basis. */
export type Purpose = v.InferOutput<typeof Purpose>

/** A time for which data are kept. With `purge`, `bun run purge` ends it. */
export type Retention = v.InferOutput<typeof Retention>

/** The column that names the account of a person: `is` is `account`, `email`, or a table and its column, as in `session.id`. */
export type Subject = v.InferOutput<typeof Subject>

/** The register of personal data of this release. */
export const REGISTER: Register = v.parse(Register, written)

/** Returns the class of each column of a table of the register. */
export function classesOf({ subject: _, ...classes }: Register['tables'][string]): Map<string, string> {
  return new Map(
    Object.entries(classes).flatMap(([name, columns]) => columns.map((column): [string, string] => [column, name])),
  )
}
