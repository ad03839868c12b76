import { type TSchema, Type } from '@sinclair/typebox';
import { oneOf } from '../../chaincode/wire/schemas';
import { type Caller } from '../auth/authentication';
import { signingIdentity } from '../auth/signing-identity';
import { type LedgerCall } from '../fabric/ledger-call';
import { type NetworkClient } from '../fabric/network-client';
import { askModel, isInModel } from '../read-model/model-queries';
import { type ReadModel } from '../read-model/read-model';
import { readAnswer } from './read-answer';
import { type Answer, type MemberRequest } from './route';

/** The query parameter with which a client chooses whom to ask. */
export const consistency: Readonly<Record<'consistency', TSchema>> = {
  consistency: Type.Optional(
    Type.Unsafe({
      ...oneOf(['read-model', 'ledger'], 'Whom to ask: the read model, or the peers'),
      default: 'read-model',
    }),
  ),
};

/**
 * Answers queries of the chaincode: from the read model where it knows of everything that this gateway has told anybody,
 * else, or where the client wants it, from the peers (spec 32, "Reads").
 */
export class LedgerReads {
  constructor(
    private readonly client: Pick<NetworkClient, 'evaluate'>,
    private readonly model: ReadModel,
  ) {}

  /**
   * What a query answers to a member, for answers that are made of several: from the peers where the gateway can ask in
   * the member's name, else from the read model. Throws a Refusal, SIGNATURE_NEEDED where neither can be.
   */
  async ask(caller: Pick<Caller, 'identity' | 'signing'>, call: LedgerCall): Promise<Uint8Array> {
    const { identity, signing } = caller;
    const found =
      signing || !isInModel(call)
        ? undefined
        : await this.model.readUpToDate((tables) => askModel(tables, identity, call));
    if (!found) return await this.client.evaluate(signingIdentity(caller), call);
    const { value } = found;
    return value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value));
  }

  /** Throws a Refusal. */
  async answer(request: MemberRequest, call: LedgerCall): Promise<Answer> {
    const wantsLedger = request.query['consistency'] === 'ledger' || !isInModel(call);
    const { identity } = request.caller;
    const found = wantsLedger ? undefined : await this.model.readUpToDate((tables) => askModel(tables, identity, call));
    if (found) return readAnswer(request, { json: found.value, source: 'read-model', height: found.height });
    const json = await this.client.evaluate(signingIdentity(request.caller), call);
    return readAnswer(request, { json, source: 'ledger' });
  }
}
