/** What no argument may be taken for, whatever it is meant to hold; and per form, what is no value of that form. */
import { type TSchema } from '@sinclair/typebox';
import * as s from '../../chaincode/wire/schemas';

/** Refused as an argument of any form but a document. */
export const hostileEverywhere: readonly string[] = [
  ' ',
  ' 1',
  '1 ',
  '1\n',
  '\t',
  'a\u0000b',
  '\u0000',
  'a\u007fb',
  'line\r\nbreak',
  '\ud800',
  'a\udfffb',
  '\u{10ffff}x',
  '\u200e1',
  '\u0661\u0662',
  'é',
  'a/b',
  '../a',
  'a\\b',
  '{"$gt":""}',
  '[]',
  '1'.repeat(1 << 20),
];

const decimals = [
  '',
  '-1',
  '-0',
  '+1',
  '1e3',
  '1E3',
  '0x10',
  '0b1',
  '1e400',
  'NaN',
  'Infinity',
  '-Infinity',
  'null',
  'true',
  '1,5',
  '1.',
  '.5',
  '1..5',
  '01',
  '00',
  '1_000',
  '1.0000000',
  '0.0000001',
  '1000000000000.000001',
  '1000000000001',
  '9007199254740993000',
  '9'.repeat(400),
];
const ids = ['', '__proto__', '.a', '-a', '_a', 'a b', 'a:b', 'a,b', 'a'.repeat(65), 'a*', 'a%2fb'];
const upper = ['A', 'aB', 'constructor!'];

/** By form, what is refused besides `hostileEverywhere`. */
const hostileByForm = new Map<TSchema, readonly string[]>([
  [s.Energy, [...decimals, '1.0001', '1000000000000.001']],
  [s.Amount, decimals],
  [s.Price, decimals],
  [s.PerhapsPrice, decimals.filter((text) => text !== '')],
  [s.Time, ['', 'now', '2026-06-01', '2026-06-01T12:00:00', '2026-06-01T12:00:00+00:00', '2026-06-01T12:00:00.5Z']],
  [s.MemberId, [...ids, 'nobody', '@', 'a@', '@a', 'a@b@c', 'a@b_c', '__proto__@HouseholdsMSP', `${'a'.repeat(65)}@b`]],
  [s.UnitId, [...ids, ...upper, 'a@b']],
  [s.OfferId, [...ids, ...upper, 'a@b']],
  [s.MarketId, [...ids, ...upper, 'a@b', 'a.b', 'a'.repeat(33)]],
  [s.ListingId, [...ids, ...upper, 'm', 'm_', 'm_20260601T1200', 'm_20260601T12:00Z', '_20260601T1200Z']],
  [s.VoteId, [...ids, 'AddVoter', 'AddVoter.1', 'AddVoter.0123456789ABCDEF.1', 'AddVoter.0123456789abcdef.1000000']],
  [s.PageSize, ['', '0', '201', '-1', '1.5', '01', '1e1', 'ten', '99999999999']],
  [s.PageNumber, ['', '-1', '1.5', '01', '10000', 'first']],
  [s.Bookmark, ['=', '+', 'a.b', 'x'.repeat(513)]],
  [s.ReportNumber, ['', '0', '-1', '1.5', '01', '1e1', 'one', '1000000000000']],
  [s.EpochNumber, ['', '0', '-1', '1.5', '01', '1e1', 'one', '1000000']],
  [s.Digest, [...ids, 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), 'g'.repeat(64)]],
  [s.Token, ['', 'ent', 'EEuro', 'EUR', '__proto__', 'constructor']],
]);

/** What a transaction has to refuse as an argument of a form. */
export const hostileValues = (form: TSchema): readonly string[] => [
  ...hostileEverywhere,
  ...(hostileByForm.get(form) ?? ['', 'a b', 'x'.repeat(200)]),
];

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A document with one of its fields twice, for each of them. */
export const withRepeatedField = (valid: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(valid).map(
    ([field, value]) => `{"${field}" : ${JSON.stringify(value)},${JSON.stringify(valid).slice(1)}`,
  );

/** What is no document of any form; `valid` is one that a transaction takes. */
export function hostileDocuments(valid: Readonly<Record<string, unknown>>): string[] {
  const changed = Object.keys(valid).flatMap((field) => {
    const without = Object.fromEntries(Object.entries(valid).filter(([name]) => name !== field));
    const wrong = [
      null,
      [],
      {},
      ['x'],
      -1,
      1.5,
      '',
      'x'.repeat(300),
      'a\u0000b',
      '\ud800',
      Number.MAX_VALUE,
      '1e3',
      '-1',
    ];
    return [without, ...wrong.map((value) => ({ ...valid, [field]: value }))];
  });
  const text = JSON.stringify(valid);
  const more = (member: string): string => `{${member},${text.slice(1)}`;
  return [
    ...[
      '',
      'null',
      'true',
      '1',
      '"text"',
      '[]',
      '{}',
      '{',
      'undefined',
      'NaN',
      `[${text}]`,
      `${text}${text}`,
      `${text},`,
    ],
    ...changed.map((document) => JSON.stringify(document)),
    more('"\\u0061dmin":true'),
    more('"__proto__":{"admin":true}'),
    more('"constructor":{"prototype":{}}'),
    more('"toString":1'),
    more(`"a":${deep(100)}`),
    deep(8000),
    '{"a":'.repeat(3000) + '1' + '}'.repeat(3000),
    `${text}${' '.repeat(20_000)}`,
    JSON.stringify({ ...valid, more: 'x'.repeat(1 << 20) }),
  ];
}
