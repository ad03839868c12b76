import { type Attestation, isProblem, type Listing } from '../../client';
import { LISTINGS_BEFORE_DRAW } from '../../chaincode/domain/agents/epoch';
import { type AgentLog } from '../client/agent-log';
import { type AgentsApi } from '../client/agents-api';
import { type AgentsMirror } from './agents-mirror';

/**
 * What is to be done once an epoch, by whoever does it first (spec 14): drawing the next agents, and sharing out the fees.
 * Every agent tries to draw once: a refusal says that nobody drew by a later copy of the clearing.
 */
export class EpochDuties {
  private drawn = 0;
  private shared = 0;

  constructor(
    private readonly api: AgentsApi,
    private readonly log: AgentLog,
    private readonly mirror: AgentsMirror,
  ) {}

  /** Does what is due, for whoever may have left it. */
  async doAll(): Promise<void> {
    await this.drawIfDue();
    await this.shareUpTo(this.mirror.epoch.number);
  }

  /** The agent that attested sees to the draw at once; the others at the next heartbeat. */
  async afterAttesting({ member }: Attestation): Promise<void> {
    if (member === this.api.member) await this.drawIfDue();
  }

  /** The agent that attested a listing shares its epoch's fees out, when the listing was the last one to settle. */
  async afterSettling({ state, attestation }: Listing): Promise<void> {
    if (state !== 'settled' || attestation?.by !== this.api.member || attestation.epoch === null) return;
    const { number } = this.mirror.epoch;
    if (attestation.epoch < number) await this.shareUpTo(number);
  }

  private async drawIfDue(): Promise<void> {
    const { number, listings } = this.mirror.epoch;
    if (listings.length < LISTINGS_BEFORE_DRAW || number <= this.drawn) return;
    try {
      const { next } = await this.api.draw(number);
      this.log.info({ agent: this.api.member, epoch: number + 1, agents: next?.length }, 'Drew the next agents');
    } catch (error) {
      // Where no vote has recognised orderers there is no draw, and the same agents go on.
      if (!isProblem(error, 'DRAW_MADE', 'DRAW_NOT_DUE', 'ROOTS_NOT_RECOGNIZED')) throw error;
    }
    this.drawn = number;
  }

  /** Shares the fees out of every epoch before the present one, as far as their listings are settled. */
  private async shareUpTo(present: number): Promise<void> {
    while (this.shared + 1 < present && (await this.share(this.shared + 1))) this.shared += 1;
  }

  /** Answers whether the epoch's fees are shared out. */
  private async share(epoch: number): Promise<boolean> {
    try {
      let { state } = await this.api.feeSharing(epoch);
      while (state !== 'done') ({ state } = await this.api.shareFees(epoch));
      this.log.info({ agent: this.api.member, epoch }, 'The fees are shared out');
    } catch (error) {
      if (isProblem(error, 'EPOCH_NOT_OVER')) return false;
      if (!isProblem(error, 'FEES_SHARED')) throw error;
    }
    return true;
  }
}
