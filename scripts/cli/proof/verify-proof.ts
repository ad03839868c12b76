/** Checking a proof of a listing without trust in whoever made it, and without a network (spec 14, docs/proof.md). */
import { isDeepStrictEqual } from 'node:util';
import { Value } from '@sinclair/typebox/value';
import { readBlock } from '../../../chaincode/blocks/block';
import { BlockError } from '../../../chaincode/blocks/block-error';
import { checkCommitted, type CommittedRecord, type Trusted } from '../../../chaincode/blocks/committed';
import { type Identity, Organizations } from '../../../chaincode/blocks/organizations';
import { commitmentView, fulfilmentView } from '../../../chaincode/contracts/proof-views';
import { commitTo } from '../../../chaincode/domain/commitment';
import { fulfil } from '../../../chaincode/domain/fulfilment';
import { formatTime } from '../../../chaincode/domain/time';
import { parseEnergy, parseEuro, parsePrice } from '../../../chaincode/domain/units';
import { keyOfRecord, type RecordType } from '../../../chaincode/ledger/record-type';
import { type CommitmentEntry, commitmentRecord, fulfilmentRecord } from '../../../chaincode/ledger/records';
import { type FulfilledTradeView, type RecognizedRootsView } from '../../../chaincode/wire/views';
import { PROOF_FORMAT, ProofDocument } from '../../../gateway-api/http/proof-document';
import { CliError } from '../cli-error';

/** Where the proven transactions lie, and whose signatures say so; people and nodes as name@organisation. */
export interface ProvenRecord {
  readonly block: number;
  readonly blockHash: string;
  readonly transaction: string;
  readonly at: string;
  readonly by: string;
  readonly orderedBy: readonly string[];
  readonly endorsedBy: readonly string[];
  readonly attestedAt: string;
  readonly attestedBy: readonly string[];
}

/** What a proof proves. Quantities are decimal strings, as in the market. */
export interface ProvenListing {
  readonly listing: string;
  readonly channel: string;
  readonly chaincode: string;
  /** null where nothing is shown of it. */
  readonly fulfilment: ProvenFulfilment | null;
  readonly commitment: ProvenRecord & {
    readonly digest: string;
    readonly energy: string;
    readonly payments: string;
    readonly trades: ProofDocument['commitment']['trades'];
  };
}

/** What was delivered of the trades, in their order. */
export interface ProvenFulfilment extends ProvenRecord {
  readonly digest: string;
  /** Trades of which it is known what was delivered, and how much in kWh. */
  readonly known: number;
  readonly delivered: string;
  readonly deliveries: readonly FulfilledTradeView[];
}

/** Whose word the verifier takes, and for which chaincode of which channel. */
export interface VerifyOptions {
  readonly roots: RecognizedRootsView;
  readonly channel: string;
  readonly chaincode: string;
}

type Evidence = Pick<ProofDocument['commitment'], 'transaction' | 'block' | 'attestation'>;

/** Checks all of a proof; throws CliError with what is wrong with it. */
export function verifyProof(document: unknown, { roots, channel, chaincode }: VerifyOptions): ProvenListing {
  if (!Value.Check(ProofDocument, document)) {
    const where = Value.Errors(ProofDocument, document).First()?.path ?? '';
    throw new CliError(`This is no proof in the form ${PROOF_FORMAT}${where === '' ? '' : `: see ${where}`}`);
  }
  const trusted: Trusted = {
    channel,
    chaincode,
    organizations: new Organizations(roots.organizations),
    orderers: { organizations: new Organizations(roots.orderers), signatures: roots.signatures },
  };
  if (document.channel !== channel || document.chaincode !== chaincode) {
    throw new CliError(
      `The proof is one of another chaincode or channel than ${chaincode} on ${channel}: see --chaincode and --channel`,
    );
  }
  const { listing } = document;
  const commitment = verifyCommitment(document, trusted);
  return { listing, channel, chaincode, commitment, fulfilment: verifyFulfilment(document, commitment, trusted) };
}

function verifyCommitment({ listing, commitment }: ProofDocument, trusted: Trusted): ProvenListing['commitment'] {
  const key = `${commitmentRecord.family}/${listing}`;
  const { record, proven } = verifyRecord('commitment', commitmentRecord, key, commitment, trusted, commitmentView);
  if (record.publishedBy.at(-1) !== commitment.transaction) {
    throw new CliError('The commitment names another transaction than the one that wrote it');
  }
  checkTrades(record, commitment.trades);
  const { digest, energy, payments } = commitmentView(record);
  return { ...proven, digest, energy, payments, trades: commitment.trades };
}

function verifyFulfilment(
  { listing, fulfilment: shown }: ProofDocument,
  commitment: ProvenListing['commitment'],
  trusted: Trusted,
): ProvenFulfilment | null {
  if (shown === null) return null;
  const key = `${fulfilmentRecord.family}/${listing}`;
  const { record, proven } = verifyRecord('fulfilment', fulfilmentRecord, key, shown, trusted, fulfilmentView);
  if (record.closedBy.at(-1) !== shown.transaction) {
    throw new CliError('The fulfilment names another transaction than the one that wrote it');
  }
  if (record.commitment !== commitment.digest) throw new CliError('The fulfilment is that of another commitment');
  const { deliveries } = shown;
  const found = fulfil(
    listing,
    record.commitment,
    deliveries.map(({ delivered, source }) => ({
      delivered: delivered === null ? null : parseEnergy(delivered),
      source,
    })),
  );
  if (found.trades !== commitment.trades.length) {
    throw new CliError(`The proof shows ${found.trades} deliveries of ${commitment.trades.length} trades`);
  }
  if (found.digest !== record.digest || found.known !== record.known || found.delivered !== record.delivered) {
    throw new CliError('The deliveries shown are not those that were recorded');
  }
  const { digest, known, delivered } = fulfilmentView(record);
  return { ...proven, digest: digest ?? '', known, delivered, deliveries };
}

/** The trades as the market clears them have to come to the digest that was committed. */
function checkTrades(record: CommitmentEntry, shown: ProofDocument['commitment']['trades']): void {
  const found = commitTo(
    record.listing,
    shown.map(({ buy, sell, energy, price, payment }) => ({
      buy,
      sell,
      energy: parseEnergy(energy),
      price: parsePrice(price),
      payment: parseEuro(payment),
    })),
  );
  if (found.trades !== record.trades) {
    throw new CliError(`The proof shows ${found.trades} trades, ${record.trades} were committed`);
  }
  const page = found.pages.findIndex((digest, index) => digest !== record.pages[index]);
  if (page >= 0) throw new CliError(`The trades shown are not those that were committed (page ${page + 1} of trades)`);
  const { digest, pages, trades, energy, payments } = record;
  if (!isDeepStrictEqual(found, { digest, pages, trades, energy, payments })) {
    throw new CliError('The commitment contradicts its own trades');
  }
}

/** A record of the ledger that a transaction of a block wrote, and that peers attest since. */
function verifyRecord<T extends object>(
  what: string,
  type: RecordType<T>,
  key: string,
  { transaction, block, attestation }: Evidence,
  trusted: Trusted,
  viewOf: (record: T) => object,
): { record: T; proven: ProvenRecord } {
  const committed = explained(`The ${what} is not proven`, () =>
    checkCommitted(
      {
        key,
        block: readBlock(Buffer.from(block, 'base64')),
        transactionId: transaction,
        attestation: Buffer.from(attestation, 'base64'),
      },
      trusted,
    ),
  );
  const record = readable(what, () => type.decode(committed.value.toString('utf8')));
  if (keyOfRecord(type, record) !== key) throw new CliError(`The ${what} that was written is that of another listing`);
  const { payload } = committed.attestation.response;
  const answer = readable(what, () => JSON.parse(payload.toString('utf8')) as unknown);
  if (!isDeepStrictEqual(answer, viewOf(record))) {
    throw new CliError(`The peers attest another ${what} than the block holds`);
  }
  return { record, proven: provenRecord(transaction, committed) };
}

function provenRecord(transaction: string, committed: CommittedRecord): ProvenRecord {
  const { block } = committed;
  return {
    block: block.number,
    blockHash: block.hash.toString('hex'),
    transaction,
    at: formatTime(committed.transaction.time),
    by: named(committed.by),
    orderedBy: committed.orderers.map(named),
    endorsedBy: committed.endorsers.map(named),
    attestedAt: formatTime(committed.attestation.time),
    attestedBy: committed.witnesses.map(named),
  };
}

const named = ({ name, mspId }: Identity): string => `${name}@${mspId}`;

/** What a majority has endorsed is in the ledger's form, or the proof is one of another version of the chaincode. */
function readable<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new CliError(`The ${what} is not in a form that this program knows`, { cause });
  }
}

function explained<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof BlockError)) throw cause;
    throw new CliError(`${what}. ${cause.message}`, { cause });
  }
}
