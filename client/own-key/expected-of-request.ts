import { type ExpectedCall } from './expected-call';
import { routeForms } from '../generated/route-forms';
import { type ApiCall } from './member-signer';
import { type ArgumentPlace, type RouteForm } from './route-form';

/** A request that means a transaction: its route, and the values in its path. */
export interface MatchedRoute {
  readonly form: RouteForm;
  readonly params: Readonly<Record<string, string>>;
}

/** The route of a request, or undefined where no transaction of the ledger stands behind it. */
export function matchRoute({ method, path }: Pick<ApiCall, 'method' | 'path'>): MatchedRoute | undefined {
  const segments = (path.split('?')[0] ?? '').split('/');
  let found: MatchedRoute | undefined;
  for (const form of routeForms) {
    const params = form.method === method ? paramsOf(form.path.split('/'), segments) : undefined;
    // A word in the path counts more than a place for any word: `/clearings/{listing}/offers`.
    if (params && (!found || Object.keys(params).length < Object.keys(found.params).length)) found = { form, params };
  }
  return found;
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(segment);
    else if (part !== segment) return undefined;
  }
  return params;
}

/** A segment as the gateway reads it; one that can't be read matches nothing that could be asked. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * What a request asks of the ledger, by the member's own tables. Undefined where it chooses no transaction, which the
 * gateway will refuse by itself.
 */
export function expectedOf({ form, params }: MatchedRoute, call: ApiCall, member: string): ExpectedCall | undefined {
  const query = new URLSearchParams(call.path.split('?')[1] ?? '');
  const body = (call.body ?? {}) as Readonly<Record<string, unknown>>;
  const chosen =
    form.choice === undefined ? '' : form.choice.in === 'path' ? params[form.choice.name] : body[form.choice.name];
  const transaction =
    typeof chosen === 'string' && Object.hasOwn(form.transactions, chosen) ? form.transactions[chosen] : undefined;
  if (!transaction) return undefined;
  const given = (form.argumentsIn === undefined ? body : (body[form.argumentsIn] ?? {})) as Readonly<
    Record<string, unknown>
  >;
  const valueOf = (place: ArgumentPlace): string => {
    switch (place[0]) {
      case 'caller':
        return member;
      case 'path':
        return params[place[1]] ?? '';
      case 'query':
        return query.get(place[1]) ?? place[2];
      case 'body':
        return textOf(given[place[1]]);
      case 'json':
        return given[place[1]] === undefined ? '' : JSON.stringify(given[place[1]]);
    }
  };
  const { transient } = transaction;
  return {
    transaction: transaction.transaction,
    args: transaction.args.map(valueOf),
    ...(transient
      ? { transient: { ...transient, given: Object.fromEntries(transient.given.map((name) => [name, given[name]])) } }
      : {}),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
