/** A trader's trust, deliveries and ratings of trades, the platform's score (spec 14). */
import { type Trust } from '../../domain/trust/trust';
import { recordType } from '../record-type';

/** One per member that has been rated or has failed; who has none is a newcomer. */
export const trustRecord = recordType<Trust>()({
  family: 'trust',
  key: (r) => [r.member],
  amounts: ['score', 'traded'],
  lists: { changes: ['rating', 'score'] },
});
