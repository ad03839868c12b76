import { MarketRules } from '../../../chaincode/wire/views';
import { type ExampleWorld } from './example-world';

/** Whom the examples are of. */
const MEMBER = 'h01@HouseholdsMSP';
const LISTING = 'fontana_20260601T1200Z';
/** As in the example of a new market, but for the clock: the examples' day is over. */
const rules = { ...(MarketRules.examples as readonly object[])[0], clock: 'simulated' };

/**
 * The day that the examples of the document tell of: h01 joins, has pv-h01 verified, sells to h02 in Fontana's hour of
 * noon, trades in the order book, stores energy. Each write is made when there is what it needs.
 */
export async function tellTheDay(world: ExampleWorld): Promise<void> {
  await join(world);
  await attest(world);
  await trade(world);
  await order(world);
  await store(world);
}

/** The ends of things, once everything that is there has been read. */
export async function tellTheEnd(world: ExampleWorld): Promise<void> {
  await world.tell('founder', 'castVote');
  await world.tell('h01', 'retirePV');
  await world.tell('h01', 'clearOldSessions');
  await world.tell('h01', 'closeConsumptionSession');
  await world.tell('h01', 'leaveNetwork');
  await world.tell('founder', 'purgePersonalData');
  await world.tell('h01', 'renewCertificate');
  await world.tell('founder', 'revokeMember');
  await world.tell('h02', 'endSession');
}

async function join(world: ExampleWorld): Promise<void> {
  await world.tell('founder', 'bootstrap');
  const [admission] = await world.tell('founder', 'admitMember');
  await world.tell('everybody', 'enroll');
  await world.enroll('h01', String(admission?.answer.body['secret']));
  await world.tell('everybody', 'signIn');
  await world.tell('everybody', 'askForChallenge');
  await world.tell('h01', 'registerMember');
  await world.join('founder', 'h02', 'HouseholdsMSP');
  await world.join('operatorRegistrar', 'operator', 'OperatorMSP');
  await world.join('bank', 'banker', 'BankMSP');
  await world.admit('founder', 'su1');
  const vote = (command: string, args: object) => world.act('founder', '/v1/votes', { command, arguments: args });
  await vote('GrantRole', { member: 'operator@OperatorMSP', role: 'marketOperator' });
  await vote('ChangeBanker', { member: 'banker@BankMSP' });
  await vote('RegisterStorageUnit', { unit: 'su1@HouseholdsMSP', owner: MEMBER });
  for (let time = 0; time < 6; time++) await world.tell('banker', 'mintEEuro');
  await world.tell('h01', 'lockEEuro');
  await world.tell('banker', 'unlockEEuro');
  await world.tell('h01', 'lockEEuro');
  await world.tell('banker', 'burnEEuro');
  await world.act('banker', '/v1/accounts/h02@HouseholdsMSP/eEuro/mint', { amount: '100' });
}

/** A seat in the epoch, for as long as nobody has rated what h01 delivered. */
async function attest(world: ExampleWorld): Promise<void> {
  await world.tell('h01', 'buyTrustCoin');
  await world.tell('h01', 'stakeTrust');
  await world.tell('h01', 'unstakeTrust');
  for (const step of ['resignSeat', 'drawAgents', 'shareFees']) await world.tell('h01', step);
}

async function trade(world: ExampleWorld): Promise<void> {
  await world.tell('h02', 'registerPV');
  await world.tell('h02', 'offerPVTransfer');
  await world.tell('h01', 'acceptPVTransfer');
  await world.tell('operator', 'verifyPV');
  await world.act('operator', '/v1/markets', { market: 'fontana', rules });
  await world.tell('operator', 'createMarket');
  await world.tell('operator', 'assignMicrogrid');
  await world.act('operator', '/v1/markets/fontana/clock', { time: '2026-06-01T11:00:00Z' });
  await world.tell('operator', 'acceptOfferBroadcast');
  for (const member of ['h01', 'h02']) await world.tell(member, 'makeOffer');
  await world.tell('h01', 'cancelOffer');
  await world.act('h01', `/v1/listings/${LISTING}/offers`, {
    side: 'sell',
    offer: 's2',
    unit: 'pv-h01',
    energy: '1.25',
    price: '0.12',
  });
  await world.tell('operator', 'advanceClock');
  for (const step of ['closeBidding', 'clearListing', 'attestClearing', 'settleListing', 'cancelListing']) {
    await world.tell('operator', step);
  }
  await world.act('operator', '/v1/markets/fontana/clock', { time: '2026-06-01T13:00:00Z' });
  await world.tell('h01', 'attestDelivery');
  await world.tell('operator', 'attestDeliveries');
  await world.tell('h01', 'rateTrade');
  await world.tell('h02', 'useCertificate');
  await world.tell('h01', 'fulfilListing');
  await world.act('operator', '/v1/markets/fontana/clock', { time: '2026-06-16T13:00:00Z' });
  await world.tell('h01', 'closeRatings');
  await world.tell('h01', 'ratePlatform');
}

async function order(world: ExampleWorld): Promise<void> {
  await world.tell('operator', 'createBook');
  await world.tell('h01', 'placeOrder');
  await world.tell('h01', 'cancelOrder');
  for (const step of ['clearExpiredOrders', 'clearInterval', 'releaseHeldTrades', 'decideHeldTrade']) {
    await world.tell('operator', step);
  }
}

async function store(world: ExampleWorld): Promise<void> {
  await world.tell('su1', 'reportEnergy');
  await world.tell('su1', 'reportBatch');
  await world.act('su1', '/v1/storage-units/su1@HouseholdsMSP/reports', {
    kind: 'produced',
    report: '2',
    producer: 'h02@HouseholdsMSP',
    energy: '40',
  });
  await world.act('h02', '/v1/accounts/h02@HouseholdsMSP/TRUST/purchase', { amount: '20' });
  await world.tell('h02', 'transfer');
  await world.tell('h01', 'foldCredits');
  await world.tell('h01', 'startConsumptionSession');
}
