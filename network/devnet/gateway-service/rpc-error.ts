import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { RpcStatus } from '../wire/common-messages';
import { ErrorDetail } from '../wire/gateway-messages';

const detailType = 'type.googleapis.com/gateway.ErrorDetail';

/** A gRPC status with gateway.ErrorDetail messages, one per node that failed. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly code: status,
    message: string,
    readonly details: readonly ErrorDetail[] = [],
  ) {
    super(message);
  }

  /** As grpc-js hands it to a client, and takes it from a server. */
  toServiceError(): ServiceError {
    const metadata = new Metadata();
    if (this.details.length > 0) {
      const details = this.details.map((detail) => ({ typeUrl: detailType, value: ErrorDetail.encode(detail) }));
      metadata.set('grpc-status-details-bin', RpcStatus.encode({ code: this.code, message: this.message, details }));
    }
    const error = new Error(`${this.code} ${status[this.code]}: ${this.message}`);
    return Object.assign(error, { code: this.code, details: this.message, metadata });
  }
}

/** Any error as a status; what isn't meant for clients becomes INTERNAL without its text. */
export function toRpcError(error: unknown): RpcError {
  return error instanceof RpcError ? error : new RpcError(status.INTERNAL, 'internal error');
}
