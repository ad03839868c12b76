/** Microgrids of markets with two-level prices (spec 14). */
import { recordType } from '../record-type';

/** Who isn't assigned is in no microgrid. */
export interface MicrogridAssignment {
  readonly market: string;
  readonly member: string;
  readonly microgrid: string;
  /** Ledger time. */
  readonly assignedAt: string;
}
export const microgridRecord = recordType<MicrogridAssignment>()({
  family: 'microgrid',
  key: (r) => [r.market, r.member],
  amounts: [],
});
