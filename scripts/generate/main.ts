import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { routeFormsModule } from './route-forms';

/** Where the client keeps the forms, from the root of the project. */
export const ROUTE_FORMS_FILE = 'client/own-key/route-forms.ts';

if (require.main === module) {
  writeFileSync(path.join(__dirname, '../../..', ROUTE_FORMS_FILE), routeFormsModule());
}
