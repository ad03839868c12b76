import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { createCaToken } from '../../identity/ca-token';
import { FabricCaClient } from '../../identity/fabric-ca-client';
import { type CaCredentials, type Enrollment } from '../../identity/fabric-ca-types';
import { startOrganizationCa, type OrganizationCa } from '../../network/devnet/ca/organization-ca';

/** A CA of its own for a test, with its registrar enrolled and everything it logged. */
export interface TestCa {
  readonly ca: OrganizationCa;
  readonly client: FabricCaClient;
  readonly registrar: Enrollment;
  readonly log: string[];
  stop(): Promise<void>;
}

/** A raw answer, to look at what clients usually hide. */
export interface RawAnswer {
  readonly status: number;
  readonly body: { result: unknown; errors: { code: number; message: string }[]; success: boolean };
}

/** Starts a CA, in memory unless it gets a home. */
export async function startTestCa(home?: string): Promise<TestCa> {
  const log: string[] = [];
  const write = (details: object, message: string): void => void log.push(`${message} ${JSON.stringify(details)}`);
  const ca = await startOrganizationCa({
    mspId: 'HouseholdsMSP',
    name: 'households',
    ...(home === undefined ? {} : { home }),
    host: '127.0.0.1',
    port: 0,
    log: { info: write, warn: write, error: write },
  });
  const client = new FabricCaClient(ca.endpoint);
  const registrar = await client.enroll(ca.registrar);
  return {
    ca,
    client,
    registrar,
    log,
    async stop() {
      client.close();
      await ca.stop();
    },
  };
}

/** Sends bytes as they are. */
export function sendRaw(
  ca: OrganizationCa,
  request: { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      `${ca.endpoint.url}${request.path}`,
      { method: request.method ?? 'POST', ca: ca.endpoint.tlsRootPem, headers: request.headers ?? {}, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString()) as RawAnswer['body'];
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    sent.on('error', reject);
    sent.end(request.body);
  });
}

/** Sends a request with the caller's token, also one that our client doesn't offer. */
export function sendAs(
  test: TestCa,
  caller: CaCredentials,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body = '',
): Promise<RawAnswer> {
  const request = { method, uri: path, body: Buffer.from(body) };
  const authorization = createCaToken(caller.certificatePem, caller.privateKey, request);
  return sendRaw(test.ca, { method, path, headers: { authorization }, body });
}

/** A folder for one test, removed by `remove`. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'sunledger-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
