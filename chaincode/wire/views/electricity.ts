/** Certificates of electricity transaction (spec 11). */
import { Type } from '@sinclair/typebox';
import * as s from '../schemas';
import { closed } from './shared';

/** The right of a trade's buyer to use its energy. */
export const ElectricityCertificate = Type.Object(
  {
    listing: s.ListingId,
    trade: Type.Integer({ description: 'Number of the trade in the listing, from 0' }),
    owner: s.MemberId,
    seller: s.MemberId,
    unit: Type.Union([s.UnitId, Type.Null()], { description: "The seller's unit" }),
    hour: Type.String({ ...s.Time, description: 'Start of delivery' }),
    energy: s.Energy,
    used: s.Energy,
    state: s.oneOf(['valid', 'retired'], 'retired: all of it is used'),
    usedAt: Type.Union([s.Time, Type.Null()], { description: 'When it was last used' }),
  },
  { ...closed, $id: 'ElectricityCertificate' },
);
export const ElectricityCertificatePage = Type.Object(
  { items: Type.Array(ElectricityCertificate), page: Type.Integer(), pages: Type.Integer() },
  { ...closed, $id: 'ElectricityCertificatePage' },
);
