import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Refusal } from '../refusal';
import { type ConsoleConfiguration } from './console-page';
import { consolePages } from './console-pages';
import { docsRouter } from './docs';
import { type Endpoints } from './endpoint';
import { groupBy } from './group-by';
import { openApiDocument } from './openapi';
import { problemsRouter } from './problem-pages';
import { nameRequest } from './request-id';
import { type Route } from './route';

export interface AppParts {
  readonly routes: readonly Route[];
  readonly endpoints: Endpoints;
  /** What every request passes, in this order, after it was named. */
  readonly before: readonly RequestHandler[];
  /** Whether a proxy stands in front and tells the client's address. */
  readonly behindProxy: boolean;
  /** Folder with the console's files, and what the console has to know of the gateway. */
  readonly consoleFolder: string;
  readonly console: ConsoleConfiguration;
  /** Serves what is none of these, or passes on. */
  readonly pages: RequestHandler | undefined;
}

/** `/v1/units/{unit}` in Express's words. */
const expressPath = (path: string): string => path.replaceAll('{', ':').replaceAll('}', '');

/** The Express application: every route with what else it answers, the documents, the console. */
export function gatewayApp({
  routes,
  endpoints,
  before,
  behindProxy,
  consoleFolder,
  console,
  pages,
}: AppParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('case sensitive routing', true);
  if (behindProxy) app.set('trust proxy', 1);
  app.use(nameRequest, ...before);

  for (const [path, ofPath] of groupBy(routes, (route) => route.path)) {
    const address = app.route(expressPath(path));
    for (const route of ofPath) address[methodOf(route)](endpoints.handler(route));
    address.all((request: Request) => {
      throw methodNotAllowed(
        request,
        ofPath.map(({ method }) => method),
      );
    });
  }
  app.use(problemsRouter());
  app.use(docsRouter(() => openApiDocument(routes)));
  if (pages) app.use(pages);
  app.use(consolePages(consoleFolder, console));

  app.use((request: Request) => {
    throw new Refusal(
      'ROUTE_NOT_FOUND',
      `There is nothing at ${request.path.slice(0, 200)}. /docs shows what there is.`,
    );
  });
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error);
    else endpoints.fail(response, expressRefusal(error));
  });
  return app;
}

const methodOf = ({ method }: Route): 'get' | 'post' | 'delete' =>
  method === 'GET' ? 'get' : method === 'POST' ? 'post' : 'delete';

function methodNotAllowed(request: Request, methods: readonly string[]): Refusal {
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : [...methods];
  return new Refusal(
    'METHOD_NOT_ALLOWED',
    `${request.path.slice(0, 200)} takes ${allow.join(', ')}, not ${request.method}.`,
    {
      allow,
    },
  );
}

/** Express refuses some requests by itself, an address that can't be decoded for one. */
function expressRefusal(error: unknown): unknown {
  const status = (error as { status?: unknown } | undefined)?.status;
  if (error instanceof Refusal || typeof status !== 'number' || status >= 500) return error;
  return new Refusal('MALFORMED_REQUEST', 'The address of the request cannot be read.', {}, { cause: error });
}
