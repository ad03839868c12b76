import { type TestPeer } from './test-peer';

/** Name of the transaction that lays records on a ledger; see seeding-chaincode.ts. */
export const SEED = 'test:Seed';

/** What it is given, as transient data: values in base64. */
export interface Seed {
  readonly put: readonly (readonly [key: string, value: string])[];
  readonly remove: readonly string[];
  readonly putPrivate: readonly (readonly [collection: string, key: string, value: string])[];
}

/** Makes a ledger with the contents of one peer into one with those of another. */
export function seedBetween(from: TestPeer['contents'] | undefined, to: TestPeer['contents']): Seed {
  const changed = (key: string, value: Buffer, before: ReadonlyMap<string, Buffer> | undefined): boolean =>
    before?.get(key)?.equals(value) !== true;
  const put = [...to.state].filter(([key, value]) => changed(key, value, from?.state));
  const putPrivate = [...to.privateState].filter(([key, value]) => changed(key, value, from?.privateState));
  return {
    put: put.map(([key, value]) => [key, value.toString('base64')]),
    remove: [...(from?.state.keys() ?? [])].filter((key) => !to.state.has(key)),
    putPrivate: putPrivate.map(([place, value]) => {
      const slash = place.indexOf('/');
      return [place.slice(0, slash), place.slice(slash + 1), value.toString('base64')];
    }),
  };
}
