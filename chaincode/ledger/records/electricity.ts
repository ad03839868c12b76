/** Certificates of electricity transaction (spec 11). */
import { keyNumber } from '../key';
import { recordType } from '../record-type';

/** What has been used of a trade's energy, in Wh. */
export interface CertificateUse {
  readonly listing: string;
  /** Number of the trade in the listing. */
  readonly trade: number;
  readonly used: bigint;
  readonly usedAt: string;
}
export const certificateUseRecord = recordType<CertificateUse>()({
  family: 'certificate-use',
  key: (r) => [r.listing, keyNumber(r.trade)],
  amounts: ['used'],
});
