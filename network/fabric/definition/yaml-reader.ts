import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { type Mistake } from './definition-error';

/** A value of a document with its place, so that whatever is wrong with it can be told with its line. */
export interface Place {
  readonly node: Node | null | undefined;
  /** What messages call it, like `organizations[1].peers`. */
  readonly path: string;
  /** Where to point when there is no node. */
  readonly offset: number;
}

/**
 * Reads values from a YAML document and collects every mistake with its position, so that one run shows them all. After
 * a mistake it goes on with a value that fits, which is used for nothing once there are mistakes.
 */
export class YamlReader {
  readonly mistakes: Mistake[] = [];
  readonly root: Place;
  readonly #lines = new LineCounter();

  constructor(
    text: string,
    private readonly file: string,
  ) {
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    // Where the form is wrong, whatever the library says after the first mistake follows from it.
    const [first, ...others] = document.errors;
    const repeated = others.filter(({ code }) => code === 'DUPLICATE_KEY');
    for (const { pos, code, message } of first ? [first, ...repeated] : []) {
      this.#report(pos[0], yamlMistakes[code] ?? `this is not YAML: ${message}`);
    }
    this.root = { node: document.contents, path: '', offset: 0 };
  }

  report(place: Place, problem: string): void {
    this.#report(place.node?.range?.[0] ?? place.offset, place.path === '' ? problem : `${place.path} ${problem}`);
  }

  /** `network.yaml:3`: where a value stands, for who wants to know where it comes from. */
  lineOf(place: Place): string {
    return `${this.file}:${this.#lines.linePos(place.node?.range?.[0] ?? place.offset).line}`;
  }

  /** The fields of a map. Keys that are not expected, and required ones that are missing, are mistakes. */
  fields<Key extends string>(
    place: Place,
    keys: { readonly required: readonly Key[]; readonly optional: readonly Key[] },
  ): ReadonlyMap<Key, Place> {
    const { node } = place;
    const known = [...keys.required, ...keys.optional];
    if (!isMap(node)) {
      this.report(place, `must be a map with ${known.join(', ')}; found ${shown(node)}`);
      return new Map();
    }
    const found = new Map<Key, Place>();
    for (const { key, value } of (node as YAMLMap<Node, Node | null>).items) {
      const name = isScalar(key) ? String(key.value) : '';
      const offset = key.range?.[0] ?? place.offset;
      if ((known as string[]).includes(name)) {
        found.set(name as Key, { node: value, path: place.path === '' ? name : `${place.path}.${name}`, offset });
      } else {
        const nearest = nearestOf(name, known);
        const hint = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`;
        this.#report(offset, `${name === '' ? 'this key' : name} is not known here; ${hint}`);
      }
    }
    for (const key of keys.required) {
      if (!found.has(key)) this.report(place, place.path === '' ? `${key} is missing` : `lacks ${key}`);
    }
    return found;
  }

  list(place: Place | undefined, what: string): Place[] {
    if (place === undefined) return [];
    const { node } = place;
    if (!isSeq(node) || node.items.length === 0) {
      this.report(place, `must be a list of ${what}; found ${shown(node)}`);
      return [];
    }
    return node.items.map((item, index) => ({
      node: item as Node,
      path: `${place.path}[${index}]`,
      offset: place.offset,
    }));
  }

  /** A text that `matches`; `expected` says in words what does. */
  text(place: Place | undefined, matches: RegExp, expected: string): string {
    const value = scalarOf(place);
    if (typeof value === 'string' && matches.test(value)) return value;
    if (place !== undefined) this.report(place, `must be ${expected}; found ${shown(place.node)}`);
    return '';
  }

  whole(place: Place | undefined, least: number, most: number, otherwise = least): number {
    if (place === undefined) return otherwise;
    const value = scalarOf(place);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.report(place, `must be a whole number from ${least} to ${most}; found ${shown(place.node)}`);
    return otherwise;
  }

  #report(offset: number, problem: string): void {
    const { line, col: column } = this.#lines.linePos(offset);
    this.mistakes.push({ file: this.file, line, column, problem });
  }
}

function scalarOf(place: Place | undefined): unknown {
  return isScalar(place?.node) ? place.node.value : undefined;
}

function shown(node: Node | null | undefined): string {
  if (isAlias(node)) return `the alias *${node.source}, where the value itself has to stand`;
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return node.items.length === 0 ? 'an empty list' : 'a list';
  const value = isScalar(node) ? node.value : null;
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 64)) : JSON.stringify(value);
}

/** What the library says of these would help its programmers more than an administrator. */
const yamlMistakes: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_ALIAS: 'an alias (*) that nothing in this file is named: write the value itself, or text with * or & in quotes',
  BAD_INDENT:
    'this begins in another column than what it belongs to, or a bracket before it is not closed: items of one list or ' +
    'map begin in one column',
  BLOCK_AS_IMPLICIT_KEY:
    'this does not begin in the column of its map, or a text with a colon in it has no quotes: keys of one map begin in ' +
    'one column',
  DUPLICATE_KEY: 'this key stands here a second time; each can stand once in a map',
  MULTILINE_IMPLICIT_KEY: 'this is neither `key: value` nor an item of a list: a colon is missing after a key',
  MISSING_CHAR: 'a quote or bracket that was opened before is not closed',
  MULTIPLE_DOCS: 'a second document begins here (---); one network is one document',
  TAB_AS_INDENT: 'this is indented with a tab; YAML takes spaces only',
};

/** The known word that somebody may have meant: the beginning of one, or one with at most two letters wrong. */
function nearestOf(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = known
    .map((each) => ({ each, distance: editsBetween(lower, each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = ranked;
  if (nearest && nearest.distance <= Math.min(2, lower.length - 2)) return nearest.each;
  return known.find((each) => lower.length > 2 && each.toLowerCase().startsWith(lower));
}

/** How many letters have to be put in, left out or changed to make one word of the other. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
