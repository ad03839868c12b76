import assert from 'node:assert/strict';

/** Fields that say which of several forms an object has. */
const kinds = ['command', 'kind'] as const;

/**
 * An answer has every field of its example, with the same kind of value. What an example leaves out may be there, null
 * stands for any value, and an object of another form than the example's is not compared: whether that may be is the
 * schema's to say.
 */
export function assertSameShape(example: unknown, found: unknown, where: string): void {
  if (example === null || found === null) return;
  if (Array.isArray(example)) {
    assert.ok(Array.isArray(found), `${where}: a list in the example, ${typeof found} in the answer`);
    for (const [index, item] of found.entries()) {
      if (example.length > 0) assertSameShape(example[0], item, `${where}[${index}]`);
    }
    return;
  }
  assert.equal(typeof found, typeof example, where);
  if (typeof example !== 'object') return;
  const fields = found as Readonly<Record<string, unknown>>;
  const shown = example as Readonly<Record<string, unknown>>;
  if (kinds.some((kind) => kind in shown && kind in fields && shown[kind] !== fields[kind])) return;
  for (const [name, value] of Object.entries(shown)) {
    assert.ok(name in fields, `${where}.${name} is in the example and not in the answer`);
    assertSameShape(value, fields[name], `${where}.${name}`);
  }
}
