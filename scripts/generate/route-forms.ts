import {
  type RouteForm,
  type ArgumentPlace,
  type TransactionForm,
  type TransientForm,
} from '../../client/own-key/route-form';
import { type TransactionDeclaration } from '../../chaincode/wire/declaration';
import { fullName } from '../../chaincode/wire/transactions';
import { type LedgerRoute, pathNames, variantsOf } from '../../gateway-api/http/ledger-route';
import { ledgerRoutes } from '../../gateway-api/http/ledger-routes';

/**
 * What a client has to know of each route to say by itself which transaction a request means: taken from the gateway's
 * table and the chaincode's declarations when the client is built, so that no gateway has to be asked at run time.
 */
export function routeForms(): RouteForm[] {
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

function transactionForm(route: LedgerRoute, declaration: TransactionDeclaration): TransactionForm {
  const transient = transientForm(route, declaration);
  return {
    transaction: fullName(declaration),
    args: Object.keys(declaration.args).map((name) => placeOf(route, declaration, name)),
    ...(transient ? { transient } : {}),
  };
}

function placeOf(route: LedgerRoute, declaration: TransactionDeclaration, name: string): ArgumentPlace {
  if (pathNames(route.path).includes(name)) return ['path', name];
  if (route.caller?.includes(name) === true) return ['caller'];
  if (route.method === 'GET') return ['query', name, route.defaults?.[name] ?? ''];
  return [name in declaration.documents ? 'json' : 'body', name];
}

function transientForm(route: LedgerRoute, { transient }: TransactionDeclaration): TransientForm | undefined {
  if (!transient) return undefined;
  const random = route.random ?? {};
  const evidence = route.evidence !== undefined;
  const given = Object.keys(transient.schema.properties).filter((name) => !(name in random));
  return { key: transient.key, given: evidence ? [] : given, random, evidence };
}

/** The module that holds the forms, as text. */
export function routeFormsModule(): string {
  const lines = routeForms().map((form) => `  ${JSON.stringify(form)},`);
  return [
    "import { type RouteForm } from './route-form';",
    '',
    '/**',
    " * Every route behind which a transaction of the ledger stands, made from the gateway's table and the chaincode's",
    ' * declarations by `node scripts/run.cjs scripts/generate/main.js`; a test says when it has to be made again.',
    ' */',
    '// prettier-ignore',
    'export const routeForms: readonly RouteForm[] = [',
    ...lines,
    '];',
    '',
  ].join('\n');
}
