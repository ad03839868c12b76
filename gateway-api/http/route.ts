import { type IncomingHttpHeaders } from 'node:http';
import { type TObject, type TSchema } from '@sinclair/typebox';
import { type Response } from 'express';
import { type Caller } from '../auth/authentication';
import { type ProblemCode } from '../refusal';

/** A request whose form has been checked and whose caller is known. */
export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON object of the body; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  /** Of the client. */
  readonly address: string;
  /** Names the request in the log and in the answer. */
  readonly requestId: string;
  /** Method, path, query and body in one keyed hash: what makes a request the same as another. */
  fingerprint(): string;
}

/** A request of a member. */
export interface MemberRequest extends ApiRequest {
  readonly caller: Caller;
}

/** What a route answers: JSON as text, bytes or a value, or a stream that the route writes by itself. */
export interface Answer {
  readonly status: number;
  readonly json?: string | Uint8Array | object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: (response: Response) => void;
}

/** What a route can answer with success, for the OpenAPI document. */
export interface DocumentedAnswer {
  readonly description: string;
  readonly schema?: TSchema;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RouteForm {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** As OpenAPI writes it. */
  readonly path: string;
  readonly tag: string;
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: TObject;
  readonly query: TObject;
  /** Absent where the request may not have a body. */
  readonly body?: TSchema;
  /** Whether a client may leave the body out, where every field of it is optional. */
  readonly bodyOptional?: boolean;
  /** Which transactions of the ledger it can lead to, as `contract:name`. */
  readonly transactions: readonly string[];
  /** Whether Idempotency-Key and Prefer mean something to it. */
  readonly writesLedger: boolean;
  readonly answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Whether it is a step of signing by oneself, which client libraries take on the way to another route. */
  readonly signing?: boolean;
  /** Codes of its refusals, beyond those that every route can answer. */
  readonly errors: readonly ProblemCode[];
}

/** A route for everybody. */
export interface PublicRoute extends RouteForm {
  readonly access: 'public';
  handle(request: ApiRequest): Promise<Answer>;
}

/** A route for those who say who they are. */
export interface MemberRoute extends RouteForm {
  readonly access: 'member';
  handle(request: MemberRequest): Promise<Answer>;
}

export type Route = PublicRoute | MemberRoute;
