import { type DistrustReason } from '../../../identity/certificate-trust';

/** An identity that isn't valid in its organisation: what Fabric's MSP would refuse, and why. */
export class MspError extends Error {
  override readonly name = 'MspError';
  constructor(
    readonly mspId: string,
    /** ROLE: the certificate's organisational units name no role, or more than one. */
    readonly reason: DistrustReason | 'ROLE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
