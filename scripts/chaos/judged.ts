import { type PeerLedger } from './committed-transactions';

/** What members were told, held against what the peers have. */
export interface Verdict {
  /** Writes that members were told are on the ledger. */
  readonly acknowledged: number;
  /** Blocks of the channel. */
  readonly height: number;
  /** Acknowledged transactions that a peer's ledger lacks, as "peer: transaction". */
  readonly lost: readonly string[];
  /** Valid transactions that nobody was told of: what a member did once and the ledger has twice is among them. */
  readonly doubled: readonly string[];
}

/** Compares the transactions that members were told are committed with the valid ones of every peer. */
export function judged(acknowledged: ReadonlySet<string>, ledgers: readonly PeerLedger[]): Verdict {
  const lost = ledgers.flatMap(({ peer, transactions }) =>
    [...acknowledged].filter((id) => !transactions.has(id)).map((id) => `${peer}: ${id}`),
  );
  const onLedger = new Set(ledgers.flatMap(({ transactions }) => [...transactions]));
  return {
    acknowledged: acknowledged.size,
    height: ledgers[0]?.height ?? 0,
    lost,
    doubled: [...onLedger].filter((id) => !acknowledged.has(id)),
  };
}
