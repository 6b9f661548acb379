import {
  NOTICE_SECTIONS,
  NOTICE_TEXTS,
  type NoticeLanguage,
  type NoticeSectionId,
  type NoticeText,
} from './notice-text'
import { type Basis, REGISTER, type Register } from './register'
import { RIGHTS, rightsOf } from './rights'

/** One section of the notice: a title and paragraphs. */
export type NoticeSection = { id: NoticeSectionId; title: string; paragraphs: string[] }

/** The notice about personal data (Art. 13 and 14) in one language. */
export type Notice = { language: NoticeLanguage; title: string; sections: NoticeSection[] }

/** Returns the notice, made from the register. */
export function noticeIn(language: NoticeLanguage, register: Register = REGISTER): Notice {
  const text = NOTICE_TEXTS[language]
  const paragraphs: Record<NoticeSectionId, readonly string[]> = {
    ...text.fixed,
    controller: controllerOf(register, text),
    purposes: Object.values(register.purposes).map((purpose) => {
      const basis = text.basis[purpose.basis] ?? ''
      return text.purpose(purpose[language], basis)
    }),
    retention: [...keptOf(register, text, language), text.warning],
    rights: [...grantedOf(register, text, language), ...text.how],
  }
  const sections = NOTICE_SECTIONS.map((id) => ({ id, title: text.headings[id], paragraphs: [...paragraphs[id]] }))
  return { language, title: text.title, sections }
}

function controllerOf({ controller }: Register, { operator, contact, noContact }: NoticeText): string[] {
  const who = `${controller.name ?? operator}.`
  return [who, controller.contact === null ? noContact : `${contact} ${controller.contact}.`]
}

/** Returns, for each time, what is kept for it. */
function keptOf({ classes, retention }: Register, text: NoticeText, language: NoticeLanguage): string[] {
  return Object.entries(retention).map(([name, time]) => {
    const kept = Object.values(classes).filter((each) => each.retention === name && each.action !== 'drop')
    const what = kept.map((each) => each[language])
    return text.kept(time[language], what.join(' ; '))
  })
}

/** Returns the rights that a person always has, then, for each set of rights, the purposes that have it and the further ones. */
function grantedOf({ purposes }: Register, text: NoticeText, language: NoticeLanguage): string[] {
  const all = Object.values(purposes)
  const always = RIGHTS.filter((right) => all.every(({ basis }) => rightsOf(basis).includes(right)))
  const further = (basis: Basis) => RIGHTS.filter((right) => rightsOf(basis).includes(right) && !always.includes(right))
  const words = (rights: readonly (typeof RIGHTS)[number][]) => rights.flatMap((right) => text.right[right] ?? [])
  const bySet = Map.groupBy(all, ({ basis }) => further(basis).join())
  return [
    text.always(words(always)),
    ...[...bySet.values()].flatMap((alike) => {
      const rights = words(alike[0] ? further(alike[0].basis) : [])
      const forWhat = alike.map((purpose) => purpose[language])
      return rights.length === 0 ? [] : text.rights(forWhat, rights)
    }),
  ]
}
