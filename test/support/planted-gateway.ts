import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Fuzzed } from '../fuzz/run-fuzz';

/** What a gateway can do wrong, each as an answer to `GET /v1/network`. */
const answers = {
  'a fault inside': { status: 500, body: '{"fault":true}' },
  'a status that the document lacks': { status: 418, body: '{}' },
  'an answer of another form': { status: 200, body: '{"channel":7}' },
} as const;

/** A gateway in front of another one that does one thing wrong: it shows that a fuzzing run can fail. */
export async function startPlantedGateway(target: Fuzzed, fault: keyof typeof answers): Promise<Fuzzed> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url === '/v1/network') {
      const { status, body } = answers[fault];
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
      return;
    }
    const answer = await fetch(`${target.url}${request.url ?? '/'}`);
    const type = answer.headers.get('content-type') ?? 'application/json';
    response.writeHead(answer.status, { 'content-type': type }).end(await answer.text());
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: target.token,
    writeSamples: (file) => target.writeSamples(file),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
