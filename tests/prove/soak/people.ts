import {
  type AccountAct,
  changeKeys,
  decideOnce,
  erase,
  exportOwn,
  makeCollection,
  refresh,
  signOut,
} from './account-acts'
import { deleteItem, editItem, exportItems, type ItemAct, importList, putGame } from './item-acts'
import type { People, Person, SoakLoad } from './load'
import { signIn, subjectOf } from './person'
import { createByCommand, register } from './registration'

/** Returns the people of a soak that has not begun. */
export function createPeople(passwordFile: string, stayMs: number): People {
  let mark = 0
  return { all: [], surprises: [], passwordFile, stayMs, nextMark: () => mark++ }
}

const PAUSE_MS = 150

/** Acts with their weights. */
const ACCOUNT_ACTS: readonly (readonly [act: AccountAct, weight: number])[] = [
  [refresh, 3],
  [signOut, 2],
  [changeKeys, 4],
  [makeCollection, 1],
  [decideOnce, 3],
]
const ITEM_ACTS: readonly (readonly [act: ItemAct, weight: number])[] = [
  [putGame, 12],
  [editItem, 8],
  [deleteItem, 4],
  [importList, 1],
  [exportItems, 2],
]
const ITEM_SHARE = 0.7

/** Lets people come one after the other: each makes an account, uses it for a while, and every second one erases it. */
export async function liveOn(load: SoakLoad): Promise<void> {
  while (!load.isOver()) {
    const person = await enter(load)
    if (!person) {
      await Bun.sleep(PAUSE_MS)
      continue
    }
    const at = load.people.all.push(person)
    const until = performance.now() + load.people.stayMs
    await begin(load, person)
    while (!load.isOver() && performance.now() < until) {
      await actOnce(load, person)
      await Bun.sleep(PAUSE_MS)
    }
    await exportOwnAs(load, person)
    if (at % 2 === 1) await erase(load, person)
  }
}

/** Makes an account: every third one by the command, which has no limit, and so every one that meets the limit of registrations. */
async function enter(load: SoakLoad): Promise<Person | undefined> {
  const number = load.people.nextMark()
  const [email, role] = [`soak-${crypto.randomUUID()}@example.org`, number % 3 === 0 ? 'editor' : 'reader'] as const
  const registered = number % 3 === 1 ? undefined : await register(load, email, role)
  const person = registered ?? (await createByCommand(load, `soak-${crypto.randomUUID()}@example.org`, role))
  return person
}

/** Makes a key and an item, so that a short life has something to lose, too. */
async function begin(load: SoakLoad, person: Person): Promise<void> {
  const [collection] = person.collections.values()
  if (!collection || !(await isSignedIn(load, person))) return
  await changeKeys(load, person)
  await putGame(load, person, collection)
}

async function actOnce(load: SoakLoad, person: Person): Promise<void> {
  if (!(await isSignedIn(load, person))) return
  if (load.random() >= ITEM_SHARE) return pick(load, ACCOUNT_ACTS)(load, person)
  const collections = [...person.collections.values()]
  const collection = collections[Math.floor(load.random() * collections.length)]
  if (collection) await pick(load, ITEM_ACTS)(load, person, collection)
}

const exportOwnAs = async (load: SoakLoad, person: Person): Promise<void> => {
  if (!load.isOver() && (await isSignedIn(load, person))) await exportOwn(load, person)
}

/** Signs a person in who is not. An account made by the command has its id from then on. */
async function isSignedIn(load: SoakLoad, person: Person): Promise<boolean> {
  if (!person.session) await signIn(load, person)
  if (person.session && person.id === '') person.id = subjectOf(person.session.accessToken)
  return person.session !== undefined
}

function pick<Act>({ random }: SoakLoad, acts: readonly (readonly [act: Act, weight: number])[]): Act {
  let left = random() * acts.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [act, weight] of acts) {
    left -= weight
    if (left < 0) return act
  }
  throw new Error('the acts have no weights')
}
