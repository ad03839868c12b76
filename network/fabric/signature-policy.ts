import { type RequiredEndorsement } from '../running-network';

/**
 * The endorsement policy of a chaincode as Fabric's programs read it: a peer of each organisation that has to be among
 * the endorsers, and so many of the others that they make a majority together.
 */
export function signaturePolicy({ organizations, always }: RequiredEndorsement): string {
  const peerOf = (mspId: string): string => `'${mspId}.peer'`;
  const others = organizations.filter((mspId) => !always.includes(mspId));
  const missing = Math.floor(organizations.length / 2) + 1 - always.length;
  const needed = always.map(peerOf);
  if (missing > 0) needed.push(`OutOf(${missing}, ${others.map(peerOf).join(', ')})`);
  return `OutOf(${needed.length}, ${needed.join(', ')})`;
}
