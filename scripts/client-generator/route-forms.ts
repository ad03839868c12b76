import { type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { fullName } from '../../chaincode/wire/transactions';
import { type LedgerRoute, pathNames, variantsOf } from '../../gateway-api/http/ledger-route';
import { ledgerRoutes } from '../../gateway-api/http/ledger-routes';

/**
 * What a client has to know of each route to say by itself which transaction a request means: taken from the gateway's
 * table and the chaincode's declarations when the client is built, so that no gateway has to be asked at run time.
 * `RouteForm` of `client/own-key` is the type; the generator itself stands on nothing of the client.
 */
function routeForms(): object[] {
  return ledgerRoutes.map((route) => {
    const variants = variantsOf(route);
    return {
      method: route.method,
      path: route.path,
      writes: variants.some(({ declaration }) => declaration.kind === 'submit'),
      ...('of' in route.target ? { choice: { in: route.target.in, name: route.target.name } } : {}),
      ...(route.argumentsIn === undefined ? {} : { argumentsIn: route.argumentsIn }),
      transactions: Object.fromEntries(
        variants.map(({ value, declaration }) => [value ?? '', transactionForm(route, declaration)]),
      ),
    };
  });
}

function transactionForm(route: LedgerRoute, declaration: TransactionDeclaration): object {
  const transient = transientForm(route, declaration);
  return {
    transaction: fullName(declaration),
    args: Object.keys(declaration.args).map((name) => placeOf(route, declaration, name)),
    ...(transient ? { transient } : {}),
  };
}

function placeOf(route: LedgerRoute, declaration: TransactionDeclaration, name: string): readonly string[] {
  if (pathNames(route.path).includes(name)) return ['path', name];
  if (route.caller?.includes(name) === true) return ['caller'];
  if (route.method === 'GET') return ['query', name, route.defaults?.[name] ?? ''];
  return [name in declaration.documents ? 'json' : 'body', name];
}

function transientForm(route: LedgerRoute, { transient }: TransactionDeclaration): object | undefined {
  if (!transient) return undefined;
  const random = route.random ?? {};
  const evidence = route.evidence !== undefined;
  const given = Object.keys(transient.schema.properties).filter((name) => !(name in random));
  return { key: transient.key, given: evidence ? [] : given, random, evidence };
}

/** The module that holds the forms, as text: one line each. */
export function routeFormsText(): string {
  return [
    "import { type RouteForm } from '../own-key/route-form';",
    '',
    "/** Every route behind which a transaction of the ledger stands, by the gateway's table and the chaincode's declarations. */",
    '// prettier-ignore',
    'export const routeForms: readonly RouteForm[] = [',
    ...routeForms().map((form) => `  ${JSON.stringify(form)},`),
    '];',
    '',
  ].join('\n');
}
