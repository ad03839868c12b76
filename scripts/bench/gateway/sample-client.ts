import { setTimeout as sleep } from 'node:timers/promises';
import { autocannon, type Shots } from './autocannon';

const ASK_EVERY_MS = 20;
const READY_WITHIN_MS = 180_000;

/** The REST sample of fabric-samples, running somewhere, as its clients meet it. */
export class SampleClient {
  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** Waits until it serves. Throws when it doesn't in three minutes. */
  async ready(): Promise<void> {
    const end = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await fetch(`${this.url}/live`).catch(() => undefined);
      if (answer?.status === 200) return;
      if (Date.now() > end) throw new Error(`The sample at ${this.url} did not answer in three minutes`);
      await sleep(500);
    }
  }

  read(id: string, load: { readonly connections: number; readonly seconds: number }): Promise<Shots> {
    return autocannon(`${this.url}/api/assets/${id}`, { 'X-API-Key': this.apiKey }, load);
  }

  /** Creates an asset and asks for its job until that has ended. Throws when it failed. */
  async write(id: string): Promise<void> {
    const asset = { ID: id, Color: 'b1', Size: 5000, Owner: 'bench', AppraisedValue: 1 };
    const { jobId } = (await this.send('POST', '/api/assets', asset)) as { jobId: string };
    for (;;) {
      const job = (await this.send('GET', `/api/jobs/${jobId}`)) as Record<string, unknown>;
      if (typeof job['transactionError'] === 'string') throw new Error(job['transactionError']);
      if (job['transactionPayload'] !== undefined) return;
      await sleep(ASK_EVERY_MS);
    }
  }

  private async send(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { 'X-API-Key': this.apiKey, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return await answer.json();
  }
}
