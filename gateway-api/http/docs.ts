import path from 'node:path';
import express, { Router } from 'express';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Sunledger API</title>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
    <link rel="icon" href="/docs/assets/favicon-32x32.png">
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const script = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

/** Scripts come from here alone; the reading page sets styles from its script, which needs unsafe-inline. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The OpenAPI document and a page to read it, both served from this machine. */
export function docsRouter(document: () => object): Router {
  const router = Router();
  let text: string | undefined;
  router.get('/openapi.json', (_request, response) => {
    text ??= JSON.stringify(document());
    response.type('application/json').send(text);
  });
  router.get('/docs', (_request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    response.type('html').send(page);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(script);
  });
  const assets = path.dirname(require.resolve('swagger-ui-dist/package.json'));
  const served = ['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png'];
  router.use('/docs/assets', (request, _response, next) => {
    if (served.includes(request.path)) next();
    else next('router');
  });
  router.use('/docs/assets', express.static(assets, { index: false, redirect: false }));
  return router;
}
