import { randomBytes } from 'node:crypto';
import { Client, credentials } from '@grpc/grpc-js';
import * as governance from '../../chaincode/wire/transactions/governance';
import * as market from '../../chaincode/wire/transactions/market';
import * as members from '../../chaincode/wire/transactions/members';
import * as units from '../../chaincode/wire/transactions/units';
import { type ListingView, type MarketRulesView } from '../../chaincode/wire/views';
import { type Bench } from './bench';
import { columns } from './columns';
import { BenchProcess } from './throughput/bench-process';
import { admitMembers, enrolRegistrar, Member } from './throughput/member';
import { type HostedNetwork } from './throughput/network-host';
import { benchRules, fund } from './throughput/offer-workload';

const MEMBERS = 100;
const OFFERS_EACH = 100;
const START = '2026-06-01T12:00:00Z';
const LISTING = 'large_20260601T1200Z';

const rules: MarketRulesView = { ...benchRules, fee: '0.01', offersPerMember: OFFERS_EACH };

/** Many offers at once in one listing, and what it takes to lock, clear and settle them. */
export const largeListingBench: Bench = {
  name: 'large-listing',
  summary: `a listing of ${MEMBERS * OFFERS_EACH} offers on the embedded network: 64 clients at once, then lock to settled`,
  async run(print) {
    const host = new BenchProcess('network-host.js');
    let client: Client | undefined;
    try {
      const { network } = await host.request<HostedNetwork>({ kind: 'devnet' });
      const [organization] = network.organizations;
      if (!organization) throw new Error('The network has no organisation');
      const { peer, mspId, registrar } = organization;
      client = new Client(peer.address, credentials.createSsl(Buffer.from(peer.tlsRootPem)), {
        'grpc.ssl_target_name_override': peer.serverName,
      });
      const operator = new Member(client, network, mspId, registrar.enrollmentId, await enrolRegistrar(organization));
      await openMarket(operator);
      const admitted = (await admitMembers(client, network, organization, MEMBERS)).map(({ member }) => member);
      await fund(operator, admitted);
      const sellers = admitted.slice(0, MEMBERS / 2);
      for (const seller of sellers) await registerUnit(seller, operator);

      const offering = await offerAll(admitted, sellers.length);
      const settled = await settle(operator);
      describe(offering, settled).forEach(print);
    } finally {
      client?.close();
      await host.stop();
    }
  },
};

async function openMarket(operator: Member): Promise<void> {
  await operator.submit(members.Bootstrap, {}, { pepper: randomBytes(32).toString('hex') });
  await operator.submit(governance.GrantRole, { member: operator.id, role: 'marketOperator' });
  await operator.submit(governance.ChangeBanker, { member: operator.id });
  await operator.submit(market.CreateMarket, { market: 'large', rules: JSON.stringify(rules) });
  await operator.submit(market.AdvanceClock, { market: 'large', time: '2026-06-01T11:30:00Z' });
  await operator.submit(market.AcceptOfferBroadcast, { market: 'large', deliveryStart: START });
}

const unitOf = (member: Member): string => `pv-${member.enrollmentId}`;

async function registerUnit(seller: Member, operator: Member): Promise<void> {
  const details = JSON.stringify({ kind: 'solar', capacityW: 1_000_000, location: 'B1' });
  await seller.submit(units.RegisterPV, { unit: unitOf(seller), details });
  await operator.submit(units.VerifyPV, { unit: unitOf(seller) });
}

interface Offering {
  readonly seconds: number;
  readonly conflicts: number;
  readonly committed: number;
}

/** Every member offers one after the other, 64 members at a time; nobody tries anything a second time. */
async function offerAll(admitted: readonly Member[], sellers: number): Promise<Offering> {
  const begun = performance.now();
  const waiting = admitted.map((member, index) => ({ member, sells: index < sellers, index }));
  let conflicts = 0;
  let committed = 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (let number = 0; number < OFFERS_EACH; number++) {
        const price = (0.05 + ((next.index * 37 + number * 11) % 100) / 500).toFixed(4);
        const offer = { listing: LISTING, offer: `o${number}`, energy: '0.1', price };
        try {
          if (next.sells) await next.member.submit(market.PVOffer, { ...offer, unit: unitOf(next.member) });
          else await next.member.submit(market.BUYOffer, offer);
          committed++;
        } catch (error) {
          if (!/MVCC|PHANTOM/.test(String(error))) throw error;
          conflicts++;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 64 }, worker));
  return { seconds: (performance.now() - begun) / 1000, conflicts, committed };
}

interface Settled {
  readonly steps: readonly { readonly what: string; readonly transactions: number; readonly seconds: number }[];
  readonly listing: ListingView;
}

async function settle(operator: Member): Promise<Settled> {
  await operator.submit(market.AdvanceClock, { market: 'large', time: START });
  const steps: Settled['steps'][number][] = [];
  let listing = await operator.evaluate<ListingView>(market.GetListing, { listing: LISTING });
  const step = async (what: string, until: ListingView['state'], declaration: typeof market.ClearListing) => {
    const begun = performance.now();
    let transactions = 0;
    while (listing.state !== until) {
      await operator.submit(declaration, { listing: LISTING });
      transactions++;
      listing = await operator.evaluate<ListingView>(market.GetListing, { listing: LISTING });
    }
    steps.push({ what, transactions, seconds: (performance.now() - begun) / 1000 });
  };
  await step('lock', 'closed', market.CloseBidding);
  await step('clear', 'cleared', market.ClearListing);
  await step('settle', 'settled', market.SettleListing);
  return { steps, listing };
}

function describe(offering: Offering, { steps, listing }: Settled): string[] {
  const total = steps.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    `offers      ${offering.committed} by 64 clients at once in ${offering.seconds.toFixed(1)} s, ${offering.conflicts} conflicts (goal: none)`,
    `result      ${listing.clearing?.trades ?? 0} trades, ${listing.clearing?.energy ?? '0'} kWh, ${listing.clearing?.turnover ?? '0'} eEuro`,
    ...columns([
      ...steps.map(({ what, transactions, seconds }) => [what, `${transactions} tx`, `${seconds.toFixed(2)} s`]),
      ['lock to settled', '', `${total.toFixed(2)} s`, 'goal: within 10 s'],
    ]),
  ];
}
