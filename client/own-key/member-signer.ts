/** A request to the gateway, before it says who is asking. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path and query: `/v1/transfers`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What the gateway answered, refusals included. */
export interface ApiAnswer {
  readonly status: number;
  /** Undefined where the answer has no such header. Names in any case. */
  header(name: string): string | undefined;
  /** The JSON value, or undefined where there is none. */
  readonly body: unknown;
}

/** Sends one request as it stands, and throws only when no answer came. */
export type Transport = (call: ApiCall) => Promise<ApiAnswer>;

/**
 * How a client says who is asking and has the member's transactions signed (spec 32, "Who is asking"). The generated
 * client hands every request to it and need not know which way the member has chosen.
 */
export interface MemberSigner {
  /** The member id, `enrollmentId@mspId`. */
  readonly member: string;

  /**
   * Makes a request of this member, in as many requests as the way takes, and gives the answer of the one that was
   * asked for. Throws a `SigningRefused` when the gateway wants something else signed than what was asked.
   */
  send(call: ApiCall, transport: Transport): Promise<ApiAnswer>;

  /** The value of the `Authorization` header, for what is not one request and one answer: streams of events. */
  authorization(transport: Transport): Promise<string>;
}
