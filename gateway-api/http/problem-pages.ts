import { Router } from 'express';
import { Refusal } from '../refusal';
import { problemCodes, statusOf, titleOf } from './problem-status';

/** Where the `type` of a problem document leads: what its code means. */
export function problemsRouter(): Router {
  const router = Router();
  const pages = new Map<string, object>(
    problemCodes.map((code) => [code, { code, status: statusOf(code), title: titleOf(code) }]),
  );
  router.get('/problems', (_request, response) => void response.json([...pages.values()]));
  router.get('/problems/:code', (request, response) => {
    const page = pages.get(request.params.code);
    if (!page) throw new Refusal('ROUTE_NOT_FOUND', 'There is no problem with this code. /problems lists them all.');
    response.json(page);
  });
  return router;
}
