import express, { type Express, type Request, type Response, Router } from 'express';
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
 * What operators ask, at an address of their own: how much a community trades, when and with what success is nobody
 * else's business, and a scrape must come through when the door is at its limits.
 */
export function operationsApp(metrics: GatewayMetrics, probe: ReadinessProbe): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders(false), keptNowhere, metricsRouter(metrics));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const checks = [...(await probe())];
    const ready = checks.every(([, ok]) => ok);
    response.status(ready ? 200 : 503).json(Object.fromEntries(checks.map(([name, ok]) => [name, ok ? 'ok' : 'down'])));
  });
  app.use((_request, response) => void response.status(404).json({ served: ['/metrics', '/healthz', '/readyz'] }));
  return app;
}
