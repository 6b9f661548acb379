import { expect, test } from 'bun:test'
import { parseAuthority } from '#lib/authority'

test.each([
  ['games.example.org', 'games.example.org', undefined],
  ['Games.Example.ORG', 'games.example.org', undefined],
  ['games.example.org.', 'games.example.org', undefined],
  ['games.example.org.:443', 'games.example.org', 443],
  ['vestim_api-1:3000', 'vestim_api-1', 3000],
  ['10.0.0.5:03000', '10.0.0.5', 3000],
  ['[::1]', '[::1]', undefined],
  ['[0:0:0:0:0:0:0:1]:80', '[::1]', 80],
  ['[FD00:0000::00AB]', '[fd00::ab]', undefined],
  ['[::ffff:10.0.0.5]', '[::ffff:a00:5]', undefined],
])('%s names %s at port %p', (text, host, port) => {
  expect(parseAuthority(text)).toEqual({ host, port })
})

test.each([
  ...[
    '',
    '.',
    ':80',
    'a:',
    'a:x',
    'a:65536',
    'a:123456',
    'a:80:80',
    ' a',
    'a ',
    'a b',
    'a,b',
    'a/',
    'a/b',
    'a?b',
    'a#b',
  ],
  ...[
    'u@a',
    'u:p@a',
    'http://a',
    '*',
    '*.a',
    'a%2e',
    'é',
    'ａ',
    'a\0',
    'a\n',
    '::1',
    '[::1',
    '::1]',
    '[]',
    '[:::]',
    '[1::2::3]',
  ],
  ...['[fe80::1%eth0]', '[::1]x', '[10.0.0.5]'],
])('%j is refused', (text) => {
  expect(parseAuthority(text)).toBeUndefined()
})
