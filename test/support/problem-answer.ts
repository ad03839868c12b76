import assert from 'node:assert/strict';
import { type ApiAnswer } from './test-gateway';

/** Every refusal is a problem document with a code and a sentence, and nothing of the gateway's insides. */
export const isProblem = (answer: ApiAnswer, status: number | readonly number[], what: string): void => {
  const statuses = typeof status === 'number' ? [status] : status;
  const shown = `${what}: ${answer.status} ${answer.text.slice(0, 300)}`;
  assert.ok(statuses.includes(answer.status), shown);
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, shown);
  assert.equal(answer.body['status'], answer.status, shown);
  assert.match(String(answer.body['code']), /^[A-Z_]+$/, shown);
  assert.match(String(answer.body['detail']), /^.{10,600}$/s, shown);
  assert.doesNotMatch(answer.text, /node_modules|at Object\.|\.js:\d/, shown);
};
