// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type ElectricityCertificate } from './electricity-certificates';

export interface GetHealthAnswer {
  readonly status: 'ok';
}

export interface ElectricityCertificatePage {
  readonly items: readonly ElectricityCertificate[];
  readonly page: number;
  readonly pages: number;
}

export interface PreparedRequest {
  /** Under which its signature is given */
  readonly preparation: string;
  /** What is to be signed, base64: decode it and compare before signing */
  readonly bytes: string;
  /** SHA-256 of the bytes, hex */
  readonly digest: string;
  /** Until when a signature is taken */
  readonly expiresAt: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transactionId?: string;
}

export interface EndorsedTransaction {
  /** Under which its signature is given */
  readonly preparation: string;
  /** What is to be signed, base64: decode it and compare before signing */
  readonly bytes: string;
  /** SHA-256 of the bytes, hex */
  readonly digest: string;
  /** Until when a signature is taken */
  readonly expiresAt: string;
  /** Transaction id, like "4f8b42c22dd3729b519ba6f68d2da7cc5b2d606d05daed5ad5128cc03e6c6358" */
  readonly transactionId: string;
  /** The question for the outcome, to be signed, too; base64 */
  readonly statusRequest: string;
}
