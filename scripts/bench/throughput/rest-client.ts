import { Agent, request } from 'node:http';

/** The members' door as a client that keeps its connections open meets it. */
export class RestClient {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    connections: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Posts a document and returns the answer's. @throws with the answer's text for any status but 201. */
  async post(path: string, document: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const body = JSON.stringify(document);
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.url}${path}`,
        {
          method: 'POST',
          agent: this.#agent,
          headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 201) resolve(JSON.parse(text));
            else reject(new Error(`POST ${path} was answered ${response.statusCode ?? '?'}: ${text}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
