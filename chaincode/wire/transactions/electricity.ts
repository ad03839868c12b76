import { declare } from '../declaration';
import * as s from '../schemas';
import * as v from '../views';

const contract = 'electricity';
const errors = ['LISTING_NOT_FOUND', 'LISTING_STATE'] as const;

export const UseCertificate = declare({
  contract,
  name: 'UseCertificate',
  kind: 'submit',
  summary: "Uses energy of a trade's certificate, by its owner; used up, the certificate is retired",
  args: { listing: s.ListingId, trade: s.TradeNumber, energy: s.Energy },
  result: v.ElectricityCertificate,
  callers: ['member'],
  contention: [{ on: 'certificate:{listing}:{trade}', collides: 'always' }],
  errors: [...errors, 'TRADE_NOT_FOUND', 'CERTIFICATE_NOT_OWNED', 'CERTIFICATE_USED'],
});

export const GetElectricityCertificate = declare({
  contract,
  name: 'GetElectricityCertificate',
  kind: 'evaluate',
  summary: 'The certificate that a trade gave its buyer',
  args: { listing: s.ListingId, trade: s.TradeNumber },
  result: v.ElectricityCertificate,
  callers: ['member'],
  errors: [...errors, 'TRADE_NOT_FOUND'],
});

export const GetElectricityCertificates = declare({
  contract,
  name: 'GetElectricityCertificates',
  kind: 'evaluate',
  summary: 'The certificates of a settled listing, in the order of its trades, page by page',
  args: { listing: s.ListingId, page: s.PageNumber },
  result: v.ElectricityCertificatePage,
  callers: ['member'],
  errors,
});
