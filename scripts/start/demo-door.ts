import { type RequestHandler, type Response } from 'express';
import { type SunledgerClient } from '../../client';
import { type Actor, type Keyring } from '../../agents/simulator/cast';
import { isLocal } from '../../gateway-api/http/local-request';
import { type Demonstration } from './demonstration';
import { dayDocument, homesDocument } from './demo-documents';
import { type GridDocument } from './demo-grid';
import { type DemoGuests } from './demo-guests';
import { type DemoPerson } from './demo-people';
import { Onlookers } from './onlookers';

/** How a demonstration goes on, for its console. */
export interface DemoStatus {
  /** `hurrying`: an hour without anything to see passes quickly. */
  readonly state: 'replaying' | 'live' | 'hurrying' | 'paused';
  readonly market: string;
  readonly secondsPerHour: number;
  /** IANA name of the time zone that the community lives in. */
  readonly timeZone: string;
}

/** What the door opens to, once its members are there. */
export interface DemoStage {
  readonly people: readonly DemoPerson[];
  readonly actors: readonly Actor[];
  readonly keyring: Keyring;
  /** The gateway, asked by nobody in particular. */
  readonly client: SunledgerClient;
  readonly demonstration: Pick<Demonstration, 'day'>;
  readonly guests: DemoGuests;
  /** undefined where nothing is known of the homes' grid. */
  readonly grid?: GridDocument | undefined;
}

const JSON_HEADERS = { 'Cache-Control': 'no-store' } as const;

/**
 * Lets whoever sits at this machine be a member of the demonstration with one click. Only `npm start` has this door, and
 * it opens to the machine's own address alone: not through a proxy, and not for a page of another site.
 */
export class DemoDoor {
  readonly onlookers = new Onlookers();
  private stage: DemoStage | undefined;
  private readonly played = new Set<string>();

  constructor(private status: DemoStatus) {}

  /** From now on members can be entered. */
  open(stage: DemoStage): void {
    this.stage = stage;
  }

  /** Whether a person has entered as this member. */
  isPlayed(member: string): boolean {
    return this.played.has(member);
  }

  show(change: Partial<DemoStatus>): void {
    if (Object.entries(change).every(([key, value]) => this.status[key as keyof DemoStatus] === value)) return;
    this.status = { ...this.status, ...change };
    this.onlookers.tell('status', this.status);
  }

  /** Answers what lies under /demo; leaves every other request to the next handler. */
  readonly handler: RequestHandler = (request, response, next) => {
    const { method, path } = request;
    if (!path.startsWith('/demo/')) {
      next();
    } else if (!isLocal(request)) {
      refuse(response, 403, 'The members of the demonstration can be entered at its own machine only.');
    } else if (method === 'GET' && path === '/demo/live') {
      this.onlookers.add(response, 'status', this.status);
    } else if (method === 'GET' && path === '/demo/members') {
      answer(response, { members: this.stage?.people ?? [] });
    } else if (method === 'GET' && path === '/demo/homes') {
      answer(response, homesDocument(this.stage?.actors ?? []));
    } else if (method === 'GET' && path === '/demo/day') {
      answer(response, dayDocument(this.stage?.demonstration.day));
    } else if (method === 'GET' && path === '/demo/grid') {
      answer(response, { grid: this.stage?.grid ?? null });
    } else if (method === 'POST' && path === '/demo/invitations') {
      void this.answerTo(response, (stage) => stage.guests.invite());
    } else {
      const [, member = '', what] = /^\/demo\/members\/([^/]{1,200})\/(session|welcome)$/.exec(path) ?? [];
      if (method !== 'POST' || what === undefined) next();
      else if (what === 'session') void this.answerTo(response, (stage) => this.enter(stage, decoded(member)));
      else void this.answerTo(response, (stage) => stage.guests.welcome(decoded(member)));
    }
  };

  /** Ends what is open. */
  close(): void {
    this.onlookers.close();
  }

  /** Does something that takes its time and answers with what comes of it. */
  private async answerTo(response: Response, act: (stage: DemoStage) => Promise<object | undefined>): Promise<void> {
    try {
      const document = this.stage && (await act(this.stage));
      if (document) answer(response, document, 201);
      else refuse(response, 404, 'There is no such member in this demonstration, or not yet.');
    } catch {
      refuse(response, 503, 'The gateway did not take it; please try again.');
    }
  }

  private async enter({ people, keyring, client }: DemoStage, member: string): Promise<object | undefined> {
    if (!people.some((person) => person.member === member)) return undefined;
    const session = await client.auth.signIn({ member, passphrase: keyring.passphrase(member) });
    this.played.add(member);
    return session;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function answer(response: Response, document: object, status = 200): void {
  response.status(status).set(JSON_HEADERS).json(document);
}

function refuse(response: Response, status: number, detail: string): void {
  const problem = { type: 'about:blank', title: 'The demonstration refuses', status, detail };
  response.status(status).set(JSON_HEADERS).type('application/problem+json').send(JSON.stringify(problem));
}
