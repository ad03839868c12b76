import { type FaultState } from '../faults';
import { type TransactionTrace } from '../trace/transaction-trace';
import { type ControlNote } from './control-note';
import { type ChannelStatus } from './control-server';

/** The running network refuses a command; the message says why. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

/** Gives commands to a network that runs on this machine. Throws ControlError. */
export class ControlClient {
  constructor(private readonly note: Pick<ControlNote, 'port' | 'token'>) {}

  async channels(): Promise<readonly ChannelStatus[]> {
    return (await this.call('GET', 'channels')) as readonly ChannelStatus[];
  }

  /** Looks in every channel where none is named. */
  async trace(id: string, channel?: string): Promise<TransactionTrace> {
    return (await this.call('GET', 'trace', { id, ...named(channel) })) as TransactionTrace;
  }

  /** Of the channel that is named, or the first. */
  async setFaults(wanted: Partial<FaultState>, channel?: string): Promise<readonly ChannelStatus[]> {
    return (await this.call('PUT', 'faults', named(channel), wanted)) as readonly ChannelStatus[];
  }

  /** Of every channel where none is named. */
  async faultsOff(channel?: string): Promise<readonly ChannelStatus[]> {
    return (await this.call('DELETE', 'faults', named(channel))) as readonly ChannelStatus[];
  }

  private async call(
    method: string,
    what: string,
    query: Record<string, string> = {},
    body?: object,
  ): Promise<unknown> {
    const url = `http://127.0.0.1:${this.note.port}/${what}?${new URLSearchParams(query).toString()}`;
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${this.note.token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new ControlError('The network does not answer; it may be stopping', { cause });
    }
    const document: unknown = await response.json();
    if (response.ok) return document;
    const { error } = document as { error?: unknown };
    throw new ControlError(typeof error === 'string' ? error : `The network answered ${response.status}`);
  }
}

const named = (channel: string | undefined): Record<string, string> => (channel === undefined ? {} : { channel });
