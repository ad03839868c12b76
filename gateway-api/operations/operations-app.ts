import express, { type Express, type Request, type Response, Router } from 'express';
import { isLocal, namesThisMachine } from '../http/local-request';
import { keptNowhere, securityHeaders } from '../http/security-headers';
import { type ReadinessProbe } from '../http/routes/service-routes';
import { type GatewayMetrics } from './gateway-metrics';

/** `GET /metrics` in Prometheus's text format. */
export function metricsRouter({ registry }: GatewayMetrics): Router {
  const router = Router();
  router.get('/metrics', async (_request: Request, response: Response) => {
    response.setHeader('Content-Type', registry.contentType).end(await registry.metrics());
  });
  return router;
}

/**
 * The same at the members' door: for whoever sits at this machine, and there is nothing for anybody else, through a proxy or
 * by a page of another site.
 */
export function localMetricsRouter(metrics: GatewayMetrics): Router {
  const router = Router();
  router.use('/metrics', (request, _response, next) => {
    if (isLocal(request)) next();
    else next('router');
  });
  router.use(metricsRouter(metrics));
  return router;
}

/**
 * What operators ask, at an address of their own: how much a community trades, when and with what success is nobody
 * else's business, and a scrape must come through when the door is at its limits. On a loopback address (`loopback`) it
 * answers who calls it by such a name, so that no page that a browser here has open reads it through a name of its own.
 */
export function operationsApp(metrics: GatewayMetrics, probe: ReadinessProbe, loopback: boolean): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders(false), keptNowhere, (request, response, next) => {
    if (!loopback || namesThisMachine(request.headers.host)) next();
    else
      response.status(421).json({ detail: 'This address is served to its own machine; the Host has to be localhost.' });
  });
  app.use(metricsRouter(metrics));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const checks = await probe();
    const ready = [...checks.values()].every((verdict) => verdict === 'ok');
    response.status(ready ? 200 : 503).json(Object.fromEntries(checks));
  });
  app.use((_request, response) => void response.status(404).json({ served: ['/metrics', '/healthz', '/readyz'] }));
  return app;
}
