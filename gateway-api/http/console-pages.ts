import { stat } from 'node:fs/promises';
import path from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { type ConsoleConfiguration, ConsolePage, type PageContent } from './console-page';

/** The console's own files, and nothing else, may run on its pages; nothing inline. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** A section's address, such as /market or /market/fontana_20160816T1200Z. */
const SECTION = /^\/(?!v1\/)[a-z][a-z-]*(?:\/[A-Za-z0-9@._-]+)*\/?$/;

/**
 * Serves the web console (spec 33): its page at `/` and at every section's address that a browser opens, with the
 * configuration written into it, and its files compressed as they were built. Files with a hash in their name never
 * change, icons are kept for a day, the others are asked for each time.
 */
export function consolePages(folder: string, configuration: ConsoleConfiguration): Router {
  const router = Router();
  const page = new ConsolePage(path.join(folder, 'index.html'), configuration);
  router.get('/console.json', (_request, response) => {
    response.setHeader('Cache-Control', 'no-cache');
    response.json(configuration);
  });
  router.use(async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      next('router');
      return;
    }
    if (request.path === '/' || request.path === '/index.html' || wantsPage(request)) {
      const content = await page.content();
      if (content) {
        consoleHeaders(response, '/index.html');
        sendPage(request, response, content);
        return;
      }
    }
    const name = request.path;
    const compressed = await compressedFile(folder, name, request);
    (response.locals as { replaced?: ReturnType<typeof replacedHeaders> }).replaced = replacedHeaders(response);
    consoleHeaders(response, name);
    request.url = name;
    if (compressed) {
      request.url = `${name}${compressed.ending}`;
      response.setHeader('Content-Encoding', compressed.name);
      response.setHeader('Content-Type', contentTypes[path.extname(name)] ?? 'application/octet-stream');
    }
    next();
  });
  router.use(express.static(folder, { index: false, redirect: false, cacheControl: false, fallthrough: true }));
  router.use((_request, response, next) => {
    // Nothing of the console's is at this address: the refusal has the headers of every answer again.
    for (const [name, value] of (response.locals as { replaced?: ReturnType<typeof replacedHeaders> }).replaced ?? []) {
      if (value === undefined) response.removeHeader(name);
      else response.setHeader(name, value);
    }
    next();
  });
  return router;
}

/** What the headers were that a file of the console has values of its own for. */
const replacedHeaders = (response: Response) =>
  ['Content-Encoding', 'Content-Type', 'Cache-Control', 'Content-Security-Policy', 'Vary'].map(
    (name) => [name, response.getHeader(name)] as const,
  );

/** The page in the shortest form that the client takes; 304 where it has it already. */
function sendPage(request: Request, response: Response, { forms, tag }: PageContent): void {
  const form = forms.find(({ encoding }) => encoding === undefined || request.acceptsEncodings(encoding) !== false);
  response.setHeader('ETag', tag);
  response.setHeader('Content-Type', contentTypes['.html'] ?? '');
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  if (form?.encoding !== undefined) response.setHeader('Content-Encoding', form.encoding);
  response.setHeader('Content-Length', form?.bytes.length ?? 0);
  response.end(request.method === 'HEAD' ? undefined : form?.bytes);
}

/** Whether a browser opens a section's address: a program that asks for JSON gets its refusal. */
const wantsPage = (request: Request): boolean =>
  SECTION.test(request.path) && /\btext\/html\b/.test(request.headers.accept ?? '');

/** The built compression of a file that the client takes; undefined where there is none. */
async function compressedFile(
  folder: string,
  name: string,
  request: Request,
): Promise<(typeof encodings)[number] | undefined> {
  if (!(path.extname(name) in contentTypes) || name.includes('..')) return undefined;
  for (const encoding of encodings) {
    if (request.acceptsEncodings(encoding.name) === false) continue;
    const found = await stat(path.join(folder, `${name}${encoding.ending}`)).catch(() => undefined);
    if (found?.isFile()) return encoding;
  }
  return undefined;
}

function consoleHeaders(response: Response, name: string): void {
  const unchanging = name.startsWith('/assets/');
  const kept = name.startsWith('/icon') ? 'public, max-age=86400' : 'no-cache';
  response.setHeader('Cache-Control', unchanging ? 'public, max-age=31536000, immutable' : kept);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Content-Security-Policy', policy);
}
