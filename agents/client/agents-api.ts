import {
  type Agent,
  type Attestation,
  type Epoch,
  type FeeSharing,
  type ServerEvent,
  type SunledgerClient,
} from '../../client';
import { resultOf, WHOLE } from './calls';
import { MarketApi } from './market-api';

/** What an agent does (spec 14), and everybody who looks at agents, as typed calls. */
export class AgentsApi {
  readonly market: MarketApi;

  constructor(readonly client: SunledgerClient) {
    this.market = new MarketApi(client);
  }

  get member(): string {
    return this.market.member;
  }

  /** Everybody who has ever staked trust coin. */
  agents(): Promise<Agent[]> {
    return this.client.agents.getAgents(WHOLE).all();
  }
  buyTrustCoin(amount: string): Promise<unknown> {
    return this.client.agents.buyTrustCoin({ member: this.member, amount });
  }
  stake(amount: string): Promise<Agent> {
    return resultOf(this.client.agents.stakeTrust({ member: this.member, amount }));
  }

  /** The digest that the ledger committed to when it cleared the listing. */
  async publishedDigest(listing: string): Promise<string> {
    return (await this.client.proofs.getCommitment({ listing })).digest;
  }
  attest(listing: string, digest: string): Promise<Attestation> {
    return resultOf(this.client.agents.attestClearing({ listing, digest }));
  }

  presentEpoch(): Promise<Epoch> {
    return this.client.agents.getCurrentEpoch();
  }
  epochs(): Promise<Epoch[]> {
    return this.client.agents.getEpochs(WHOLE).all();
  }
  attestations(epoch: number): Promise<Attestation[]> {
    return this.client.agents.getAttestations({ epoch: String(epoch), ...WHOLE }).all();
  }
  /** Draws the next epoch's agents; the gateway shows the block that proves the seed. */
  draw(epoch: number): Promise<Epoch> {
    return resultOf(this.client.agents.drawAgents({ epoch: String(epoch) }));
  }
  feeSharing(epoch: number): Promise<FeeSharing> {
    return this.client.agents.getFeeSharing({ epoch: String(epoch) });
  }
  /** Does the next step of sharing an epoch's fees out. */
  shareFees(epoch: number): Promise<FeeSharing> {
    return resultOf(this.client.agents.shareFees({ epoch: String(epoch) }));
  }
  /** The ledger's events from now on, and heartbeats, until the stream ends. */
  listen(signal: AbortSignal): AsyncGenerator<ServerEvent, void, undefined> {
    return this.client.listen(signal);
  }
}
