import { type ConformanceCase, read, steps, write } from '../conformance-case';

const awkward = {
  'a space and quotes': 'k " \' k',
  'a line feed': 'line\nfeed',
  'a slash at its end': 'slash/',
  umlauts: '\u00e4\u00f6\u00fc',
  'a character beyond the basic plane': '\u{1f600}',
  'a NUL within': 'nul\u0000within',
  'the highest character': 'high\u{10ffff}',
  'a NUL at its start': '\u0000start',
  'an underscore at its start': '_start',
};

export const stateCases: readonly ConformanceCase[] = [
  steps('a value is read back', write('put', 'a', '1'), read('get', 'a')),
  steps(
    'a missing key, a deleted one, an empty value',
    read('get', 'none'),
    write('put', 'd', 'x'),
    write('del', 'd'),
    read('get', 'd'),
    write('put', 'e', ''),
    read('get', 'e'),
  ),
  steps('own writes are not read', write('put', 'own', '1'), write('putThenGet', 'own', '2'), read('get', 'own')),
  steps('an empty key', write('put', '', 'x'), read('get', ''), write('del', '')),
  ...Object.entries(awkward).map(([what, key]) =>
    steps(`a key with ${what}`, write('put', key, 'x'), read('get', key), write('del', key), read('get', key)),
  ),
  steps('a key of 4,000 characters', write('put', 'l'.repeat(4_000), 'x'), read('get', 'l'.repeat(4_000))),
  steps(
    'bytes that are no text',
    write('putBytes', 'bytes', Buffer.from([0, 255, 128, 10]).toString('base64')),
    read('getBytes', 'bytes'),
  ),
  steps('a value of a million characters', write('put', 'large', 'v'.repeat(1_000_000)), read('get', 'large')),
  steps('a key that is deleted and was never there', write('del', 'never there'), read('get', 'never there')),
  steps('the last write of several to a key', write('writeAll', 'w1=1', 'w1=2', 'w1=3'), read('get', 'w1')),
  steps('a write and then a deletion', write('writeAll', 'w2=1', 'w2'), read('get', 'w2')),
  steps('a deletion and then a write', write('put', 'w3', '0'), write('writeAll', 'w3', 'w3=1'), read('get', 'w3')),
  steps('a write through evaluate', read('put', 'evaluated', 'x'), read('get', 'evaluated')),
  steps(
    'history',
    write('put', 'h', '1'),
    write('del', 'h'),
    write('put', 'h', '2'),
    read('history', 'h'),
    read('history', 'never'),
  ),
  steps(
    'history of a key with others that start like it',
    write('put', 'hist', '1'),
    write('put', 'hist1', '2'),
    write('put', 'his', '3'),
    read('history', 'hist'),
  ),
  steps('history of an empty value', write('put', 'h empty', ''), read('history', 'h empty')),
  steps(
    'history of several writes in a transaction',
    write('writeAll', 'h several=1', 'h several=2'),
    read('history', 'h several'),
  ),
  steps('history of an empty key', read('history', '')),
  steps('rich queries', read('richQuery')),
];
