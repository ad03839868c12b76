/** Who has signed what of a block: orderers the block, clients and peers its transactions. */
import { type Seconds } from '../domain/time';
import { type Block } from './block';
import { BlockError } from './block-error';
import { isSignedBy } from './low-s';
import { Message } from './message';
import { type Identity, type Organizations } from './organizations';
import { type Transaction } from './transaction';

/** Nobody makes a reader check more signatures than this. */
const MOST_SIGNATURES = 100;

/** Who is trusted to order: their organisations, and how many different orderers have to sign a block. */
export interface OrdererPolicy {
  readonly organizations: Organizations;
  readonly signatures: number;
}

/**
 * The orderers that signed the block, each counted once; BlockError TOO_FEW when they are fewer than needed, with what
 * is wrong with the first signature that doesn't count. `at` is the time for which certificates have to be valid: a
 * block itself has none. Raft orderers put one signature on a block; those of BFT, which name their signer by number
 * instead of certificate, are not understood.
 */
export function checkOrderers(
  block: Block,
  { organizations, signatures }: OrdererPolicy,
  at: Seconds,
): readonly Identity[] {
  const metadata = new Message(block.signatures, "The block's signatures");
  const value = metadata.bytes(1);
  const given = metadata.list(2);
  if (given.length > MOST_SIGNATURES) {
    throw new BlockError('MALFORMED', `Block ${block.number} has more than ${MOST_SIGNATURES} signatures`);
  }
  return checkEnough(
    given.map((bytes) => () => {
      const metadataSignature = new Message(bytes, "A block's signature");
      const header = metadataSignature.bytes(1);
      const orderer = organizations.identify(new Message(header, "A signature's header").bytes(1), at);
      requireRole(orderer, 'orderer');
      requireSignature(
        orderer,
        Buffer.concat([value, header, block.header]),
        metadataSignature.bytes(2),
        `block ${block.number}`,
      );
      return orderer;
    }),
    ({ mspId, name }) => `${name}@${mspId}`,
    signatures,
    `Block ${block.number}`,
    'orderers',
  );
}

/**
 * The peers that endorsed the transaction, one per organisation; BlockError TOO_FEW when these are not more than half
 * of the organisations (Fabric's MAJORITY), with what is wrong with the first endorsement that doesn't count.
 */
export function checkEndorsements(
  transaction: Transaction,
  organizations: Organizations,
  at: Seconds,
): readonly Identity[] {
  return checkEnough(
    transaction.endorsements.map(({ endorser, signature }) => () => {
      const peer = organizations.identify(endorser, at);
      requireRole(peer, 'peer');
      requireSignature(
        peer,
        Buffer.concat([transaction.endorsed, endorser]),
        signature,
        `transaction ${transaction.id}`,
      );
      return peer;
    }),
    ({ mspId }) => mspId,
    Math.floor(organizations.mspIds.length / 2) + 1,
    `Transaction ${transaction.id}`,
    `the ${organizations.mspIds.length} organisations`,
  );
}

/** Who sent the transaction in an envelope; BlockError when it isn't a member of the organisations, or didn't sign it. */
export function checkCreator(
  transaction: Transaction,
  envelope: Buffer,
  organizations: Organizations,
  at: Seconds,
): Identity {
  const creator = organizations.identify(transaction.creator, at);
  const read = new Message(envelope, 'The envelope');
  requireSignature(creator, read.bytes(1), read.bytes(2), `transaction ${transaction.id}`);
  return creator;
}

function requireRole({ mspId, name, role }: Identity, wanted: Identity['role']): void {
  if (role !== wanted) throw new BlockError('ROLE', `${name} of ${mspId} is a node of role ${role}, not ${wanted}`);
}

function requireSignature(
  { mspId, name, publicKey }: Identity,
  message: Buffer,
  signature: Buffer,
  what: string,
): void {
  if (!isSignedBy(publicKey, message, signature)) {
    throw new BlockError('SIGNATURE', `The signature of ${name} of ${mspId} is not one of ${what}`);
  }
}

function checkEnough(
  checks: readonly (() => Identity)[],
  keyOf: (identity: Identity) => string,
  needed: number,
  what: string,
  ofWhom: string,
): readonly Identity[] {
  const found = new Map<string, Identity>();
  let firstFault: BlockError | undefined;
  for (const check of checks) {
    try {
      const identity = check();
      found.set(keyOf(identity), identity);
    } catch (error) {
      if (!(error instanceof BlockError)) throw error;
      firstFault ??= error;
    }
  }
  if (found.size >= needed) return [...found.values()];
  const why = firstFault ? `. ${firstFault.message}` : '';
  throw new BlockError('TOO_FEW', `${what} has signatures of ${found.size} of ${ofWhom}, ${needed} are needed${why}`, {
    cause: firstFault,
  });
}
