import { Info } from 'fabric-contract-api';
import { type ElectricityCertificate, useCertificate } from '../domain/order-book/electricity-certificate';
import { formatEnergy, parseEnergy, whOf } from '../domain/units';
import { keyNumber } from '../ledger/key';
import { type Ledger } from '../ledger/ledger';
import {
  type CertificateUse,
  certificateUseRecord,
  offerRecord,
  tradePageRecord,
  PAGE_OFFERS,
} from '../ledger/records';
import { type ResultOf } from '../wire/declaration';
import * as declared from '../wire/transactions/electricity';
import { findSettled, findTrade, type ListedTrade } from './find-trade';
import { SunledgerContract, transaction } from './sunledger-contract';
import { type TransactionContext } from './transaction-context';

type CertificateView = ResultOf<typeof declared.GetElectricityCertificate>;

/**
 * Certificates of electricity transaction (spec 11). A trade is its certificate: what it was made for never changes, so
 * that only its use is kept, once there is any. So settling writes nothing for them, however many trades there are.
 */
@Info({ title: 'Electricity', description: 'Certificates of electricity transaction' })
export class ElectricityContract extends SunledgerContract {
  constructor() {
    super('electricity');
  }

  @transaction(declared.UseCertificate)
  async UseCertificate(
    ctx: TransactionContext,
    args: { listing: string; trade: string; energy: string },
  ): Promise<CertificateView> {
    const listing = await findSettled(ctx.ledger, args.listing);
    const trade = await findTrade(ctx.ledger, listing, Number(args.trade));
    const before = await ctx.ledger.get(certificateUseRecord, listing.id, keyNumber(trade.number));
    const certificate = certificateOf(trade, before, await unitOf(ctx.ledger, trade));
    const after = useCertificate(certificate, ctx.member.id, parseEnergy(args.energy));
    const use: CertificateUse = { listing: listing.id, trade: trade.number, used: after.used, usedAt: ctx.time };
    ctx.ledger.put(certificateUseRecord, use);
    ctx.concerns({ market: listing.market, listing: listing.id, members: [trade.seller] });
    return certificateView(trade, after, use);
  }

  @transaction(declared.GetElectricityCertificate)
  async GetElectricityCertificate(
    { ledger }: TransactionContext,
    args: { listing: string; trade: string },
  ): Promise<CertificateView> {
    const trade = await findTrade(ledger, await findSettled(ledger, args.listing), Number(args.trade));
    const use = await ledger.get(certificateUseRecord, trade.listing.id, keyNumber(trade.number));
    return certificateView(trade, certificateOf(trade, use, await unitOf(ledger, trade)), use);
  }

  @transaction(declared.GetElectricityCertificates)
  async GetElectricityCertificates(
    { ledger }: TransactionContext,
    args: { listing: string; page: string },
  ): Promise<ResultOf<typeof declared.GetElectricityCertificates>> {
    const listing = await findSettled(ledger, args.listing);
    const page = Number(args.page);
    const { rows = [] } = (await ledger.get(tradePageRecord, listing.id, keyNumber(page))) ?? {};
    const first = page * PAGE_OFFERS;
    const items: CertificateView[] = [];
    for (const number of rows.keys()) {
      const trade = await findTrade(ledger, listing, first + number);
      const use = await ledger.get(certificateUseRecord, listing.id, keyNumber(trade.number));
      items.push(certificateView(trade, certificateOf(trade, use, await unitOf(ledger, trade)), use));
    }
    return { items, page, pages: listing.collectedPages };
  }
}

/** The unit that the seller sold from. Reads the seller's offer, which has not changed since it was locked. */
async function unitOf(ledger: Ledger, { listing, seller, sellOffer }: ListedTrade): Promise<string | null> {
  const offer = await ledger.get(offerRecord, listing.id, seller, sellOffer);
  if (!offer) throw new Error(`Offer ${sellOffer} of ${seller} in ${listing.id} is missing`);
  return offer.unit;
}

function certificateOf(
  { listing, number, buyer, energy }: ListedTrade,
  use: CertificateUse | undefined,
  unit: string | null,
): ElectricityCertificate {
  const used = whOf(use?.used ?? 0n);
  const state = used === energy ? 'retired' : 'valid';
  return { trade: `${listing.id}/${number}`, owner: buyer, unit, hour: listing.deliveryStart, energy, used, state };
}

const certificateView = (
  { listing, number, seller }: ListedTrade,
  { owner, unit, hour, energy, used, state }: ElectricityCertificate,
  use: CertificateUse | undefined,
): CertificateView => ({
  ...{ listing: listing.id, trade: number, owner, seller, unit, hour, state },
  energy: formatEnergy(energy),
  used: formatEnergy(used),
  usedAt: use?.usedAt ?? null,
});
