// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import { type AccountRecord } from './types/accounts';
import {
  type Agent,
  type AttestClearingRequest,
  type Attestation,
  type BuyTrustCoinRequest,
  type DrawAgentsRequest,
  type Epoch,
  type FeeSharing,
  type GetAgentRequest,
  type GetAgentsRequest,
  type GetAttestationsRequest,
  type GetCurrentEpochRequest,
  type GetEpochRequest,
  type GetEpochsRequest,
  type GetFeeSharingRequest,
  type ResignSeatRequest,
  type ShareFeesRequest,
  type StakeTrustRequest,
  type UnstakeTrustRequest,
} from './types/agents';

const getAgents: Operation = {
  id: 'getAgents',
  method: 'GET',
  path: '/v1/agents',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetAgents'],
};

const getAgent: Operation = {
  id: 'getAgent',
  method: 'GET',
  path: '/v1/agents/{member}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetAgent'],
};

const buyTrustCoin: Operation = {
  id: 'buyTrustCoin',
  method: 'POST',
  path: '/v1/accounts/{member}/TRUST/purchase',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:BuyTrustCoin'],
};

const stakeTrust: Operation = {
  id: 'stakeTrust',
  method: 'POST',
  path: '/v1/agents/{member}/stake',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:StakeTrust'],
};

const unstakeTrust: Operation = {
  id: 'unstakeTrust',
  method: 'POST',
  path: '/v1/agents/{member}/unstake',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:UnstakeTrust'],
};

const resignSeat: Operation = {
  id: 'resignSeat',
  method: 'POST',
  path: '/v1/agents/{member}/resignation',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:ResignSeat'],
};

const attestClearing: Operation = {
  id: 'attestClearing',
  method: 'POST',
  path: '/v1/listings/{listing}/attestation',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:AttestClearing'],
};

const getCurrentEpoch: Operation = {
  id: 'getCurrentEpoch',
  method: 'GET',
  path: '/v1/epoch',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetCurrentEpoch'],
};

const getEpochs: Operation = {
  id: 'getEpochs',
  method: 'GET',
  path: '/v1/epochs',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetEpochs'],
};

const getEpoch: Operation = {
  id: 'getEpoch',
  method: 'GET',
  path: '/v1/epochs/{epoch}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetEpoch'],
};

const getAttestations: Operation = {
  id: 'getAttestations',
  method: 'GET',
  path: '/v1/epochs/{epoch}/attestations',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetAttestations'],
};

const drawAgents: Operation = {
  id: 'drawAgents',
  method: 'POST',
  path: '/v1/epochs/{epoch}/draw',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:DrawAgents'],
};

const getFeeSharing: Operation = {
  id: 'getFeeSharing',
  method: 'GET',
  path: '/v1/epochs/{epoch}/fee-shares',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['agents:GetFeeSharing'],
};

const shareFees: Operation = {
  id: 'shareFees',
  method: 'POST',
  path: '/v1/epochs/{epoch}/fee-shares',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: ['agents:ShareFees'],
};

/** Operations of the API: agents. */
export class AgentsApi {
  constructor(private readonly requests: Requests) {}

  /**
   * Everybody who has ever staked trust coin, by id
   *
   * `GET /v1/agents`
   */
  getAgents(request: GetAgentsRequest = {}, options?: ReadOptions): Paged<Agent> {
    return this.requests.list(getAgents, { ...request }, options);
  }

  /**
   * An agent with its stake and its own score
   *
   * `GET /v1/agents/{member}`
   */
  getAgent(request: GetAgentRequest, options?: ReadOptions): Promise<Agent> {
    return this.requests.send(getAgent, { ...request }, options);
  }

  /**
   * Mints trust coin (TRUST) to the caller, who pays its price in eEuro to the banker
   *
   * `POST /v1/accounts/{member}/TRUST/purchase`
   */
  buyTrustCoin(request: BuyTrustCoinRequest, options?: WriteOptions): Promise<Receipt<AccountRecord>> {
    return this.requests.write(buyTrustCoin, { ...request }, options);
  }

  /**
   * Stakes trust coin of the caller, which makes it an agent; where a seat of the epoch is open, it gets it
   *
   * `POST /v1/agents/{member}/stake`
   */
  stakeTrust(request: StakeTrustRequest, options?: WriteOptions): Promise<Receipt<Agent>> {
    return this.requests.write(stakeTrust, { ...request }, options);
  }

  /**
   * Takes staked trust coin back; not while the agent has a seat in this epoch or the next one
   *
   * `POST /v1/agents/{member}/unstake`
   */
  unstakeTrust(request: UnstakeTrustRequest, options?: WriteOptions): Promise<Receipt<Agent>> {
    return this.requests.write(unstakeTrust, { ...request }, options);
  }

  /**
   * The calling agent has no seat after this epoch and is not drawn any more, until it stakes again
   *
   * `POST /v1/agents/{member}/resignation`
   */
  resignSeat(request: ResignSeatRequest, options?: WriteOptions): Promise<Receipt<Agent>> {
    return this.requests.write(resignSeat, { ...request }, options);
  }

  /**
   * An agent of the epoch says, in its turn, which digest the trades of a cleared listing have. A right one lets
   * the listing settle and is rewarded; a wrong one burns the whole stake: `outcome` says which
   *
   * `POST /v1/listings/{listing}/attestation`
   */
  attestClearing(request: AttestClearingRequest, options?: WriteOptions): Promise<Receipt<Attestation>> {
    return this.requests.write(attestClearing, { ...request }, options);
  }

  /**
   * The present epoch of agents
   *
   * `GET /v1/epoch`
   */
  getCurrentEpoch(request: GetCurrentEpochRequest = {}, options?: ReadOptions): Promise<Epoch> {
    return this.requests.send(getCurrentEpoch, { ...request }, options);
  }

  /**
   * All epochs of agents, the first one first
   *
   * `GET /v1/epochs`
   */
  getEpochs(request: GetEpochsRequest = {}, options?: ReadOptions): Paged<Epoch> {
    return this.requests.list(getEpochs, { ...request }, options);
  }

  /**
   * An epoch: its agents, its listings, the next agents
   *
   * `GET /v1/epochs/{epoch}`
   */
  getEpoch(request: GetEpochRequest, options?: ReadOptions): Promise<Epoch> {
    return this.requests.send(getEpoch, { ...request }, options);
  }

  /**
   * Who attested which listing of an epoch, what it was worth, and for which listings time ran out; by listing
   *
   * `GET /v1/epochs/{epoch}/attestations`
   */
  getAttestations(request: GetAttestationsRequest, options?: ReadOptions): Paged<Attestation> {
    return this.requests.list(getAttestations, { ...request }, options);
  }

  /**
   * Draws the next epoch's agents, once half of the epoch's listings have counted: the seed is the hash of the
   * block that holds the clearing of the fifth. The first block with that transaction counts, so an earlier one
   * draws anew
   *
   * `POST /v1/epochs/{epoch}/draw`
   */
  drawAgents(request: DrawAgentsRequest, options?: WriteOptions): Promise<Receipt<Epoch>> {
    return this.requests.write(drawAgents, { ...request }, options);
  }

  /**
   * How much of an epoch's fees is held for its traders, and how far sharing it out has come
   *
   * `GET /v1/epochs/{epoch}/fee-shares`
   */
  getFeeSharing(request: GetFeeSharingRequest, options?: ReadOptions): Promise<FeeSharing> {
    return this.requests.send(getFeeSharing, { ...request }, options);
  }

  /**
   * Does the next step of sharing out the fees of an epoch that is over, to its traders by trust score x energy;
   * `state` says when it is done
   *
   * `POST /v1/epochs/{epoch}/fee-shares`
   */
  shareFees(request: ShareFeesRequest, options?: WriteOptions): Promise<Receipt<FeeSharing>> {
    return this.requests.write(shareFees, { ...request }, options);
  }
}
