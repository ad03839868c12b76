import { status as grpcStatus } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { decodeChaincodeError } from '../../chaincode/wire/chaincode-error';
import { ledgerClosedIn } from '../../network/running-network';
import { Refusal } from '../refusal';

/**
 * What a failed call to the network means to the member who made it: the chaincode's own refusal where the peers
 * passed one on, else what the gRPC status says. An error that says neither is returned as it is: a fault of ours.
 */
export function fabricRefusal(error: unknown, transactionId?: string): unknown {
  if (!(error instanceof GatewayError)) return error;
  const context = transactionId === undefined ? {} : { transactionId };
  const texts = [...error.details.map((detail) => detail.message), error.message];
  for (const text of texts) {
    const refusal = decodeChaincodeError(text);
    if (!refusal) continue;
    const { field } = refusal.details;
    const named = typeof field === 'string' ? { field } : {};
    return new Refusal(
      refusal.code,
      refusal.message,
      { ...context, ...named, details: refusal.details },
      { cause: error },
    );
  }
  const closed = closedLedger(error);
  if (closed !== undefined) {
    const message = `${closed}. Nothing was submitted.`;
    return new Refusal(
      'NETWORK_UNAVAILABLE',
      message,
      { ...context, retryAfterSeconds: CLOSED_FOR_SECONDS },
      { cause: error },
    );
  }
  // A peer says this of a creator whom its MSP does not accept, with whatever status the endorser's error became.
  if (isDenied(error) || texts.some((text) => /access denied|creator|status=FORBIDDEN/.test(text))) {
    const message = "The network does not accept the member's certificate: it may be expired or revoked.";
    return new Refusal('NETWORK_REFUSED', message, context, { cause: error });
  }
  if (isUnavailable(error) || isPeersFailure(error, texts)) {
    const message = 'The network did not answer in time. Nothing was submitted; please try again.';
    return new Refusal('NETWORK_UNAVAILABLE', message, { ...context, retryAfterSeconds: 2 }, { cause: error });
  }
  return error;
}

/** Making room on a disk, or starting a network again, takes somebody a while. */
const CLOSED_FOR_SECONDS = 30;

/** What the network says of itself when it takes no transactions at all: it has no room, or could not write. */
export function closedLedger(error: unknown): string | undefined {
  if (!(error instanceof GatewayError) || !hasStatus(error, grpcStatus.UNAVAILABLE)) return undefined;
  const texts = [...error.details.map((detail) => detail.message), error.message];
  return texts.map(ledgerClosedIn).find((text) => text !== undefined);
}

const hasStatus = (error: GatewayError, ...statuses: readonly number[]): boolean => statuses.includes(error.code);

const isDenied = (error: GatewayError): boolean =>
  hasStatus(error, grpcStatus.PERMISSION_DENIED, grpcStatus.UNAUTHENTICATED);

/** Whether no peer could be reached, or none in time, or not enough of them. */
const isUnavailable = (error: GatewayError): boolean =>
  hasStatus(
    error,
    grpcStatus.UNAVAILABLE,
    grpcStatus.DEADLINE_EXCEEDED,
    grpcStatus.RESOURCE_EXHAUSTED,
    grpcStatus.FAILED_PRECONDITION,
    grpcStatus.CANCELLED,
  );

/**
 * Whether peers, or the orderers, failed where no chaincode did: one that is being restarted, say. Fabric's gateway tells
 * that, like much else, as ABORTED; what a chaincode says it repeats after these words.
 */
const isPeersFailure = (error: GatewayError, texts: readonly string[]): boolean =>
  hasStatus(error, grpcStatus.ABORTED) && !texts.some((text) => /chaincode response \d+/.test(text));

/** Whether endorsers answered differently because they stood at different blocks: nothing was submitted, try again. */
export const isEndorsementMismatch = (error: unknown): boolean =>
  error instanceof GatewayError &&
  hasStatus(error, grpcStatus.ABORTED) &&
  !error.details.some((detail) => decodeChaincodeError(detail.message)) &&
  error.details.some((detail) => detail.message.includes('do not match'));

/**
 * What the chaincode said at other peers when it agreed at the member's own, which is asked first: they may not have come
 * as far yet. Nothing was submitted. Undefined for every other failure.
 */
export function othersRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof GatewayError) || !hasStatus(error, grpcStatus.ABORTED)) return undefined;
  if (!error.message.includes('failed to collect enough transaction endorsements')) return undefined;
  if (!error.details.some((detail) => decodeChaincodeError(detail.message))) return undefined;
  const refusal = fabricRefusal(error);
  return refusal instanceof Refusal ? refusal : undefined;
}

/**
 * Whether a failed submit certainly never reached ordering: the peer or the orderer said no (a peer reports an orderer's
 * no as ABORTED), or takes nothing at all. Of every other failure nobody knows.
 */
export const isNeverOrdered = (error: unknown): boolean =>
  error instanceof GatewayError &&
  (hasStatus(error, grpcStatus.INVALID_ARGUMENT, grpcStatus.ABORTED) ||
    isDenied(error) ||
    closedLedger(error) !== undefined);
