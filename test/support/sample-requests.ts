import { type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { type LedgerRoute, operationIdOf, pathNames, variantsOf } from '../../gateway-api/http/ledger-route';
import { ledgerRoutes } from '../../gateway-api/http/ledger-routes';
import { rows } from './authorisation-table';
import { type Stage } from './peopled-world';
import { sampleArguments, sampleTransient } from './sample-calls';

/** A request that succeeds in a peopled world, if its caller may make it. */
export interface SampleRequest {
  readonly method: string;
  readonly address: string;
  readonly body: object | undefined;
}

/** A way to make a call of the authorisation table over REST. */
export interface SampleRoute {
  /** The call's name in the table: a transaction, or one of its cases. */
  readonly label: string;
  readonly operationId: string;
  readonly route: LedgerRoute;
  readonly declaration: TransactionDeclaration;
  /** The value that chooses the transaction, where several stand behind the route. */
  readonly value: string | undefined;
}

/** Every way to make every call of the table: one for each route, transaction and case. */
export const sampleRoutes: readonly SampleRoute[] = ledgerRoutes.flatMap((route) =>
  variantsOf(route).flatMap(({ value, declaration }) =>
    rows
      .filter(({ name }) => name === declaration.name)
      .map(({ label }) => ({ label, operationId: operationIdOf(route), route, declaration, value })),
  ),
);

/** The request of a sample call: its arguments, put where the route has them. */
export function sampleRequest(
  { label, route, declaration, value }: SampleRoute,
  caller: string,
  stage: Stage,
): SampleRequest {
  const names = Object.keys(declaration.args);
  const args = new Map(sampleArguments(label, caller, stage).map((text, index) => [names[index] ?? '', text]));
  const choice = 'of' in route.target ? route.target : undefined;
  const inPath = pathNames(route.path);
  const address = inPath.reduce((path, name) => {
    const chosen = choice?.in === 'path' && choice.name === name ? value : undefined;
    return path.replace(`{${name}}`, encodeURIComponent(chosen ?? args.get(name) ?? caller));
  }, route.path);
  const rest = names.filter((name) => !inPath.includes(name) && !(route.caller ?? []).includes(name));
  if (route.method === 'GET') {
    const query = new URLSearchParams(rest.map((name): [string, string] => [name, args.get(name) ?? '']));
    return { method: 'GET', address: rest.length === 0 ? address : `${address}?${query.toString()}`, body: undefined };
  }
  const fields = Object.fromEntries(
    rest.map((name) => {
      const text = args.get(name) ?? '';
      return [name, name in declaration.documents ? (JSON.parse(text) as unknown) : text];
    }),
  );
  const given = { ...fields, ...transientFields(route, declaration, caller) };
  const body = route.argumentsIn === undefined ? given : { [route.argumentsIn]: given };
  if (route.method === 'DELETE') return { method: 'DELETE', address, body: undefined };
  return { method: route.method, address, body: choice?.in === 'body' ? { [choice.name]: value, ...body } : body };
}

/** What the client gives of a transient document; the gateway makes the rest. */
function transientFields(route: LedgerRoute, declaration: TransactionDeclaration, caller: string): object {
  if (!declaration.transient || route.evidence) return {};
  const document = sampleTransient(declaration.name as never, caller)[declaration.transient.key] as object;
  return Object.fromEntries(Object.entries(document).filter(([name]) => !(name in (route.random ?? {}))));
}
