import { MarketNetwork } from '../../support/market-network';
import { type ApiAnswer } from '../../support/test-gateway';
import { type DocumentedOperation, documentedOperations, type ExampleRequest } from './documented-operations';

/** The passphrase of the document's examples. */
const PASSPHRASE = 'correct horse battery staple';

/** An example request that was made, and what came of it. */
export interface Outcome {
  readonly operation: DocumentedOperation;
  readonly request: ExampleRequest;
  readonly answer: ApiAnswer;
}

/** The embedded network, empty at first, in which the examples of the OpenAPI document are tried by those they are for. */
export class ExampleWorld {
  readonly operations = documentedOperations();
  readonly outcomes: Outcome[] = [];
  private readonly network = new MarketNetwork();
  private readonly tokens = new Map<string, string>();

  async start(): Promise<void> {
    await this.network.start();
    const [households, operator, bank] = this.network.organizations;
    for (const [name, organization] of Object.entries({ founder: households, operatorRegistrar: operator, bank })) {
      if (!organization) throw new Error('The network has three organisations');
      const { enrollmentId, secret } = organization.registrar;
      this.tokens.set(name, await this.network.gateway.enroll(organization.mspId, enrollmentId, secret));
    }
  }

  stop(): Promise<void> {
    return this.network.stop();
  }

  get url(): string {
    return this.network.gateway.url;
  }

  get logged(): readonly string[] {
    return this.network.gateway.logged;
  }

  token(who: string): string {
    const token = this.tokens.get(who);
    if (token === undefined) throw new Error(`Nobody called ${who} is signed in`);
    return token;
  }

  /** Enrols somebody who was admitted, with a key that the passphrase of the examples opens. */
  async enroll(enrollmentId: string, secret: string, organization = 'HouseholdsMSP'): Promise<void> {
    const body = { organization, enrollmentId, secret, passphrase: PASSPHRASE };
    const answer = await this.network.gateway.send('POST', '/v1/auth/enroll', { body });
    if (answer.status !== 201) throw new Error(answer.text);
    this.tokens.set(enrollmentId, (answer.body['session'] as { token: string }).token);
  }

  /** Another member, with the rights of nobody yet. */
  async join(registrar: string, enrollmentId: string, organization: string): Promise<void> {
    const admitted = await this.network.gateway.send('POST', '/v1/members', {
      token: this.token(registrar),
      body: { enrollmentId },
    });
    await this.enroll(enrollmentId, String(admitted.body['secret']), organization);
    const email = `${enrollmentId}@example.org`;
    await this.act(enrollmentId, '/v1/me', { firstName: 'Test', lastName: enrollmentId, email });
  }

  /** A machine with an identity and no account. */
  async admit(registrar: string, enrollmentId: string): Promise<void> {
    this.tokens.set(
      enrollmentId,
      await this.network.gateway.admit(this.token(registrar), 'HouseholdsMSP', enrollmentId),
    );
  }

  /** Something that no example does, and that has to succeed for the next ones. */
  async act(who: string, address: string, body?: unknown): Promise<void> {
    await this.network.done(this.token(who), address, body);
  }

  /** Makes the example requests of an operation as the document shows them. */
  async tell(who: string, operationId: string): Promise<Outcome[]> {
    const operation = this.operations.get(operationId);
    if (!operation) throw new Error(`The document has no operation ${operationId}`);
    const told: Outcome[] = [];
    for (const request of operation.requests) {
      const { method, address, body } = request;
      const answer = await this.network.gateway.send(method, address, {
        ...(who === 'everybody' ? {} : { token: this.token(who) }),
        ...(body === undefined ? {} : { body }),
        headers: method === 'GET' ? {} : { prefer: 'wait=20' },
      });
      told.push({ operation, request, answer });
    }
    this.outcomes.push(...told);
    return told;
  }
}
