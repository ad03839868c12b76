import { type Caller } from '../../auth/authentication';
import { type ResultOf } from '../../../chaincode/wire/declaration';
import { GetCaller } from '../../../chaincode/wire/transactions/members';
import { ledgerCall } from '../../fabric/ledger-call';
import { type NumberedEvent } from '../../fabric/ledger-events';
import { Refusal } from '../../refusal';
import { type LedgerReads } from '../ledger-reads';

type Asked = ResultOf<typeof GetCaller>;

/**
 * What a follower of events may hear of. Active members hear of everything, as the ledger answers them. It answers nobody
 * else: who is not registered yet, is suspended or has left hears of what concerns it alone, and of all from the event on
 * that makes it an active member.
 */
export class EventAudience {
  private active = false;

  private constructor(
    private readonly member: string,
    private readonly ask: () => Promise<Asked>,
  ) {}

  /** Throws a Refusal where nobody can say what the follower is: 503, to be tried again. */
  static async of(caller: Caller, reads: Pick<LedgerReads, 'ask'>): Promise<EventAudience> {
    const audience = new EventAudience(caller.identity.memberId, () => whoAsks(caller, reads));
    await audience.look();
    return audience;
  }

  /** Whether the event may be told; notes when it changes what the follower is. */
  mayHear(event: NumberedEvent): boolean {
    const content = event.content();
    if (!content) return this.active;
    // Not taken from the event: a follower that catches up hears of what it was long ago.
    if (content.changes.some(({ key }) => key === `member/${this.member}`)) void this.look().catch(() => undefined);
    return this.active || content.by === this.member || (content.members ?? []).includes(this.member);
  }

  private async look(): Promise<void> {
    const { member } = await this.ask();
    this.active = member?.status === 'active';
  }
}

/** From the read model where it is up to date, so that a stream costs the peers nothing; else from the peers. */
async function whoAsks(caller: Caller, reads: Pick<LedgerReads, 'ask'>): Promise<Asked> {
  const call = ledgerCall(GetCaller, {});
  const answer = await reads.ask({ identity: caller.identity, signing: undefined }, call).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'SIGNATURE_NEEDED') throw error;
    if (caller.signing) return reads.ask(caller, call);
    throw new Refusal('READ_MODEL_EMPTY', 'The read model is being built; please try again soon.', {
      retryAfterSeconds: 2,
    });
  });
  return JSON.parse(Buffer.from(answer).toString('utf8')) as Asked;
}
