/** Members and their PV units (spec 00 and 10). */
import { type Member } from '../../domain/member';
import { type Unit } from '../../domain/pv-unit';
import { recordType } from '../record-type';

export const memberRecord = recordType<Member>()({ family: 'member', key: (r) => [r.id], amounts: [] });

export const unitRecord = recordType<Unit>()({ family: 'unit', key: (r) => [r.id], amounts: [] });
