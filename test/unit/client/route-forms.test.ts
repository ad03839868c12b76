import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { routeFormsModule } from '../../../scripts/generate/route-forms';
import { ROUTE_FORMS_FILE } from '../../../scripts/generate/main';

describe("The client's table of transactions", () => {
  it('is the one that the route table and the declarations make now', () => {
    const kept = readFileSync(path.join(__dirname, '../../../..', ROUTE_FORMS_FILE), 'utf8');
    assert.ok(
      kept === routeFormsModule(),
      `${ROUTE_FORMS_FILE} is out of date: run node scripts/run.cjs scripts/generate/main.js`,
    );
  });
});
