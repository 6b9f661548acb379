import type { Treaty } from '@elysiajs/eden'
import type { App } from '#src/app'
import type { ProblemCodes } from './client-error'
import type { RequestOptions } from './options'
import { type EdenOutcome, type Result, toResult, toUnread } from './result'

/** The same type, written out: without the names of other files. A response that Eden does not type is `unknown`. */
export type Expand<Value> = Value extends Response
  ? unknown
  : Value extends object
    ? { [Key in keyof Value]: Expand<Value[Key]> }
    : Value

/** Members of a query. Where a route declares none, an object with any member does not compile. */
type Named<Given> = keyof NonNullable<Given> extends never ? Record<string, never> : Expand<Given>

type OptionsOf<Given> = 'throwHttpError' extends keyof NonNullable<Given>
  ? {
      [Name in keyof Given as Name extends 'throwHttpError' ? never : Name]: Name extends 'fetch'
        ? RequestOptions
        : Name extends 'headers'
          ? Record<string, string>
          : Named<Given[Name]>
    }
  : Expand<Given>

type ArgumentsOf<Given extends unknown[]> = { [At in keyof Given]: OptionsOf<Given[At]> }

/** Data of an outcome of Eden. */
export type DataOf<Outcome> = Outcome extends { error: null; data: infer Data } ? Expand<Data> : never
type ErrorOf<Outcome> = Outcome extends { error: infer Error extends { status: unknown; value: unknown } }
  ? Error
  : never

/** Statuses with a problem. Elysia adds the body of its own validation to the types; the service sends a problem instead. */
type StatusOf<Error> = Error extends { status: infer Status extends keyof ProblemCodes; value: infer Value }
  ? Value extends { code: string } | { type: 'validation' }
    ? Status
    : never
  : never

/** Answers that are neither data nor a problem. */
type OtherOf<Error> = Error extends { status: infer Status; value: infer Value }
  ? Value extends { code: string } | { type: 'validation' }
    ? never
    : { status: Status; value: undefined extends Value ? undefined : Expand<Value> }
  : never

type MembersOf<Node> = Node extends infer Known
  ? { [Name in keyof Known as Name extends '~path' ? never : Name]: RoutesOf<Known[Name]> }
  : never

type RoutesOf<Node> = Node extends (...given: infer Given) => Promise<infer Outcome>
  ? (
      ...given: ArgumentsOf<Given>
    ) => Promise<Result<DataOf<Outcome>, StatusOf<ErrorOf<Outcome>>, OtherOf<ErrorOf<Outcome>>>>
  : Node extends (params: infer Params) => infer Next
    ? ((params: Params) => RoutesOf<Next>) & MembersOf<Node>
    : MembersOf<Node>

/** Routes of the service as Eden types them. */
export type EdenRoutes = Treaty.Create<App>

/** Routes of the service: a member for each part of a path, a function for each parameter and method. */
export type Routes = MembersOf<EdenRoutes>

/** A part of a path: a member of `Routes` at run time. */
type RouteNode = ((...given: unknown[]) => unknown) & { [part: string | symbol]: unknown }

/** Returns the routes of Eden with our results: no request ends with an exception. */
export const withResults = (routes: EdenRoutes): Routes => wrap(routes as unknown as RouteNode) as unknown as Routes // safe: both sides name every route

/** Last parts of a path that send a request; any other part that is called takes a parameter. */
const METHODS: ReadonlySet<string | symbol> = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options'])

const wrap = (node: RouteNode, name?: string | symbol): RouteNode =>
  new Proxy(node, {
    get: (target, part) => wrapped(target[part], part),
    apply: (target, _, given) =>
      name !== undefined && METHODS.has(name)
        ? (target(...given) as Promise<EdenOutcome>).then(toResult, toUnread) // safe: a method sends a request
        : wrapped(target(encoded(given[0]))),
  })

const wrapped = (value: unknown, name?: string | symbol): unknown =>
  typeof value === 'function' ? wrap(value as RouteNode, name) : value // safe: Eden answers a part of a path with a function

/** Returns parameters as they are written in a path. Eden would let a slash or a question mark in a value change the path. */
const encoded = (params: object): object =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, encodeURIComponent(String(value))]))
