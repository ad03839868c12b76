import { BlockError } from '../blocks/block-error';
import { type OrganizationRoot, Organizations } from '../blocks/organizations';
import { DomainError } from '../domain/errors';
import { type RecognizedRoots, recognizedRootsRecord } from '../ledger/records';
import { type RecognizedRootsView } from '../wire/views';

/** Roots as the text that voters vote on: in one order, and each certificate in one form. */
export function canonicalRoots({ organizations, orderers, signatures }: RecognizedRootsView): string {
  return recognizedRootsRecord.encode({ organizations: sorted(organizations), orderers: sorted(orderers), signatures });
}

/** Reads what `canonicalRoots` wrote; ROOTS_INVALID when one of them is no authority's certificate. */
export function parseRoots(text: string): RecognizedRoots {
  const roots = recognizedRootsRecord.decode(text);
  try {
    for (const list of [roots.organizations, roots.orderers]) new Organizations(list);
  } catch (error) {
    if (!(error instanceof BlockError)) throw error;
    throw new DomainError('ROOTS_INVALID', error.message);
  }
  return roots;
}

const sorted = (roots: readonly OrganizationRoot[]): readonly OrganizationRoot[] =>
  roots
    .map(({ mspId, certificate }) => ({ mspId, certificate: `${certificate.replace(/\r/g, '').trim()}\n` }))
    .sort((a, b) => compare(a.mspId, b.mspId) || compare(a.certificate, b.certificate));

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
