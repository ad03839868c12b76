import { type ChaincodeEvent } from '@hyperledger/fabric-gateway';
import { type LedgerEvent } from '../../chaincode/wire/events';

/** Where an event stands on the ledger: its block, and its number among the block's events. */
export interface EventPosition {
  readonly block: bigint;
  readonly index: number;
}

/** An event of the chaincode, numbered. */
export interface NumberedEvent extends EventPosition {
  readonly name: string;
  readonly transactionId: string;
  /** The payload as the chaincode wrote it: JSON text. */
  readonly text: string;
  /** The payload; read only when somebody asks for it. */
  content(): LedgerEvent | undefined;
}

/** Negative when `a` comes before `b`. */
export const comparePositions = (a: EventPosition, b: EventPosition): number =>
  a.block === b.block ? a.index - b.index : a.block < b.block ? -1 : 1;

export const formatPosition = ({ block, index }: EventPosition): string => `${block}.${index}`;

/** Reads `<block>.<index>`; undefined when it isn't one. */
export function parsePosition(text: string): EventPosition | undefined {
  const match = /^(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,6})$/.exec(text);
  return match ? { block: BigInt(match[1] ?? '0'), index: Number(match[2]) } : undefined;
}

/**
 * Numbers the events of a stream that begins at the start of a block. The same event gets the same number in every
 * such stream, so that a client can go on where it stopped, at another gateway too.
 */
export function numberer(): (event: ChaincodeEvent) => NumberedEvent {
  let block = -1n;
  let index = 0;
  return (event) => {
    index = event.blockNumber === block ? index + 1 : 0;
    block = event.blockNumber;
    const text = Buffer.from(event.payload).toString();
    let content: LedgerEvent | undefined;
    return {
      block,
      index,
      name: event.eventName,
      transactionId: event.transactionId,
      text,
      content: () => (content ??= parsed(text)),
    };
  };
}

function parsed(text: string): LedgerEvent | undefined {
  try {
    return JSON.parse(text) as LedgerEvent;
  } catch {
    return undefined;
  }
}
