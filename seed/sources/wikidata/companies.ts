import { cleanCompany } from '#catalogue/clean/company'
import { LONGEST_NAME } from '#catalogue/limits'
import type { CatalogueRecord, StatedCompany } from '#catalogue/record'
import type { WikidataRow } from './row'
import { itemNames } from './statements'

/** Most other names of one company that are kept: some companies have one in every script. */
const MOST_OTHER_NAMES = 20

const ROLES = ['developer', 'publisher']

/** Returns what Wikidata states about the developers and publishers of an item: labels in other languages, aliases, and the owner. */
export function aboutCompanies(row: WikidataRow): Pick<CatalogueRecord, 'aboutCompanies'> {
  const named = new Map(ROLES.flatMap((role) => [...itemNames(row, role)]))
  const parents = itemNames(row, 'companyParent')
  const about = [...named].flatMap(([item, label]) => {
    const name = cleanCompany(label)
    return name === undefined
      ? []
      : statedCompany(name, otherNames(row, item, name), cleanCompany(parents.get(item) ?? ''))
  })
  return about.length > 0 ? { aboutCompanies: about } : {}
}

function otherNames({ statements }: WikidataRow, item: string, name: string): string[] {
  const names = statements
    .filter(({ field, entity }) => entity === item && (field === 'companyAlias' || ROLES.includes(field)))
    .flatMap(({ value }) => cleanCompany(value) ?? [])
    .filter((other) => other !== name && other.length <= LONGEST_NAME)
  return [...new Set(names)].sort().slice(0, MOST_OTHER_NAMES)
}

function statedCompany(name: string, also: string[], parent: string | undefined): StatedCompany[] {
  if (also.length === 0 && parent === undefined) return []
  return [{ name, ...(also.length > 0 && { also }), ...(parent !== undefined && { parent }) }]
}
