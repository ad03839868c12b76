/**
 * Who may call what: every transaction by everybody, as spec 00 ("Identity"), 10 to 14 say. The table is written out
 * by hand and not derived from the declarations, which it is there to check.
 */
import { type ErrorCode } from '../../chaincode/domain/errors';
import { type TransactionName } from '../../chaincode/wire/transactions';
import { type Person } from './peopled-world';

/** Who stands in which column, in their order. */
export const columns: readonly (readonly [string, Person])[] = [
  ['st', 'stranger'],
  ['me', 'member'],
  ['ot', 'otherMember'],
  ['vo', 'voter'],
  ['ba', 'banker'],
  ['op', 'operator'],
  ['ri', 'rival'],
  ['gr', 'gridOperator'],
  ['ma', 'meterAuthority'],
  ['ar', 'arbiter'],
  ['au', 'auditor'],
  ['br', 'bridgeService'],
  ['ch', 'adminMember'],
  ['ad', 'unregisteredAdmin'],
  ['fo', 'foreignAdmin'],
  ['su', 'suspended'],
  ['de', 'departed'],
  ['na', 'namesake'],
  ['fg', 'forger'],
  ['im', 'impostor'],
  ['bt', 'storageUnit'],
  ['ob', 'removedUnit'],
  ['fb', 'unitNamesake'],
];

/** With which code a cell's letter refuses. */
export const legend: Readonly<Record<string, ErrorCode>> = {
  N: 'NOT_REGISTERED',
  F: 'FORBIDDEN',
  S: 'MEMBER_SUSPENDED',
  E: 'MEMBER_EXISTS',
  A: 'ALREADY_BOOTSTRAPPED',
  U: 'UNIT_NOT_OWNED',
  O: 'OFFER_NOT_FOUND',
  B: 'BIDDING_NOT_OVER',
  T: 'UNIT_STATE',
  R: 'ORDER_NOT_FOUND',
  W: 'TRADE_NOT_OWN',
  C: 'SAME_ACCOUNT',
  X: 'AGENT_SEATED',
  G: 'NOT_AGENT',
  Z: 'AGENT_NOT_SEATED',
  V: 'CERTIFICATE_NOT_OWNED',
};

/**
 * `+` is allowed. A name in brackets tells two cases of a transaction apart. What a row works on belongs to the member
 * (`me`) or, in a market, to the operator (`op`).
 */
const table = `
                            st me ot vo ba op ri gr ma ar au br ch ad fo su de na fg im bt ob fb
Bootstrap(first)            N  N  N  N  N  N  N  N  N  N  N  N  +  +  +  N  N  N  N  F  N  N  N
Bootstrap(again)            N  F  F  F  F  F  F  F  F  F  F  F  A  A  A  S  S  N  F  F  N  N  N
RegisterMember              +  E  E  E  E  E  E  E  E  E  E  E  E  +  +  E  E  +  E  F  +  +  +
LeaveNetwork                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
PurgePersonalData           N  F  F  F  F  F  F  F  F  F  F  F  +  +  F  S  S  N  F  F  N  N  N
GetCaller                   +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  F  +  +  +
GetMember                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetMembers                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetPersonalData             N  +  F  F  F  F  F  F  F  F  F  F  +  +  F  S  S  N  F  F  N  N  N
TransferENT                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
TransferEEuro               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
TransferTrustCoin           N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
LockEEuro                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
MintEEuro                   N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
BurnEEuro                   N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
UnlockEEuro                 N  F  F  F  +  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
GetWithdrawals              N  F  F  +  +  F  F  F  F  F  +  F  F  N  N  S  S  N  F  F  N  N  N
FoldCredits                 N  +  F  F  +  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
GetENTBalance               N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F  N  N  N
GetEEuroBalance             N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F  N  N  N
GetTrustCoinBalance         N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F  N  N  N
GetAccountHistory           N  +  F  +  +  +  +  F  F  F  +  F  F  N  N  S  S  N  F  F  N  N  N
GetTotalENT                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTotalTrustCoin           N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTotalEEuro               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
RegisterPV                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
VerifyPV                    N  F  F  F  F  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
OfferPVTransfer             N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F  N  N  N
AcceptPVTransfer            N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F  N  N  N
RetirePV                    N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F  N  N  N
GetPV                       N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetPVs                      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
CreateMarket                N  F  F  F  F  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
AdvanceClock                N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
AcceptOfferBroadcast        N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
PVOffer                     N  +  U  U  U  U  U  U  U  U  U  U  U  N  N  S  S  N  U  F  N  N  N
BUYOffer                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
CancelOffer                 N  +  O  O  O  O  O  O  O  O  O  O  O  N  N  S  S  N  O  F  N  N  N
CloseBidding(at its end)    N  B  B  B  B  +  B  B  B  B  B  B  B  N  N  S  S  N  B  F  N  N  N
CloseBidding(overdue)       N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
CancelListing               N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
ClearListing                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
SettleListing(cleared)      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
SettleListing(cancelled)    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetMarket                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetMarkets                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetListing                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetListings                 N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetOffers                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetOffer                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTrades                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetCollectedOffers          N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
AssignMicrogrid             N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
GetMicrogrids               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
EnergyProduced              N  F  F  F  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  +  T  N
EnergyConsumed              N  F  F  F  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  +  T  N
ReportActualEnergy          N  F  F  F  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  +  T  N
ReportBatch                 N  F  F  F  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  +  T  N
StartConsumptionSession     N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
CloseConsumptionSession     N  +  F  F  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  +  F  N
ClearOldSessions            N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetConsumptionSessions      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetConsumptionSessionEnergy N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetTotalEnergy              N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetEnergyRates              N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetStorageUnits             N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetStorageUnitInfo          N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
GetStorageUnitEnergy        N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  +  +  N
CreateBook                  N  F  F  F  F  +  +  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
PlaceOrder                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
CancelOrder                 N  +  R  R  R  R  R  R  R  R  R  R  R  N  N  S  S  N  R  F  N  N  N
ClearExpiredOrders          N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
ClearInterval(admitting)    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
ClearInterval(pairing)      N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
DecideHeldTrade             N  +  +  F  F  F  F  F  F  +  F  F  F  N  N  S  S  N  F  F  N  N  N
ReleaseHeldTrades           N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetHeldTrade                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetHeldTrades               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetBook                     N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetBooks                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetOpenOrders               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
QuoteOrder                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetDepth                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetOrder                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetOrders                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetBookTrades               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetCandles                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
UseCertificate              N  V  +  V  V  V  V  V  V  V  V  V  V  N  N  S  S  N  V  F  N  N  N
GetElectricityCertificate   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetElectricityCertificates  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
AttestDelivery              N  +  +  W  W  W  W  W  W  W  W  W  W  N  N  S  S  N  W  F  N  N  N
AttestDeliveries            N  F  F  F  F  +  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RateTrade                   N  +  +  W  W  W  W  W  W  W  W  W  W  N  N  S  S  N  W  F  N  N  N
CloseRatings                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
RatePlatform                N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTrust                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTrusts                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetTrade                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetPlatformScore            N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
FindFraud                   N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
BuyTrustCoin                N  +  +  +  C  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
StakeTrust                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
UnstakeTrust                N  X  +  G  G  G  G  G  G  G  G  G  G  N  N  S  S  N  G  F  N  N  N
ResignSeat                  N  +  +  G  G  G  G  G  G  G  G  G  G  N  N  S  S  N  G  F  N  N  N
AttestClearing              N  +  Z  G  G  G  G  G  G  G  G  G  G  N  N  S  S  N  G  F  N  N  N
DrawAgents                  N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
ShareFees                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetAgent                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetAgents                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetCurrentEpoch             N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetEpoch                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetEpochs                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetAttestations             N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetFeeSharing               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
AddVoter                    N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RemoveVoter                 N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
ChangeBanker                N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
GrantRole                   N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RevokeRole                  N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
SetParameter                N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
ChangeMarketRule            N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RegisterStorageUnit         N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RemoveStorageUnit           N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
MintFromFund                N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
BurnFromFund                N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
UnlockFromFund              N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
RecognizeOrderers           N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
SuspendMember               N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
ReinstateMember             N  F  F  +  F  F  F  F  F  F  F  F  F  N  N  S  S  N  F  F  N  N  N
GetVote                     N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetVotes                    N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetVoters                   N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetParameters               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetCommitment               +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
FulfilListing               N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetFulfilment               +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +  +
GetFulfilledTrades          N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
GetRecognizedRoots          N  +  +  +  +  +  +  +  +  +  +  +  +  N  N  S  S  N  +  F  N  N  N
`;

/** The table's first line. */
export const header = /^ {5,}(.*)$/m.exec(table)?.[1]?.trim().split(/ +/);

/** Every case of every transaction, with a cell for each column. */
export const rows = table
  .split('\n')
  .filter((line) => /^[A-Z]/.test(line))
  .map((line) => {
    const [, label = '', cells = ''] = /^(\w+(?:\([^)]*\))?) +(.*)$/.exec(line) ?? [];
    return { label, name: label.replace(/\(.*/, '') as TransactionName, cells: cells.trim().split(/ +/) };
  });
