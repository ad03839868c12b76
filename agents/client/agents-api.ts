import { type Static } from '@sinclair/typebox';
import type * as views from '../../chaincode/wire/views';
import { MarketApi } from './market-api';
import { type MemberClient } from './member-client';

export type AgentView = Static<typeof views.Agent>;
export type EpochView = Static<typeof views.Epoch>;
export type AttestationView = Static<typeof views.Attestation>;
export type FeeSharingView = Static<typeof views.FeeSharing>;
type CommitmentView = Static<typeof views.Commitment>;

const at = encodeURIComponent;

/** What an agent does (spec 14), and everybody who looks at agents, as typed calls. */
export class AgentsApi {
  readonly market: MarketApi;

  constructor(readonly client: MemberClient) {
    this.market = new MarketApi(client);
  }

  get member(): string {
    return this.client.member;
  }

  /** Everybody who has ever staked trust coin. */
  agents(): Promise<AgentView[]> {
    return this.client.readAll('/v1/agents');
  }
  buyTrustCoin(amount: string): Promise<unknown> {
    return this.client.submit(`/v1/accounts/${at(this.member)}/TRUST/purchase`, { amount });
  }
  stake(amount: string): Promise<AgentView> {
    return this.client.submit(`/v1/agents/${at(this.member)}/stake`, { amount });
  }

  /** The digest that the ledger committed to when it cleared the listing. */
  async publishedDigest(listing: string): Promise<string> {
    return (await this.client.read<CommitmentView>(`/v1/listings/${at(listing)}/commitment`)).digest;
  }
  attest(listing: string, digest: string): Promise<AttestationView> {
    return this.client.submit(`/v1/listings/${at(listing)}/attestation`, { digest });
  }

  presentEpoch(): Promise<EpochView> {
    return this.client.read('/v1/epoch');
  }
  epochs(): Promise<EpochView[]> {
    return this.client.readAll('/v1/epochs');
  }
  attestations(epoch: number): Promise<AttestationView[]> {
    return this.client.readAll(`/v1/epochs/${epoch}/attestations`);
  }
  /** Draws the next epoch's agents; the gateway shows the block that proves the seed. */
  draw(epoch: number): Promise<EpochView> {
    return this.client.submit(`/v1/epochs/${epoch}/draw`);
  }
  feeSharing(epoch: number): Promise<FeeSharingView> {
    return this.client.read(`/v1/epochs/${epoch}/fee-shares`);
  }
  /** Does the next step of sharing an epoch's fees out. */
  shareFees(epoch: number): Promise<FeeSharingView> {
    return this.client.submit(`/v1/epochs/${epoch}/fee-shares`);
  }
}
