import { describe, expect, test } from 'bun:test'
import { isPlainRead } from '#db/postgres/plain-read'

describe('a statement may be sent again after a broken connection', () => {
  test.each([
    'select 1',
    '  SELECT "id" from "game" where "slug" = $1 limit $2',
    '(select 1) union all (select 2)',
    'with wanted as materialized (select 1) select * from wanted',
    'values (1), (2)',
    'select updated_at, deleted, inserted, lock from t',
  ])('%s', (text) => expect(isPlainRead(text)).toBe(true))
})

describe('a statement is never sent again', () => {
  test.each([
    'insert into game values (1)',
    'update game set title = $1',
    'with gone as (delete from game returning id) select id from gone',
    'with new as (INSERT into t values (1) returning 1) select 1',
    'merge into t using s on true when matched then delete',
    'select * from game for update',
    'select * from game for no key update skip locked',
    'select * from game for key share',
    'select 1 into other',
    "select nextval('ids')",
    "select set_config('a', 'b', false)",
    'select pg_advisory_lock(1)',
    'select pg_terminate_backend (1)',
    'call work()',
    'truncate game',
    'create table t (a int)',
    'analyze game',
    '',
  ])('%s', (text) => expect(isPlainRead(text)).toBe(false))
})
