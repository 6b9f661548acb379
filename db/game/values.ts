import { WIDEST_MARGIN } from '#catalogue/merge/score-bound'
import type { Checks, GameCriteria, Lead } from './criteria'
import { scoreLists, yearLists } from './lists'

/** Values of the parameters of statements, by name. */
export type Values = Record<string, string | number | null>

/** Returns numbers of lists as the text of an array in Postgres. */
const arrayText = (lists: readonly number[]): string => `{${lists.join()}}`

/** Returns the values for the checks, in lists and in all games. */
export function checkValues({ all, any, none, years, score, updatedSince }: Checks): Values {
  return {
    all: arrayText(all),
    allCount: all.length,
    ...Object.fromEntries(any.map((lists, at) => [`any${at}`, arrayText(lists)])),
    none: arrayText(none),
    ...(years && yearValues(years)),
    ...(score && scoreValues(score)),
    updatedSince: updatedSince ?? null,
  }
}

function yearValues({ from, to }: NonNullable<GameCriteria['years']>): Values {
  const lists = yearLists(from, to)
  return {
    yearFrom: from,
    yearTo: to,
    firstDay: `${digits(Math.max(from, 1))}-01-01`,
    lastDay: `${digits(Math.max(to, 1))}-12-31`,
    yearListFrom: lists.from,
    yearListTo: lists.to,
  }
}

function scoreValues({ from, to }: NonNullable<GameCriteria['score']>): Values {
  const lists = scoreLists(from, to)
  return {
    scoreFrom: from,
    boundFrom: from - WIDEST_MARGIN,
    ...(to !== undefined && { scoreBelow: to + 1 }),
    scoreListFrom: lists.from,
    scoreListTo: lists.to,
  }
}

const digits = (year: number) => String(year).padStart(4, '0')

/** Returns the values for the lists of a lead. */
export function leadValues(lead: Lead): Values {
  if (lead.from === 'one') return { list: lead.list }
  if (lead.from === 'some') return { lists: arrayText(lead.lists) }
  return lead.from === 'range' ? { listFrom: lead.lists.from, listTo: lead.lists.to } : {}
}
