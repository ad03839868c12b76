// Generated from the OpenAPI document by `npm run generate`: a change here would not last.
import { type Operation } from '../operation';
import { type Paged } from '../paged';
import { type ReadOptions, type Receipt, type WriteOptions } from '../receipt';
import { type Requests } from '../requests';
import {
  type CastVoteRequest,
  type GetVoteRequest,
  type GetVotersRequest,
  type GetVotesRequest,
  type Vote,
} from './types/votes';

const getVotes: Operation = {
  id: 'getVotes',
  method: 'GET',
  path: '/v1/votes',
  query: ['pageSize', 'bookmark', 'consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['governance:GetVotes'],
};

const castVote: Operation = {
  id: 'castVote',
  method: 'POST',
  path: '/v1/votes',
  query: [],
  body: true,
  authenticated: true,
  kind: 'write',
  transactions: [
    'governance:AddVoter',
    'governance:RemoveVoter',
    'governance:ChangeBanker',
    'governance:GrantRole',
    'governance:RevokeRole',
    'governance:SetParameter',
    'governance:ChangeMarketRule',
    'governance:RegisterStorageUnit',
    'governance:RemoveStorageUnit',
    'governance:MintFromFund',
    'governance:BurnFromFund',
    'governance:UnlockFromFund',
    'governance:RecognizeOrderers',
    'governance:SuspendMember',
    'governance:ReinstateMember',
    'governance:FindFraud',
  ],
};

const getVote: Operation = {
  id: 'getVote',
  method: 'GET',
  path: '/v1/votes/{vote}',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['governance:GetVote'],
};

const getVoters: Operation = {
  id: 'getVoters',
  method: 'GET',
  path: '/v1/voters',
  query: ['consistency'],
  body: false,
  authenticated: true,
  kind: 'read',
  transactions: ['governance:GetVoters'],
};

/** Operations of the API: votes. */
export class VotesApi {
  constructor(private readonly requests: Requests) {}

  /**
   * All votes, by id
   *
   * `GET /v1/votes`
   */
  getVotes(request: GetVotesRequest = {}, options?: ReadOptions): Paged<Vote> {
    return this.requests.list(getVotes, { ...request }, options);
  }

  /**
   * Votes on a command; the first vote opens it, the last one executes it
   *
   * `POST /v1/votes`
   */
  castVote(request: CastVoteRequest, options?: WriteOptions): Promise<Receipt<Vote>> {
    return this.requests.write(castVote, { ...request }, options);
  }

  /**
   * A vote with its ballots
   *
   * `GET /v1/votes/{vote}`
   */
  getVote(request: GetVoteRequest, options?: ReadOptions): Promise<Vote> {
    return this.requests.send(getVote, { ...request }, options);
  }

  /**
   * The voters
   *
   * `GET /v1/voters`
   */
  getVoters(request: GetVotersRequest = {}, options?: ReadOptions): Promise<readonly string[]> {
    return this.requests.send(getVoters, { ...request }, options);
  }
}
