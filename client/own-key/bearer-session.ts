import { type ApiAnswer, type ApiCall, type MemberSigner, type Transport } from './member-signer';

/** A session of a key that the gateway keeps: its token says who is asking, the gateway signs. */
export class BearerSession implements MemberSigner {
  constructor(
    readonly member: string,
    private readonly token: string,
  ) {}

  async send(call: ApiCall, transport: Transport): Promise<ApiAnswer> {
    const headers = { ...call.headers, authorization: `Bearer ${this.token}` };
    return await transport({ ...call, headers });
  }

  authorization(): Promise<string> {
    return Promise.resolve(`Bearer ${this.token}`);
  }
}
