import { join } from 'node:path'
import { classesOf, REGISTER } from '#catalogue/privacy/register'
import { RIGHTS, rightsOf } from '#catalogue/privacy/rights'
import { markdownTable } from './markdown-table'

const DOCS = join(import.meta.dir, '..', '..', 'docs')
export const RGPD_PAGE = join(DOCS, 'rgpd.md')
export const REGISTER_PAGE = join(DOCS, 'registre.md')

const { purposes, retention, classes, tables, personal } = REGISTER
type Language = 'en' | 'fr'

const classesFor = (purpose: string) => Object.entries(classes).filter(([, each]) => each.purpose === purpose)
const columnsOf = (name: string): string[] =>
  Object.entries(tables).flatMap(([table, columns]) => {
    const own = [...classesOf(columns)].filter(([, each]) => each === name).map(([column]) => column)
    return own.length > 0 ? [`\`${table}\`: ${own.join(', ')}`] : []
  })

const classTable = () =>
  markdownTable(
    ['data', 'purpose', 'action', 'kept', 'columns'],
    Object.entries(classes)
      .filter(([, { purpose }]) => purpose !== undefined)
      .map(([name, { en, purpose = '', action, retention: time = '' }]) => [
        en,
        purpose,
        action,
        retention[time]?.en ?? '',
        columnsOf(name).join('; ') || 'none: see the fields of sources',
      ]),
  )

const rightTable = () =>
  markdownTable(
    ['purpose', 'legal basis', ...RIGHTS],
    Object.entries(purposes).map(([name, { basis }]) => [
      name,
      basis,
      ...RIGHTS.map((right) => (rightsOf(basis).includes(right) ? 'yes' : 'no')),
    ]),
  )

const ends = {
  en: ['the purge, every day', 'the erasure, or the source'],
  fr: ['automatique, chaque jour (purge)', "à l'effacement ou par la source"],
}

const timeTable = (language: Language) =>
  markdownTable(
    language === 'en' ? ['what', 'kept', 'ended by'] : ['données', 'durée de conservation', 'procédure de tri'],
    Object.entries(retention).map(([name, time]) => [
      Object.values(classes)
        .filter((each) => each.retention === name)
        .map((each) => each[language])
        .join('; '),
      time[language],
      ends[language][time.purge === undefined ? 1 : 0] ?? '',
    ]),
  )

const fieldList = () => personal.map((names) => `- ${names.join(', ')}`).join('\n')

/** Parts of docs/rgpd.md that are made from the register, by name. */
export const RGPD_PARTS: Readonly<Record<string, () => string>> = {
  data: classTable,
  rights: rightTable,
  times: () => timeTable('en'),
  fields: fieldList,
}

const BASES_FR = {
  consent: 'consentement',
  contract: 'contrat',
  'legal-obligation': 'obligation légale',
  'legitimate-interest': 'intérêt légitime',
}

const SECURITY = `Jetons courts et révocables, mots de passe en Argon2id, clés et jetons stockés en empreinte, droits minimaux en base de données,
journal de sécurité non modifiable, adresses réduites à leur réseau, sauvegardes lisibles par leur seul propriétaire : [trust.md](trust.md).`

function sheet(name: string): string {
  const purpose = purposes[name]
  if (!purpose) throw new Error(`no purpose ${name}`)
  const times = new Set(classesFor(name).flatMap(([, each]) => retention[each.retention ?? '']?.fr ?? []))
  const rows = [
    ['finalité', purpose.fr],
    ['base légale', BASES_FR[purpose.basis]],
    ['personnes concernées', purpose.persons.fr],
    [
      'données',
      classesFor(name)
        .map(([, each]) => each.fr)
        .join(' ; '),
    ],
    ['destinataires', [ADMINISTRATORS_FR, purpose.recipients].filter(Boolean).join(' ; ')],
    ['transferts hors UE', purpose.transfers ?? 'aucun'],
    ['conservation', [...times].join(' ; ')],
    ['mesures de sécurité', 'voir ci-dessus'],
  ]
  return `## ${name}\n\n${markdownTable(['rubrique', 'contenu'], rows)}`
}

const ADMINISTRATORS_FR = "les administrateurs de l'installation ; aucun sous-traitant par défaut"

/** Returns the record of processing activities (Art. 30) in French, as the model of the CNIL has it. */
export function describeRegister(): string {
  const { name, contact } = REGISTER.controller
  return [
    '# Registre des activités de traitement (art. 30)',
    "Produit à partir de `privacy/register.yml` par `bun tests/support/rgpd.ts` ; un test échoue si cette page n'est pas à jour.",
    `Responsable : ${name ?? "l'exploitant de l'installation (à compléter dans `privacy/register.yml`)"}. Contact : ${contact ?? 'à compléter'}.`,
    SECURITY,
    ...Object.keys(purposes).map(sheet),
    '## Procédures de tri',
    timeTable('fr'),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Returns a page with its marked parts made anew. Throws if a part has no marks. */
export function withParts(page: string): string {
  return Object.entries(RGPD_PARTS).reduce((text, [name, make]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`]
    const [before, rest = ''] = text.split(begin)
    const after = rest.split(end)[1]
    if (after === undefined) throw new Error(`docs/rgpd.md has no part ${name}`)
    return `${before}${begin}\n\n${make()}\n\n${end}${after}`
  }, page)
}

if (import.meta.main) {
  await Bun.write(RGPD_PAGE, withParts(await Bun.file(RGPD_PAGE).text()))
  await Bun.write(REGISTER_PAGE, describeRegister())
}
