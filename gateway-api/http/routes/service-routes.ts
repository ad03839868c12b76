import { Type } from '@sinclair/typebox';
import { type NetworkConnection } from '../../fabric/network-connection';
import { publicRoute } from '../gateway-route';
import { type Route } from '../route';

const closed = { additionalProperties: false } as const;
const Checks = Type.Record(Type.String(), Type.String({ pattern: '^(ok|down(: .+)?)$' }), {
  description: '`ok`, `down`, or `down` with the reason after a colon, by what was asked',
  examples: [{ network: 'ok', 'ca households': 'ok' }],
});

/** What a part of the gateway, or what it stands on, says of itself. */
export type Verdict = 'ok' | 'down' | `down: ${string}`;

/** Whether the network and the organisations' CAs answer; by the name of what was asked. */
export type ReadinessProbe = () => Promise<ReadonlyMap<string, Verdict>>;

/** Health, and what a client has to know before it can sign in. */
export function serviceRoutes(
  connection: NetworkConnection,
  probe: ReadinessProbe,
  height: () => Promise<bigint>,
): Route[] {
  return [
    publicRoute(
      {
        method: 'GET',
        path: '/healthz',
        operationId: 'getHealth',
        tag: 'service',
        summary: 'Whether the gateway runs',
        answers: { 200: { description: 'It does', schema: Type.Object({ status: Type.Literal('ok') }, closed) } },
      },
      () => Promise.resolve({ status: 200, json: { status: 'ok' } }),
    ),
    publicRoute(
      {
        method: 'GET',
        path: '/readyz',
        operationId: 'getReadiness',
        tag: 'service',
        summary: 'Whether the gateway can serve: the network answers, and so do the certificate authorities',
        answers: {
          200: { description: 'It can', schema: Checks },
          503: { description: 'It cannot; says what is down', schema: Checks },
        },
      },
      async () => {
        const checks = await probe();
        const ready = [...checks.values()].every((verdict) => verdict === 'ok');
        return { status: ready ? 200 : 503, json: Object.fromEntries(checks) };
      },
    ),
    publicRoute(
      {
        method: 'GET',
        path: '/v1/network',
        operationId: 'getNetwork',
        tag: 'network',
        summary: 'The channel and how many blocks of it are here, the chaincode, and whose members this gateway serves',
        answers: {
          200: {
            description: 'OK',
            schema: Type.Object(
              {
                channel: Type.String({ examples: ['energy'] }),
                chaincode: Type.String({ examples: ['sunledger'] }),
                height: Type.String({
                  description: 'Blocks that this gateway reads, a decimal number',
                  examples: ['421'],
                }),
                organizations: Type.Array(
                  Type.Object(
                    {
                      mspId: Type.String({ examples: ['HouseholdsMSP'] }),
                      name: Type.String({ examples: ['households'] }),
                    },
                    closed,
                  ),
                ),
              },
              { ...closed, $id: 'Network' },
            ),
          },
        },
      },
      async () => ({
        status: 200,
        json: {
          channel: connection.channel,
          chaincode: connection.chaincode,
          height: String(await height()),
          organizations: connection.organizations.map(({ mspId, name }) => ({ mspId, name })),
        },
      }),
    ),
  ];
}
