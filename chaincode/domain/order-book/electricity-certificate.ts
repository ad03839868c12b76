import { DomainError } from '../errors';
import { formatEnergy, type Wh } from '../units';

/** What a trade of energy gives its buyer: the right to use that energy, until it is used (spec 11). */
export interface ElectricityCertificate {
  /** The trade that it comes from; there is one for each. */
  readonly trade: string;
  readonly owner: string;
  /** The seller's unit; null where the seller has none, having bought what it sold. */
  readonly unit: string | null;
  /** Start of the hour in which the energy was traded. */
  readonly hour: string;
  /** Wh that it was made for. */
  readonly energy: Wh;
  /** Wh that have been used. */
  readonly used: Wh;
  readonly state: 'valid' | 'retired';
}

/**
 * The certificate after its owner used `energy` of it: retired once all of it is used. Refused: CERTIFICATE_NOT_OWNED,
 * and CERTIFICATE_USED for nothing, or for more than is left.
 */
export function useCertificate(
  certificate: ElectricityCertificate,
  member: string,
  energy: Wh,
): ElectricityCertificate {
  if (certificate.owner !== member) {
    throw new DomainError('CERTIFICATE_NOT_OWNED', `The certificate of trade ${certificate.trade} belongs to another`, {
      trade: certificate.trade,
    });
  }
  const left = certificate.energy - certificate.used;
  if (energy === 0n || energy > left) {
    throw new DomainError(
      'CERTIFICATE_USED',
      `The certificate of trade ${certificate.trade} has ${formatEnergy(left)} kWh left, ${formatEnergy(energy)} can't be used`,
      { trade: certificate.trade, left: formatEnergy(left) },
    );
  }
  const used = (certificate.used + energy) as Wh;
  return { ...certificate, used, state: used === certificate.energy ? 'retired' : 'valid' };
}
